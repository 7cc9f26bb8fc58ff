"""How pages written elsewhere become drafts; each module says which part it knows."""
