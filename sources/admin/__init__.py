"""The screens of sources and notices in the admin; they hold no rules."""

from sources.admin.notice import NoticeAdmin
from sources.admin.source import SourceAdmin

__all__ = ["NoticeAdmin", "SourceAdmin"]
