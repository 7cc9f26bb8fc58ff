"""The review of one revision: the workspace, its buttons, and a page for each deliberate step."""
