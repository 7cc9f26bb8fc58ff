"""The writer's browser: the answer's form opened by a signed-in person, and what the editor holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page

from answers.models import Answer
from tests import cast

LISTEN = """
window.violations = []
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
"""


@dataclass
class Writing:
    """One answer's form in the browser."""

    page: Page
    address: str
    answer: Answer
    complaints: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> None:
        self.page.goto(f"{self.address}/admin/answers/answer/{self.answer.pk}/change/{query}")
        self.page.wait_for_selector(".prose-menubar__button", state="attached")

    def editor(self, name: str = "research") -> Locator:
        return self.page.locator(f".prose-editor:has(#id_{name}) .ProseMirror").first

    def write(self, keys: str, name: str = "research") -> None:
        """Type at the end of the text."""
        self.go_to_end(name)
        self.page.keyboard.type(keys)

    def go_to_end(self, name: str = "research") -> None:
        self.editor(name).evaluate(
            """dom => {
              dom.editor.commands.focus("end")
              return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
            }"""
        )

    def stored(self, name: str = "research") -> str:
        """What the form would send."""
        return str(self.page.eval_on_selector(f"#id_{name}", "area => area.value"))

    def chips(self, name: str = "research") -> Locator:
        return self.editor(name).locator(".cite-chip")

    def paste(self, html: str, name: str = "research") -> None:
        self.go_to_end(name)
        self.editor(name).evaluate(
            """(dom, html) => {
              const carried = new DataTransfer()
              carried.setData("text/html", html)
              const options = {clipboardData: carried, bubbles: true, cancelable: true}
              dom.dispatchEvent(new ClipboardEvent("paste", options))
            }""",
            html,
        )

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.violations")
        return found


def sign_in(context: BrowserContext, name: str, address: str) -> None:
    client = Client()
    client.force_login(cast.person(name), backend="django.contrib.auth.backends.ModelBackend")
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": address}])
