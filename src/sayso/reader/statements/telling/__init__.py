"""Who takes part in a statement besides what is said, and when and where it was made."""
