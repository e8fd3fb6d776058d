"""The letters of KRM: kinds, what each must say, the gaps a Textbaustein may have.

Sources: MH-49 (Mitteilung zur Erledigung), MH-55, MH-74 (Dankeschreiben), BKW-21 (names the
bearbeitende Stelle), BKW-22 (reason and state), MH-12 and MH-18 (hand-overs).
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from models.rules.etiketten import refuse_labels
from models.rules.fehler import RuleViolation
from models.rules.platzhalter import check_gaps

BETREFF, TEXT = "betreff", "text"
BAUSTEIN = "baustein"
"""Passages to insert into any letter."""


@dataclass(frozen=True)
class Schreibenart:
    """A kind of letter; `pflicht`: gaps its text must have, so that nothing is left out."""

    name: str
    bezeichnung: str
    pflicht: tuple[str, ...] = ()


SCHREIBEN: dict[str, Schreibenart] = {
    art.name: art
    for art in (
        Schreibenart(
            "eingangsbestaetigung", "Eingangsbestätigung", ("eingang_am", "bearbeitende_stelle")
        ),
        Schreibenart("zwischennachricht", "Zwischennachricht", ("grund", "stand", "neuer_termin")),
        Schreibenart("antwort", "Antwort", ("antwort",)),
        Schreibenart("erledigung", "Mitteilung zur Erledigung", ("gespraech_am", "antwort")),
        Schreibenart("dankeschreiben", "Dankeschreiben"),
        Schreibenart("abgabenachricht", "Abgabenachricht", ("abgabe_an",)),
        Schreibenart(BAUSTEIN, "Baustein zum Einfügen"),
    )
}

PLATZHALTER: dict[str, str] = {
    "anrede": "Guten Tag und Name, ohne Namen nur der Gruß",
    "vorgangsnummer": "Nummer des Vorgangs",
    "eingang_am": "Tag des Eingangs",
    "eingangsweg": "wie die Reaktion kam, zum Beispiel „mit Ihrem Schreiben“",
    "bearbeitende_stelle": "Team oder Stelle, die den Vorgang bearbeitet",
    "dienststelle": "Name der Dienststelle",
    "frist_am": "Tag, bis zu dem geantwortet wird",
    "gespraech_am": "Tag des Gesprächs",
    "antwort": "was Sie zu diesem Vorgang schreiben",
    "grund": "Grund der Verzögerung",
    "stand": "Bearbeitungsstand",
    "neuer_termin": "neuer Termin",
    "abgabe_an": "Stelle, an die abgegeben wurde",
    "abgabe_am": "Tag der Abgabe",
}
"""Gap → what it stands for; the allow-list for Textbausteine."""


@dataclass(frozen=True)
class Baustein:
    """A passage as delivered: kind of letter, name, text."""

    schreiben: str
    name: str
    text: str


@dataclass(frozen=True)
class Brief:
    """A letter ready to print: every value is text and nothing else.

    `anschrift`: lines of the address; `absaetze`: paragraphs; `bezug`: (label, value) at the side;
    `unterschrift`: lines below the greeting.
    """

    absender: str
    absender_zeile: str
    anschrift: tuple[str, ...]
    datum: date
    betreff: str
    absaetze: tuple[str, ...]
    bezug: tuple[tuple[str, str], ...] = ()
    gruss: str = "Mit freundlichen Grüßen"
    unterschrift: tuple[str, ...] = ()


def check_baustein(schreiben: str, name: str, text: str) -> None:
    """Raise RuleViolation for a kind that does not exist and for gaps that are wrong or missing."""
    if schreiben not in SCHREIBEN:
        raise RuleViolation(f"Möglich sind: {', '.join(SCHREIBEN)}.", "schreiben")
    if not name.strip() or not text.strip():
        raise RuleViolation("Bitte dieses Feld ausfüllen.", "text" if name.strip() else "name")
    refuse_labels(f"{name} {text}", "text")
    check_gaps(text, PLATZHALTER, SCHREIBEN[schreiben].pflicht if name == TEXT else ())


def paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs of a text: a blank line ends one; line breaks inside stay."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    return tuple(part for part in parts if part)


@cache
def load_bausteine() -> tuple[Baustein, ...]:
    """What KRM delivers, from textbausteine.toml; checked when read."""
    path = Path(__file__).parent / "textbausteine.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    found = tuple(Baustein(**row) for row in data["baustein"])
    for baustein in found:
        check_baustein(baustein.schreiben, baustein.name, baustein.text)
    return found
