"""How the shipped model is made: `python -m training CORPORA` (never imported by sayso)."""
