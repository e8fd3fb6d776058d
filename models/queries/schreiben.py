"""From a case to the draft of a letter: the valid Textbausteine and the values for their gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.db import acting_as
from models.queries.briefkopf import letterhead
from models.rules.briefanlass import GESPRAECHE
from models.rules.codes import bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.platzhalter import fill_gaps, names_in
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerk
from models.rules.rollen import DAB
from models.rules.schreiben import (
    BAUSTEIN,
    BETREFF,
    PLATZHALTER,
    SCHREIBEN,
    TEXT,
    Brief,
    Kopf,
    load_bausteine,
    paragraphs,
)
from models.rules.zeichen import is_blank
from models.tables import Einheit, Inhalt, Konto, Textbaustein, Vermerk, Vorgang

_WEG_WORTE = {
    "schriftlich": "mit Ihrem Schreiben",
    "e-mail": "mit Ihrer E-Mail",
    "digital": "mit Ihrer Nachricht",
    "kontaktformular": "über unser Kontaktformular",
    "meinungskarte": "mit Ihrer Meinungskarte",
    "telefonisch": "am Telefon",
    "persoenlich": "im Gespräch",
    "ueber-dritte": "über eine andere Stelle",
}


@dataclass(frozen=True)
class Entwurf:
    """Subject and text before they are edited; `offen`: gaps that the writer still has to fill."""

    betreff: str
    text: str
    offen: tuple[str, ...]


@dataclass(frozen=True)
class Blatt:
    """What the writer says of a letter: one text per part, lines as typed."""

    betreff: str
    text: str
    anschrift: str = ""
    unterschrift: str = ""


def valid_textbausteine(on: date) -> dict[tuple[str, str], str]:
    """(kind of letter, name) → text of this day; what KRM delivers where the house has none."""
    delivered = {(b.schreiben, b.name): b.text.strip() for b in load_bausteine()}
    rows = Textbaustein.select().where(
        Textbaustein.gueltig_ab <= on,
        Textbaustein.gueltig_bis.is_null() | (Textbaustein.gueltig_bis >= on),
    )
    return delivered | {(row.schreiben, row.name): row.text for row in rows}


def insertable_texts(on: date) -> list[tuple[str, str]]:
    """(name, text) of the passages that fit into any letter, by name."""
    found = valid_textbausteine(on).items()
    return sorted((name, text) for (schreiben, name), text in found if schreiben == BAUSTEIN)


def draft_letter(
    vorgang_id: int, schreiben: str, on: date, angaben: Mapping[str, str] | None = None
) -> Entwurf:
    """The letter as the Textbausteine say it, with what the case and the writer know.

    `angaben`: values for gaps that no case knows (antwort, grund, stand …). A gap without a value
    stays as it is and stands in `offen`. Raises RuleViolation for a kind that does not exist,
    DoesNotExist where the case is not in view.
    """
    if schreiben not in SCHREIBEN:
        raise RuleViolation(f"Möglich sind: {', '.join(SCHREIBEN)}.", "schreiben")
    texts = valid_textbausteine(on)
    subject, text = texts[schreiben, BETREFF], texts[schreiben, TEXT]
    given = {name: value for name, value in (angaben or {}).items() if value}
    werte = letter_values(Vorgang.get_by_id(vorgang_id)) | given
    missing = sorted((names_in(subject) | names_in(text)) - werte.keys())
    kept = {name: f"{{{{{name}}}}}" for name in missing}
    return Entwurf(fill_gaps(subject, werte | kept), fill_gaps(text, werte | kept), tuple(missing))


def letter_values(vorgang: Vorgang) -> dict[str, str]:
    """What a case knows of the gaps; what it does not know is not there."""
    inhalt = Inhalt.get_or_none(Inhalt.vorgang == vorgang.id)
    werte: dict[str, str | None] = {
        "anrede": salutation(inhalt),
        "vorgangsnummer": vorgang.vorgangsnummer,
        "eingang_am": _day(vorgang.eingang_am),
        "eingangsweg": _WEG_WORTE.get(vorgang.eingangsweg),
        "bearbeitende_stelle": processing_unit(vorgang),
        "ansprechperson": _contact_person(vorgang),
        "dienststelle": vorgang.dienststelle.name,
        "frist_am": _day(vorgang.frist_am),
        "neuer_termin": _day(vorgang.neuer_termin_am),
        "gespraech_am": _day(_talk_of(vorgang.id)),
        "abgabe_an": _office(vorgang),
        "abgabe_am": _day(vorgang.abgabe_am),
    }
    return {name: value for name, value in werte.items() if value}


def _contact_person(vorgang: Vorgang) -> str | None:
    konto_id = vorgang.verantwortlich_id or vorgang.zustaendige_tl_id
    if konto_id is None:
        return None
    with acting_as(SYSTEM):
        return Konto.select(Konto.name).where(Konto.id == konto_id).scalar() or None


def _office(vorgang: Vorgang) -> str | None:
    if vorgang.abgabe_an:
        return bezeichnung("abgabe_an", vorgang.abgabe_an)
    return vorgang.teilabgabe or None


def processing_unit(vorgang: Vorgang) -> str:
    """The bearbeitende Stelle (BKW-21): the Team; for a DAB the Geschäftsführung."""
    if vorgang.art == DAB:
        return load_regelwerk(vorgang.regelwerk).rolle_bezeichnung("gf")
    einheit: Einheit = vorgang.einheit
    return str(einheit.name)


def salutation(inhalt: Inhalt | None) -> str:
    """„Guten Tag Kim Muster“: no guess about anybody's gender; without a name the greeting."""
    names = [inhalt.vorname, inhalt.name] if inhalt else []
    return " ".join(["Guten Tag", *(name.strip() for name in names if name and name.strip())])


