"""Months in the house of the tests: late entries, corrections, reopenings, moves, by chance."""

import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from peewee import DoesNotExist

from models.actions.massnahmen import Vorhaben, confirm_wirkung, record_massnahme
from models.actions.strichliste import Strich, count_strich
from models.actions.vorgaenge import record_vorgang, update_vorgang
from models.db import acting_as
from models.queries.snapshot import Ausschnitt, Snapshot, write_snapshot, write_snapshot_as_of
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Massnahme, Vorgang
from tests.haus import HEUTE, Haus
from tests.integration.schritte.conftest import ERGEBNIS, Gang
from tests.integration.snapshot.conftest import KEY

KATEGORIEN = ("bearbeitungsdauer", "kosten-der-unterkunft", "unterlagen")


@dataclass
class Leben:
    """What happens in the house, hour by hour; `damals`: snapshots with their moments."""

    gang: Gang
    ordner: Path
    zufall: random.Random
    damals: list[tuple[datetime, Snapshot]] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    getan: dict[str, int] = field(default_factory=dict)

    @property
    def haus(self) -> Haus:
        return self.gang.haus

    def keep(self) -> None:
        path = self.ordner / f"damals-{len(self.damals)}.sqlite"
        jc = self.haus.einheiten["JC"].id
        snapshot = write_snapshot(
            path, einheit_id=jc, stand=HEUTE, pseudonym_key=KEY, fassung="0.1.0"
        )
        self.damals.append((self.gang.now, snapshot))
        self.gang.now += timedelta(hours=1)

    def again(self, moment: datetime) -> Snapshot:
        return again(self.haus, self.ordner / f"wieder-{random.random()}.sqlite", moment)

    def step(self) -> None:
        tun = self.zufall.choice(TATEN)
        self.gang.now += timedelta(hours=self.zufall.randint(1, 40))
        with suppress(RuleViolation, DoesNotExist):
            tun(self)
            self.getan[tun.__name__] = self.getan.get(tun.__name__, 0) + 1

    def some(self) -> Vorgang:
        with acting_as(SYSTEM):
            self.gang.vorgang = Vorgang.get_by_id(self.zufall.choice(self.ids))
        return self.gang.vorgang

    def day(self) -> date:
        return self.gang.now.date() - timedelta(days=self.zufall.randint(1, 60))


def again(haus: Haus, path: Path, moment: datetime, einheit: str = "JC") -> Snapshot:
    ausschnitt = Ausschnitt(haus.einheiten[einheit].id, HEUTE, "0.1.0", datenstand=moment)
    return write_snapshot_as_of(path, ausschnitt, KEY)


def record(leben: Leben) -> None:
    """A new case; its Eingang may lie weeks back."""
    number = str(leben.zufall.randint(1, 30))
    eintrag = leben.haus.eintrag(
        leben.zufall.choice(("501", "502")), eingang_am=leben.day(), kundennummer=number
    )
    anna = leben.gang.akteur("anna")
    leben.ids.append(record_vorgang(by=anna, now=leben.gang.now, eintrag=eintrag).id)


def correct(leben: Leben, team: str = "", **werte: Any) -> None:
    vorgang = leben.some()
    names = {e.id: kuerzel for kuerzel, e in leben.haus.einheiten.items()}
    with acting_as(SYSTEM):
        rows = (
            Anliegen.select().where(Anliegen.vorgang == vorgang.id).order_by(Anliegen.anliegen_nr)
        )
        punkte = tuple({"kategorie": row.kategorie} for row in rows)
    given = {"eingang_am": vorgang.eingang_am, "art": vorgang.art, "anliegen": punkte} | werte
    update_vorgang(
        by=leben.gang.akteur("anna"),
        now=leben.gang.now,
        vorgang_id=vorgang.id,
        version=vorgang.version,
        eintrag=leben.haus.eintrag(team or names[vorgang.einheit_id], **given),
    )


