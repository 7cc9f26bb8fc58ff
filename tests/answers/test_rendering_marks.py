"""Promises about marks, held for bodies nobody would think of."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from answers.content import Content
from answers.rendering import claims, fragments, markup, numbering
from sources.formatting import Work

WORKS = tuple(Work(key=key, title=f"Work {key}") for key in "abcdefgh")


def content(research: str) -> Content:
    return Content("Does it help?", research=research, works=WORKS)


def rendered(research: str) -> str:
    return fragments.render(content(research)).research


def shown(html: str) -> str:
    """What sighted readers see: no tags, no hidden words."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="vh">[^<]*</span>', "", html))


PARTS = [
    "Rest helps", ". ", ".", ", ", "; ", ": ", "? ", " ", "[@a]", "[@b]", " [@c; @d]", "[@e, p. 4]",
    "[@zz]", "[@b b]", "5", "“", "”", "(", ")", "<strong>", "</strong>", "</p><p>", "<br>",
    "\\[@a]", "e.g. ",
]  # fmt: skip
bodies = st.lists(st.sampled_from(PARTS), max_size=24).map(lambda parts: f"<p>{''.join(parts)}</p>")


class Outline(HTMLParser):
    """Balances tags and notes ids and targets."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert not (tag == "a" and "a" in self.open)
        self.ids += [named["id"] or ""] if "id" in named else []
        self.targets += [named["href"] or ""] if tag == "a" else []
        self.open += [] if tag == "br" else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(bodies, st.sampled_from(["plain", "with claims"]))
def test_every_number_leads_to_its_source_and_back(research: str, form: str) -> None:
    found = fragments.render(content(research), mark_claims=form == "with claims")

    outline = Outline(found.research)
    back = [link.cite_id for reference in found.references for link in reference.back_links]
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert set(outline.targets) <= {f"#ref-{reference.number}" for reference in found.references}
    assert set(back) == {name for name in outline.ids if name.startswith("cite-")}
    assert [reference.number for reference in found.references] == list(range(1, len(found.references) + 1))


@given(bodies)
def test_no_two_marks_touch_and_no_mark_touches_a_following_figure(research: str) -> None:
    html = rendered(research)

    assert '</sup><sup class="cite"' not in html
    assert not re.search(r"</sup>(?:</?strong>)*\w", html)


@given(bodies)
def test_every_printed_run_is_sorted_and_holds_all_its_members(research: str) -> None:
    html = rendered(research)

    for sup in re.findall(r"<sup class.*?</sup>", html):
        members = re.search(r'data-refs="([\d ]+)"', sup)
        numbers = numbering.expand(shown(sup))
        assert numbers == sorted(set(numbers))
        assert [int(each) for each in members.group(1).split()] == numbers if members else len(numbers) == 1


@given(bodies)
def test_marks_change_no_word_of_the_text(research: str) -> None:
    html = re.sub(r"<sup class.*?</sup>|<mark.*?</mark>", "", rendered(research))

    assert "".join(markup.text_of(html).split()) == "".join(claims.block_text(research).split())
