"""A server on loopback over the house of the tests, and people who log in by the browser."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from waitress.server import create_server

from admin.app import create_app
from admin.config import load_config, provide_keys
from admin.security.passwort import hash_password
from models.actions.codes import seed_codes
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.strichliste import Strich, count_strich
from models.actions.vorgaenge import record_vorgang
from models.db import close, writing
from models.rules.rechte import SYSTEM
from models.rules.zeit import berlin_day, utc_now
from models.tables import Konto
from tests.haus import Haus

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORT = "Ein Satz fuer alle."


@dataclass
class Server:
    """The running application: its address, its people, what browsers complained about."""

    url: str
    haus: Haus
    klagen: list[str] = field(default_factory=list)


@pytest.fixture
def server(haus: Haus, migrierte_url: str, tmp_path: Path) -> Iterator[Server]:
    """An empty house with passwords; only rows of codes beside it."""
    now = utc_now()
    seed_codes(by=SYSTEM, now=now)
    with writing(by=SYSTEM):
        Konto.update(password=hash_password(PASSWORT)).execute()
    close()
    settings = {
        "KRM_DATABASE_URL": migrierte_url,
        "KRM_VAR_DIR": str(tmp_path / "var"),
        "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
    }
    config = provide_keys(load_config(settings))
    app = create_app(config)
    running = create_server(app, host="127.0.0.1", port=0, threads=4)
    url = f"http://127.0.0.1:{running.effective_port}"
    app.config["KRM"] = replace(config, base_url=url)  # where secret links lead
    thread = threading.Thread(target=running.run)
    thread.start()
    found = Server(url, haus)
    yield found
    running.close()
    running.task_dispatcher.shutdown()
    thread.join(timeout=5)
    close()
    assert not found.klagen, found.klagen


@pytest.fixture
def filled(server: Server) -> Server:
    """The same with cases, strokes and a run."""
    today = berlin_day(utc_now())
    anna = server.haus.akteur("anna", today)
    for number, days in enumerate((0, 1, 8, 14, 20, 40)):
        eintrag = server.haus.eintrag(
            "501",
            eingang_am=today - timedelta(days=days),
            name=f"Muster{number}",
            kontakt="Weg 1\nUlmenwerder",
            risiko_notlage="Energiesperre" if number == 1 else "",
            verantwortlich=server.haus.konten["berta"].id,
            anliegen=({"kategorie": "bearbeitungsdauer", "anliegen_text": "Keine Antwort."},),
        )
        record_vorgang(by=anna, now=utc_now(), eintrag=eintrag)
    einheit_id = server.haus.einheiten["501"].id
    count_strich(by=SYSTEM, now=utc_now(), strich=Strich(einheit_id, today, "bearbeitungsdauer"))
    auftrag = Berichtsauftrag("auswertung-gf", "2025", date(2025, 1, 1), date(2025, 12, 31),
                              server.haus.einheiten["JC"].id, "gf")  # fmt: skip
    begin_lauf(by=SYSTEM, now=utc_now(), bericht=auftrag, lease_s=600)
    close()
    return server


@pytest.fixture
def log_in(server: Server, browser: "Browser") -> Iterator[Callable[..., "Page"]]:
    """log_in("anna"): her browser at the start page; `breite`, `dunkel` change the screen."""
    contexts = []

    def log_in(login: str, breite: int = 1366, dunkel: bool = False) -> "Page":
        context = browser.new_context(
            base_url=server.url,
            locale="de-DE",
            timezone_id="Europe/Berlin",
            viewport={"width": breite, "height": 800},
            color_scheme="dark" if dunkel else "light",
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.on("request", lambda request: server.klagen.extend(_leaving(request.url, server)))
        context.on("weberror", lambda error: server.klagen.append(f"Skript: {error.error}"))
        page = context.new_page()
        page.on("console", lambda line: server.klagen.extend(_complaint(line.text)))
        page.goto("/anmelden")
        page.get_by_label("Anmeldename").fill(login)
        page.get_by_label("Passwort").fill(PASSWORT)
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(f"{server.url}/")
        return page

    yield log_in
    for context in contexts:
        context.close()


def _leaving(url: str, server: Server) -> list[str]:
    return [] if url.startswith((server.url, "data:")) else [f"Anfrage nach außen: {url}"]


def _complaint(text: str) -> list[str]:
    return [text] if "Content Security Policy" in text or "Refused to" in text else []
