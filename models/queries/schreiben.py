"""From a case to the draft of a letter: the valid Textbausteine and the values for their gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.rules.codes import bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.platzhalter import fill_gaps, names_in
from models.rules.regelwerk import load_regelwerk
from models.rules.rollen import DAB
from models.rules.schreiben import BETREFF, SCHREIBEN, TEXT, Brief, load_bausteine, paragraphs
from models.tables import Einheit, Inhalt, Textbaustein, Vorgang

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


def valid_textbausteine(on: date) -> dict[tuple[str, str], str]:
    """(kind of letter, name) → text of this day; what KRM delivers where the house has none."""
    delivered = {(b.schreiben, b.name): b.text.strip() for b in load_bausteine()}
    rows = Textbaustein.select().where(
        Textbaustein.gueltig_ab <= on,
        Textbaustein.gueltig_bis.is_null() | (Textbaustein.gueltig_bis >= on),
    )
    return delivered | {(row.schreiben, row.name): row.text for row in rows}


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
        "dienststelle": vorgang.dienststelle.name,
        "frist_am": _day(vorgang.frist_am),
        "neuer_termin": _day(vorgang.neuer_termin_am),
        "abgabe_an": bezeichnung("abgabe_an", vorgang.abgabe_an) if vorgang.abgabe_an else None,
        "abgabe_am": _day(vorgang.abgabe_am),
    }
    return {name: value for name, value in werte.items() if value}


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


def compose_letter(vorgang_id: int, entwurf: Entwurf, datum: date) -> Brief:
    """The letter ready to print; the writer may change address and signature.

    Raises RuleViolation while a gap is open, DoesNotExist where the case is not in view.
    """
    if open_gaps := sorted(names_in(entwurf.betreff) | names_in(entwurf.text)):
        satz = f"Im Schreiben sind noch Lücken: {', '.join(open_gaps)}."
        raise RuleViolation(satz, "text")
    vorgang = Vorgang.get_by_id(vorgang_id)
    house = vorgang.dienststelle.name
    return Brief(
        absender=house,
        absender_zeile=house,
        anschrift=_address(Inhalt.get_or_none(Inhalt.vorgang == vorgang_id)),
        datum=datum,
        betreff=entwurf.betreff,
        absaetze=paragraphs(entwurf.text),
        bezug=(
            ("Unser Zeichen", vorgang.vorgangsnummer),
            ("Bearbeitet von", processing_unit(vorgang)),
        ),
        unterschrift=(house,),
    )


def _address(inhalt: Inhalt | None) -> tuple[str, ...]:
    """Name and the lines of the contact that are no telephone and no e-mail."""
    if inhalt is None:
        return ()
    name = " ".join(part for part in (inhalt.vorname, inhalt.name) if part)
    lines = (inhalt.kontakt or "").replace(",", "\n").replace(";", "\n").splitlines()
    return tuple(line for line in (name, *map(str.strip, lines)) if line and _is_postal(line))


def _is_postal(line: str) -> bool:
    folded = line.casefold()
    marks = ("@", "tel", "mobil", "handy", "fax", "e-mail", "antwortweg", "portal")
    digits = sum(sign.isdigit() for sign in line)
    return not any(mark in folded for mark in marks) and digits < 8


def _day(day: date | None) -> str | None:
    return f"{day:%d.%m.%Y}" if day else None
