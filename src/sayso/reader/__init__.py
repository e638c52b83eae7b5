"""Page → Reading: a model's one pass, then statements, their sources and the label."""
