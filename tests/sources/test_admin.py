"""The admin screens of sources and notices, as an editor and as a person without the permission meet them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from sources import notices
from sources.models import Notice, Source

pytestmark = pytest.mark.django_db

AT = datetime(2025, 3, 12, 9, tzinfo=UTC)
EMPTY_INLINE = {"notices-TOTAL_FORMS": "0", "notices-INITIAL_FORMS": "0"}
ADD = {"kind": "article", "title": "Teclistamab", "contributors": "Moreau P", "year": "2022"} | EMPTY_INLINE


def member(name: str, *permissions: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(
        member("someone", "view_source", "add_source", "change_source", "add_notice", "view_notice")
    )
    return client


@pytest.fixture
def checker(client: Client) -> Client:
    client.force_login(member("checker", "view_source", "view_notice", "confirm_notice"))
    return client


def add(editor: Client, **fields: str) -> Any:
    return editor.post(reverse("admin:sources_source_add"), ADD | fields)


def errors_of(response: Any) -> dict[str, list[str]]:
    return dict(response.context["adminform"].form.errors)


def found_notice(source: Source) -> Notice:
    return notices.record(source, kind="retraction", origin="Crossref", at=AT, noticed_on=date(2025, 3, 12))


def test_a_new_source_gets_its_key_and_its_identifiers_in_plain_form(editor: Client) -> None:
    response = add(
        editor,
        contributors="Moreau, Philippe\nvan de Donk NWCJ\n{Myeloma Group}\nFauci AS (ed)",
        doi="https://doi.org/10.1056/NEJMoa2203478.",
        pmid="https://pubmed.ncbi.nlm.nih.gov/35661166/",
    )

    source = Source.objects.get()
    assert response.status_code == 302
    assert (source.key, source.doi, source.pmid) == ("moreau2022", "10.1056/NEJMoa2203478", "35661166")
    assert source.created_by == User.objects.get()
    assert source.contributors == [
        {"family": "Moreau", "given": "Philippe"},
        {"family": "van de Donk", "given": "NWCJ"},
        {"literal": "Myeloma Group"},
        {"family": "Fauci", "given": "AS", "role": "editor"},
    ]


def test_a_doubled_doi_names_the_source_that_has_it(editor: Client) -> None:
    other = Source.objects.create(key="moreau2022", title="Teclistamab", doi="10.1056/NEJMoa2203478")

    response = add(editor, doi="doi:10.1056/nejmoa2203478")

    assert Source.objects.count() == 1
    (message,) = errors_of(response)["doi"]
    assert reverse("admin:sources_source_change", args=[other.pk]) in message
    assert "Teclistamab" in message


def test_the_name_of_the_other_source_is_escaped(editor: Client) -> None:
    Source.objects.create(key="x", title="<script>alert(1)</script>", doi="10.1056/x")

    response = add(editor, doi="10.1056/x")

    assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    ("field", "pasted"),
    [
        ("doi", "article"),
        ("pmid", "PMC12"),
        ("isbn", "9781264268505"),
        ("contributors", "Some Long Group Name"),
    ],
)
def test_a_slip_is_named_at_its_field_and_nothing_is_saved(editor: Client, field: str, pasted: str) -> None:
    response = add(editor, **{field: pasted})

    assert list(errors_of(response)) == [field]
    assert not Source.objects.exists()


def test_a_web_page_needs_the_day_it_was_read(editor: Client) -> None:
    response = add(editor, kind="web page", url="https://www.cancer.gov/types/myeloma")

    assert list(errors_of(response)) == ["accessed_on"]


def test_saving_other_fields_leaves_names_as_they_were(editor: Client) -> None:
    names = [{"family": "Donk", "particle": "van de", "given": "Niels W. C. J."}, {"literal": "Group"}]
    source = Source.objects.create(key="donk2022", title="Old", contributors=names)
    address = reverse("admin:sources_source_change", args=[source.pk])
    lines = editor.get(address).context["adminform"].form["contributors"].value()

    editor.post(address, ADD | {"title": "New", "contributors": lines.replace("\n", "\r\n")})

    source.refresh_from_db()
    assert (source.title, source.contributors) == ("New", names)


def test_the_key_and_the_standing_cannot_be_typed_over(editor: Client) -> None:
    source = Source.objects.create(key="moreau2022")

    editor.post(
        reverse("admin:sources_source_change", args=[source.pk]),
        ADD | {"key": "other", "standing": "retracted"},
    )

    source.refresh_from_db()
    assert (source.key, source.standing) == ("moreau2022", "not checked")


def test_the_way_to_a_decision_is_shown_to_those_who_may_decide(checker: Client) -> None:
    source = Source.objects.create(key="moreau2022", title="T")
    address = reverse("admin:sources_notice_decide", args=[found_notice(source).pk])
    page = reverse("admin:sources_source_change", args=[source.pk])
    assert address in checker.get(page).content.decode()

    checker.force_login(member("reader", "view_source", "view_notice"))

    assert address not in checker.get(page).content.decode()


def test_the_change_form_carries_no_inline_script_or_style(editor: Client) -> None:
    source = Source.objects.create(key="moreau2022", title="T")
    found_notice(source)

    html = editor.get(reverse("admin:sources_source_change", args=[source.pk])).content.decode()

    assert "<style" not in html
    assert "style=" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("query", ["", "?q=moreau+2022", "?identified=no", "?standing__exact=not+checked"])
def test_the_list_finds_by_words_and_filters(editor: Client, query: str) -> None:
    Source.objects.create(key="moreau2022", contributors=[{"family": "Moreau"}], year=2022, title="Wanted")

    response = editor.get(reverse("admin:sources_source_changelist") + query)

    assert [row.title for row in response.context["cl"].result_list] == ["Wanted"]


def test_the_list_asks_no_more_for_more_rows(editor: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        found_notice(Source.objects.create(key=f"s{number}"))

    with django_assert_max_num_queries(9):
        editor.get(reverse("admin:sources_source_changelist"))


def test_a_source_is_never_deleted(editor: Client) -> None:
    User.objects.update(is_superuser=True)
    source = Source.objects.create(key="moreau2022")

    response = editor.post(reverse("admin:sources_source_delete", args=[source.pk]), {"post": "yes"})

    assert response.status_code == 403
    assert Source.objects.exists()


def test_the_picker_gets_what_it_shows(editor: Client) -> None:
    Source.objects.create(
        key="moreau2022", title="Teclistamab", contributors=[{"family": "Moreau", "given": "P"}], year=2022
    )

    response = editor.get(reverse("admin:sources_source_lookup"), {"keys": "moreau2022"})

    assert response.json() == {
        "sources": [
            {
                "key": "moreau2022",
                "current_key": "moreau2022",
                "label": "Moreau 2022",
                "title": "Teclistamab",
                "year": 2022,
                "kind": "article",
                "standing": "not checked",
                "identified": False,
                "reference": "Moreau P. Teclistamab. 2022.",
            }
        ]
    }


def test_the_picker_offers_at_most_twenty_in_a_constant_number_of_queries(
    editor: Client, django_assert_num_queries: Any
) -> None:
    for number in range(25):
        found_notice(Source.objects.create(key=f"s{number}", title="Teclistamab"))

    with django_assert_num_queries(5):
        answer = editor.post(reverse("admin:sources_source_offers"), {"text": "teclis"}).json()

    found = [option["source"] for option in answer["options"] if option["source"]]
    assert len(found) == 20
    assert {each["standing"] for each in found} == {"notice found"}


def test_the_picker_knows_the_sources_behind_the_keys_of_a_page(editor: Client) -> None:
    kept = Source.objects.create(key="kept")
    Source.objects.create(key="merged", merged_into=kept)

    found = editor.get(reverse("admin:sources_source_lookup"), {"keys": "kept,merged,unknown"}).json()[
        "sources"
    ]

    assert sorted((each["key"], each["current_key"]) for each in found) == [
        ("kept", "kept"),
        ("merged", "kept"),
    ]


def test_the_picker_answers_only_those_who_may_see_sources(client: Client) -> None:
    client.force_login(member("stranger"))

    assert client.get(reverse("admin:sources_source_lookup")).status_code == 403


def test_a_person_with_the_permission_confirms_on_the_decision_page(checker: Client) -> None:
    source = Source.objects.create(key="moreau2022", title="T")
    address = reverse("admin:sources_notice_decide", args=[found_notice(source).pk])
    assert checker.get(address).status_code == 200

    response = checker.post(address, {"decision": "confirm"})

    source.refresh_from_db()
    assert response.status_code == 302
    assert source.standing == "retracted"


def test_a_rejection_without_reason_is_asked_again(checker: Client) -> None:
    notice = found_notice(Source.objects.create(key="moreau2022"))

    response = checker.post(
        reverse("admin:sources_notice_decide", args=[notice.pk]), {"decision": "reject", "reason": " "}
    )

    assert "Please say why" in response.content.decode()
    assert Notice.objects.get().is_found


def test_after_a_rejection_nobody_is_told_that_the_pages_show_it(checker: Client) -> None:
    notice = found_notice(Source.objects.create(key="moreau2022"))
    address = reverse("admin:sources_notice_decide", args=[notice.pk])

    page = checker.post(address, {"decision": "reject", "reason": "Another paper."}, follow=True)

    assert "No page shows this notice any more" in page.content.decode()
    assert "now says so" not in page.content.decode()


def test_opening_the_decision_page_decides_nothing(checker: Client) -> None:
    notice = found_notice(Source.objects.create(key="moreau2022"))

    checker.get(reverse("admin:sources_notice_decide", args=[notice.pk]), {"decision": "confirm"})

    assert Notice.objects.get().is_found


def test_an_editor_without_the_permission_cannot_decide(editor: Client) -> None:
    notice = found_notice(Source.objects.create(key="moreau2022"))

    response = editor.post(reverse("admin:sources_notice_decide", args=[notice.pk]), {"decision": "confirm"})

    assert response.status_code == 403
    assert Notice.objects.get().is_found


def test_a_notice_typed_by_hand_shows_at_once(editor: Client) -> None:
    source = Source.objects.create(key="moreau2022")
    typed = {
        "source": str(source.pk),
        "kind": "retraction",
        "origin": "The journal",
        "notice_doi": "doi:10.1056/y",
    }

    response = editor.post(reverse("admin:sources_notice_add"), typed)

    source.refresh_from_db()
    assert response.status_code == 302
    assert Notice.objects.get().notice_doi == "10.1056/y"
    assert notices.standing_words(source).code == notices.NOTICE_FOUND
