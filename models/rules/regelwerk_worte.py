"""What a Regelwerk says, in German words for people who compare it with its paper."""

from collections.abc import Iterable

from models.rules.codes import CODES, bezeichnung
from models.rules.recht import ABGABE
from models.rules.regelwerk_format import (
    FRISTNAMEN,
    Aufbewahrung,
    Berichtsempfang,
    Etappe,
    Fristregel,
    Regelwerk,
    Schalter,
    Sichtbarkeit,
    Weg,
    Zeichnung,
)

SCHRIFTLICH = frozenset({"schriftlich", "e-mail", "digital", "kontaktformular", "meinungskarte"})
"""What counts as „schriftlich“ (design.md section 4)."""
GENDER = {"stern": "Kund*innen", "doppelpunkt": "Kund:innen", "schraegstrich": "Kund/-innen",
          "paar": "Kundinnen und Kunden", "neutral": "Kundschaft"}  # fmt: skip
MASS = {"erste-antwort": "erste Antwort in Frist",
        "abschliessend": "abschließend in Frist beantwortet"}  # fmt: skip
_AB = {"eingang": "ab Eingang", "eingangsbestaetigung": "ab Versand der Eingangsbestätigung"}


def art_label(art: str) -> str:
    return "Abgabefall" if art == ABGABE else bezeichnung("art", art)


def join(texts: Iterable[str]) -> str:
    """„a, b und c“."""
    *first, last = list(texts) or [""]
    return f"{', '.join(first)} und {last}" if first else last


def frist_name(rule: Fristregel) -> str:
    """Name of the deadline and the ways it holds for: „Antwort, schriftlich“."""
    name = FRISTNAMEN[rule.name]
    if not rule.eingangswege:
        return name
    if frozenset(rule.eingangswege) == SCHRIFTLICH:
        return f"{name} auf schriftliche Reaktionen"
    labels = join(bezeichnung("eingangsweg", weg) for weg in rule.eingangswege)
    return f"{name} beim Eingangsweg {labels}"


def frist_words(rule: Fristregel, schalter: Iterable[Schalter] = ()) -> str:
    """„14 Kalendertage ab Eingang“, with the individual date and the switch by its label."""
    notes = []
    if rule.individuell:
        notes.append("je Vorgang änderbar")
    if rule.schalter:
        labels = {s.name: s.bezeichnung for s in schalter}
        notes.append(f"nur mit dem Schalter „{labels.get(rule.schalter, rule.schalter)}“")
    tail = f" ({', '.join(notes)})" if notes else ""
    return f"{duration_words(rule)}{tail}"


def duration_words(rule: Fristregel) -> str:
    """„14 Kalendertage ab Eingang“."""
    return f"{_duration(rule)} {_AB[rule.ab]}"


def _duration(rule: Fristregel) -> str:
    units = (
        (rule.kalendertage, "Kalendertag", "Kalendertage"),
        (rule.wochen, "Woche", "Wochen"),
        (rule.arbeitstage, "Arbeitstag", "Arbeitstage"),
    )
    for number, one, many in units:
        if number is not None:
            return f"{number} {one if number == 1 else many}"
    return "unverzüglich"


def weg_words(weg: Weg) -> str:
    """„Termin der Stelle: Führungsberatung …“, with the days before it."""
    before = f", spätestens {weg.tage_vorher} Tage davor" if weg.tage_vorher else ""
    return f"Termin: {weg.stelle_extern}{before}"


def zeichnung_words(zeichnung: Zeichnung) -> str:
    """„TL, BL oder GF; ohne Angabe TL“."""
    *first, last = [bezeichnung("schlusszeichnung", stufe) for stufe in zeichnung.stufen]
    if not first:
        return last
    vorgabe = bezeichnung("schlusszeichnung", zeichnung.vorgabe)
    return f"{', '.join(first)} oder {last}; ohne Angabe {vorgabe}"


def etappe_words(etappe: Etappe) -> str:
    number = etappe.arbeitstage_vorher
    return f"{number} {'Arbeitstag' if number == 1 else 'Arbeitstage'} vorher"


def schalter_words(schalter: Schalter) -> str:
    return f"{schalter.bezeichnung}; ohne Entscheidung {'an' if schalter.vorgabe else 'aus'}"


def sichtbarkeit_words(sicht: Sichtbarkeit) -> str:
    until = ", nur bis zur Zuleitung" if sicht.inhalt_bis_zuleitung else ""
    return f"Kopf: {sicht.kopf}, Inhalt: {sicht.inhalt}{until}"


def aufbewahrung_words(aufbewahrung: Aufbewahrung) -> str:
    """„2 Jahre nach Bearbeitungsende“, or that the Dienststelle decides."""
    if aufbewahrung.jahre is not None:
        return f"{_years(aufbewahrung.jahre)} nach Bearbeitungsende"
    proposal = aufbewahrung.vorschlag_jahre
    return "legt die Dienststelle fest" + (
        f" (Vorschlag: {_years(proposal)})" if proposal is not None else ""
    )


def _years(number: int) -> str:
    return "1 Jahr" if number == 1 else f"{number} Jahre"


def bericht_words(bericht: Berichtsempfang, regelwerk: Regelwerk) -> str:
    rhythm = "aus Anlass" if bericht.rhythmus == "anlass" else bericht.rhythmus
    made = f"{rhythm}, erstellt von: {regelwerk.rolle_bezeichnung(bericht.ersteller)}"
    if bericht.freigabe is None:
        return made
    alone = "" if bericht.vier_augen else ", auch wenn er von ihr ist"
    return f"{made}, freigegeben von: {regelwerk.rolle_bezeichnung(bericht.freigabe)}{alone}"


def eingangswege_of(rule: Fristregel) -> tuple[str, ...]:
    """Every way a rule holds for; none named means all."""
    return rule.eingangswege or tuple(code.code for code in CODES["eingangsweg"])
