"""The field catalogue: German label, values, duty and protection class of every field.

`felder.csv` is the catalogue as agreed; where one row label serves two fields, or is no label for
a screen, BESCHRIFTUNGEN gives the field its own.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

BESCHRIFTUNGEN: dict[str, str] = {
    "vorgangsnummer": "Vorgangsnummer",
    "aktenzeichen": "Aktenzeichen",
    "abgabe_an": "Abgabe an",
    "abgabe_am": "Abgabe am",
    "erfasst_am": "Erfasst am",
    "erfasst_von": "Erfasst von",
    "name": "Name",
    "vorname": "Vorname",
    "anonym": "Anonym",
    "kundennummer": "Kundennummer",
    "bg_nummer": "BG-Nummer",
    "fachbereich": "Fachbereich",
    "team": "Team",
    "zustaendige_tl": "Zuständige Teamleitung",
    "mitlesend_bl": "Mitlesende Bereichsleitung",
    "schlussgezeichnet_am": "Schlussgezeichnet am",
    "schlussgezeichnet_von": "Schlussgezeichnet von",
    "uebergreifend": "Übergreifend oder grundsätzlich",
    "eb_soll": "Eingangsbestätigung Soll",
    "eb_am": "Eingangsbestätigung versandt am",
    "frist_extern": "Extern gesetzte Frist",
    "betroffene_informiert_am": "Betroffene/r informiert am",
    "fueb_vorab_am": "FüB AA vorab am",
    "fueb_frei_am": "Freigabe durch FüB AA am",
    "versandt_an": "Versandt an",
    "versandt_am": "Versandt am",
    "traegerversammlung": "Zuständigkeit der Trägerversammlung",
    "ergebnis_von": "Ergebnis festgestellt durch",
    "ergebnis_am": "Ergebnis festgestellt am",
    "ausgetragen_am": "Ausgetragen am",
    "ausgetragen_von": "Ausgetragen von",
    "fremdnummer": "Nummer im anderen Verfahren",
    "teilabgabe": "Teilabgabe",
    "einvernehmlich_geklaert": "Einvernehmlich geklärt",
    "standort": "Standort",
    "sofort_erledigt": "Unmittelbar erledigt",
    "begehren_art": "Begehren (Art)",
    "leistungstraeger": "Leistungsträger",
    "aeusserung_gelegenheit_am": "Gelegenheit zur Äußerung am",
    "ist_folgereaktion": "Folgereaktion",
    "ist_notlage": "Notlage",
    "als_dab_bezeichnet": "Als Dienstaufsichtsbeschwerde bezeichnet",
    "personengruppe": "Personengruppe",
    "verzicht_liegt_vor": "Verzicht auf schriftliche Antwort liegt vor",
    "selbst_betroffen": "Teamleitung selbst betroffen",
    "personenschluessel": "Personenschlüssel",
}


@dataclass(frozen=True)
class Feld:
    """One field; `schutz` A to D, the strictest where the catalogue names two."""

    gruppe: str
    feld: str
    bezeichnung: str
    werte: str
    pflicht: str
    quelle: str
    schutz: str


def _read() -> dict[str, Feld]:
    with (Path(__file__).parent / "felder.csv").open(encoding="utf-8", newline="") as file:
        return {row["feld"]: _feld(row) for row in csv.DictReader(file)}


def _feld(row: dict[str, str]) -> Feld:
    # "C (Liste), A (Text)" holds two classes; A sorts first and is the strictest
    schutz = min(part.strip()[0] for part in row["schutz"].split(","))
    label = BESCHRIFTUNGEN.get(row["feld"], row["bezeichnung"])
    return Feld(**row | {"bezeichnung": label, "schutz": schutz})


FELDER: dict[str, Feld] = _read()


def feld(name: str) -> Feld:
    """The field of that name. Raises KeyError that names it."""
    if name not in FELDER:
        raise KeyError(f"Kein Feld „{name}“ in felder.csv")
    return FELDER[name]
