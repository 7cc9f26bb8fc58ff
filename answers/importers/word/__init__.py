"""Word's own files (.docx), whichever program wrote them, as documents; nothing is unpacked to disk."""

from answers.importers.word.package import is_word
from answers.importers.word.reader import read

__all__ = ["is_word", "read"]
