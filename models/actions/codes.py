"""Code lists: filled from codes.csv, extended and closed by the house, never rewritten."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from peewee import IntegrityError

from models.actions.ereignisse import Meldung, record_event, record_events
from models.actions.erlaubnis import overlaps, require
from models.db import acting_as, writing
from models.rules.codes import CODES, normalise
from models.rules.etiketten import refuse_labels
from models.rules.fehler import RuleViolation
from models.rules.felder import FELDER
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Codewert

SEIT = date(2005, 1, 1)
"""From when the delivered lists apply: SGB II is in force since that day."""

ERWEITERBAR = (
    "kategorie",
    "eingangsstelle",
    "standort",
    "adressat",
    "abgabe_an",
    "kundengruppe",
    "ursache",
    "ergebnis_kriterium",
)
"""Lists that a house may extend; all others are fixed by a Weisung or carry rules."""
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def seed_codes(*, by: Akteur, now: datetime) -> int:
    """Add what codes.csv delivers and the database lacks; returns how many values were added."""
    require(by, Recht.CODE_PFLEGEN)
    with writing(by=by):
        with acting_as(SYSTEM):
            known = {(row.feld, row.code) for row in Codewert.select()}
        rows = [
            Codewert.create(
                feld=feld,
                code=code.code,
                bezeichnung=code.bezeichnung,
                gueltig_ab=SEIT,
                position=position,
            )
            for feld, codes in CODES.items()
            for position, code in enumerate(codes)
            if (feld, code.code) not in known
        ]
        if rows:
            record_events(now=now, meldungen=[_added(row) for row in rows])
    return len(rows)


def add_code(*, by: Akteur, now: datetime, werte: Mapping[str, Any]) -> Codewert:
    """Add a value: feld, bezeichnung, gueltig_ab; code and position follow if not given.

    Raises RuleViolation for a fixed list, a taken code, an unknown field.
    """
    require(by, Recht.CODE_PFLEGEN)
    checked = _check(werte)
    with writing(by=by):
        _refuse_overlap(checked)
        try:
            row = Codewert.create(**checked)
        except IntegrityError:
            raise _taken(checked["code"]) from None
        record_event(now=now, meldung=_added(row))
    return row


def close_code(
    *, by: Akteur, now: datetime, code_id: int, version: int, gueltig_bis: date
) -> Codewert:
    """Set the last day of a value; what was counted under it keeps its label."""
    require(by, Recht.CODE_PFLEGEN)
    with writing(by=by):
        row = Codewert.get_by_id(code_id)
        _refuse_fixed(row.feld)
        if gueltig_bis < row.gueltig_ab:
            satz = f"Der Wert gilt erst ab {row.gueltig_ab:%d.%m.%Y}."
            raise RuleViolation(satz, feld="gueltig_bis")
        alt, neu = {"gueltig_bis": row.gueltig_bis}, {"gueltig_bis": gueltig_bis}
        row.save_version(version, neu)
        record_event(now=now, meldung=_changed("code_closed", row, neu=neu, alt=alt))
    return row


def update_code(
    *, by: Akteur, now: datetime, code_id: int, version: int, werte: Mapping[str, Any]
) -> Codewert:
    """Correct the spelling or the position of a value; another meaning is another value."""
    require(by, Recht.CODE_PFLEGEN)
    if unknown := set(werte) - {"bezeichnung", "position"}:
        satz = (
            "Änderbar sind nur Bezeichnung und Reihenfolge; eine neue Bedeutung ist ein neuer Wert."
        )
        raise RuleViolation(satz, feld=min(unknown))
    with writing(by=by):
        row = Codewert.get_by_id(code_id)
        neu = {name: value for name, value in werte.items() if getattr(row, name) != value}
        if "bezeichnung" in neu and not str(neu["bezeichnung"] or "").strip():
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld="bezeichnung")
        refuse_labels(str(neu.get("bezeichnung", "")), "bezeichnung")
        if neu:
            alt = {name: getattr(row, name) for name in neu}
            row.save_version(version, neu)
            record_event(now=now, meldung=_changed("code_updated", row, neu=neu, alt=alt))
    return row


def _check(werte: Mapping[str, Any]) -> dict[str, Any]:
    checked = {**werte, "bezeichnung": str(werte.get("bezeichnung") or "").strip()}
    for name in ("feld", "bezeichnung", "gueltig_ab"):
        if not checked.get(name):
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld=name)
    if checked["feld"] not in FELDER:
        raise RuleViolation(f"Das Feld „{checked['feld']}“ gibt es nicht.", feld="feld")
    _refuse_fixed(checked["feld"])
    refuse_labels(checked["bezeichnung"], "bezeichnung")
    checked["code"] = checked.get("code") or normalise(checked["bezeichnung"])[:60]
    if not _CODE.fullmatch(checked["code"]):
        satz = "Der Code besteht aus Kleinbuchstaben, Ziffern und Strichen."
        raise RuleViolation(satz, feld="code")
    checked.setdefault("position", len(CODES.get(checked["feld"], ())))
    return checked


def _refuse_fixed(feld: str) -> None:
    if feld not in ERWEITERBAR:
        label = FELDER[feld].bezeichnung if feld in FELDER else feld
        satz = f"Die Liste „{label}“ liegt fest und lässt sich nicht ändern."
        raise RuleViolation(satz, feld="feld")


def _refuse_overlap(werte: Mapping[str, Any]) -> None:
    with acting_as(SYSTEM):
        same = Codewert.select().where(
            Codewert.feld == werte["feld"], Codewert.code == werte["code"]
        )
        if any(overlaps(row, werte["gueltig_ab"], werte.get("gueltig_bis")) for row in same):
            raise _taken(werte["code"])


def _taken(code: str) -> RuleViolation:
    return RuleViolation(f"Den Code „{code}“ gibt es in diesem Zeitraum schon.", feld="code")


def _added(row: Codewert) -> Meldung:
    return _changed("code_added", row, neu={**row.__data__})


def _changed(name: str, row: Codewert, **values: Any) -> Meldung:
    return Meldung(name=name, tabelle=Codewert, objekt_id=row.id, **values)
