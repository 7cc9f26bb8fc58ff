"""A site with nothing but modelsearch and the pages of our crowd; it imports nothing of the site."""
