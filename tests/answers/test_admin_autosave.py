"""What is typed and not saved: kept for its writer alone, offered again, gone once saved."""

from __future__ import annotations

import pytest
from django.test import Client

from answers.models import Answer, Buffer
from tests import cast, make
from tests.answers.test_admin_answers import address, typed

pytestmark = pytest.mark.django_db


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def kept(answer: Answer, name: str = "editor") -> Client:
    """The person has typed something that was kept for them."""
    client = signed_in(name)
    client.post(address(answer, "autosave"), typed(answer, certainty_reason="Half a thought"))
    return client


def test_autosave_touches_nothing_else() -> None:
    answer = make.answer()

    response = signed_in("editor").post(address(answer, "autosave"), typed(answer, certainty="low"))

    answer.refresh_from_db()
    assert "saved_at" in response.json()
    assert (answer.certainty, answer.latest_number) == ("moderate", 1)


def test_unsaved_text_is_offered_and_brought_back() -> None:
    answer = make.answer()
    client = kept(answer)

    assert "You have unsaved text" in client.get(address(answer)).content.decode()
    assert "Half a thought" in client.get(address(answer), {"unsaved": "1"}).content.decode()


def test_unsaved_text_is_private() -> None:
    answer = make.answer()
    kept(answer)

    page = signed_in("editor2").get(address(answer), {"unsaved": "1"}).content.decode()

    assert "Half a thought" not in page
    assert "You have unsaved text" not in page


def test_what_says_the_same_as_the_saved_text_is_not_offered() -> None:
    answer = make.answer()
    client = signed_in("editor")

    client.post(address(answer, "autosave"), typed(answer))

    assert client.get(address(answer)).context["kept"] is None


def test_a_save_ends_what_was_kept() -> None:
    answer = make.answer()
    client = kept(answer)

    client.post(address(answer), typed(answer, certainty_reason="A whole thought"))

    assert not Buffer.objects.exists()


def test_discarding_forgets_only_ones_own() -> None:
    answer = make.answer()
    client = kept(answer)
    kept(answer, "editor2")

    client.post(address(answer, "discard"))

    assert [buffer.person.username for buffer in Buffer.objects.all()] == ["editor2"]


def test_kept_text_is_sanitised() -> None:
    answer = make.answer()

    signed_in("editor").post(
        address(answer, "autosave"), typed(answer, research="<p onclick=x>Words<script>y</script></p>")
    )

    assert Buffer.objects.get().fields["research"] == "<p>Words</p>"


def test_the_token_of_the_form_is_not_kept() -> None:
    answer = make.answer()

    signed_in("editor").post(address(answer, "autosave"), typed(answer, csrfmiddlewaretoken="secret"))

    assert "csrfmiddlewaretoken" not in Buffer.objects.get().fields


@pytest.mark.parametrize("fields", [{"base": ""}, {"base": "x"}, {"research": "a\x00b"}])
def test_what_cannot_be_kept_is_answered_with_a_sentence(fields: dict[str, str]) -> None:
    answer = make.answer()

    response = signed_in("editor").post(address(answer, "autosave"), typed(answer, **fields))

    assert response.status_code == 400
    assert response.json()["problem"].endswith(".")
    assert not Buffer.objects.exists()
