"""Accuracy and speed, as commands anyone can run."""
