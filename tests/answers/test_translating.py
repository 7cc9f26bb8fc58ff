"""A translation is a question of its own with a review of its own; readers are told when it is behind."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from answers import gates, workflow
from answers.models import Answer, Publication, PublishedPage, Question, Refused, Revision
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WORDING = "¿Necesito un anticoagulante?"
SHORT = "<p>Un anticoagulante reduce el riesgo de un derrame cerebral [@trial].</p>"
RESEARCH = "<p>En un ensayo grande, menos personas tuvieron un derrame cerebral [@trial].</p>"
ASKED = ("¿Cuál es mi propio riesgo?",)


def translated(original: Answer, wording: str = WORDING) -> Answer:
    return workflow.translate(original, language="es", wording=wording, by=cast.person("editor"), at=make.NOW)


def in_spanish(answer: Answer, **fields: object) -> Revision:
    return make.revision(
        answer,
        make.draft(
            **{
                "wording": WORDING,
                "short_answer": SHORT,
                "research": RESEARCH,
                "doctor_questions": ASKED,
                "certainty_reason": "Un ensayo grande.",
                "translates": 1,
            }
            | fields
        ),
    )


def published(original: Answer) -> Publication:
    answer = translated(original)
    in_spanish(answer)
    return make.published(Answer.objects.get(pk=answer.pk))


def text(path: str) -> str:
    return str(Client().get(path).text)


def path_of(answer: Answer) -> str:
    return PublishedPage.objects.get(answer=answer).get_absolute_url()


def test_it_begins_with_the_public_text_and_its_citations() -> None:
    original = make.published().answer

    answer = translated(original)

    [first] = answer.revisions.all()
    live = original.live_revision
    assert live is not None
    assert (answer.question.language, answer.question.original) == ("es", original.question)
    assert (first.content().research, first.content().uses) == (live.content().research, live.content().uses)
    assert (first.content().translates, first.content().byline) == (1, ())


@pytest.mark.parametrize("language", ["en", "fr", ""])
def test_it_goes_into_another_language_of_the_site_alone(language: str) -> None:
    original = make.published().answer

    with pytest.raises(Refused, match="Choose another language of this site"):
        workflow.translate(
            original, language=language, wording=WORDING, by=cast.person("editor"), at=make.NOW
        )


def test_only_a_public_original_is_translated() -> None:
    with pytest.raises(Refused, match="Only a page that readers see"):
        translated(make.answer())


def test_a_translation_is_not_translated_again() -> None:
    second = published(make.published().answer).answer

    with pytest.raises(Refused, match="This is a translation itself"):
        translated(Answer.objects.get(pk=second.pk), "¿Otra?")


def test_there_is_one_translation_into_a_language() -> None:
    original = make.published().answer
    translated(original)

    with pytest.raises(Refused, match="a translation into this language already"):
        translated(original, "¿Y esta?")

    assert not Question.objects.filter(wording="¿Y esta?").exists()


def test_a_reviewer_does_not_begin_one() -> None:
    original = make.published().answer

    with pytest.raises(Refused):
        workflow.translate(original, language="es", wording=WORDING, by=cast.person("reviewer"), at=make.NOW)


def test_what_still_stands_in_the_words_of_the_original_is_not_approved() -> None:
    answer = translated(make.published().answer)
    saved = in_spanish(answer, research=make.RESEARCH)

    found = [each.sentence for each in gates.for_approval(saved) if each.gate == "translated"]

    assert len(found) >= 1
    assert all("still stands in the words of the original" in sentence for sentence in found)


def test_both_pages_lead_to_each_other_at_the_next_read() -> None:
    original = make.published().answer
    before = text(path_of(original))

    spanish = published(original).answer

    assert "This page in other languages" not in before
    assert f'<a href="{path_of(spanish)}" lang="es" hreflang="es" rel="alternate">español</a>' in text(
        path_of(original)
    )
    assert f'<a href="{path_of(original)}" lang="en" hreflang="en" rel="alternate">English</a>' in text(
        path_of(spanish)
    )


def test_search_engines_are_told_of_both() -> None:
    original = make.published().answer
    spanish = published(original).answer

    heads = [text(path_of(each)).partition("</head>")[0] for each in (original, spanish)]

    for language, answer in (("en", original), ("es", spanish)):
        link = f'<link rel="alternate" hreflang="{language}" href="http'
        assert all(link in head and f'{path_of(answer)}">' in head for head in heads)


def test_a_translation_older_than_its_original_says_so_at_the_next_read() -> None:
    original = make.published().answer
    spanish = published(original).answer
    before = text(path_of(spanish))

    make.revision(original, make.draft(wording=original.question.wording, research=make.CORRECTED))
    make.published(Answer.objects.get(pk=original.pk))

    after = text(path_of(spanish))
    assert 'href="#original"' not in before
    assert 'href="#original"' in after


def test_an_older_translation_may_go_live_and_its_people_are_warned() -> None:
    original = make.published().answer
    answer = translated(original)
    saved = in_spanish(answer, translates=0)

    [found] = [each for each in gates.for_approval(saved) if each.gate == "follows the original"]

    assert not found.is_blocking
    assert found.sentence.startswith("The original has version 1 by now, and this text follows version 0.")


def test_a_withdrawn_translation_is_named_nowhere() -> None:
    original = make.published().answer
    spanish = published(original).answer
    workflow.withdraw(spanish, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert "español</a>" not in text(path_of(original)).partition("<footer")[0]


def test_an_original_keeps_the_hash_that_it_had_before_there_were_translations() -> None:
    saved = make.latest(make.answer())

    assert "translates" not in saved.frozen.text


def test_a_question_is_made_a_translation_of_an_original_in_another_language_alone() -> None:
    original = make.published().answer.question
    spanish, other = make.answer(language="es").question, make.answer(language="es").question
    english = make.answer().question
    Question.objects.filter(pk=spanish.pk).update(original=original)
    spanish.refresh_from_db()

    refused = {
        (question, of): workflow.why_not_original(question, of)
        for question, of in (
            (original, original),
            (english, spanish),
            (original, english),
            (english, original),
            (other, original),
            (spanish, original),
            (other, english),
        )
    }

    assert [reason.split(".")[0] for reason in refused.values()] == [
        "A question is not its own translation",
        "This is a translation itself",
        "This question has translations, so it is an original itself",
        "This is in the same language",
        "There is a translation into this language already",
        "",
        "",
    ]


def test_an_original_named_by_hand_is_refused_with_a_sentence_or_told_on_both_pages() -> None:
    original, spanish = make.published().answer, make.published(make.answer(language="es")).answer
    second = make.answer(language="es")
    desk = Client()
    desk.force_login(cast.person("managing"))
    text(path_of(original))

    told, refused = (post_original(desk, each, original) for each in (spanish, second))

    assert told.status_code == 302
    assert "There is a translation into this language already." in refused.text
    assert path_of(spanish) in text(path_of(original))
    post_original(desk, spanish, None)
    assert path_of(spanish) not in text(path_of(original))


def post_original(desk: Client, answer: Answer, original: Answer | None) -> Any:
    question = answer.question
    typed = {"slug": question.slug, "main_topic": question.main_topic_id}
    sets, counts = ("phrasings", "related_choices"), ("TOTAL_FORMS", "INITIAL_FORMS")
    forms = {f"{each}-{count}": 0 for each in sets for count in counts}
    named = {"original": original.question_id} if original else {}
    return desk.post(f"/admin/answers/question/{question.pk}/change/", typed | forms | named)


def test_an_editor_begins_one_from_the_form_of_the_original() -> None:
    original = make.published().answer
    client = Client()
    client.force_login(cast.person("editor"))
    form = client.get(f"/admin/answers/answer/{original.pk}/change/").text
    address = f"/admin/answers/answer/{original.pk}/translate/"

    response = client.post(address, {"language": "es", "wording": WORDING})

    made = Question.objects.get(original=original.question).answer
    assert f'href="{address}"' in form
    assert response["Location"] == f"/admin/answers/answer/{made.pk}/change/"
    shown = client.get(response["Location"]).text
    assert "Translated from" in shown
    assert 'name="translates" value="1"' in shown