def eingangsweg(leben: Leben) -> None:
    correct(leben, eingangsweg=leben.zufall.choice(("telefonisch", "e-mail", "persoenlich")))


def eingang(leben: Leben) -> None:
    correct(leben, eingang_am=leben.day())


def art(leben: Leben) -> None:
    correct(leben, art=leben.zufall.choice(("beschwerde", "anregung", "hinweis")))


def team(leben: Leben) -> None:
    correct(leben, team=leben.zufall.choice(("501", "502", "601")))


def anliegen(leben: Leben) -> None:
    anzahl = leben.zufall.randint(1, 3)
    correct(leben, anliegen=tuple({"kategorie": k} for k in KATEGORIEN[:anzahl]))


def person(leben: Leben) -> None:
    correct(leben, kundennummer=str(leben.zufall.randint(31, 60)), name="Kanarie")


def close(leben: Leben) -> None:
    gang, vorgang = leben.gang, leben.some()
    gang.do("anna", "zugeleitet", team=gang.team("501"), schlusszeichnung="tl")
    gang.do("bernd", "verantwortung_festgelegt", verantwortlich=gang.konto("berta"))
    gang.file("antwort")
    gang.do("berta", "antwort_entworfen")
    gang.do("bernd", "selbst_gezeichnet")
    gang.do("bernd", "antwort_versandt")
    founded = leben.zufall.random() < 0.5
    found = ERGEBNIS | ({} if founded else {"ergebnisart": "unbegruendet"})
    gang.do("bernd", "ergebnis_festgestellt", **found | {"datum_der_klaerung": gang.now.date()})
    if founded:
        gang.do(
            "bernd",
            "massnahme_festgelegt",
            ursache="ablauf",
            massnahme="Schulung",
            massnahme_verantwortlich=gang.konto("bernd"),
            massnahme_termin=gang.now.date() + timedelta(days=9),
        )
    gang.do("bernd", "erledigung_gemeldet")
    gang.do("anna", "ausgetragen")
    assert vorgang


def reopen(leben: Leben) -> None:
    with acting_as(SYSTEM):
        closed = [v.id for v in Vorgang.select().where(Vorgang.abschluss_am.is_null(False))]
    if not closed:
        raise RuleViolation("nichts abgeschlossen")
    with acting_as(SYSTEM):
        leben.gang.vorgang = Vorgang.get_by_id(leben.zufall.choice(closed))
    leben.gang.do("anna", "wiedereroeffnet", "Neues Vorbringen")


def massnahme(leben: Leben) -> None:
    vorgang, bernd = leben.some(), leben.gang.akteur("bernd")
    vorhaben = Vorhaben("Schulung", leben.gang.konto("bernd"), leben.gang.now.date())
    record_massnahme(by=bernd, now=leben.gang.now, vorgang_id=vorgang.id, vorhaben=vorhaben)


def wirkung(leben: Leben) -> None:
    with acting_as(SYSTEM):
        rows = list(Massnahme.select().where(Massnahme.erforderlich).order_by(Massnahme.id))
    if rows:
        row, now = leben.zufall.choice(rows), leben.gang.now
        confirm_wirkung(
            by=leben.gang.akteur("bernd"),
            now=now,
            massnahme_id=row.id,
            version=row.version,
            geprueft_am=now.date(),
        )


def strich(leben: Leben) -> None:
    tag = leben.gang.now.date() - timedelta(days=leben.zufall.randint(0, 2))
    einer = Strich(leben.gang.team("501"), tag, "bearbeitungsdauer")
    count_strich(by=leben.gang.akteur("bernd"), now=leben.gang.now, strich=einer)


TATEN: tuple[Callable[[Leben], None], ...] = (
    record, eingangsweg, eingang, art, team, anliegen, person, close, close, reopen, massnahme,
    wirkung, strich,
)  # fmt: skip
