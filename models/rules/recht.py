"""What may be done and seen: the words that roles and Sichten are made of."""

from dataclasses import dataclass
from enum import StrEnum


class Recht(StrEnum):
    """One thing somebody may do. Grep for `Recht.NAME` to find every place that asks."""

    # the head of a Vorgang (classes B to D), its content (class A, free text, Anliegen)
    VORGANG_LESEN = "vorgang_lesen"
    VORGANG_INHALT_LESEN = "vorgang_inhalt_lesen"
    VORGANG_ERFASSEN = "vorgang_erfassen"
    VORGANG_BEARBEITEN = "vorgang_bearbeiten"
    VORGANG_EXPORTIEREN = "vorgang_exportieren"
    ERGEBNIS_FESTSTELLEN = "ergebnis_feststellen"
    VORGANG_ABSCHLIESSEN = "vorgang_abschliessen"
    VORGANG_IMPORTIEREN = "vorgang_importieren"

    STRICHLISTE_LESEN = "strichliste_lesen"
    STRICHLISTE_FUEHREN = "strichliste_fuehren"
    TEAMLINK_PFLEGEN = "teamlink_pflegen"

    EINHEIT_LESEN = "einheit_lesen"
    EINHEIT_PFLEGEN = "einheit_pflegen"

    KONTO_LESEN = "konto_lesen"
    KONTO_PFLEGEN = "konto_pflegen"
    ROLLE_VERGEBEN = "rolle_vergeben"
    VERTRETUNG_REGELN = "vertretung_regeln"  # of this very role, by who holds it herself

    # acts by which somebody gets to see or decide more: agree to them, be told of them
    FREIGEBEN = "freigeben"
    FREIGABE_ERFAHREN = "freigabe_erfahren"

    CODE_LESEN = "code_lesen"
    CODE_PFLEGEN = "code_pflegen"

    TEXTBAUSTEIN_PFLEGEN = "textbaustein_pflegen"

    POST_BETREUEN = "post_betreuen"  # mails of the house that did not arrive; never their content

    BERICHT_LESEN = "bericht_lesen"
    BERICHT_STARTEN = "bericht_starten"
    BERICHT_FREIGEBEN = "bericht_freigeben"  # that it may leave the house

    PROTOKOLL_LESEN = "protokoll_lesen"


class Umfang(StrEnum):
    """How far a role sees within one Art."""

    ALLE = "alle"  # the whole installation
    EINHEIT = "einheit"  # the Einheit of the Bindung and everything below it
    EIGENE = "eigene"  # only Vorgänge one is responsible for
    KEINE = "keine"


ABGABE = "abgabe"
"""Stands in `Sicht.arten` for a Vorgang without Art, that is an Abgabefall."""

DAB = "dienstaufsichtsbeschwerde"
ARTEN_FACHBEREICH = (
    "beschwerde",
    "fachaufsichtsbeschwerde",
    "petition",
    "eingabe",
    "lob",
    "anregung",
    "hinweis",
)


@dataclass(frozen=True)
class Sicht:
    """Which rows of some Arten a role sees: `kopf` the head, `inhalt` the content.

    `inhalt_bis_zuleitung`: the content only as long as `zugeleitet_am` is empty.
    """

    arten: tuple[str, ...]
    kopf: Umfang
    inhalt: Umfang
    inhalt_bis_zuleitung: bool = False


@dataclass(frozen=True)
class Rolle:
    """A role: `name` is stored, `bezeichnung` and `beschreibung` are shown."""

    name: str
    bezeichnung: str
    beschreibung: str
    rechte: frozenset[Recht]
    sichten: tuple[Sicht, ...]
