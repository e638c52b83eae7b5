"""Who did what to whom, and where, read off the grammar around an event."""
