"""The dated record of a case: what held on which day, so that a past period stays what it was.

Every value holds from a day of its own: what was told at the Eingang from then on, a letter from
its day, a result from the day it was found, everything else from the day somebody wrote it. A
report reads the row of its Stichtag; reopening or moving a case later adds rows and changes none.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from models.rules.puenktlichkeit import final_reply, first_reply

Werte = Mapping[str, Any]


def _own(name: str) -> Callable[[Werte], date | None]:
    return lambda kopf: kopf.get(name)


# field → the day from which a new value of it holds, told by the head; the order is the table's
DATIERT: dict[str, Callable[[Werte], date | None]] = {
    "abschluss_am": _own("abschluss_am"),
    "erste_antwort_am": _own("erste_antwort_am"),
    "antwort_versandt_am": _own("antwort_versandt_am"),
    "datum_der_klaerung": _own("datum_der_klaerung"),
    "zwischennachricht_am": _own("zwischennachricht_am"),
    "dankeschreiben_am": _own("dankeschreiben_am"),
    "versandt_am": _own("versandt_am"),
    "frist_gehalten": first_reply,
    "abschliessend_gehalten": final_reply,
    "ergebnisart": _own("ergebnis_am"),
}
_ZUM_ABSCHLUSS = (
    "abhilfe",
    "einvernehmlich_geklaert",
    "entschuldigung",
    "verzicht_liegt_vor",
    "selbst_betroffen",
)
"""Told while a case is closed, they hold from its closing; at any other time from that day."""
_UNDATIERT = tuple("art abgabefall einheit fachbereich dienststelle frist_am frist_regel".split())
_BERICHTIGT = frozenset(DATIERT) - {"ergebnisart"}
"""A new value replaces one that was wrong from the beginning; a new result only goes on from it."""
FELDER: tuple[str, ...] = (*_UNDATIERT, *DATIERT, *_ZUM_ABSCHLUSS)
"""What is kept by day; every other column of a case counts as it is known today."""


@dataclass(frozen=True)
class Stand:
    """What held of a case from `ab` until the next row; `werte` has every name of FELDER."""

    ab: date
    werte: Werte


def begin(kopf: Werte) -> list[Stand]:
    """The rows of a case as it was first recorded, a finished one from elsewhere included."""
    eingang = _day(kopf["eingang_am"])
    rows = [Stand(eingang, dict.fromkeys(FELDER))]
    known = {name: kopf.get(name) for name in FELDER if kopf.get(name) is not None}
    return _apply_all(rows, known, kopf, eingang)


def go_on(rows: list[Stand], changes: Werte, kopf: Werte, today: date) -> list[Stand]:
    """The rows after `changes` made on `today`; `kopf` is the head with them.

    A corrected Eingang moves the first row. The rows given stay as they are.
    """
    if "eingang_am" in changes:
        rows = _from(rows, _day(kopf["eingang_am"]))
    own = {name: value for name, value in changes.items() if name in FELDER}
    return _apply_all(rows, own, kopf, today)


def _apply_all(rows: list[Stand], changes: Werte, kopf: Werte, today: date) -> list[Stand]:
    days = {name: _since(name, value, changes, kopf) or today for name, value in changes.items()}
    rows = _unsay(rows, changes)
    for ab in sorted(set(days.values())):
        werte = {name: changes[name] for name, day in days.items() if day == ab}
        rows = _apply(rows, max(ab, rows[0].ab), werte)
    return rows


def _unsay(rows: list[Stand], changes: Werte) -> list[Stand]:
    """A day that was mistaken never held: it goes from the last stretch in which it stood."""
    now = rows[-1].werte
    wrong = {
        name: now[name]
        for name, value in changes.items()
        if name in _BERICHTIGT and value is not None and now[name] not in (None, value)
    }
    if not wrong:
        return rows
    kept, still = [], set(wrong)
    for row in reversed(rows):
        still = {name for name in still if row.werte[name] == wrong[name]}
        kept.append(_with(row, dict.fromkeys(still)))
    return _without_repeats(kept[::-1])


def _since(name: str, value: Any, changes: Werte, kopf: Werte) -> date | None:
    if value is None:
        return None  # taken back: from the day on which somebody did
    if name in _ZUM_ABSCHLUSS:
        closed = changes.get("abschluss_am")
        return _day(closed) if closed else None
    if name not in DATIERT:
        return None
    day = DATIERT[name](kopf)
    return _day(day) if day else None


def _apply(rows: list[Stand], ab: date, werte: Werte) -> list[Stand]:
    """From `ab` on these values hold, in the row that begins there and in all later ones."""
    if all(row.ab != ab for row in rows):
        before = [row for row in rows if row.ab < ab][-1]
        rows = sorted([*rows, replace(before, ab=ab)], key=lambda row: row.ab)
    changed = [_with(row, werte) if row.ab >= ab else row for row in rows]
    return _without_repeats(changed)


def _with(row: Stand, werte: Werte) -> Stand:
    return replace(row, werte={**row.werte, **werte})


def _without_repeats(rows: list[Stand]) -> list[Stand]:
    kept = rows[:1]
    for row in rows[1:]:
        if row.werte != kept[-1].werte:
            kept.append(row)
    return kept


def _from(rows: list[Stand], first: date) -> list[Stand]:
    """The rows of a case that began on another day than it was thought."""
    later = [row for row in rows if row.ab > first]
    begins = [row for row in rows if row.ab <= first] or rows[:1]
    if not [row for row in rows if row.ab <= first]:
        later = rows[1:]
    return [replace(begins[-1], ab=first), *later]


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def kept_rows(before: list[Stand], after: list[Stand]) -> int:
    """How many rows stay as they are written; the last one that is alike may end otherwise now."""
    if before == after:
        return len(before)
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    return max(same - 1, 0)


def on(rows: Iterable[Stand], day: date) -> Stand | None:
    """The row in force on a day; None before the Eingang."""
    return next((row for row in reversed(list(rows)) if row.ab <= day), None)
