"""The programming interface under /api/v1/: what is public for everybody, the review for staff, in JSON.

It holds no rule: reads come from published pages and revisions, writes call the same verbs as the screens.
"""
