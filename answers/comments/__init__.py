"""Comments on a revision: threads on a passage or the page, where each stands later, and suggestions.

They move no stage. Text changes only where a suggestion is accepted, and then as a new revision; a place
that is not sure is said to be unsure, or lost.
"""

from answers.comments.by_link import open_by_link
from answers.comments.keeping import Kept, keep_as_suggestions
from answers.comments.mentions import colleagues
from answers.comments.placing import anchor, chosen, lost, placed
from answers.comments.suggestions import Proposal, accept, proposal
from answers.comments.threads import decline, open_thread, reopen, reply, resolve

__all__ = [
    "Kept",
    "Proposal",
    "accept",
    "anchor",
    "chosen",
    "colleagues",
    "decline",
    "keep_as_suggestions",
    "lost",
    "open_by_link",
    "open_thread",
    "placed",
    "proposal",
    "reopen",
    "reply",
    "resolve",
]
