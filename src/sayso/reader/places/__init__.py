"""Places and the countries they are in."""
