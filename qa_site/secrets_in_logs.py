"""Knows what an address may hold that is nobody's business, and keeps it out of every line of the log."""

import logging
import re

_SECRET = re.compile(r"(/(?:review|mail|sign-in)/)[^/\s\"'?#]{16,}")
_ASKED = re.compile(r"(/[^\s\"'?#]*)\?[^\s\"'#]+")


class HideSecrets(logging.Filter):
    """Lets every line through; of an address that is a key to something it leaves the beginning, and of
    what was asked for after a question mark, such as the words of a search, nothing."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        hidden = _ASKED.sub(r"\1?…", _SECRET.sub(r"\1…", said))
        if hidden != said:
            record.msg, record.args = hidden, ()
        return True
