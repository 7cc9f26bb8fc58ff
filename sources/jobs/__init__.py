"""Checks of every source: for notices in a file or online, and of its web address; they decide nothing.

What is found waits for a person. They know no answer that cites a source.
"""

from sources.jobs.from_file import check_file
from sources.jobs.outcome import Conflict, Outcome

__all__ = ["Conflict", "Outcome", "check_file"]
