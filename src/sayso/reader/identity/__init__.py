"""Who is who: the entities of a page."""
