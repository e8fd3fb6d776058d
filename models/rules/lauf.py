"""States of a report's run and of a mail, and how often and how late each is tried again."""

from datetime import timedelta
from enum import StrEnum


class Laufstatus(StrEnum):
    """Where a run stands. Only FERTIG is published; everything else on disk is waste."""

    WARTET = "wartet"
    LAEUFT = "laeuft"
    FERTIG = "fertig"
    GESCHEITERT = "gescheitert"


class Nachrichtstatus(StrEnum):
    """Where a mail stands. UNKLAR: perhaps delivered; a person decides, never the machine.

    ERLEDIGT: a person decided that it is not sent again.
    """

    WARTET = "wartet"
    SENDET = "sendet"
    GESENDET = "gesendet"
    UNKLAR = "unklar"
    GESCHEITERT = "gescheitert"
    ERLEDIGT = "erledigt"


class Nachrichtklasse(StrEnum):
    """INTERN may arrive twice but never be lost; BUERGER (citizens) and EXTERN (offices outside)
    may be lost but never arrive twice."""

    INTERN = "intern"
    BUERGER = "buerger"
    EXTERN = "extern"


def needs_person(status: str, fehler: str | None) -> bool:
    """Whether a mail is in doubt, given up, or was taken for some of its addresses only."""
    in_part = status == Nachrichtstatus.GESENDET and fehler is not None
    return status in (Nachrichtstatus.UNKLAR, Nachrichtstatus.GESCHEITERT) or in_part


LAUFSTATUS: dict[Laufstatus, str] = {
    Laufstatus.WARTET: "Wartet",
    Laufstatus.LAEUFT: "Läuft",
    Laufstatus.FERTIG: "Fertig",
    Laufstatus.GESCHEITERT: "Gescheitert",
}
NACHRICHTSTATUS: dict[Nachrichtstatus, str] = {
    Nachrichtstatus.WARTET: "Wartet",
    Nachrichtstatus.SENDET: "Wird gesendet",
    Nachrichtstatus.GESENDET: "An den Mailserver zugestellt",
    Nachrichtstatus.UNKLAR: "Unklar, ob angekommen",
    Nachrichtstatus.GESCHEITERT: "Nicht gesendet",
    Nachrichtstatus.ERLEDIGT: "Nicht noch einmal gesendet",
}

MAX_VERSUCHE = 3
"""A run that ended without a word this often would end so again."""

WARTEZEITEN = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440))
"""How long a refused mail waits before its next attempt; after the last one it is given up."""

BASISADRESSE = "{KRM_BASE_URL}"
"""Stands in a mail's text where the address of the installation goes when it is sent."""
