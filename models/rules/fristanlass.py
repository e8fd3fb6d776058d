"""What is known about a Vorgang when its deadlines are computed, and whether that suffices."""

from dataclasses import dataclass
from datetime import date

from models.rules.codes import CODES, bezeichnung
from models.rules.fehler import RuleViolation
from models.rules.kalender import Kalender
from models.rules.regelwerk_format import Regelwerk, Weg


@dataclass(frozen=True)
class Fristanlass:
    """One Vorgang as the deadlines see it.

    `eb_versandt`: day the Eingangsbestätigung went out. `weg` and `frist_extern`: way of a
    Petition or Eingabe and the date its office set. `individuell`: the date of the
    Verfahrensdokumentation. `schalter`: names of switches that are on; None: as the Regelwerk
    proposes. `kalender`: None: the plain one of the Regelwerk's Land.
    """

    art: str
    eingang: date
    eingangsweg: str = "schriftlich"
    kalender: Kalender | None = None
    eb_versandt: date | None = None
    weg: str | None = None
    frist_extern: date | None = None
    individuell: date | None = None
    schalter: frozenset[str] | None = None


def check_anlass(regelwerk: Regelwerk, anlass: Fristanlass) -> None:
    """Raise RuleViolation for what contradicts the Regelwerk or itself."""
    if anlass.art not in regelwerk.arten:
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ kennt die Art „{anlass.art}“ nicht; "
            f"möglich sind {', '.join(regelwerk.arten)}.",
            feld="art",
        )
    if anlass.eb_versandt is not None and anlass.eb_versandt < anlass.eingang:
        raise RuleViolation(
            "Die Eingangsbestätigung kann nicht vor dem Eingang versandt worden sein.", feld="eb_am"
        )
    if anlass.individuell is not None:
        _check_individual(regelwerk, anlass, anlass.individuell)
    if anlass.frist_extern is None and anlass.weg is None:
        return
    if not any(anlass.art in weg.arten for weg in regelwerk.weg):
        label = bezeichnung("art", anlass.art)
        raise RuleViolation(
            f"Eine extern gesetzte Frist und ein Weg passen nicht zur Art „{label}“, "
            "nur zu Petition und Eingabe.",
            feld="frist_extern",
        )


def _check_individual(regelwerk: Regelwerk, anlass: Fristanlass, termin: date) -> None:
    rules = [rule for rule in regelwerk.frist if rule.covers(anlass.art, anlass.eingangsweg)]
    if not any(rule.individuell for rule in rules):
        raise RuleViolation(
            f"Das Regelwerk „{regelwerk.id}“ kennt hier kein eigenes Datum je Vorgang.",
            feld="frist_am",
        )
    if termin < anlass.eingang:
        raise RuleViolation("Die Frist kann nicht vor dem Eingang liegen.", feld="frist_am")


def choose_weg(ways: list[Weg], anlass: Fristanlass) -> tuple[Weg, date]:
    """The way taken and the date its office set. Raises RuleViolation if either is missing."""
    names = ", ".join(weg.name for weg in ways)
    label = bezeichnung("art", anlass.art)
    if anlass.weg is None or anlass.frist_extern is None:
        missing = {
            f"den Weg ({names})": anlass.weg,
            "das Datum, das die Stelle gesetzt hat,": anlass.frist_extern,
        }
        parts = " und ".join(text for text, value in missing.items() if value is None)
        raise RuleViolation(
            f"Die Art „{label}“ hat keine eigene Frist; bitte {parts} angeben.",
            feld="weg" if anlass.weg is None else "frist_extern",
        )
    for weg in ways:
        if weg.name == anlass.weg:
            return weg, anlass.frist_extern
    raise RuleViolation(
        f"Den Weg „{_label(anlass.weg)}“ ({anlass.weg}) gibt es hier für die Art „{label}“ nicht; "
        f"möglich sind: {', '.join(f'{_label(weg.name)} ({weg.name})' for weg in ways)}.",
        feld="weg",
    )


def _label(weg: str) -> str:
    """What people call a way; one that no list knows stays as it was typed."""
    return next((code.bezeichnung for code in CODES["weg"] if code.code == weg), weg)
