"""What the page of one order says: its facts in sections, the steps of an Ablauf as rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from admin.formatters import LEER, field_label, format_date
from admin.formatters.ablaufbild import role_words
from models.rules import regelwerk_worte as worte
from models.rules.ablauf import ODER, Plan
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_fakten import label_of
from models.rules.ablauf_format import Schrittregel
from models.rules.codes import CODES, bezeichnung
from models.rules.dateien import DOKUMENTARTEN
from models.rules.kalender import LAENDER
from models.rules.regelwerk_format import Regelwerk
from models.rules.schalter import effects

Zeilen = list[tuple[str, ...]]


@dataclass(frozen=True)
class Schrittzeile:
    """A step as people read it; `bedingungen` in sentences."""

    nr: int
    name: str
    wer: str
    bedingungen: tuple[str, ...]
    regel: str
    stelle: str
    optional: bool
    abschluss: bool


@dataclass(frozen=True)
class Tafel:
    """A section: its title, column heads, rows."""

    titel: str
    spalten: tuple[str, ...]
    zeilen: Zeilen


def facts(order: Regelwerk) -> list[Tafel]:
    """The sections of an order that have rows."""
    sections = [
        Tafel("Papier", ("Angabe", "Wert"), _paper(order)),
        Tafel("Fristen", ("Frist", "Für", "Dauer", "Fundstelle"), _fristen(order)),
        Tafel("Wege einer Petition oder Eingabe", ("Weg", "Termin", "Fundstelle"), _wege(order)),
        Tafel("Rückwärtsplan (Vorschlag)", ("Schritt", "Wer", "Spätestens", "Beim Weg"),
              _etappen(order)),
        Tafel("Schlusszeichnung", ("Für", "Stufen", "Regel"), _zeichnung(order)),
        Tafel("Schalter", ("Schalter", "Vorgabe", "Wenn an", "Regel"), _schalter(order)),
        Tafel("Berichte", ("Empfänger", "Rhythmus und Ersteller", "Regel"), _berichte(order)),
    ]  # fmt: skip
    return [section for section in sections if section.zeilen]


def step_rows(plan: Plan, order: Regelwerk) -> list[Schrittzeile]:
    """The steps of a Plan in their order."""
    titles = {schritt.name: schritt.bezeichnung for schritt in plan.schritte}
    return [
        Schrittzeile(
            nr=nr,
            name=schritt.bezeichnung,
            wer=" oder ".join(role_words(rolle, order) for rolle in schritt.rollen),
            bedingungen=tuple(_conditions(schritt, titles, order)),
            regel=", ".join(schritt.regel),
            stelle=schritt.stelle,
            optional=schritt.optional,
            abschluss=schritt.abschluss,
        )
        for nr, schritt in enumerate(plan.schritte, start=1)
    ]


def _conditions(schritt: Schrittregel, titles: dict[str, str], order: Regelwerk) -> Iterator[str]:
    for label, names in (("nach", schritt.nach), ("nach einem von", schritt.nach_eines),
                         ("nur ohne", schritt.ohne)):  # fmt: skip
        if names:
            yield f"{label}: {', '.join(titles[name] for name in names)}"
    for label, given in (("wenn", schritt.wenn), ("nicht, wenn", schritt.wenn_nicht)):
        for feld, words in given.items():
            yield f"{label}: {label_of(feld)} {_told(feld, words, order)}"
    needed = [field_label(name) for name in (*schritt.steht, *schritt.pflicht)]
    if needed:
        yield f"braucht: {', '.join(needed)}"
    if schritt.unterlage:
        yield f"in der Ablage: {DOKUMENTARTEN[schritt.unterlage]}"
    if schritt.vermerk:
        yield "mit Vermerk"
    if schritt.andere_person_als:
        yield f"andere Person als bei: {', '.join(titles[n] for n in schritt.andere_person_als)}"
    if schritt.setzt_zurueck:
        yield f"setzt zurück: {', '.join(titles[n] for n in schritt.setzt_zurueck)}"


def _told(feld: str, words: str, order: Regelwerk) -> str:
    """The values of a condition by their labels."""
    labels = {code.code: code.bezeichnung for code in CODES.get(feld, ())}
    if feld == "schalter":
        labels = {s.name: f"„{s.bezeichnung}“ an" for s in order.schalter}
    return ODER.join(labels.get(word, word) for word in words.split(ODER))


def _paper(order: Regelwerk) -> Zeilen:
    rows = [
        ("Papier", order.papier),
        ("Gültig", f"für Eingänge ab {format_date(order.gueltig_ab)}"),
        ("Ersetzt", order.ersetzt or LEER),
        ("Land", LAENDER[order.land] if order.land else "je Dienststelle"),
        ("Führendes Maß", worte.MASS[order.puenktlichkeit]),
        ("Sofortsachen", ", ".join(map(worte.art_label, order.sofortsachen)) or LEER),
        ("Wird abgegeben, nicht erfasst",
         ", ".join(bezeichnung("abgabefall", name) for name in order.abgabefaelle) or LEER),
        ("Aufbewahrung", worte.aufbewahrung_words(order.aufbewahrung)),
    ]  # fmt: skip
    return [row for row in rows if row[1] != LEER]


def _fristen(order: Regelwerk) -> Zeilen:
    return [
        (worte.frist_name(rule), ", ".join(map(worte.art_label, rule.arten)),
         worte.frist_words(rule, order.schalter), f"{rule.regel}, {rule.stelle}")
        for rule in order.frist
    ]  # fmt: skip


def _wege(order: Regelwerk) -> Zeilen:
    return [
        (bezeichnung("weg", weg.name), worte.weg_words(weg), f"{weg.regel}, {weg.stelle}")
        for weg in order.weg
    ]


def _etappen(order: Regelwerk) -> Zeilen:
    return [
        (etappe.bezeichnung,
         order.rolle_bezeichnung(etappe.rolle) if etappe.rolle else "außer Haus",
         worte.etappe_words(etappe), ", ".join(bezeichnung("weg", weg) for weg in etappe.wege))
        for etappe in order.rueckwaertsplan
    ]  # fmt: skip


def _zeichnung(order: Regelwerk) -> Zeilen:
    return [
        (", ".join(map(worte.art_label, z.arten)), worte.zeichnung_words(z), z.regel)
        for z in order.schlusszeichnung
    ]


def _schalter(order: Regelwerk) -> Zeilen:
    werk = load_ablaufwerk(order.id)
    return [
        (f"{s.bezeichnung} („{s.name}“)", "an" if s.vorgabe else "aus",
         " ".join(effects(order, werk, s.name)), s.regel)
        for s in order.schalter
    ]  # fmt: skip


def _berichte(order: Regelwerk) -> Zeilen:
    return [(b.empfaenger, worte.bericht_words(b, order), b.regel) for b in order.bericht]
