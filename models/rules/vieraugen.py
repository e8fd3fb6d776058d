"""Acts by which somebody gets to see or decide more, or takes over who can: no one does them alone.

Each waits for a second person, or is told at once to those it concerns. Source: issue 7, D1.
"""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from models.rules.rollen import ROLLEN, Recht, Umfang

FRIST = timedelta(days=7)
"""After this a request that nobody decided has lapsed."""
MACHT = frozenset(
    {
        Recht.VORGANG_INHALT_LESEN,
        Recht.ERGEBNIS_FESTSTELLEN,
        Recht.VORGANG_ABSCHLIESSEN,
        Recht.FREIGEBEN,
        Recht.FREIGABE_ERFAHREN,
    }
)
"""Rights that make a role one of these: it reads what was said, decides on it, or keeps watch."""
AUFSICHT = frozenset({Recht.FREIGEBEN, Recht.FREIGABE_ERFAHREN})
"""Rights of those who keep watch: to take them from somebody is such an act as well."""
NUR_SEIT_EINRICHTUNG = frozenset(
    rolle.name
    for rolle in ROLLEN.values()
    if {Recht.FREIGEBEN, Recht.KONTO_PFLEGEN} <= rolle.rechte
)
"""Roles that agree only where they were named at set-up: they can make such accounts themselves."""


class Macht(StrEnum):
    """The kinds of acts; the value is stored."""

    ROLLE = "rolle"
    VERTRETUNG = "vertretung"
    VERLAENGERT = "verlaengert"
    BEENDET = "beendet"
    PASSWORT = "passwort"
    KONTO = "konto"
    ENTSPERRT = "entsperrt"
    GESPERRT = "gesperrt"
    UMGLIEDERUNG = "umgliederung"
    REGELWERK = "regelwerk"


WORTE: dict[Macht, str] = {
    Macht.ROLLE: "Rolle geben",
    Macht.VERTRETUNG: "Vertretung eintragen",
    Macht.VERLAENGERT: "Rolle verlängern",
    Macht.BEENDET: "Rolle beenden",
    Macht.PASSWORT: "Passwort setzen",
    Macht.KONTO: "Anmeldenamen oder E-Mail-Adresse ändern",
    Macht.ENTSPERRT: "Konto entsperren",
    Macht.GESPERRT: "Konto sperren",
    Macht.UMGLIEDERUNG: "Einheit anders zuordnen",
    Macht.REGELWERK: "Regelwerk mit anderer Sicht wählen",
}
SOFORT = frozenset({Macht.GESPERRT})
"""What must not wait: it takes from somebody, and in a hurry. It is told only."""


class Freigabestand(StrEnum):
    """What became of such an act."""

    OFFEN = "offen"
    ERTEILT = "erteilt"
    ABGELEHNT = "abgelehnt"
    VERFALLEN = "verfallen"
    ANGEZEIGT = "angezeigt"


STAENDE: dict[Freigabestand, str] = {
    Freigabestand.OFFEN: "wartet auf Freigabe",
    Freigabestand.ERTEILT: "freigegeben",
    Freigabestand.ABGELEHNT: "abgelehnt",
    Freigabestand.VERFALLEN: "verfallen, niemand hat entschieden",
    Freigabestand.ANGEZEIGT: "sofort wirksam und angezeigt",
}


def gives_power(rolle: str) -> bool:
    """Whether who holds this role reads what was said in cases, decides on them, or keeps watch."""
    found = ROLLEN[rolle]
    reads = any(sicht.inhalt is not Umfang.KEINE for sicht in found.sichten)
    return reads or bool(found.rechte & MACHT)


def keeps_watch(rolle: str) -> bool:
    """Whether who holds this role agrees to such acts, or is told of them."""
    return bool(ROLLEN[rolle].rechte & AUFSICHT)


def roles_with(recht: Recht) -> Collection[str]:
    """Names of the roles that hold a right."""
    return [rolle.name for rolle in ROLLEN.values() if recht in rolle.rechte]
