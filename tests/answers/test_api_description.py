"""The description of the interface is true: no warning, and every document is as it says."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from answers.api import description
from sources import notices
from sources.models import Source
from tests import make

pytestmark = pytest.mark.django_db


def schema() -> dict[str, Any]:
    return description.described()


def check(document: object, name: str) -> None:
    """The document against the schema of this component."""
    whole = {"$ref": f"#/components/schemas/{name}", "components": schema()["components"]}
    jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker()).validate(document)


def test_the_description_is_openapi_3_1_without_a_warning() -> None:
    description.described.cache_clear()
    GENERATOR_STATS.reset()

    found = schema()

    assert not GENERATOR_STATS
    assert found["openapi"] == "3.1.0"
    validate_schema(found)  # type: ignore[no-untyped-call]  # the package ships no types


def test_every_open_document_is_as_it_is_described(client: Client) -> None:
    make.corrected(make.correction(unknowns="<p>Much.</p>"))
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)

    for name in ("topics", "questions", "answers", "sources", "corrections"):
        document = json.loads(client.get(f"/api/v1/{name}/").content)
        assert document["results"]
        check(document, f"{name[:-1].title()}Page")


def test_every_field_of_a_document_is_described(client: Client) -> None:
    make.corrected(make.correction())

    for name in ("topics", "questions", "answers", "sources", "corrections"):
        (found, *_rest) = json.loads(client.get(f"/api/v1/{name}/").content)["results"]
        assert sorted(found) == sorted(schema()["components"]["schemas"][name[:-1].title()]["properties"])


def test_every_operation_tells_its_problems() -> None:
    operations = [each for item in schema()["paths"].values() for each in item.values()]

    assert operations
    for each in operations:
        assert {"400", "404", "406", "429", "500", "503"} <= each["responses"].keys()
        assert all(
            "application/problem+json" in each["responses"][status]["content"]
            for status in each["responses"]
            if status >= "400"
        )


def test_the_page_for_people_names_every_operation_and_obeys_the_policy(client: Client) -> None:
    response = client.get("/api/v1/docs/")
    page = response.content.decode()

    assert [path for path in schema()["paths"] if path not in page] == []
    assert not re.search(r"<style|<script(?! [^>]*src=)| style=| on\w+=", page)
    assert [name for name in re.findall(r'href="#([\w-]+)"', page) if f'id="{name}"' not in page] == []
    assert not response.cookies


def test_the_description_is_not_sent_twice(client: Client) -> None:
    first = client.get("/api/v1/schema/")

    again = client.get("/api/v1/schema/", headers={"If-None-Match": first.headers["ETag"]})

    assert json.loads(first.content)["openapi"] == "3.1.0"
    assert again.status_code == 304
