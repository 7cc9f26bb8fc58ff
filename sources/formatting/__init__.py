"""A published work and every way it is written out as text; it knows no database and no answer."""

from sources.formatting.names import key_stem
from sources.formatting.work import Name, Work

__all__ = ["Name", "Work", "key_stem"]
