"""How a version came about, the log, and words removed from it."""
