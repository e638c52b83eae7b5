"""Text to scores: tokens, windows, the one pass through the model, and what its scores say."""
