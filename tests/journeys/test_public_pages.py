"""Every page that readers can reach, in a real browser: no barriers, valid, light, and never cut off."""

from __future__ import annotations

import random
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import LazySettings, settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from answers import workflow
from answers.content import SetAside
from answers.models import PublishedPage, Question, Revision, Topic
from answers.views import lists
from sources.models import Source
from tests import cast, make
from tests.bench import prose
from tests.journeys.conftest import ARRIVE
from tests.journeys.writing import LISTEN, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

SOURCES = 30
MARK = "a[role=doc-biblioref]"
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice', 'wcag2aaa']"
CONTRAST = "['color-contrast', 'color-contrast-enhanced']"
"""What another colour scheme changes."""

FAULTS = """axe.run({runOnly: %s}).then(({violations}) => violations.map(
  ({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(" | ")}`))"""
COPIED = """part => {
  getSelection().selectAllChildren(document.querySelector(part))
  return getSelection().toString()
}"""


@dataclass(frozen=True)
class Site:
    """The address of a site that shows every template, and of its pages."""

    address: str
    question: str
    pages: tuple[str, ...]


@pytest.fixture
def site(live_site: str, monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Site:
    """Two public answers, one of 30 sources of which one was retracted since, one with a history and an
    urgent correction; a third was withdrawn."""
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    settings.PUBLISHER_NAME, settings.PUBLISHER_CONTACT = "The Ward Trust", "help@example.org"
    above = make.topic(name="Blood", slug="blood")
    topic = make.topic(name="Clots", slug="clots", parent=above, introduction="About clots.")
    long = publish_with_many_sources(topic)
    history = publish_three_versions(above)
    gone = make.published(make.answer(topic_=topic)).answer
    workflow.withdraw(gone, by=cast.person("managing"), at=make.NOW, reason="It was out of date.")
    pages = ("/", "/topics/", "/topics/blood/", "/topics/clots/", "/questions/", "/questions/?topic=blood")
    trace = (history, f"{history}1/", f"{history}1...3/", "/corrections/", "/review-status/")
    told = (
        "/display/",
        "/my-questions/",
        "/how-we-work/",
        "/how-we-work/certainty/",
        "/questions/?letter=D&certainty=moderate",
        *("/about/", "/terms/", "/privacy/", "/accessibility/"),
    )
    number = Question.objects.get(slug=long.split("/")[2]).pk
    asked = ["/feedback/", f"/feedback/?kind=mistake&about={number}", "/feedback/?kind=ask&text=Why%3F"]
    asked += ["/feedback/thanks/?kind=mistake&harm=yes"]
    gone_or_never = (f"/questions/{gone.question.slug}/", "/questions/nowhere/")
    paper = [f"{long}print/{kind}/" for kind in ("easy", "everything", "questions")]
    paper += ["/display/", "/my-questions/"]
    return Site(live_site, long, (*pages, *trace, *told, *asked, long, *paper, *gone_or_never))


def publish_with_many_sources(topic: Topic) -> str:
    keys = prose.keys(SOURCES)
    for number, key in enumerate((*keys, "aside"), start=1):
        make.source(key, **reference(number))
    answer = make.answer(
        topic_=topic,
        short_answer=prose.paragraphs(60, keys[:3], seed=1),
        research=prose.paragraphs(500, keys[3:]) + f"<p>So said several [@{'; @'.join(keys[:9])}].</p>",
        unknowns="<p>Nobody knows for how long.</p>",
        set_aside=(SetAside("aside", "It is about another illness."),),
        search_notes="We searched two databases.",
    )
    make.published(answer)
    Source.objects.filter(key=keys[4]).update(standing="retracted")
    PublishedPage.objects.update(is_stale=True)
    return answer.question.get_absolute_url()


def publish_three_versions(topic: Topic) -> str:
    """The last one is an urgent correction that awaits its second check; the address of their history."""
    answer = make.published(make.answer(topic_=topic)).answer
    answer.refresh_from_db()
    lines = "<ul><li>Rest <strong>helps</strong> [@trial].</li></ul>"
    wording = answer.question.wording
    make.revision(answer, make.draft(wording=wording, research=f"{make.RESEARCH}{lines}", certainty="low"))
    make.published(answer, reason="We added what rest does.")
    answer.refresh_from_db()
    typed = make.draft(wording=wording, research=make.CORRECTED, doctor_questions=("What is my own risk?",))
    make.corrected(make.revision(answer, typed, by=cast.person("managing")))
    return f"{answer.question.get_absolute_url()}history/"


def reference(number: int) -> dict[str, object]:
    """As long as references are, in words that no other holds, so that they pack worse than real ones."""
    chance = random.Random(number)
    words = ["".join(chance.choices(ascii_lowercase, k=7)) for _ in range(14)]
    people = [{"family": word.title(), "given": word[0].upper()} for word in words[:4]]
    return {
        "title": " ".join(words[4:]),
        "contributors": people,
        "volume": str(number),
        "pages": f"{number}-9",
    }


@pytest.fixture
def reader(chromium: Browser) -> Iterator[BrowserContext]:
    with chromium.new_context(viewport={"width": 1280, "height": 900}) as context:
        yield context


def faults(page: Page, axe: str, rules: str = RULES) -> list[str]:
    page.evaluate(axe)
    found: list[str] = page.evaluate(FAULTS % rules)
    return found


def test_no_page_has_a_barrier_in_light_or_in_dark(
    site: Site, reader: BrowserContext, axe_source: Path
) -> None:
    page, axe, found = reader.new_page(), axe_source.read_text(encoding="utf-8"), {}

    for path in site.pages:
        page.emulate_media(color_scheme="light")
        page.goto(site.address + path)
        found[path] = faults(page, axe)
        page.emulate_media(color_scheme="dark")
        found[path] += faults(page, axe, CONTRAST)

    assert found == {path: [] for path in site.pages}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("mark", ["[data-refs]", "[href='#ref-5']"])
def test_an_open_card_has_no_barrier(
    site: Site, reader: BrowserContext, axe_source: Path, scheme: str, mark: str
) -> None:
    page = reader.new_page()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(site.address + site.question)

    page.locator(MARK + mark).first.click()

    assert page.get_by_role("dialog").is_visible()
    assert faults(page, axe_source.read_text(encoding="utf-8")) == []


def test_every_page_is_valid_html(site: Site, nu_checker: list[str], tmp_path: Path) -> None:
    files = [tmp_path / f"page-{number}.html" for number in range(len(site.pages))]
    for path, file in zip(site.pages, files, strict=True):
        file.write_bytes(Client().get(path).content)

    finished = subprocess.run([*nu_checker, *files], capture_output=True, text=True, check=False)

    assert finished.stderr == ""


def test_no_page_scrolls_sideways_on_the_narrowest_screen(site: Site, reader: BrowserContext) -> None:
    page = reader.new_page()
    page.set_viewport_size({"width": 320, "height": 700})

    widths = {}
    for path in site.pages:
        page.goto(site.address + path)
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert widths == dict.fromkeys(site.pages, 320)


def test_no_page_sets_a_cookie_or_calls_another_host(site: Site, reader: BrowserContext) -> None:
    page, hosts = reader.new_page(), set()
    page.on("request", lambda asked: hosts.add(urlsplit(asked.url).netloc))

    for path in site.pages:
        page.goto(site.address + path)
        page.evaluate("new Promise((done) => requestIdleCallback(done, {timeout: 500}))")

    assert hosts == {urlsplit(site.address).netloc}
    assert reader.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_page_of_thirty_sources_travels_in_thirty_kilobytes(site: Site, reader: BrowserContext) -> None:
    page, asked = reader.new_page(), list[str]()
    page.on("request", lambda request: asked.append(urlsplit(request.url).path))

    page.goto(site.address + site.question, wait_until="networkidle")

    assert page.locator("ol.refs > li").count() == SOURCES
    assert len(asked) <= 6
    assert sum(weight(path) for path in asked) <= 30 * 1024


def weight(path: str) -> int:
    """Bytes as they travel: a page as it is kept, a file as the server packs it."""
    if not path.startswith(settings.STATIC_URL):
        return len(bytes(PublishedPage.objects.get(slug=path.split("/")[2]).brotli))
    plain = (settings.BASE_DIR / path.lstrip("/")).read_bytes()
    return min(len(plain), len(brotli.compress(plain)))


def test_copied_text_holds_no_number_glued_to_another(live_site: str, reader: BrowserContext) -> None:
    for key in ("one", "two", "three", "four", "five"):
        make.source(key)
    research = (
        "<p>It fell [@one; @two]. It rose [@three][@four]. It stayed [@one; @two; @three; @five].</p>"
        "<ul><li>Here [@one]</li><li>There [@two]</li></ul>"
        "<table><tbody><tr><td>Dose [@one]</td><td>Risk [@two]</td></tr></tbody></table>"
    )
    answer = make.published(short_answer="<p>Yes [@one]. No [@two].</p>", research=research).answer
    page = reader.new_page()
    page.goto(live_site + answer.question.get_absolute_url())

    copied = page.evaluate(COPIED, "#research .prose")

    assert re.findall(r"\d+", copied) == ["1", "2", "3", "4", "1", "3", "5", "1", "2", "1", "2"]
    assert re.findall(r"\d", page.evaluate(COPIED, "#short-answer .lead")) == ["1", "2"]
    assert "Source" not in copied


STAFF = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"
SCREENS = (
    "",
    "answers/answer/",
    "answers/answer/add/",
    "answers/answer/import/",
    "answers/topic/",
    "answers/topic/add/",
    "answers/question/",
    "answers/contributor/",
    "answers/contributor/add/",
    "sources/source/",
    "sources/source/add/",
    "sources/notice/",
    "review/",
)


def test_no_screen_of_the_staff_has_a_barrier_or_breaks_the_policy(
    live_site: str, reader: BrowserContext, axe_source: Path
) -> None:
    revision = make.checked(make.submitted())
    axe, found = axe_source.read_text(encoding="utf-8"), {}
    sign_in(reader, "managing", live_site)
    reader.add_init_script(LISTEN)
    page = reader.new_page()

    for path in (*SCREENS, *screens_of(revision)):
        page.emulate_media(color_scheme="light")
        page.goto(f"{live_site}/admin/{path}", wait_until="networkidle" if "change" in path else "load")
        found[path] = [*page.evaluate("violations"), *faults(page, axe, STAFF)]
        page.emulate_media(color_scheme="dark")
        page.evaluate(ARRIVE)
        found[path] += faults(page, axe, "['color-contrast']")

    assert found == {path: [] for path in found}


def screens_of(revision: Revision) -> Iterator[str]:
    answer = revision.answer
    for path in ("change", "history"):
        yield f"answers/answer/{answer.pk}/{path}/"
    yield f"answers/question/{answer.question_id}/change/"
    yield f"answers/topic/{answer.question.main_topic_id}/change/"
    yield f"sources/source/{Source.objects.latest('pk').pk}/change/"
    yield f"review/{revision.pk}/"
