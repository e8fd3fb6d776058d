"""The half-year as it happens: a schedule fires, the real notebook runs, the report is returned,
released, sent and corrected."""

import hashlib
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from admin.config import Config, load_config, provide_keys
from admin.jobs.berichte import run_next_bericht
from admin.jobs.post import send_next_nachricht
from models.actions.berichtsadressen import create_berichtsadresse
from models.actions.berichtsfreigabe import Freigabe, release_lauf, resubmit_lauf, return_lauf
from models.actions.codes import seed_codes
from models.actions.laeufe import request_lauf
from models.actions.zeitplaene import Gegenstand, Plan, create_zeitplan, fire_due
from models.db import acting_as
from models.queries.berichtsbrief import Unterlagen
from models.queries.laeufe import find_lauf
from models.rules.rechte import SYSTEM
from models.rules.zeit import utc_now
from models.tables import Lauf
from notebooks.publish.korrektur import tell_changes
from tests.haus import Haus
from tests.integration.berichtsweg.conftest import order, reread
from tests.integration.outbox.conftest import Postamt, postamt

__all__ = ["postamt"]
FRUEHER = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
ADRESSEN = {"agentur": "berichte@agentur.example", "bezirk": "steuerung@bezirk.example"}


@pytest.fixture
def config(postamt: Postamt, migrierte_url: str, tmp_path: Path) -> Config:
    return provide_keys(
        load_config({
            "KRM_DATABASE_URL": migrierte_url,
            "KRM_VAR_DIR": str(tmp_path / "var"),
            "KRM_REPORTS_DIR": str(tmp_path / "berichte"),
            "KRM_SMTP_URL": postamt.url,
            "KRM_MAIL_ABSENDER": "krm@jobcenter.example",
        })
    )  # fmt: skip


def _scheduled(haus: Haus, config: Config) -> list[Lauf]:
    """The runs of ADRESSEN: on the 15th of July at six their schedules fire, once."""
    dora = haus.akteur("dora")
    for kreis in ADRESSEN:
        was = Gegenstand(haus.einheiten["JC"].id, "jahresbericht", kreis)
        with acting_as(dora):
            create_zeitplan(by=dora, now=FRUEHER, was=was, plan=Plan("halbjährlich", 15, "06:00"))
    due = datetime(2026, 7, 15, 4, 0, tzinfo=UTC)  # six o'clock in Berlin
    fired = [fire_due(now=due - timedelta(seconds=1)), fire_due(now=due), fire_due(now=due)]
    assert fired == [0, len(ADRESSEN), 0]
    with acting_as(SYSTEM):
        ids = [lauf.id for lauf in Lauf.select().order_by(Lauf.id)]
    return [_done(config, lauf_id) for lauf_id in ids]


def _made(haus: Haus, config: Config, kreis: str) -> Lauf:
    """A run that Dora asked for."""
    dora = haus.akteur("dora")
    with acting_as(dora):
        lauf = request_lauf(by=dora, now=utc_now(), bericht=order(haus, kreis))
    return _done(config, lauf.id)


def _done(config: Config, lauf_id: int) -> Lauf:
    assert run_next_bericht(config)
    with acting_as(SYSTEM):
        made = find_lauf(lauf_id)
    assert made is not None
    assert (made.status, made.freigabe) == ("fertig", "zur_freigabe"), made.fehler
    return made


def _release(haus: Haus, config: Config, lauf: Lauf, grund: str = "", *changes: str) -> None:
    greta, pdf = haus.akteur("greta"), _folder(config, lauf) / "bericht.pdf"
    digest = hashlib.sha256(pdf.read_bytes()).hexdigest()
    papers = Unterlagen("Halbjahresbericht", "1. Halbjahr 2026", digest, changes)
    with acting_as(greta):
        freigabe = Freigabe(lauf.id, reread(lauf).version, papers, grund)
        release_lauf(by=greta, now=utc_now(), freigabe=freigabe)


def _folder(config: Config, lauf: Lauf) -> Path:
    return config.reports_dir / str(lauf.ordner)


def _outside(config: Config, postamt: Postamt) -> list[tuple[str, bytes]]:
    """What arrived outside: to whom, and the PDF that came with it."""
    while send_next_nachricht(config):
        pass
    mails = [m for m in postamt.angekommen if m["To"] in ADRESSEN.values()]
    return [
        (str(mail["To"]), part.get_content()) for mail in mails for part in mail.iter_attachments()
    ]


def test_the_half_year_goes_its_whole_way(haus: Haus, config: Config, postamt: Postamt) -> None:
    _furnish(haus)
    agentur, bezirk = _scheduled(haus, config)
    assert agentur.bericht.zeitraum == bezirk.bericht.zeitraum == "2026-H1"
    assert _outside(config, postamt) == []
    _returned_and_again(haus, agentur)
    assert _outside(config, postamt) == []
    _release(haus, config, agentur)
    _release(haus, config, bezirk)
    sent = _outside(config, postamt)
    assert [to for to, _ in sent] == list(ADRESSEN.values())
    for (_, pdf), lauf in zip(sent, (agentur, bezirk), strict=True):
        assert pdf == (_folder(config, lauf) / "bericht.pdf").read_bytes()
        with pikepdf.open(BytesIO(pdf)) as opened:
            assert len(opened.pages) > 1
    _late_entries(haus)
    corrected = _made(haus, config, "agentur")
    changes = tell_changes(_folder(config, agentur), _folder(config, corrected))
    assert any("Beschwerde" in change for change in changes)
    _release(haus, config, corrected, "Fünf Vorgänge wurden nacherfasst.", *changes)
    assert len(_outside(config, postamt)) == 3
    body = postamt.angekommen[-1].get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert "Fünf Vorgänge wurden nacherfasst." in text
    assert changes[0] in text


def _furnish(haus: Haus) -> None:
    """Cases of half a year, and where reports go."""
    seed_codes(by=SYSTEM, now=utc_now())
    for number in range(24):
        team = ("501", "502")[number % 2]
        haus.record(team, eingang_am=_day(number), name=f"Person {number}")
    for kreis, adresse in ADRESSEN.items():
        create_berichtsadresse(
            by=SYSTEM, now=utc_now(), einheit_id=haus.einheiten["JC"].id, kreis=kreis,
            werte={"weg": "anhang", "adresse": adresse},
        )  # fmt: skip


def _returned_and_again(haus: Haus, lauf: Lauf) -> None:
    greta, dora = haus.akteur("greta"), haus.akteur("dora")
    with acting_as(greta):
        return_lauf(by=greta, now=utc_now(), lauf_id=lauf.id, version=reread(lauf).version,
                    bemerkung="Bitte prüfen.")  # fmt: skip
    with acting_as(dora):
        resubmit_lauf(by=dora, now=utc_now(), lauf_id=lauf.id, version=reread(lauf).version,
                      bemerkung="Geprüft.")  # fmt: skip


def _late_entries(haus: Haus) -> None:
    for number in range(5):
        haus.record("501", eingang_am=_day(number), name=f"Nachzügler {number}")


def _day(number: int) -> date:
    return date(2026, 1, 12) + timedelta(days=5 * number)
