"""The letters of KRM: kinds, what each must say, the gaps a Textbaustein may have.

Sources: MH-49, MH-55, MH-64 (Verzicht on a blank sheet), MH-74 (Dankeschreiben), BKW-21 (names the
bearbeitende Stelle), BKW-22, MH-12, MH-18. Which letter fits a case: models.rules.briefanlass.
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
    """A kind of letter; `pflicht`: gaps its text must have, so that nothing is left out.

    `dokument`: as what it lies in the case (DOKUMENTARTEN). `versand`: the field of the case in
    which the step that sends it leaves its day. `nach_gespraech`: it refers to a talk. `blanko`:
    a sheet without letterhead that the person signs, not the house.
    """

    name: str
    bezeichnung: str
    pflicht: tuple[str, ...] = ()
    dokument: str = "sonstiges"
    versand: str = ""
    nach_gespraech: bool = False
    blanko: bool = False


SCHREIBEN: dict[str, Schreibenart] = {
    art.name: art
    for art in (
        Schreibenart(
            "eingangsbestaetigung",
            "Eingangsbestätigung",
            ("eingang_am", "bearbeitende_stelle"),
            dokument="eingangsbestaetigung",
            versand="eb_am",
        ),
        Schreibenart(
            "zwischennachricht",
            "Zwischennachricht",
            ("grund", "stand", "neuer_termin"),
            dokument="zwischennachricht",
            versand="zwischennachricht_am",
        ),
        Schreibenart(
            "antwort", "Antwort", ("antwort",), dokument="antwort", versand="antwort_versandt_am"
        ),
        Schreibenart(
            "erledigung",
            "Mitteilung zur Erledigung",
            ("gespraech_am", "antwort"),
            dokument="antwort",
            versand="antwort_versandt_am",
            nach_gespraech=True,
        ),
        Schreibenart(
            "dankeschreiben",
            "Dankeschreiben",
            dokument="dankeschreiben",
            versand="dankeschreiben_am",
        ),
        Schreibenart(
            "abgabenachricht", "Abgabenachricht", ("abgabe_an",), dokument="abgabenachricht"
        ),
        Schreibenart(
            "verzicht", "Verzichtserklärung", ("gruende",), dokument="verzicht", blanko=True
        ),
        Schreibenart(BAUSTEIN, "Baustein zum Einfügen"),
    )
}

PLATZHALTER: dict[str, str] = {
    "anrede": "Guten Tag und Name, ohne Namen nur der Gruß",
    "vorgangsnummer": "Nummer des Vorgangs",
    "eingang_am": "Tag des Eingangs",
    "eingangsweg": "wie die Reaktion kam, zum Beispiel „mit Ihrem Schreiben“",
    "bearbeitende_stelle": "Team oder Stelle, die den Vorgang bearbeitet",
    "ansprechperson": "Name der Ansprechperson: wer verantwortlich ist, sonst die Teamleitung",
    "dienststelle": "Name der Dienststelle",
    "frist_am": "Tag, bis zu dem geantwortet wird",
    "gespraech_am": "Tag des Gesprächs",
    "antwort": "was Sie zu diesem Vorgang schreiben",
    "grund": "Grund der Verzögerung",
    "stand": "Bearbeitungsstand",
    "neuer_termin": "neuer Termin",
    "abgabe_an": "Stelle, an die abgegeben wurde",
    "abgabe_am": "Tag der Abgabe",
    "gruende": "Gründe für den Verzicht, so wie die Person sie nennt",
}
"""Gap → what it stands for; the allow-list for Textbausteine."""

BEISPIEL: dict[str, str] = {
    "anrede": "Guten Tag Kim Muster",
    "vorgangsnummer": "KRM-2026-00042",
    "eingang_am": "03.02.2026",
    "eingangsweg": "mit Ihrem Schreiben",
    "bearbeitende_stelle": "Team 501",
    "ansprechperson": "Robin Beispiel",
    "dienststelle": "Jobcenter Musterstadt",
    "frist_am": "17.02.2026",
    "gespraech_am": "10.02.2026",
    "antwort": "Ihr Antrag ist bewilligt. Das Geld kommt am 1. März auf Ihr Konto.",
    "grund": "Uns fehlt noch eine Auskunft des Wohnungsamts.",
    "stand": "Alles andere haben wir geprüft.",
    "neuer_termin": "03.03.2026",
    "abgabe_an": "Rechtsbehelfsstelle",
    "abgabe_am": "04.02.2026",
    "gruende": "Im Gespräch haben wir alles geklärt.",
}
"""Values of an invented case, to see a wording as the reader sees it."""


@dataclass(frozen=True)
class Baustein:
    """A passage as delivered: kind of letter, name, text."""

    schreiben: str
    name: str
    text: str


@dataclass(frozen=True)
class Kopf:
    """The letterhead of a Dienststelle; what is empty is not printed.

    `anschrift` and `besuch` (address for visitors, hours) are lines; `logo`: a PNG or JPEG.
    """

    name: str = ""
    anschrift: tuple[str, ...] = ()
    besuch: tuple[str, ...] = ()
    telefon: str = ""
    email: str = ""
    internet: str = ""
    logo: bytes | None = None
    logo_typ: str = ""

    @property
    def zeile(self) -> str:
        """The line above the address in the window of an envelope."""
        return " · ".join((self.name, *self.anschrift))


@dataclass(frozen=True)
class Brief:
    """A letter ready to print: every value is text and nothing else.

    `anschrift`: lines of the address; `absaetze`: paragraphs; `bezug`: (label, value) at the side;
    `unterschrift`: lines below the greeting. `blanko`: no letterhead, no sender, nothing of the
    house; the person signs (MH-64).
    """

    kopf: Kopf
    anschrift: tuple[str, ...]
    datum: date
    betreff: str
    absaetze: tuple[str, ...]
    bezug: tuple[tuple[str, str], ...] = ()
    gruss: str = "Mit freundlichen Grüßen"
    unterschrift: tuple[str, ...] = ()
    blanko: bool = False


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
