"""The rows that the access table speaks of, each with a canary where it holds personal data.

A canary stands in every field of the classes A and B that people write. Who may not read the row
must find it in no byte of any answer.
"""

from datetime import date
from typing import Any

from models.actions.berichtsadressen import create_berichtsadresse
from models.actions.briefkopf import create_briefkopf
from models.actions.laeufe import Berichtsauftrag, begin_lauf
from models.actions.laufbetrieb import finish
from models.actions.strichliste import Strich, count_strich
from models.actions.textbausteine import Fassung, save_textbaustein
from models.actions.volltext import index_vorgaenge
from models.actions.zeitplaene import Gegenstand, Plan, create_zeitplan
from models.db import acting_as, writing
from models.rules.rechte import SYSTEM
from models.tables import Anliegen, Base, Codewert, Inhalt, Konto, Lauf, Rollenzuweisung, Vorgang
from tests.haus import HEUTE, JETZT, Haus

# Who may read the content of which row: written down, not computed from the rules.
LESENDE = {
    "b501": {"anna", "bernd", "dora", "emil", "greta", "berta", "victor"},
    "b601": {"anna", "dora", "greta"},
    "dab": {"greta", "paul"},
    "ueber_bernd": {"anna", "dora", "emil", "greta"},
    "b701": {"zoe"},
}
_CLASSES = ("A", "B")


def canary(name: str) -> str:
    return f"KANARIE-{name}-ende"


def plant(haus: Haus) -> dict[str, int]:
    """Write the rows; returns their keys by name."""
    rows = {name: _vorgang(haus, name, **werte) for name, werte in _vorgaenge(haus).items()}
    with acting_as(SYSTEM):
        strich = count_strich(by=SYSTEM, now=JETZT, strich=Strich(
            haus.einheiten["501"].id, HEUTE, "bearbeitungsdauer"))  # fmt: skip
        rows |= {
            "strich501": strich.id,
            "team501": haus.einheiten["501"].id,
            "team701": haus.einheiten["701"].id,
            "berta": haus.konten["berta"].id,
            "zoe": haus.konten["zoe"].id,
            "rolle_berta": _rolle(haus.konten["berta"]),
            "rolle_zoe": _rolle(haus.konten["zoe"]),
            "baustein": _baustein(),
            "briefkopf": _briefkopf(haus),
            "code": Codewert.get(Codewert.feld == "kategorie").id,
            "lauf": _lauf(haus, "JC"),
            "lauf50": _lauf(haus, "50"),
            "adresse": _adresse(haus),
            "zeitplan": _zeitplan(haus),
            "fehlt": 987_654,
        }
        _mark_stranger(haus.konten["zoe"])
    return rows


def _vorgaenge(haus: Haus) -> dict[str, dict[str, Any]]:
    konten = haus.konten
    zugeleitet = {"zugeleitet_am": date(2026, 7, 2)}
    return {
        "b501": {"team": "501", "verantwortlich": konten["berta"].id, **zugeleitet},
        "b601": {"team": "601"},
        "dab": {"team": "501", "art": "dienstaufsichtsbeschwerde", **zugeleitet},
        "ueber_bernd": {"team": "501", "betroffene": (konten["bernd"].id,)},
        "b701": {"team": "701", "by": "zoe"},
    }


def _vorgang(haus: Haus, name: str, **werte: Any) -> int:
    vorgang = haus.record(werte.pop("team"), **werte)
    with writing(by=SYSTEM):
        for table, key in ((Vorgang, Vorgang.id), (Inhalt, Inhalt.vorgang),
                           (Anliegen, Anliegen.vorgang)):  # fmt: skip
            texts = {field: canary(name) for field in _texts(table)}
            if texts:
                table.update(texts).where(key == vorgang.id).execute()
        index_vorgaenge([vorgang.id])
    return vorgang.id


def _texts(table: type[Base]) -> list[str]:
    return [
        name
        for name, field in table._meta.fields.items()
        if getattr(field, "schutz", "") in _CLASSES and field.field_type == "TEXT"
    ]


def _baustein() -> int:
    fassung = Fassung("baustein", "Gruß", "Alles Gute.", HEUTE)
    return save_textbaustein(by=SYSTEM, now=JETZT, fassung=fassung).id


def _briefkopf(haus: Haus) -> int:
    dienststelle = haus.einheiten["JC"].id
    return create_briefkopf(by=SYSTEM, now=JETZT, einheit_id=dienststelle, werte={}).id


def _adresse(haus: Haus) -> int:
    dienststelle = haus.einheiten["JC"].id
    werte = {"weg": "anhang", "adresse": "berichte@agentur.example"}
    return create_berichtsadresse(
        by=SYSTEM, now=JETZT, einheit_id=dienststelle, kreis="agentur", werte=werte
    ).id


def _zeitplan(haus: Haus) -> int:
    was = Gegenstand(haus.einheiten["JC"].id, "auswertung-gf", "gf")
    plan = Plan("halbjährlich", 15, "06:00")
    return create_zeitplan(by=SYSTEM, now=JETZT, was=was, plan=plan).id


def _rolle(konto: Konto) -> int:
    return Rollenzuweisung.get(Rollenzuweisung.konto == konto.id).id


def _lauf(haus: Haus, einheit: str) -> int:
    auftrag = Berichtsauftrag("auswertung-gf", "2026-H1", date(2026, 1, 1), date(2026, 6, 30),
                              haus.einheiten[einheit].id, "gf")  # fmt: skip
    lauf: Lauf = begin_lauf(by=SYSTEM, now=JETZT, bericht=auftrag, lease_s=60)
    ordner = f"auswertung-gf/2026-H1/{lauf.id}"
    finish(token=str(lauf.token), ordner=ordner, datenstand=HEUTE, now=JETZT,
           publish=lambda: None)  # fmt: skip
    return lauf.id


def _mark_stranger(konto: Konto) -> None:
    with writing(by=SYSTEM):
        Konto.update(name=canary("zoe"), email="kanarie-zoe-ende@example.org").where(
            Konto.id == konto.id
        ).execute()
