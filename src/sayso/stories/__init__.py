"""Readings → stories: which pages tell of one happening, and which are copies of which."""
