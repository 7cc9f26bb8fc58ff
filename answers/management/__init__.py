"""Commands of the answers."""
