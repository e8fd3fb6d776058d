"""Many at once, at the real server: one winner, no false sentence, no gap, whatever the database.

TESTLAUF_SEKUNDEN=60 makes the writers go on for a minute instead of a few cases each.
"""

import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from threading import Barrier, Lock
from urllib.parse import urlencode

import pytest

from admin.base.stoerung import NICHTS
from models.db import acting_as, close
from models.queries.kette import verify_chain
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Ereignis, Vorgang
from tests import stoerungen
from tests.haus import Haus
from tests.integration.betrieb.conftest import PASSWORT, Antwort, Browser, Tuer, serve
from tests.integration.web.formulare import form_of

SCHREIBENDE = 8
JE_MENSCH = 4
GLEICHZEITIG = 50
SEITEN = ("/", "/vorgang/")


@pytest.fixture
def tuer(haus_mit_passwort: Haus, settings: dict[str, str]) -> Iterator[Tuer]:
    """The real server, without a proxy before it."""
    with serve(settings) as found:
        yield found


@pytest.fixture
def anna(tuer: Tuer) -> Browser:
    """Anna, logged in."""
    browser = Geduldig(tuer, "127.0.0.1", {})
    assert browser.log_in("anna", PASSWORT).code == 302
    return browser


class Geduldig(Browser):
    """A browser that waits: fifty at a time are served eight by eight."""

    def _connect(self) -> HTTPConnection:
        connection = super()._connect()
        connection.timeout = 300
        return connection


def _twin(browser: Browser) -> Browser:
    return Geduldig(browser.tuer, browser.von, dict(browser.cookies))


def _all_at_once(tasks: list[Callable[[], Antwort]]) -> list[Antwort]:
    start = Barrier(len(tasks))

    def run(task: Callable[[], Antwort]) -> Antwort:
        start.wait(60)
        return task()

    with ThreadPoolExecutor(len(tasks)) as pool:
        return list(pool.map(run, tasks))


def test_of_fifty_who_change_a_case_at_once_one_wins_and_the_others_see_both_versions(
    haus_mit_passwort: Haus, anna: Browser
) -> None:
    vorgang = haus_mit_passwort.record("501")
    close()
    page = f"/vorgang/edit/?id={vorgang.id}"
    for runde in (1, 2):
        opened = [anna.send("GET", page).text for _ in range(GLEICHZEITIG)]  # each her own form
        kinds = ("bearbeitungsdauer", "leistungshoehe")
        answers = _all_at_once([
            _sender(_twin(anna), page, form_of(text) | {
                "csrf_token": token_of(text),
                "name": f"Zander-{runde}-{number}",
                "anliegen_1_kategorie": kinds[number % 2],
                "anliegen_1_anliegen_text": f"Seit {number} Wochen keine Antwort.",
            })
            for number, text in enumerate(opened)
        ])  # fmt: skip
        assert Counter(answer.code for answer in answers) == {303: 1, 409: GLEICHZEITIG - 1}
        losers = [answer.text for answer in answers if answer.code == 409]
        assert all("zwei Fassungen" in text and f"Zander-{runde}" in text for text in losers)
        assert not any("gibt es schon" in text for text in losers)
    with acting_as(SYSTEM):
        assert Anliegen.select().where(Anliegen.vorgang == vorgang.id).count() == 1
        changes = Ereignis.select().where(Ereignis.name == "vorgang_updated").count()
    close()
    assert changes == 2


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found.group(1)


def _sender(browser: Browser, page: str, form: dict[str, str]) -> Callable[[], Antwort]:
    typ = {"Content-Type": "application/x-www-form-urlencoded"}
    return lambda: browser.send("POST", page, urlencode(form).encode(), typ)


def test_a_hundred_pages_open_while_somebody_saves_for_long(
    haus_mit_passwort: Haus, migrierte_url: str, anna: Browser
) -> None:
    with stoerungen.cases_locked(migrierte_url):
        tasks = [_open(_twin(anna), SEITEN[n % len(SEITEN)]) for n in range(100)]
        with ThreadPoolExecutor(SCHREIBENDE) as pool:
            codes = Counter(answer.code for answer in pool.map(lambda task: task(), tasks))
        waiting = ThreadPoolExecutor(1).submit(_record, _twin(anna), haus_mit_passwort)
        time.sleep(3)
        assert not waiting.done()
    assert codes == {200: 100}
    assert waiting.result(60).code == 303


def _open(browser: Browser, page: str) -> Callable[[], Antwort]:
    return lambda: browser.send("GET", page)


def test_eight_who_write_at_once_are_told_the_truth(
    haus_mit_passwort: Haus, anna: Browser, record_property: Callable[[str, object], None]
) -> None:
    seconds = int(os.environ.get("TESTLAUF_SEKUNDEN", "0"))
    ends, lock = time.monotonic() + seconds, Lock()
    told: Counter[str] = Counter()

    def write(number: int) -> None:
        browser, done = _twin(anna), 0
        while done < JE_MENSCH or time.monotonic() < ends:
            done += 1
            answer = _record(browser, haus_mit_passwort)
            with lock:
                told[_reading(answer)] += 1
            page = browser.send("GET", SEITEN[done % len(SEITEN)])
            with lock:
                told[f"Seite {page.code}"] += 1

    with ThreadPoolExecutor(SCHREIBENDE) as pool:
        list(pool.map(write, range(SCHREIBENDE)))
    record_property("antworten", dict(told))  # in the file of --junitxml
    with acting_as(SYSTEM):
        numbers = sorted(int(v.vorgangsnummer.rsplit("-", 1)[1]) for v in Vorgang.select())
        befund = verify_chain()
    close()
    assert set(told) <= {"gespeichert", "nicht gespeichert", "Seite 200"}, told
    assert numbers == list(range(1, told["gespeichert"] + 1))
    assert told["gespeichert"] >= SCHREIBENDE * JE_MENSCH
    assert not befund.fehler


def _record(browser: Browser, haus: Haus) -> Antwort:
    page = "/eingang/beschwerde/"
    opened = browser.send("GET", page).text
    form = form_of(opened) | {
        "csrf_token": token_of(opened),
        "eingangsweg": "schriftlich",
        "eingang_am": "2026-07-10",
        "einheit": str(haus.einheiten["501"].id),
        "name": "Zander",
        "anliegen_1_kategorie": "bearbeitungsdauer",
        "anliegen_1_anliegen_text": "Seit Mai keine Antwort.",
    }
    return _sender(browser, page, form)()


def _reading(answer: Antwort) -> str:
    """What a clerk would believe after this page."""
    if answer.code == 303:
        return "gespeichert"
    return "nicht gespeichert" if NICHTS in answer.text else f"unklar {answer.code}"
