"""What happened on a page: who did what to whom, whether, when and where."""
