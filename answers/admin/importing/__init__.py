"""The page “Import pages”: pages become drafts."""
