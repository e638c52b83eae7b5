"""The words of a page with their grammar, and the phrases and clauses they make."""
