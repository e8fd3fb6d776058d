"""What must hold of an Organisationseinheit before it is written."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.actions.erlaubnis import overlaps
from models.queries.akteure import Baum
from models.queries.einheiten import RANG, is_valid
from models.rules.codes import bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.kalender import Kalender, parse_zusatz
from models.rules.regelwerk import load_succession
from models.rules.regelwerk_format import AUS, GENDERFORMEN, Regelwerk
from models.rules.tage import read_added, read_days
from models.rules.zeit import berlin_day
from models.tables import Einheit, Vorgang

AUFBEWAHRUNG_JAHRE = range(1, 31)
_KALENDERFELD = {"dienstfrei": "dienstfreie_tage", "kategorien": "feiertagsarten"}
"""What a calendar calls otherwise than a unit does."""
_PFLICHT = ("kuerzel", "name", "art", "gueltig_ab")


def check_einheit(
    werte: Mapping[str, Any], baum: Baum, own_id: int | None = None
) -> dict[str, Any]:
    """The values, tidied. Raises RuleViolation with the field that is wrong."""
    checked = {name: None if value == "" else value for name, value in werte.items()}
    for name in _PFLICHT:
        if not checked.get(name):
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld=name)
    for name in ("dienstfreie_tage", "schalter"):
        checked[name] = checked.get(name) or ""
    _check_place(checked, baum)
    _check_kuerzel(checked, baum, own_id)
    if checked["art"] == "dienststelle":
        _check_dienststelle(checked)
    return checked


def refuse_recording_to_come(now: datetime, werte: Mapping[str, Any]) -> None:
    """Raise RuleViolation where recording is said to begin on a day to come."""
    seit = werte.get("erfassung_seit")
    if seit and seit > berlin_day(now):
        raise RuleViolation("Dieser Tag liegt in der Zukunft.", feld="erfassung_seit")


def refuse_if_open(einheit: Einheit, gueltig_bis: date) -> None:
    """Raise RuleViolation while units or open cases lie in this one; needs the full view."""
    children = [k for k in einheit.kinder if is_valid(k, gueltig_bis + timedelta(days=1))]
    if children:
        names = ", ".join(sorted(child.kuerzel for child in children))
        satz = f"Bitte zuerst schließen, was darunter liegt: {names}."
        raise RuleViolation(satz, feld="gueltig_bis")
    open_cases = Vorgang.select().where(
        Vorgang.einheit == einheit.id, Vorgang.abschluss_am.is_null()
    )
    if count := open_cases.count():
        many = "ist noch ein Vorgang" if count == 1 else f"sind noch {count} Vorgänge"
        raise RuleViolation(
            f"In „{einheit.kuerzel}“ {many} offen; bitte abschließen, anders zuleiten oder die "
            "Einheit umgliedern.",
            feld="gueltig_bis",
        )


def kuerzel_taken(kuerzel: str) -> RuleViolation:
    """The violation that says so."""
    satz = f"Das Kürzel „{kuerzel}“ ist in diesem Zeitraum schon vergeben."
    return RuleViolation(satz, feld="kuerzel")


def _check_place(werte: Mapping[str, Any], baum: Baum) -> None:
    label = bezeichnung("einheit_art", werte["art"])
    parent = baum.by_id.get(werte.get("eltern") or 0)
    if parent is None:
        if werte["art"] in ("bereich", "team"):
            satz = f"Zur Art „{label}“ gehört eine übergeordnete Einheit."
            raise RuleViolation(satz, feld="eltern")
        return
    is_inner = werte["art"] in ("bereich", "team")
    if RANG.index(parent.art) >= RANG.index(werte["art"]):
        over = bezeichnung("einheit_art", parent.art)
        raise RuleViolation(f"Die Art „{label}“ liegt nicht unter „{over}“.", feld="eltern")
    if is_inner and parent.art not in ("dienststelle", "bereich"):
        raise RuleViolation(f"Die Art „{label}“ gehört in eine Dienststelle.", feld="eltern")
    if not is_valid(parent, werte["gueltig_ab"]):
        satz = f"„{parent.kuerzel}“ gibt es am {werte['gueltig_ab']:%d.%m.%Y} nicht."
        raise RuleViolation(satz, feld="eltern")


def _check_kuerzel(werte: Mapping[str, Any], baum: Baum, own_id: int | None) -> None:
    for other in baum.by_id.values():
        same = other.kuerzel.casefold() == werte["kuerzel"].casefold() and other.id != own_id
        if same and overlaps(other, werte["gueltig_ab"], werte.get("gueltig_bis")):
            raise kuerzel_taken(werte["kuerzel"])


def _check_dienststelle(werte: dict[str, Any]) -> None:
    for name, what in (("land", "ein Land"), ("regelwerk", "ein Regelwerk")):
        if not werte.get(name):
            raise RuleViolation(f"Eine Dienststelle braucht {what}.", feld=name)
    werte["regelwerk"] = " ".join(dict.fromkeys(werte["regelwerk"].split()))
    regelwerke = load_succession(werte["regelwerk"])
    _check_kalender(werte)
    werte["schalter"] = _known_schalter(werte.get("schalter") or "", regelwerke)
    werte["genderform"] = werte.get("genderform") or regelwerke[-1].genderform
    if werte["genderform"] not in GENDERFORMEN:
        raise RuleViolation(f"Möglich sind {', '.join(GENDERFORMEN)}.", feld="genderform")
    years = werte.get("aufbewahrung_jahre")
    if years is not None and years not in AUFBEWAHRUNG_JAHRE:
        satz = "Die Aufbewahrung dauert 1 bis 30 Jahre."
        raise RuleViolation(satz, feld="aufbewahrung_jahre", regel="MH-85")


def _check_kalender(werte: dict[str, Any]) -> None:
    days = read_days(werte["dienstfreie_tage"])
    added = read_added(werte.get("zusaetzliche_feiertage") or "")
    arten = tuple((werte.get("feiertagsarten") or "").split())
    try:
        Kalender(
            land=werte["land"],
            gemeinde=werte.get("gemeinde"),
            kategorien=arten,
            dienstfrei=days,
            zusaetzlich=parse_zusatz(added),
        )
    except RuleViolation as violation:
        feld = _KALENDERFELD.get(violation.feld or "", violation.feld)
        raise RuleViolation(violation.satz, feld=feld) from None
    werte["dienstfreie_tage"] = " ".join(days)
    werte["zusaetzliche_feiertage"] = added or None
    werte["feiertagsarten"] = " ".join(arten) or None


def _known_schalter(text: str, regelwerke: tuple[Regelwerk, ...]) -> str:
    """The switches said on (`name`) or off (`-name`), tidied."""
    said = sorted(set(text.split()))
    known = sorted({schalter.name for order in regelwerke for schalter in order.schalter})
    names = [word.removeprefix(AUS) for word in said]
    if unknown := set(names) - set(known):
        raise RuleViolation(
            f"Den Schalter „{min(unknown)}“ hat dieses Regelwerk nicht; möglich: "
            f"{', '.join(known) or 'keiner'}.",
            feld="schalter",
        )
    if both := {name for name in names if names.count(name) > 1}:
        raise RuleViolation(f"Der Schalter „{min(both)}“ ist an und aus zugleich.", feld="schalter")
    return " ".join(said)
