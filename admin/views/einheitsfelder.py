"""What only a Dienststelle decides: orders, calendar, switches; as fields and as stored values."""

from collections.abc import Iterable, Mapping
from typing import Any

from admin.base.formular import Formular, Gruppe, datum, langtext, text, wahl, zahl
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.fehler import RuleViolation
from models.rules.kalender import GEMEINDEN, KATEGORIEN, LAENDER
from models.rules.regelwerk import load_regelwerke, load_succession
from models.rules.regelwerk_format import AUS, GENDERFORMEN, Regelwerk
from models.rules.regelwerk_worte import GENDER
from models.rules.schalter import effects
from models.rules.tage import added_words, day_words

LAND_WAHL = tuple(sorted(LAENDER.items(), key=lambda item: item[1]))
WEITERE = ("regelwerk_2", "regelwerk_3")
"""Fields of the orders beside the first; together they are the column `regelwerk`."""
_ORDERS = load_regelwerke()
_TAGE = "Tag und Monat, mit Leerzeichen getrennt: 24.12. 31.12. Ein einzelner Tag: 15.05.2026. "
_PREFIX = "schalter_"


def _schalter() -> dict[str, list[Regelwerk]]:
    """Every switch of any order, and the orders that have it."""
    found: dict[str, list[Regelwerk]] = {}
    for order in _ORDERS.values():
        for schalter in order.schalter:
            found.setdefault(schalter.name, []).append(order)
    return found


_SCHALTER = _schalter()


def _schalterfeld(name: str, orders: list[Regelwerk]) -> Any:
    order = orders[0]
    schalter = next(s for s in order.schalter if s.name == name)
    proposed = "an" if schalter.vorgabe else "aus"
    changes = effects(order, load_ablaufwerk(order.id), name)
    hint = f"{schalter.regel}. {'Wenn an: ' if changes else ''}{' '.join(changes)}"
    choices = (("an", "an"), ("aus", "aus"))
    return wahl(f"{_PREFIX}{name}", choices, label=schalter.bezeichnung, hilfe=hint,
                leer=f"wie im Regelwerk: {proposed}")  # fmt: skip


def _regelwerkfeld(name: str, label: str, hilfe: str = "", leer: str = "keines") -> Any:
    orders = [(o.id, f"{o.name} (ab {o.gueltig_ab:%d.%m.%Y})") for o in _ORDERS.values()]
    return wahl(name, orders, label=label, hilfe=hilfe, leer=leer)


GRUPPEN = (
    Gruppe("Notfall", (
        text("telefon_gf", laenge=60, label="Telefon der Geschäftsführung",
             hilfe="Diese Nummer nennt KRM, wenn bei einer Drohung oder Notlage keine E-Mail "
                   "hinausgeht. Leer: die Nummer des Briefkopfs."),
    ), klappt=True),
    Gruppe("Regelwerk der Dienststelle", (
        _regelwerkfeld("regelwerk", "Regelwerk", leer=""),
        _regelwerkfeld("regelwerk_2", "Weiteres Regelwerk",
                       "Ein neues steht neben dem bisherigen und gilt für Eingänge ab seinem "
                       "Gültig-ab. Laufende Vorgänge behalten ihres."),
        _regelwerkfeld("regelwerk_3", "Noch ein Regelwerk"),
        wahl("genderform", [(form, GENDER[form]) for form in GENDERFORMEN], label="Genderform",
             hilfe="In Schreiben und Berichten.", leer="wie im Regelwerk"),
        zahl("aufbewahrung_jahre", von=1, bis=30, label="Aufbewahrung in Jahren",
             hilfe="Wo das Regelwerk keine Zahl nennt, muss die Dienststelle sie festlegen."),
    ), klappt=True),
    Gruppe("Auswertung", (
        datum("erfassung_seit", label="Erfassung seit",
              hilfe="Von diesem Tag an erfasst die Dienststelle laufend. Was davor liegt, nennen "
                    "Berichte „nicht erfasst“. Leer: KRM erkennt den Monat aus den Vorgängen."),
    ), klappt=True),
    Gruppe("Schalter des Regelwerks", tuple(
        _schalterfeld(name, orders) for name, orders in _SCHALTER.items()
    ), hilfe="Was das Papier der Dienststelle überlässt. Fristen laufender Vorgänge ändern sich "
             "nicht, ihre nächsten Schritte schon.", klappt=True),
    Gruppe("Kalender der Dienststelle", (
        wahl("land", LAND_WAHL, label="Land", hilfe="Seine gesetzlichen Feiertage gelten."),
        wahl("gemeinde", [(name, name) for name in GEMEINDEN], label="Gemeinde", leer="keine",
             hilfe="Nur, wo es örtliche Feiertage gibt."),
        wahl("feiertagsarten", [(name, f"auch {name}e Feiertage") for name in KATEGORIEN],
             label="Weitere Feiertage", leer="keine", hilfe="In Gemeinden, in denen sie gelten."),
        datum("kalender_geprueft_bis", label="Kalender geprüft bis",
              hilfe="Über diesen Tag hinaus rechnet KRM keine Frist."),
        text("dienstfreie_tage", laenge=400, label="Dienstfreie Tage",
             hilfe=f"{_TAGE}Sie zählen nicht als Arbeitstage, verschieben aber kein Fristende."),
        langtext("zusaetzliche_feiertage", label="Zusätzliche Feiertage", zeilen=3,
                 hilfe="Je Zeile Datum und Name: 08.05.2027 Tag der Befreiung. Offene Fristen "
                       "werden beim Speichern neu berechnet."),
    ), klappt=True),
)  # fmt: skip
FELDER = tuple(name for gruppe in GRUPPEN for name in gruppe.names())


