"""What readers may know, for pages and data alike: topics with counts, corrections, and how it is sent.

It reads published pages and the record, never a working copy, and makes no page.
"""
