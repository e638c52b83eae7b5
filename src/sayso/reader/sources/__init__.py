"""What a page says of a source: who, how many, in which role, whose, on what grounds."""
