"""What readers meet: the question pages and the lists that lead to them; no rule and no draft."""
