"""What people of the demonstration give with a step: fields, texts, confirmations, documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from models.actions.schritte import Tat
from models.demo import gewichte, texte
from models.demo.gewichte import draw
from models.demo.lage import Team
from models.demo.szenen import Szene
from models.rules.ablauf_format import Schrittregel


@dataclass(frozen=True)
class Umstand:
    """What a step's answers depend on; `verantwortlich`: who will work on the case."""

    szene: Szene
    rng: Random
    team: Team
    ursachen: tuple[str, ...]
    verantwortlich: int
    tag: date
    nummer: str


def tat_of(schritt: Schrittregel, umstand: Umstand) -> Tat:
    """A step with all that it asks for. Raises KeyError for a field that nobody here gives."""
    names = [*schritt.pflicht, *_BEIGABEN.get(schritt.name, ())]
    werte = {name: _GABEN[name](umstand) for name in names}
    werte |= {name: _ANGABEN[name] for name in schritt.angaben}
    werte |= dict.fromkeys(schritt.bestaetigt, True)
    text = umstand.rng.choice(_VERMERKE[schritt.name]) if schritt.vermerk else ""
    return Tat(schritt.name, werte, text)


def document_text(art: str, umstand: Umstand, fassung: int) -> tuple[str, ...]:
    """Paragraphs of a document of this kind."""
    head = (f"Jobcenter Berlin Ulmenwerder, {umstand.tag:%d.%m.%Y}", f"Zeichen: {umstand.nummer}")
    if art == "stellungnahme":
        return (*head, *_STELLUNGNAHMEN[min(fassung, len(_STELLUNGNAHMEN)) - 1])
    return (*head, *_SCHREIBEN[art])


def _criterion(umstand: Umstand) -> str:
    return "nicht-aufklaerbar" if umstand.szene.ergebnis == "nicht-bewertbar" else "frist"


def _how(umstand: Umstand) -> str:
    weg = umstand.szene.weg
    return weg if weg in ("telefonisch", "persoenlich", "e-mail") else "schriftlich"


