"""The house of the tests: one Dienststelle with two teams, a stranger beside, and its people.

Anna (VZ GF), Bernd (TL 501), Clara (TL 502, stranger to 501), Dora (QMB), Emil (BL over both),
Greta (GF), Paul (Personal), Ines (bDSB), Adam (Administration), Berta (Bearbeitung in 501),
Victor (stands in for Bernd in the summer of 2026), Zoe (VZ GF of another Dienststelle).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest

from models.actions.vorgaenge import record_vorgang
from models.actions.vorgangsfelder import Eintrag
from models.db import acting_as, writing
from models.queries.akteure import load_akteur
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Einheit, Konto, Rollenzuweisung, Vorgang

HEUTE = date(2026, 7, 15)
JETZT = datetime(2026, 7, 15, 9, 0, tzinfo=UTC)

# (Kürzel, Name, art, Kürzel of the unit above)
EINHEITEN = (
    ("JC", "Jobcenter Lindenau", "dienststelle", None),
    ("50", "Bereich Leistung", "bereich", "JC"),
    ("501", "Team 501", "team", "50"),
    ("502", "Team 502", "team", "50"),
    ("60", "Bereich Vermittlung", "bereich", "JC"),
    ("601", "Team 601", "team", "60"),
    ("JC2", "Jobcenter Erlengrund", "dienststelle", None),
    ("701", "Team 701", "team", "JC2"),
)
# (log-in, role, unit of the role, stood-in for)
PERSONEN = (
    ("anna", "vz_gf", "JC", None),
    ("bernd", "tl", "501", None),
    ("clara", "tl", "502", None),
    ("dora", "qmb", "JC", None),
    ("emil", "bl", "50", None),
    ("greta", "gf", "JC", None),
    ("paul", "personal", "JC", None),
    ("ines", "bdsb", "JC", None),
    ("adam", "administration", "JC", None),
    ("berta", "bearbeitung", "501", None),
    ("victor", "tl", "501", "bernd"),
    ("zoe", "vz_gf", "JC2", None),
)


@dataclass(frozen=True)
class Haus:
    """Units by Kürzel and people by log-in."""

    einheiten: dict[str, Einheit]
    konten: dict[str, Konto]

    def akteur(self, login: str, today: date = HEUTE) -> Akteur:
        return load_akteur(self.konten[login], today)

    def record(self, team: str = "501", *, by: str = "anna", **werte: Any) -> Vorgang:
        """A case of this team, recorded by Anna unless said otherwise."""
        with acting_as(self.akteur(by)):
            return record_vorgang(
                by=self.akteur(by), now=JETZT, eintrag=self.eintrag(team, **werte)
            )

    def eintrag(self, team: str = "501", **werte: Any) -> Eintrag:
        given: dict[str, Any] = {
            "art": "beschwerde",
            "eingang_am": date(2026, 7, 1),
            "eingangsweg": "schriftlich",
        }
        anliegen = werte.pop("anliegen", ({"kategorie": "bearbeitungsdauer"},))
        betroffene = werte.pop("betroffene", ())
        return Eintrag(
            einheit_id=self.einheiten[team].id,
            werte=given | werte,
            anliegen=anliegen,
            betroffene=betroffene,
        )


def build_haus() -> Haus:
    """Write the house into the bound, migrated and empty database."""
    einheiten: dict[str, Einheit] = {}
    konten: dict[str, Konto] = {}
    with writing(by=SYSTEM):
        for kuerzel, name, art, oben in EINHEITEN:
            einheiten[kuerzel] = _einheit(kuerzel, name, art, einheiten.get(oben or ""))
        for login, rolle, einheit, vertreten in PERSONEN:
            konten[login] = _konto(login, einheiten[einheit])
            _rolle(konten[login], rolle, einheiten[einheit], konten.get(vertreten or ""))
    return Haus(einheiten, konten)


@pytest.fixture
def haus(db: Any) -> Haus:
    """The house in a fresh database."""
    return build_haus()


def _einheit(kuerzel: str, name: str, art: str, oben: Einheit | None) -> Einheit:
    own = {"land": "BE", "regelwerk": "marzahn-hellersdorf-2022"} if art == "dienststelle" else {}
    return Einheit.create(
        kuerzel=kuerzel, name=name, art=art, eltern=oben, gueltig_ab=date(2020, 1, 1), **own
    )


def _konto(login: str, einheit: Einheit) -> Konto:
    return Konto.create(
        login=login,
        name=login.capitalize(),
        email=f"{login}@jobcenter.example",
        fs_uniquifier=f"kennung-{login}",
        einheit=einheit,
        angelegt_am=JETZT,
    )


def _rolle(konto: Konto, rolle: str, einheit: Einheit, vertreten: Konto | None) -> None:
    Rollenzuweisung.create(
        konto=konto,
        rolle=rolle,
        einheit=einheit,
        gueltig_ab=date(2026, 7, 1) if vertreten else date(2020, 1, 1),
        gueltig_bis=date(2026, 7, 31) if vertreten else None,
        vertretung_fuer=vertreten,
    )
