"""A notice that is written down while a page is being made: no reader is told too little afterwards."""

import datetime
import gzip
import threading
from typing import Any

import pytest
from django.db import connection, transaction

from answers import pages
from answers.models import PublishedPage
from answers.pages import printing
from sources import notices
from tests import at_once, make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # SQLite lets one writer in at a time
]
LATER = make.NOW + datetime.timedelta(hours=1)


def test_a_notice_committed_after_the_page_was_made_shows_at_the_next_read() -> None:
    page = make.published().answer.page
    PublishedPage.objects.update(is_stale=True)
    written, read = threading.Event(), threading.Event()

    def check() -> None:
        with transaction.atomic():
            _record()
            written.set()
            read.wait(20)
        connection.close()

    checking = threading.Thread(target=check)
    checking.start()
    written.wait(20)
    before = _read(page)
    read.set()
    checking.join()

    assert "A notice was found" not in before
    assert "A notice was found" in _read(page)


def test_a_reader_who_waited_for_another_reader_is_told_of_the_notice_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = make.published().answer.page
    PublishedPage.objects.update(is_stale=True)
    make_page, told = printing.live, []

    def slowly(*args: Any, **kwargs: Any) -> printing.Printed:
        monkeypatch.undo()
        made = make_page(*args, **kwargs)
        checking = threading.Thread(target=at_once.closing(_record))
        checking.start()
        checking.join()
        second.start()
        return made

    second = threading.Thread(target=at_once.closing(lambda: told.append(_read(page))))
    monkeypatch.setattr(printing, "live", slowly)
    _read(page)
    second.join()

    assert "A notice was found" in told[0]


def _record() -> None:
    notices.record(
        make.source("trial"),
        kind="retraction",
        origin="PubMed",
        at=make.NOW,
        noticed_on=datetime.date(2026, 11, 22),
    )


def _read(page: PublishedPage) -> str:
    found = pages.read(page.slug, at=LATER)
    assert found is not None
    return gzip.decompress(found.body).decode()
