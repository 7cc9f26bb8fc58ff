"""A copy of everything the site holds, made while it runs, and how a site is made from one again.

It knows every table by Django's own register of models, and nothing of what they mean. What can be made
again (pages, search) is no part of it.
"""

from answers.backups.making import Backup, back_up
from answers.backups.restoring import Restored, restore

__all__ = ["Backup", "Restored", "back_up", "restore"]
