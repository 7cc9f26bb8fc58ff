"""Pages saved from the web, and what Word, Google Docs and websites put on the clipboard, as documents."""

from answers.importers.web.decoding import decoded
from answers.importers.web.reader import read

__all__ = ["decoded", "read"]
