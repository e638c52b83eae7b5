"""Readings for people: on the terminal, as one HTML page, in a notebook."""
