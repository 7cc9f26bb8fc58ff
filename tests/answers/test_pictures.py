"""The picture beside a shared link: its words fit, no letter is drawn as a box, and it follows the page."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image, features

from answers import workflow
from answers.pages import for_machines
from answers.rendering import picture
from answers.rendering.picture import Words
from answers.views import pictures
from answers.views.pictures import FONT
from tests import cast, make

TAGLINE = "In plain words."
FORTY_WORDS = " ".join(["consideration"] * 40) + "?"


def drawn(question: str) -> Image.Image:
    return Image.open(io.BytesIO(picture.draw(Words("Citewell", TAGLINE, question), FONT)))


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Where the question stands."""
    part = image.convert("L").crop((0, picture.TOP, picture.WIDTH, 550))
    box = part.point(lambda light: 255 if light < 60 else 0).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("question", ["Why?", "¿Por qué?", FORTY_WORDS, "W" * 300, "word " * 300])
def test_a_question_of_any_length_stays_inside(question: str) -> None:
    left, _top, right, bottom = ink(drawn(question))

    assert left >= picture.MARGIN
    assert right <= picture.WIDTH - picture.MARGIN + 2
    assert bottom + picture.TOP <= picture.LOWEST + 12


def test_a_picture_is_as_large_as_social_readers_ask_and_small_to_send() -> None:
    sent = picture.draw(Words("Citewell", TAGLINE, FORTY_WORDS), FONT)

    assert Image.open(io.BytesIO(sent)).size == (1200, 630)
    assert len(sent) < 60_000


def test_a_short_question_is_set_larger_than_a_long_one() -> None:
    (_, short), (_, long) = picture.fitted("Why?", FONT), picture.fitted(FORTY_WORDS, FONT)

    assert short == picture.SIZES[0] > long


def test_a_question_too_long_for_any_size_is_cut_at_a_word_and_says_so() -> None:
    lines, size = picture.fitted("word " * 300, FONT)

    assert lines[-1].endswith("word…")
    assert size == picture.SIZES[-1]


@pytest.mark.parametrize("question", ["هل هو آمن؟", "안전한가요?", "安全吗？", "Is 🙂 safe?"])
def test_letters_that_the_font_lacks_are_never_drawn_as_boxes(question: str) -> None:
    assert not picture.is_drawable(question, FONT)
    assert drawn(question).tobytes() == drawn("").tobytes()


def test_arabic_is_drawn_only_where_its_letters_can_be_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "_has", lambda font, letter: True)
    monkeypatch.setattr(features, "check", lambda name: False)

    assert not picture.is_drawable("هل", FONT)
    assert picture.is_drawable("Is it?", FONT)


def test_the_same_words_give_the_same_bytes() -> None:
    words = Words("Citewell", TAGLINE, "Is it safe?")

    assert picture.draw(words, FONT) == picture.draw(words, FONT)


def address(client: Client, page: str) -> str:
    (found,) = re.findall('<meta property="og:image" content="([^"]+)">', client.get(page).content.decode())
    assert found.startswith(settings.SITE_URL)
    return str(found.removeprefix(settings.SITE_URL))


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/", "/questions/is-it-safe/"])
def test_a_page_names_a_picture_that_is_there_and_may_be_kept(client: Client, page: str) -> None:
    make.published(wording="Is it safe?")

    sent = client.get(address(client, page))
    again = client.get(address(client, page), headers={"If-None-Match": sent.headers["ETag"]})

    assert (sent.status_code, sent.headers["Content-Type"]) == (200, "image/png")
    assert "immutable" in sent.headers["Cache-Control"]
    assert sent.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert (again.status_code, again.content, dict(again.cookies)) == (304, b"", {})


def test_no_worker_carries_what_drawing_takes() -> None:
    """The address table brings in every screen of the site, and with them all that they import."""
    code = "import django, sys; django.setup(); import qa_site.urls; print('PIL' in sys.modules)"
    values = os.environ | {"DJANGO_SETTINGS_MODULE": "qa_site.settings"}

    finished = subprocess.run(
        [sys.executable, "-c", code],
        cwd=settings.BASE_DIR,
        env=values,
        capture_output=True,
        text=True,
        check=True,
    )

    assert finished.stdout.strip() == "False"


@pytest.mark.django_db
def test_a_picture_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    where = address(client, "/")
    first = client.get(where)
    monkeypatch.setattr(pictures, "_drawn", None)

    assert client.get(where).content == first.content


@pytest.mark.django_db
def test_other_words_have_another_picture_and_the_former_address_leads_there(client: Client) -> None:
    answer = make.published(wording="Is it safe?").answer
    path = answer.question.get_absolute_url()
    former = address(client, path)
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording="Is it really safe?"))
    make.published(answer)

    moved = client.get(former)

    assert (moved.status_code, moved.headers["Location"]) == (302, address(client, path))
    assert moved.headers["Location"] != former


@pytest.mark.django_db
def test_a_withdrawn_answer_and_a_draft_have_no_picture(client: Client) -> None:
    answer = make.published(wording="Is it safe?").answer
    former = address(client, answer.question.get_absolute_url())
    draft = make.answer(wording="Is it secret?").question
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    secret = for_machines.picture(draft.wording, slug=draft.slug)

    assert [client.get(each).status_code for each in (former, secret)] == [404, 404]
