"""What people read of an act that no one does alone; the same on the desk and on its page."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from admin.base import verzeichnis
from admin.formatters import format_date
from admin.security import anfrage
from models.db import acting_as
from models.queries.freigaben import Aufsicht, deciders, own_requests, unseen, waits_for
from models.rules.rechte import SYSTEM
from models.rules.rollen import ROLLEN
from models.rules.vieraugen import FRIST, STAENDE, WORTE, Freigabestand, Macht
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Konto, Rollenzuweisung


@dataclass(frozen=True)
class Zeile:
    """One act: what, about whom, by whom; `einzelheiten` are label and text, `personen` who may
    still decide, `bis` the last day for it."""

    id: int
    version: int
    was: str
    wen: str
    wer: str
    stand: str
    offen: bool
    beantragt: Any
    bis: date
    einzelheiten: list[tuple[str, str]]
    grund: str
    personen: list[str]


def on_desk() -> dict[str, Any]:
    """What the desk shows: what waits for her, what she waits for, what she has to know."""
    akteur, now, today = anfrage.akteur(), anfrage.now(), anfrage.today()
    return {
        "freigaben": rows(waits_for(akteur, now, today)),
        "antraege": rows(own_requests(akteur, now)),
        "kenntnisse": [(k.id, _row(k.freigabe, None)) for k in unseen(akteur)],
    }


def rows(freigaben: list[Freigabe]) -> list[Zeile]:
    """In words; nothing is read where there is nothing."""
    if not freigaben:
        return []
    aufsicht = Aufsicht.load(anfrage.today())
    return [_row(freigabe, aufsicht) for freigabe in freigaben]


def _row(freigabe: Freigabe, aufsicht: Aufsicht | None) -> Zeile:
    wen, offen = getattr(freigabe, "wen", None), freigabe.stand == Freigabestand.OFFEN.value
    asked = deciders(freigabe, aufsicht) if aufsicht and offen else []
    return Zeile(
        id=freigabe.id,
        version=freigabe.version,
        was=WORTE[Macht(freigabe.art)],
        wen=wen.name if wen else "",
        wer=freigabe.wer.name,
        stand=STAENDE[Freigabestand(freigabe.stand)],
        offen=offen,
        beantragt=freigabe.beantragt_am,
        bis=berlin_day(freigabe.beantragt_am + FRIST),
        einzelheiten=list(_details(freigabe)),
        grund=freigabe.grund,
        personen=[konto.name for konto in asked if konto.active],
    )


def _details(freigabe: Freigabe) -> Iterator[tuple[str, str]]:
    werte = json.loads(freigabe.daten)
    inner = werte.get("werte") or {}
    rolle = _role(werte)
    if rolle:
        yield "Rolle", f"{ROLLEN[rolle[0]].bezeichnung} {verzeichnis.einheit_label(rolle[1])}"
    else:
        yield "Einheit", verzeichnis.einheit_label(freigabe.einheit_id)
    if stead := werte.get("vertretung_fuer"):
        yield "In Vertretung für", _name(stead)
    for name, label in (("login", "Anmeldename neu"), ("email", "E-Mail-Adresse neu"),
                        ("regelwerk", "Regelwerk neu")):  # fmt: skip
        if inner.get(name):
            yield label, str(inner[name])
    if inner.get("eltern"):
        yield "Künftig unter", verzeichnis.einheit_label(inner["eltern"])
    for name, label in (("gueltig_ab", "Ab"), ("gueltig_bis", "Bis")):
        if day := werte.get(name) or inner.get(name):
            yield label, format_date(date.fromisoformat(day))


def _role(werte: dict[str, Any]) -> tuple[str, int] | None:
    if "rolle" in werte:
        return werte["rolle"], werte["einheit_id"]
    if "rolle_id" not in werte:
        return None
    with acting_as(SYSTEM):
        row = Rollenzuweisung.get_or_none(Rollenzuweisung.id == werte["rolle_id"])
    return (row.rolle, row.einheit_id) if row else None


def _name(konto_id: int) -> str:
    with acting_as(SYSTEM):
        konto = Konto.get_or_none(Konto.id == konto_id)
    return konto.name if konto else ""
