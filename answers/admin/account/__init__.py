"""What belongs to a person of the staff: signing in, sessions, keys, mail, language."""