def proposed_blatt(vorgang_id: int, schreiben: str, on: date) -> Blatt:
    """A letter before anybody wrote on it: the valid Textbausteine, the address, the house.

    Raises RuleViolation for a kind that does not exist, DoesNotExist where it is not in view.
    """
    entwurf = draft_letter(vorgang_id, schreiben, on)
    vorgang = Vorgang.get_by_id(vorgang_id)
    address = address_of(Inhalt.get_or_none(Inhalt.vorgang == vorgang_id))
    lines = dict.fromkeys((vorgang.dienststelle.name, processing_unit(vorgang)))
    if SCHREIBEN[schreiben].blanko:
        lines = dict.fromkeys(["Ort, Datum, Unterschrift"])
    return Blatt(entwurf.betreff, entwurf.text, "\n".join(address), "\n".join(lines))


def open_gaps(*texts: str) -> list[str]:
    """Names of the gaps still open in these texts, in order."""
    return sorted(names_in("\n".join(texts)))


def compose_letter(vorgang_id: int, schreiben: str, blatt: Blatt, datum: date) -> Brief:
    """The letter ready to print.

    Raises RuleViolation while a gap is open or subject or text is empty, DoesNotExist where the
    case is not in view.
    """
    _require_whole(blatt)
    vorgang = Vorgang.get_by_id(vorgang_id)
    blanko = SCHREIBEN[schreiben].blanko
    reference = (
        ("Unser Zeichen", vorgang.vorgangsnummer),
        ("Bearbeitet von", processing_unit(vorgang)),
    )
    return Brief(
        kopf=Kopf() if blanko else letterhead(vorgang.dienststelle),
        anschrift=_lines(blatt.anschrift),
        datum=datum,
        betreff=blatt.betreff.strip(),
        absaetze=paragraphs(blatt.text),
        bezug=() if blanko else reference,
        gruss="" if blanko else "Mit freundlichen Grüßen",
        unterschrift=_lines(blatt.unterschrift),
        blanko=blanko,
    )


def address_of(inhalt: Inhalt | None) -> tuple[str, ...]:
    """Name and the lines of the contact that are no telephone and no e-mail."""
    if inhalt is None:
        return ()
    name = " ".join(part for part in (inhalt.vorname, inhalt.name) if part)
    lines = (inhalt.kontakt or "").replace(",", "\n").replace(";", "\n").splitlines()
    return tuple(line for line in (name, *map(str.strip, lines)) if line and _is_postal(line))


def _require_whole(blatt: Blatt) -> None:
    for feld in ("betreff", "text"):
        if is_blank(getattr(blatt, feld)):
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld)
        if gaps := open_gaps(getattr(blatt, feld)):
            words = ", ".join(f"„{PLATZHALTER.get(name, name)}“" for name in gaps)
            raise RuleViolation(f"Hier sind noch Lücken: {words}.", feld)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _talk_of(vorgang_id: int) -> date | None:
    """The day of the newest talk on record."""
    notes = Vermerk.select(Vermerk.datum).where(
        Vermerk.vorgang == vorgang_id, Vermerk.art << GESPRAECHE
    )
    return notes.order_by(Vermerk.datum.desc()).limit(1).scalar()


def _is_postal(line: str) -> bool:
    folded = line.casefold()
    marks = ("@", "tel", "mobil", "handy", "fax", "e-mail", "antwortweg", "portal")
    digits = sum(sign.isdigit() for sign in line)
    return not any(mark in folded for mark in marks) and digits < 8


def _day(day: date | None) -> str | None:
    return f"{day:%d.%m.%Y}" if day else None