def field_values(stored: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields show of a unit's stored values."""
    orders = (stored["regelwerk"] or "").split() + [None] * 3
    shown = dict(zip(("regelwerk", *WEITERE), orders, strict=False))
    shown["dienstfreie_tage"] = " ".join(map(day_words, stored["dienstfreie_tage"].split()))
    shown["zusaetzliche_feiertage"] = added_words(stored["zusaetzliche_feiertage"] or "")
    said = stored["schalter"].split()
    for name in _SCHALTER:
        off, on = f"{AUS}{name}" in said, name in said
        shown[f"{_PREFIX}{name}"] = "aus" if off else "an" if on else ""
    return shown


def stored_values(filled: Mapping[str, Any]) -> dict[str, Any]:
    """A form's values as the unit stores them: orders and switches in one column each."""
    kept = {n: v for n, v in filled.items() if n not in WEITERE and not n.startswith(_PREFIX)}
    if "regelwerk" not in filled:
        return kept
    orders = [filled[name] for name in ("regelwerk", *WEITERE) if filled.get(name)]
    kept["regelwerk"] = " ".join(dict.fromkeys(orders)) or None
    kept["schalter"] = " ".join(sorted(_said(filled)))
    kept["dienstfreie_tage"] = filled.get("dienstfreie_tage") or ""
    if not kept.get("genderform"):
        del kept["genderform"]
    return kept


def _said(filled: Mapping[str, Any]) -> Iterable[str]:
    for name in _SCHALTER:
        if word := filled.get(f"{_PREFIX}{name}"):
            yield name if word == "an" else f"{AUS}{name}"


def at_field(violation: RuleViolation) -> RuleViolation:
    """A fault of the switches at the field of the switch it names."""
    named = [name for name in _SCHALTER if f"„{name}“" in violation.satz]
    if violation.feld != "schalter" or not named:
        return violation
    return RuleViolation(violation.satz, feld=f"{_PREFIX}{named[0]}", regel=violation.regel)


def drop_foreign_switches(form: Formular, stored: str | None) -> None:
    """Offer the switches of the orders that the house has or is about to get."""
    chosen = [form[name].data for name in ("regelwerk", *WEITERE) if name in form]
    ids = " ".join(id for id in (*chosen, *(stored or "").split()) if id in _ORDERS)
    known = {schalter.name for order in load_succession(ids) for schalter in order.schalter}
    form.drop(f"{_PREFIX}{name}" for name in _SCHALTER if ids and name not in known)


def schalter_words(stored: str, orders: Iterable[Regelwerk]) -> list[str]:
    """How each switch of these orders stands, in words."""
    said = set(stored.split())
    words = {}
    for order in orders:
        on = order.schalter_an(stored)
        for schalter in order.schalter:
            decided = bool(said & {schalter.name, f"{AUS}{schalter.name}"})
            who = "von der Dienststelle entschieden" if decided else "wie im Regelwerk"
            state = "an" if schalter.name in on else "aus"
            words[schalter.name] = f"{schalter.bezeichnung}: {state} ({who})"
    return list(words.values())
