"""Whether what is told happened: the model's factuality within what plain words allow."""
