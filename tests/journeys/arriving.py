"""One person with a browser of their own: signing in by the form, going about, what went wrong on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page

from tests import cast

EXPECTED = (
    "status of 422",
    "Clear-Site-Data header on",
    '[DOM] Input elements should have autocomplete attributes (suggested: "username")',
    "Autofocus processing was blocked because a document already has a focused element",
)
"""What the browser says of an answer that refuses, of signing out, of a password asked for beside text: that
the text may be a name; and of somebody who types before a busy machine has put the cursor there."""


@dataclass
class Person:
    """One person's browser, with what it asked of which host and what it found to refuse."""

    context: BrowserContext
    address: str
    page: Page = field(init=False)
    complaints: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("console", lambda said: self._hear(said.text))
        self.page.on("pageerror", lambda error: self._hear(str(error)))
        self.page.on("request", lambda asked: self.hosts.add(urlsplit(asked.url).netloc))

    def sign_in(self, name: str) -> None:
        cast.person(name)
        self.visit("/admin/login/")
        self.page.get_by_label("Username").fill(name)
        self.page.get_by_label("Password").fill(cast.PASSWORD)
        self.press("Log in")

    def visit(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}")

    def press(self, name: str) -> None:
        """Press a button that leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str, within: str = "body") -> None:
        """Follow a link to another page, and wait until its scripts are there."""
        with self.page.expect_navigation():
            self.page.locator(within).get_by_role("link", name=name).first.click()

    def _hear(self, complaint: str) -> None:
        if not any(each in complaint for each in EXPECTED):
            self.complaints.append(complaint)
