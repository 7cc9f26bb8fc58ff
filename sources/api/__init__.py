"""Sources brought in by programs: one work at a time, through the same verb as files; it knows no answer."""
