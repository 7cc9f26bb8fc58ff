"""The screens of sources, notices and merges in the admin; they hold no rules."""

from sources.admin.merges import MergeAdmin
from sources.admin.notice import NoticeAdmin
from sources.admin.source import SourceAdmin

__all__ = ["MergeAdmin", "NoticeAdmin", "SourceAdmin"]
