"""What grammar is plain about and the model, which saw little of it, gets wrong in statements."""
