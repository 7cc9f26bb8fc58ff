"""One command a file; each calls one verb and prints what came of it."""
