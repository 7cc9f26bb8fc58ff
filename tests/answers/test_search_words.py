"""Words are read alike on pages and in searches: folded, stemmed as SQLite stems, without the little ones."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.search import stemming, words

HERE = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("blood clots", "blood clot"),
        ("bleeding, bleeds and bled", "bleed bleed bled"),
        ("Parkinson’s and Crohn's", "parkinson crohn"),
        ("naïve CAFÉ ﬁbrosis", "naiv cafe fibrosi"),
        ("T-cell COVID-19", "t cell covid 19"),
        ("soft\u00adhyphen", "softhyphen"),
        ("What is the best thing to do?", "best"),
        ("\ud800 \x00 😀 () NEAR( * ^", "near"),
        ("מה נשמע", "מה נשמע"),
    ],
)
def test_a_text_is_read_as_stems(text: str, found: str) -> None:
    assert " ".join(words.stems(text)) == found


def test_stems_are_those_of_sqlite() -> None:
    pages = [
        *(HERE / "docs").glob("**/*.md"),
        *(HERE / "answers").rglob("*.toml"),
        *HERE.glob("answers/*.py"),
    ]
    known = sorted({word for page in pages for word in re.findall("[a-z]{3,30}", page.read_text().lower())})

    assert len(known) > 2000
    assert [stemming.stem(word) for word in known] == _by_sqlite(known)


@given(st.text(max_size=200))
def test_any_text_is_read_and_gives_letters_and_digits_alone(text: str) -> None:
    assert all(word.isalnum() and len(word) <= words.LONGEST for word in words.folded(text))


@given(st.text(max_size=200))
def test_a_highlight_stands_where_its_word_does(text: str) -> None:
    for word in words.read(text):
        assert words.folded(text[word.start : word.end]) == [word.folded]


def _by_sqlite(known: list[str]) -> list[str]:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE text USING fts5(word, tokenize='porter ascii')")
    connection.execute("CREATE VIRTUAL TABLE read USING fts5vocab(text, 'instance')")
    connection.executemany("INSERT INTO text (rowid, word) VALUES (?, ?)", enumerate(known))
    return [term for (term,) in connection.execute("SELECT term FROM read ORDER BY doc")]
