"""The two measures of punctuality, which one leads, and which day settles which deadline.

Sources: MV-10 (a substantive reply meets the deadline), BL-04, BS-27 (finally answered), D3.
A Zwischennachricht meets neither. A measure is decided once, when its day is known; a deadline
that moves later leaves it as it is. The desk, the case's page and every report read what is
decided here (`frist_gehalten`, `abschliessend_gehalten`) and compare no days themselves.
`frist_am` is empty where the order knows no countable deadline („unverzüglich“).
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from models.rules.regelwerk import load_regelwerk, regelwerk_ids

ABSCHLIESSEND = ("versandt_am", "antwort_versandt_am", "dankeschreiben_am", "datum_der_klaerung")
"""Days that answer finally, the first of these that there is: the Stellungnahme where one was
asked for, the letter, the thanks for a Lob, else the Klärung (a talk with Verzicht)."""
ERSTE_ANTWORT = ("erste_antwort_am", *ABSCHLIESSEND)
"""Days of a substantive reply; the earliest counts."""
ERSTE, LETZTE = "frist_gehalten", "abschliessend_gehalten"
_TAGE = {ERSTE: ERSTE_ANTWORT, LETZTE: ABSCHLIESSEND}
_LEITMASS = {"erste-antwort": ERSTE, "abschliessend": LETZTE}

# deadline → the days that settle it, beside those of the measure that leads; the earliest counts
_ERLEDIGT: dict[str, tuple[str, ...]] = {
    "eingangsbestaetigung": ("eb_am", *ERSTE_ANTWORT),
    "zwischennachricht": ("zwischennachricht_am",),
    "antwort": (),
    "stellungnahme": ("versandt_am", "datum_der_klaerung"),
}
_MIT_ANTWORT = frozenset({"zwischennachricht", "antwort"})


def first_reply(kopf: Mapping[str, Any]) -> date | None:
    """Day of the first substantive reply (MV-10)."""
    return _earliest(kopf, ERSTE_ANTWORT)


def final_reply(kopf: Mapping[str, Any]) -> date | None:
    """Day of the final answer (BL-04, BS-27)."""
    return next((day for feld in ABSCHLIESSEND if (day := kopf.get(feld))), None)


@cache
def leading_measure(regelwerk: str | None) -> str:
    """The column of the measure by which an order calls a case answered, and else overdue."""
    if regelwerk not in regelwerk_ids():
        return LETZTE
    return _LEITMASS[load_regelwerk(regelwerk).puenktlichkeit]


def met_deadline(kopf: Mapping[str, Any]) -> bool | None:
    """Whether the case was answered in time as its order counts; None while it is not answered."""
    met: bool | None = kopf.get(leading_measure(kopf.get("regelwerk")))
    return met


def first_reply_suffices() -> tuple[str, ...]:
    """The orders under which a case is answered with its first substantive reply."""
    return tuple(id for id in regelwerk_ids() if leading_measure(id) == ERSTE)


def settled_on(name: str, kopf: Mapping[str, Any]) -> date | None:
    """The day a deadline of this name was settled, None while it is open."""
    leading = _TAGE[leading_measure(kopf.get("regelwerk"))] if name in _MIT_ANTWORT else ()
    return _earliest(kopf, (*_ERLEDIGT[name], *leading))


def decide_punctuality(
    kopf: Mapping[str, Any], before: Mapping[str, Any] | None
) -> dict[str, bool | None]:
    """`frist_gehalten` and `abschliessend_gehalten`; None while unknown, and then for good.

    `before`: the head as it stood; a day that did not change is not judged again.
    """
    measures = ((ERSTE, first_reply), (LETZTE, final_reply))
    decided: dict[str, bool | None] = {}
    for feld, reply_of in measures:
        reply, due = reply_of(kopf), kopf.get("frist_am")
        frozen = before.get(feld) if before and reply_of(before) == reply else None
        if frozen is None and reply and due:
            frozen = reply <= due
        decided[feld] = frozen
    return decided


def _earliest(kopf: Mapping[str, Any], felder: tuple[str, ...]) -> date | None:
    return min((day for feld in felder if (day := kopf.get(feld))), default=None)
