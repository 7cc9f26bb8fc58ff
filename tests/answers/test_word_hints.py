"""What stands beside the text about its words: unexplained ones with a way to write them, plainer ones."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.admin.writing import word_hints
from answers.admin.writing.word_hints import WordHints
from answers.content import Content
from tests import cast, make
from tests.answers.test_admin_answers import typed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def hints(text: str, name: str = "editor") -> WordHints:
    content = Content(question="Q?", research=f"<p>{text}</p>")
    return word_hints.of(content, cast.person(name))


def test_a_word_that_nobody_wrote_leads_to_the_form_with_the_word_in_it() -> None:
    (word,) = hints("The CRP fell.").unexplained

    assert word.text == "CRP"
    assert word.address == "/admin/words/new/?headword=CRP&language=en&kind=acronym"


def test_a_word_that_waits_leads_to_where_it_is_approved() -> None:
    term = make.term("CRP", kind="acronym").term

    (word,) = hints("The CRP fell.").unexplained

    assert word.address == f"/admin/words/{term.pk}/"
    assert word.said == "waits for approval"


def test_a_word_that_is_explained_is_told_as_such() -> None:
    make.approved_term("CRP", kind="acronym")

    found = hints("The CRP fell.")

    assert (found.unexplained, found.explained) == ((), ("CRP",))


def test_who_may_not_write_words_sees_them_without_a_link() -> None:
    assert [word.address for word in hints("The CRP fell.", "reviewer").unexplained] == [""]


def test_a_hard_word_that_the_page_explains_needs_no_plainer_one() -> None:
    before = [each.text for each in hints("Renal efficacy.").plainer]
    make.approved_term("efficacy")

    assert before == ["Renal", "efficacy"]
    assert [each.text for each in hints("Renal efficacy.").plainer] == ["Renal"]


def test_the_hints_cost_no_more_queries_for_more_words() -> None:
    person = cast.person("editor")
    counted = []
    for text in ("CRP", "CRP ESR IL-6 TNF tocilizumab"):
        with CaptureQueriesContext(connection) as queries:
            word_hints.of(Content(question="Q?", research=f"<p>{text}</p>"), person)
        counted.append(len(queries))

    assert counted[1] <= counted[0]


def test_the_hints_come_with_the_live_page(client: Client) -> None:
    answer = make.answer()
    client.force_login(cast.person("editor"))

    told = client.post(
        f"/admin/answers/answer/{answer.pk}/live/", typed(answer, research="<p>The CRP <b>fell</b>.</p>")
    ).json()

    assert "CRP" in told["words"]
    assert "write it" in told["words"]
