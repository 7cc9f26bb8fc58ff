"""The long checks of `make verify`: what only a real server, real people at once and real kills can show."""
