"""Relations to statements: who says what, in what form, mode and polarity."""
