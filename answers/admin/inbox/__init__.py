"""The inbox: what waits for a person, the most urgent first."""
