"""How fast sayso reads: `python -m benchmarks.speed FOLDER`."""
