"""How people of the browser tests get about: the steps of a case, mails that lead to it, keys."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from admin.config import Config, load_config
from admin.jobs.erinnerungen import remind
from admin.jobs.post import send_next_nachricht
from models.db import close
from tests.e2e.conftest import Server
from tests.integration.outbox.conftest import Postamt, postamt

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page

__all__ = ["Poststelle", "poststelle", "postamt"]
LogIn = Callable[..., "Page"]
Axe = Callable[["Page"], None]
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Poststelle:
    """The worker's jobs for mail, over a real SMTP server; what arrived, to whom."""

    config: Config
    amt: Postamt

    def deliver(self) -> list[tuple[str, str, str]]:
        """Send all that waits; (to, copy, text) of what arrived by that."""
        known = len(self.amt.angekommen)
        while send_next_nachricht(self.config):
            pass
        close()
        return [
            (names_in(mail["To"]), names_in(mail["Cc"]), mail.get_content())
            for mail in self.amt.angekommen[known:]
        ]

    def remind(self) -> list[tuple[str, str, str]]:
        """The day's walk over the due dates, and its mails."""
        remind(self.config)
        return self.deliver()


@pytest.fixture
def poststelle(server: Server, postamt: Postamt, tmp_path: Any) -> Poststelle:
    """Mail of the running server; links in it lead there."""
    settings = {
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_SMTP_URL": postamt.url,
        "KRM_MAIL_ABSENDER": "krm@jobcenter.example",
        "KRM_BASE_URL": server.url,
    }
    return Poststelle(load_config(settings), postamt)


def names_in(addresses: str | None) -> str:
    """„bernd, emil“ of a header's addresses."""
    return ", ".join(re.findall(r"(\w+)@jobcenter\.example", addresses or ""))


def link_in(text: str) -> str:
    """The one address in a mail's text."""
    (found,) = re.findall(r"https?://\S+", text)
    return str(found)


def paper(name: str) -> "FilePayload":
    """A PDF to hand in."""
    return {"name": name, "mimeType": "application/pdf", "buffer": PDF}


def take(page: "Page", schritt: str, axe: Axe | None = None, **werte: str) -> None:
    """Take a step from the page of its case: by its button, its fields by their names.

    With `axe`, the page is checked as it opens and once more with all its errors.
    """
    page.get_by_role("link", name=schritt, exact=True).first.click()
    page.get_by_role("heading", name=schritt, exact=True, level=1).wait_for()
    if axe:
        axe(page)
    if axe and werte:
        show_errors(page)
        axe(page)
    for name, value in werte.items():
        fill(page, name, value)
    page.locator("main button.btn-primary").click()
    page.get_by_text("Eingetragen:").wait_for()


def show_errors(page: "Page") -> None:
    """Send the form as empty as it can be."""
    for select in page.locator("main select").all():
        select.select_option("")
    for field in page.locator("main input[type=date], main textarea").all():
        field.fill("")
    _be_refused(page)


def leave_out_required(page: "Page") -> None:
    """Send the form as it opens, but without its required choices."""
    for select in page.locator("main select[required]").all():
        select.select_option("")
    _be_refused(page)


def _be_refused(page: "Page") -> None:
    page.locator("main button.btn-primary").click()
    page.get_by_role("heading", name="Noch nicht gespeichert").wait_for()


def fill(page: "Page", name: str, value: str) -> None:
    """One field by its name: a select by its label, all else by what is typed."""
    field = page.locator(f"main [name={name}]")
    if field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(label=value)
    else:
        field.fill(value)


def hand_in(page: "Page", art: str, name: str) -> None:
    """File a document on the page of the case."""
    page.get_by_label("Was für ein Dokument?").select_option(label=art)
    page.get_by_label("Datei").set_input_files(paper(name))
    page.get_by_role("button", name="Ablegen").click()
    page.get_by_text("Abgelegt:").wait_for()
