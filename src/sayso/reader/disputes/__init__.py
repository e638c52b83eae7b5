"""Which statements and events of a page cannot both hold."""
