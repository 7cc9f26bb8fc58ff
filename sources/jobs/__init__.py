"""Work with services and files: checks of every source for notices, and what services know.

They decide nothing: what is found waits for a person. They know no answer that cites a source.
"""

from sources.jobs.filling import Offer, Proposal, propose, united
from sources.jobs.from_file import check_file
from sources.jobs.links import check_links
from sources.jobs.online import check_online
from sources.jobs.outcome import Conflict, Outcome
from sources.jobs.owed import look_up_owed, owe, settle

__all__ = [
    "Conflict",
    "Offer",
    "Outcome",
    "Proposal",
    "check_file",
    "check_links",
    "check_online",
    "look_up_owed",
    "owe",
    "propose",
    "settle",
    "united",
]
