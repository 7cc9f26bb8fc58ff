"""What the Cite picker offers for a typed or pasted text, and how a work is taken in on the spot."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import signing
from django.test import Client

from sources.admin import offers
from sources.models import Notice, Source
from tests import at_once, cast, make
from tests.sources.lookup_server import Reply, Server
from tests.sources.test_admin_filling import asked  # noqa: F401 - a fixture
from tests.sources.test_importers_admin import BAD, ONE, TWO, member
from tests.sources.test_lookup_services import CROSSREF, PUBMED, SEARCH, TITLE, found_ids, pubmed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OFFERS = "/admin/sources/source/offers.json"
TAKE = "/admin/sources/source/take.json"


def signed_in(name: str = "editor") -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


@pytest.fixture
def editor() -> Client:
    return signed_in()


def told(client: Client, text: str, **more: str) -> dict[str, Any]:
    response = client.post(OFFERS, {"text": text} | more)
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def does(client: Client, text: str, **more: str) -> list[str]:
    return [option["do"] for option in told(client, text, **more)["options"]]


def taken(client: Client, option: dict[str, Any]) -> Any:
    fields = {"record": option["record"]} | ({"as_new": "1"} if option["as_new"] else {})
    return client.post(TAKE, fields)


@pytest.mark.parametrize(
    "text",
    [
        "10.1000/ONE",
        "https://doi.org/10.1000/one",
        "https://publisher.example/content/10.1000/one?query=1",
        "Author A. One study. J Tests. 2024. doi:10.1000/one.",
        "https://pubmed.ncbi.nlm.nih.gov/35661166/",
        "35661166",
        "PMC9252111",
        "NCT03145181",
        "arXiv:2304.09848v2",
    ],
)
def test_a_number_in_any_form_finds_the_source_that_has_it(editor: Client, text: str) -> None:
    make.source(
        "here", doi="10.1000/one", pmid="35661166", pmcid="PMC9252111", nct="NCT03145181", arxiv="2304.09848"
    )
    make.source("other")

    [option] = told(editor, text)["options"][:1]

    assert (option["do"], option["source"]["key"]) == ("choose", "here")


def test_a_source_that_has_the_number_is_named_as_being_here(editor: Client) -> None:
    make.source("here", doi="10.1000/one")

    [option] = told(editor, "10.1000/one")["options"]

    assert option["about"].startswith("Already here as here.")


def test_an_isbn_needs_no_label_in_the_picker(editor: Client) -> None:
    make.source("book", kind="book", isbn="9780306406157", doi="")

    assert does(editor, "978-0-306-40615-7") == ["choose"]
    assert does(editor, "0-306-40615-2") == ["choose"]


def test_a_year_is_searched_and_is_no_number_of_pubmed(editor: Client) -> None:
    make.source("here", year=2022)

    assert does(editor, "2022") == ["choose", "fill"]


def test_an_unknown_number_is_filled_in_by_hand_while_look_ups_are_off(editor: Client) -> None:
    [option] = told(editor, "doi:10.1000/new")["options"]

    assert (option["do"], option["fields"]) == ("fill", {"number": "DOI 10.1000/new"})
    assert option["about"] == "DOI 10.1000/new is not here yet, and look-ups are off."


def test_the_beginning_of_a_number_still_finds_sources(editor: Client) -> None:
    make.source("here", doi="10.1000/test.77")

    assert does(editor, "10.1000/test.7") == ["choose", "fill"]


def test_each_record_of_a_block_is_offered_and_nothing_is_saved(editor: Client) -> None:
    answer = told(editor, ONE + TWO + BAD)

    assert [option["do"] for option in answer["options"]] == ["take", "take"]
    assert "One study of knees" in answer["options"][0]["about"]
    assert answer["sentence"] == (
        "2 works in this text. It has neither a title nor a number such as a DOI or PMID."
    )
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "block",
    [
        '[{"type": "article-journal", "title": "One study", "DOI": "10.1000/one"}]',
        "@article{x,\n  title = {One study},\n  doi = {10.1000/one}\n}",
        "PMID- 123\nTI  - One study\nAID - 10.1000/one [doi]\n",
    ],
)
def test_blocks_of_every_format_are_offered(editor: Client, block: str) -> None:
    [option] = told(editor, block)["options"]

    taken(editor, option)

    assert Source.objects.get().doi == "10.1000/one"


def test_a_taken_record_is_the_one_that_was_shown(editor: Client) -> None:
    [option] = told(editor, ONE)["options"]

    answer = taken(editor, option).json()

    source = Source.objects.get()
    assert (source.title, source.doi, source.created_by) == (
        "One study of knees",
        "10.1000/one",
        cast.person("editor"),
    )
    assert answer["source"]["key"] == source.key == "author2024"


def test_taking_twice_gives_the_same_source(editor: Client) -> None:
    [option] = told(editor, ONE)["options"]

    first, second = taken(editor, option).json(), taken(editor, option).json()

    assert first["source"]["key"] == second["source"]["key"]
    assert Source.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_get_the_same_source() -> None:
    clients = [signed_in("editor"), signed_in("editor2")]
    [option] = told(clients[0], ONE)["options"]

    replies = at_once.outcomes(*(partial(taken, client, option) for client in clients))

    assert [each.json()["source"]["key"] for each in replies] == ["author2024", "author2024"]
    assert Source.objects.count() == 1


def test_a_conflict_is_said_in_words_and_cannot_be_taken(editor: Client) -> None:
    make.source("here", doi="10.1000/one", title="Something about elephants")

    conflict, known = told(editor, ONE)["options"]

    assert (conflict["do"], conflict["record"]) == ("read", "")
    assert "It has the DOI of here, but another title" in conflict["about"]
    assert known["source"]["key"] == "here"


def test_a_likely_work_is_chosen_or_added_as_another(editor: Client) -> None:
    make.source("like", title="Another study of hips", doi="", year=2020)

    known, new = told(editor, TWO)["options"]
    taken(editor, new)

    assert (known["do"], known["source"]["key"], new["do"]) == ("choose", "like", "take")
    assert Source.objects.count() == 2


def test_a_work_that_turned_up_meanwhile_asks_again(editor: Client) -> None:
    [option] = told(editor, TWO)["options"]
    make.source("like", title="Another study of hips", doi="", year=2020)

    response = taken(editor, option)

    assert response.status_code == 422
    assert "This may be like" in response.json()["sentence"]
    assert [each["do"] for each in response.json()["options"]] == ["choose", "take"]


def test_a_merged_source_gives_way_to_the_one_it_was_merged_into(editor: Client) -> None:
    kept = make.source("kept", doi="10.1000/kept")
    make.source("former", doi="10.1000/one", title="One study of knees", merged_into=kept)

    [option] = told(editor, ONE)["options"]

    assert option["source"]["key"] == "kept"


def test_a_retraction_that_the_block_names_is_recorded(editor: Client) -> None:
    block = "PMID- 123\nTI  - One study\nPT  - Retracted Publication\n"
    [option] = told(editor, block)["options"]

    taken(editor, option)

    assert Notice.objects.get().kind == "retraction"


def test_more_records_than_a_dialog_can_show_are_counted(editor: Client) -> None:
    block = "".join(ONE.replace("knees", f"knee {n}").replace("/one", f"/{n}") for n in range(25))

    answer = told(editor, block)

    assert len(answer["options"]) == 20
    assert answer["sentence"].startswith("25 works in this text; the first 20 are listed.")


def test_two_lines_that_are_no_record_are_words(editor: Client) -> None:
    make.source("here", title="A study of one thing and another")

    assert does(editor, "A study of one\nthing and another") == ["choose", "fill"]


# By hand


def by_hand(client: Client, **fields: str) -> Any:
    typed = {"title": "A leaflet about knees", "people": "Moreau P, Li Q, et al.", "year": "2022"}
    return client.post(TAKE, typed | {"number": "10.1000/new"} | fields)


def test_a_work_is_typed_in_four_words(editor: Client) -> None:
    answer = by_hand(editor).json()

    source = Source.objects.get()
    assert (source.title, source.year, source.doi) == ("A leaflet about knees", 2022, "10.1000/new")
    assert [name.family for name in source.names] == ["Moreau", "Li"]
    assert answer["source"]["label"] == "Moreau 2022"


def test_a_typed_work_that_is_here_is_not_made_twice(editor: Client) -> None:
    make.source("here", doi="10.1000/new", title="A leaflet about knees")

    assert by_hand(editor).json()["source"]["key"] == "here"
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Title: This field is required."),
        ({"title": "\u200b", "number": ""}, "It has neither a title nor a number such as a DOI or PMID."),
        ({"year": "22"}, "Year: "),
        ({"number": "10.1000"}, "DOI, PMID or other number: There is no valid number in this."),
        ({"people": "Philippe Moreau"}, "Authors: Please write “Philippe Moreau” as “Moreau P”"),
        ({"title": "a\x00b"}, "Title: "),
    ],
)
def test_what_is_wrong_with_a_typed_work_is_said_in_words(
    editor: Client, fields: dict[str, str], sentence: str
) -> None:
    response = by_hand(editor, **fields)

    assert response.status_code == 422
    assert response.json()["sentence"].startswith(sentence)
    assert not Source.objects.exists()


def test_a_typed_work_without_a_number_says_what_that_means(editor: Client) -> None:
    assert "Until it has a number" in by_hand(editor, number="").json()["sentence"]


# Looking up


def test_a_number_is_only_looked_up_when_asked_for(editor: Client, asked: Server) -> None:  # noqa: F811
    assert does(editor, "10.1000/one") == ["look", "fill"]
    assert asked.asked == []


def test_a_number_that_is_here_is_not_looked_up(editor: Client, asked: Server) -> None:  # noqa: F811
    make.source("here", doi="10.1000/one")

    assert does(editor, "10.1000/one", look="1") == ["choose"]
    assert asked.asked == []


def test_a_looked_up_work_is_shown_whole_before_it_is_taken(editor: Client, asked: Server) -> None:  # noqa: F811
    [option] = told(editor, "10.1000/one", look="1")["options"]

    assert TITLE in option["about"]
    assert not Source.objects.exists()
    taken(editor, option)
    source = Source.objects.get()
    assert (source.doi, source.pmid, source.volume, source.study_type) == (
        "10.1000/one",
        "123",
        "387",
        "randomised trial",
    )


def test_services_that_disagree_are_both_shown(editor: Client, asked: Server) -> None:  # noqa: F811
    asked.say(PUBMED, pubmed(title="Quite another matter, of elephants and mice"))

    answer = told(editor, "10.1000/one", look="1")

    assert "lead to different works" in answer["sentence"]
    assert [option["do"] for option in answer["options"]] == ["take", "read"]


def test_a_number_that_nobody_knows_is_filled_in_by_hand(editor: Client, asked: Server) -> None:  # noqa: F811
    asked.say(CROSSREF, Reply(b"Resource not found.", 404, "text/plain"))
    asked.say(SEARCH, found_ids())

    answer = told(editor, "10.1000/nobody", look="1")

    assert "Nobody knows DOI 10.1000/nobody" in answer["sentence"]
    assert "fill" in [option["do"] for option in answer["options"]]


def test_nobody_is_asked_while_look_ups_are_off(
    editor: Client,
    asked: Server,  # noqa: F811
    settings: LazySettings,
) -> None:
    settings.SOURCES_LOOKUP_ENABLED = False

    told(editor, "10.1000/one", look="1")

    assert asked.asked == []


# Who may, and what is refused


def test_who_may_only_look_is_offered_nothing_to_add(client: Client) -> None:
    client.force_login(member("reader", "view_source"))

    [option] = told(client, ONE)["options"]

    assert (option["do"], option["record"]) == ("read", "")
    assert "You may not add sources" in option["about"]
    assert does(client, "no such words") == []


@pytest.mark.parametrize("address", [OFFERS, TAKE])
def test_who_may_not_is_refused(client: Client, address: str) -> None:
    client.force_login(member("nobody"))

    assert client.post(address, {"text": ONE, "title": "x"}).status_code == 403
    assert Client().post(address).status_code == 302


def test_who_may_only_look_takes_nothing_by_a_guessed_address(client: Client, editor: Client) -> None:
    [option] = told(editor, ONE)["options"]
    client.force_login(member("reader", "view_source"))

    assert taken(client, option).status_code == 403
    assert not Source.objects.exists()


@pytest.mark.parametrize("address", [OFFERS, TAKE])
def test_a_plain_visit_and_a_foreign_form_are_refused(editor: Client, address: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.person("editor"))

    assert editor.get(address).status_code == 405
    assert strict.post(address, {"text": ONE}).status_code == 403


FORGED = ["x", signing.dumps({"work": {}}, salt="another"), "a:b:c"]


@pytest.mark.parametrize("record", FORGED, ids=["a word", "of another salt", "three parts"])
def test_a_forged_offer_is_refused(editor: Client, record: str) -> None:
    response = editor.post(TAKE, {"record": record})

    assert (response.status_code, response.json()["sentence"]) == (
        422,
        "This offer is too old. Please search again.",
    )


def test_an_old_offer_is_refused(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    [option] = told(editor, ONE)["options"]
    monkeypatch.setattr(offers, "AN_HOUR", -1)

    assert taken(editor, option).status_code == 422


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "\x00" * 5000 + "\n",
        "[" * 5000,
        "{" * 2000 + "\n" + "}" * 2000,
        "<!DOCTYPE x [<!ENTITY a 'b'>]>\n<PubmedArticleSet>&a;</PubmedArticleSet>",
        "TY  - \nER  - \n" * 500,
        "@article{" + "{" * 3000,
        "10.1000/" + ")" * 5000,
        "9" * 10_000,
        "<script>alert(1)</script> 10.1000/<script>",
        "'; DROP TABLE sources_source; --",
        "\U0001f600 \u202e",
    ],
)
def test_odd_texts_are_answered_in_words(editor: Client, text: str) -> None:
    answer = told(editor, text)

    assert isinstance(answer["sentence"], str)
    assert not Source.objects.exists()


def test_a_list_costs_as_many_questions_as_one_record(
    editor: Client, django_assert_max_num_queries: Any
) -> None:
    many = "".join(ONE.replace("knees", f"knee {n}").replace("/one", f"/{n}") for n in range(20))
    for n in range(20):
        make.source(f"s{n}", doi=f"10.1000/{n}", title=f"One study of knee {n}")

    with django_assert_max_num_queries(14):
        assert len(told(editor, many)["options"]) == 20
