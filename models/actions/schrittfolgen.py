"""What a step leaves beside the fields: a note, who outside got something, a measure."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from models.actions.massnahmen import Vorhaben, check_vorhaben, write_massnahme
from models.actions.schrittwerte import VERSANDWEG, Kontext, Tat
from models.actions.volltext import index_vorgaenge
from models.db import acting_as
from models.rules.ablauf_angebot import Angebot
from models.rules.ablauf_format import Schrittregel
from models.rules.briefanlass import dispatch_fields
from models.rules.codes import CODES
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.versand import KUNDIN, OHNE_ANGABE, WEGE
from models.tables import Uebermittlung, Vermerk

_KEINE = re.compile(r"keine?( maßnahmen?)?( erforderlich| nötig)?\.?|nein", re.IGNORECASE)
KUNDIN_TEXT = f"„{KUNDIN}“"
_TEXT = "„"
"""Begins an addressee written in the step's table instead of the field that names it."""


def write_rows_of_step(kontext: Kontext, angebot: Angebot, tat: Tat) -> None:
    """Write them inside the step's transaction; who takes a step may write its note."""
    schritt = angebot.schritt
    with acting_as(SYSTEM):
        for art, text in _notes(schritt, tat):
            Vermerk.create(
                vorgang=kontext.vorgang.id,
                art=art,
                schritt=schritt.name,
                datum=kontext.today,
                text=text,
                verfasst_am=kontext.now,
                verfasst_von=kontext.by.konto_id,
            )
        index_vorgaenge([kontext.vorgang.id])
        if an := schritt.uebermittlung or _letter_given(schritt, tat):
            _write_uebermittlung(kontext, schritt, an, tat)
        if tat.werte.get("massnahme"):
            _write_massnahme(kontext, tat.werte)


def _notes(schritt: Schrittregel, tat: Tat) -> list[tuple[str, str]]:
    """The note, and one that keeps the step's texts and confirmations together."""
    notes = []
    if tat.begruendung.strip():
        notes.append((schritt.vermerk or "begruendung", tat.begruendung.strip()))
    lines = [f"{label}: {tat.werte[name]}" for name, label in schritt.angaben.items()]
    lines += [f"Bestätigt: {satz}" for satz in schritt.bestaetigt.values()]
    if lines:
        notes.append(("angaben", "\n".join(lines)))
    return notes


def _write_uebermittlung(kontext: Kontext, schritt: Schrittregel, an: str, tat: Tat) -> None:
    """Who outside got something (Art. 15 DSGVO): to whom, on which day, which way, what for."""
    empfaenger = an.strip("„“") if an.startswith(_TEXT) else _recipient(kontext, an, tat)
    weg = tat.werte.get(VERSANDWEG) or OHNE_ANGABE
    if weg not in (*WEGE, OHNE_ANGABE):
        raise RuleViolation("Bitte sagen, auf welchem Weg es hinausging.", VERSANDWEG)
    Uebermittlung.create(
        vorgang=kontext.vorgang.id,
        empfaenger=empfaenger[:120],
        am=_day_of(schritt, tat) or kontext.today,
        weg=weg,
        zweck=schritt.bezeichnung[:200],
    )


def _letter_given(schritt: Schrittregel, tat: Tat) -> str | None:
    """A step that may, but need not, tell of a letter: it went to the person herself."""
    told = dispatch_fields() & set(schritt.felder)
    return KUNDIN_TEXT if any(tat.werte.get(feld) for feld in told) else None


def _day_of(schritt: Schrittregel, tat: Tat) -> date | None:
    """The day that was given for it, where it is not today."""
    days = (*schritt.zeitmarken, *(dispatch_fields() & set(schritt.felder)))
    given = (tat.werte.get(feld) for feld in days)
    return next((day for day in given if isinstance(day, date)), None)


def _recipient(kontext: Kontext, feld: str, tat: Tat) -> str:
    given = str(tat.werte.get(feld) or kontext.vorgang.__data__.get(feld) or "unbekannt")
    labels = {code.code: code.bezeichnung for code in CODES.get(feld, ())}
    return labels.get(given, given)


def _write_massnahme(kontext: Kontext, werte: Mapping[str, Any]) -> None:
    """What the house changes; „keine“ is an answer (MH-26)."""
    vorhaben = Vorhaben(
        text=werte["massnahme"],
        verantwortlich=werte.get("massnahme_verantwortlich"),
        termin=werte.get("massnahme_termin"),
        erforderlich=not _KEINE.fullmatch(werte["massnahme"].strip()),
    )
    check_vorhaben(vorhaben, kontext.vorgang, kontext.today)
    write_massnahme(now=kontext.now, vorgang=kontext.vorgang, vorhaben=vorhaben)
