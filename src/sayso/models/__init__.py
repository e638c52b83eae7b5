"""The shipped model: graph (`sayso.xml`, `sayso.bin`), decoder weights, tokenizer, model card."""

from pathlib import Path

SHIPPED = Path(__file__).parent
"""The folder of the shipped model."""