_MASSNAHMEN = (
    "Vertretung im Posteingang neu regeln",
    "Vorlage für Zwischennachrichten überarbeiten",
    "Fall in der Teambesprechung auswerten",
)
_GABEN: Mapping[str, Callable[[Umstand], Any]] = {
    "team": lambda u: u.team.einheit_id,
    "schlusszeichnung": lambda u: u.szene.zeichnung,
    "verantwortlich": lambda u: u.verantwortlich,
    "ergebnisart": lambda u: u.szene.ergebnis,
    "ergebnis_kriterium": _criterion,
    "ergebnis_begruendung": lambda u: u.rng.choice(texte.BEGRUENDUNG[u.szene.ergebnis]),
    "datum_der_klaerung": lambda u: u.tag,
    "art_der_klaerung": _how,
    "abhilfe": lambda u: draw(u.rng, gewichte.ABHILFE[u.szene.ergebnis]),
    "ursache": lambda u: u.rng.choice(u.ursachen),
    "massnahme": lambda u: u.rng.choice(_MASSNAHMEN),
    "massnahme_verantwortlich": lambda u: u.team.tl,
    "massnahme_termin": lambda u: u.tag + timedelta(days=28),
    "lob_art": lambda u: draw(u.rng, gewichte.LOB_ARTEN),
    "verzicht_schriftlich": lambda u: "ja, im Gespräch erklärt",
    "versandt_an": lambda u: "PetA AGH",
}
_BEIGABEN: Mapping[str, tuple[str, ...]] = {
    "massnahme_festgelegt": ("massnahme_verantwortlich", "massnahme_termin"),
}
_ANGABEN: Mapping[str, str] = {
    "durch": "den Bereich Personal",
    "wie": "im Gespräch und schriftlich",
    "beschluss": "der letzten Sitzung",
    "gruende": "Das Anliegen hat sich geklärt.",
}
_VERMERKE: Mapping[str, tuple[str, ...]] = {
    "gespraech_stelle": (
        "Der Ablauf wurde erläutert; die Person möchte mit der Teamleitung sprechen.",
        "Die fehlende Nachricht wurde bedauert, eine Rückmeldung bis Freitag zugesagt.",
    ),
    "stelle_uebersprungen": ("Es wurde ausdrücklich nach der Teamleitung gefragt.",),
    "zeichnung_abgelehnt": ("Bitte die Rechtsgrundlage nennen und den dritten Absatz kürzen.",),
    "entwurf_zurueckgegeben": ("Bitte den zweiten Absatz einfacher schreiben.",),
    "qmb_bemerkt": ("Die Frage nach der Dauer ist noch nicht beantwortet; bitte ergänzen.",),
    "fueb_bemerkt": ("Bitte den zeitlichen Ablauf vollständig darstellen.",),
    "anregung_ausgewertet": ("Die Anregung wird in der Runde der Teamleitungen besprochen.",),
    "vorwurf_bestaetigt": ("Der Ton war unangemessen; das Gespräch ist geführt.",),
    "vorwurf_nicht_bestaetigt": ("Die Äußerungen lassen sich nicht in Einklang bringen.",),
    "wiedereroeffnet": ("Es ist ein weiteres Schreiben zum selben Anliegen eingegangen.",),
}
_GRUSS = ("Mit freundlichen Grüßen", "Jobcenter Berlin Ulmenwerder")
_SCHREIBEN: Mapping[str, tuple[str, ...]] = {
    "eingang": (
        "Guten Tag,",
        "ich habe mich in den letzten Wochen mehrfach gemeldet und keine Antwort erhalten.",
        "Bitte prüfen Sie mein Anliegen und schreiben Sie mir, wie es weitergeht.",
        "(Erfundenes Schreiben der Demo)",
    ),
    "antwort": (
        "Guten Tag,",
        "vielen Dank für Ihre Rückmeldung. Wir haben Ihr Anliegen geprüft.",
        "Ihr Antrag ist inzwischen entschieden. Den Bescheid erhalten Sie mit getrennter Post.",
        "Dass Sie so lange warten mussten, bedauern wir.",
        *_GRUSS,
    ),
    "dankeschreiben": (
        "Guten Tag,",
        "über Ihr Lob haben wir uns sehr gefreut und es im Team weitergegeben.",
        *_GRUSS,
    ),
    "aeusserung": (
        "Zum Vorwurf nehme ich wie folgt Stellung:",
        "Das Gespräch habe ich anders in Erinnerung. Den Eindruck bedauere ich.",
    ),
}
_ANFANG = (
    "Stellungnahme zur Eingabe",
    "Der Antrag auf Weiterbewilligung ging vollständig ein und wurde dem Team zugewiesen.",
)
_SCHLUSS = (
    "Die Leistungen sind inzwischen bewilligt und ausgezahlt.",
    "Das Jobcenter bedauert, dass es zu der Verzögerung gekommen ist.",
)
_STELLUNGNAHMEN: tuple[tuple[str, ...], ...] = (
    (*_ANFANG, "Die Bearbeitung hat länger gedauert als üblich.", *_SCHLUSS),
    (
        *_ANFANG,
        "Die Bearbeitung hat sieben Wochen gedauert. Üblich sind drei Wochen. Grund war der "
        "Ausfall von zwei Beschäftigten.",
        *_SCHLUSS,
    ),
    (
        *_ANFANG,
        "Die Bearbeitung hat sieben Wochen gedauert. Üblich sind drei Wochen. Grund war der "
        "Ausfall von zwei Beschäftigten in der zweiten und dritten Woche.",
        "Eine Zwischennachricht ist versehentlich unterblieben.",
        *_SCHLUSS,
        "Die Vertretung im Team wurde neu geregelt.",
    ),
)
