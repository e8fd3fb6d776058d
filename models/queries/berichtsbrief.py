"""The cover text of a report as it goes to its reader, before and after it is released."""

from dataclasses import dataclass
from datetime import date

from models.queries.berichtswege import (
    address_of,
    dienststelle_of,
    predecessor,
    released_at,
    way_of_lauf,
)
from models.rules.anschreiben import Anschreiben, Korrektur, proposed_text, write_cover
from models.rules.zeit import berlin_day
from models.tables import Lauf


@dataclass(frozen=True)
class Unterlagen:
    """What the screen knows of a run: its title and period in words, the hash of its PDF, and
    of a correction what changed, one sentence each."""

    titel: str
    zeitraum: str
    pdf_sha256: str
    aenderungen: tuple[str, ...] = ()


def cover_of(
    lauf: Lauf, unterlagen: Unterlagen, korrektur: Korrektur | None, today: date
) -> Anschreiben:
    """Subject and text that go with this run. Raises RuleViolation for an unknown gap."""
    adresse, weg = address_of(lauf), way_of_lauf(lauf, today)
    text = (adresse.anschreiben if adresse else "") or proposed_text(lauf.bericht.empfaenger)
    return write_cover(text, _values(lauf, unterlagen, weg.empfaenger), korrektur)


def correction_of(lauf: Lauf, grund: str, aenderungen: tuple[str, ...]) -> Korrektur | None:
    """What this run corrects for its reader; None for the first one on its report."""
    earlier = predecessor(lauf)
    released = released_at(earlier) if earlier else None
    if released is None:
        return None
    return Korrektur(f"{berlin_day(released):%d.%m.%Y}", grund, aenderungen)


def _values(lauf: Lauf, unterlagen: Unterlagen, empfaenger: str) -> dict[str, str]:
    house = dienststelle_of(lauf)
    stand = f"{lauf.datenstand:%d.%m.%Y}" if lauf.datenstand else "–"
    return {
        "bericht": unterlagen.titel,
        "zeitraum": unterlagen.zeitraum,
        "dienststelle": house.name if house else lauf.einheit.name,
        "empfaenger": empfaenger,
        "datenstand": stand,
    }
