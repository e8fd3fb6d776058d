"""Building the invented houses by the same actions that an administration uses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from models.actions.berichtsadressen import create_berichtsadresse
from models.actions.briefkopf import create_briefkopf
from models.actions.codes import SEIT, add_code, seed_codes
from models.actions.einheiten import create_einheit
from models.actions.konten import create_konto
from models.actions.rollen import Vergabe, give_rolle
from models.actions.textbausteine import seed_textbausteine
from models.actions.umgliederung import reorganise_einheit
from models.actions.zeitplaene import Gegenstand, Plan, create_zeitplan
from models.demo import haus
from models.demo.haus import Person
from models.rules.ablauf_plan import load_plaene
from models.rules.codes import normalise
from models.rules.rechte import SYSTEM
from models.tables import Einheit, Konto

UMGLIEDERUNG_VOR_TAGEN = 380
VERTRETUNG_TAGE = (-7, 21)
_IM_DIENST_SEIT = date(2015, 1, 1)


@dataclass
class Bau:
    """What is built so far: units and accounts by their short names."""

    now: datetime
    heute: date
    passwort_hash: str
    einheiten: dict[str, Einheit] = field(default_factory=dict)
    konten: dict[str, Konto] = field(default_factory=dict)

    @property
    def umgliederung_am(self) -> date:
        """The first of the month on which a team moved."""
        return (self.heute - timedelta(days=UMGLIEDERUNG_VOR_TAGEN)).replace(day=1)

    def add_einheit(self, kuerzel: str, name: str, art: str, oben: str | None, **more: Any) -> None:
        """A unit since the SGB II exists."""
        werte = {"kuerzel": kuerzel, "name": name, "art": art, "gueltig_ab": SEIT, **more}
        werte["eltern"] = self.einheiten[oben].id if oben else None
        self.einheiten[kuerzel] = create_einheit(by=SYSTEM, now=self.now, werte=werte)

    def add_dienststelle(self, kuerzel: str, name: str, oben: str | None, **more: Any) -> None:
        """A Dienststelle whose calendar is checked to the end of the year after next."""
        werte = {
            "dienstfreie_tage": "12-24 12-31",
            "kalender_geprueft_bis": date(self.heute.year + 2, 12, 31),
            "aufbewahrung_jahre": 2,
        }
        self.add_einheit(kuerzel, name, "dienststelle", oben, **werte, **more)

    def add_people(self, people: Iterable[Person], mail: str) -> None:
        """Accounts with their roles; a deputy's role is dated around today."""
        for person in people:
            einheit = self.einheiten[person.einheit]
            self.konten[person.login] = create_konto(
                by=SYSTEM,
                now=self.now,
                werte={
                    "login": person.login,
                    "name": person.name,
                    "email": f"{person.login}@{mail}",
                    "einheit": einheit.id,
                },
                passwort_hash=self.passwort_hash,
            )
            give_rolle(by=SYSTEM, now=self.now, vergabe=self._vergabe(person, einheit))

    def _vergabe(self, person: Person, einheit: Einheit) -> Vergabe:
        konto_id = self.konten[person.login].id
        if person.vertritt is None:
            return Vergabe(konto_id, person.rolle, einheit.id, _IM_DIENST_SEIT)
        first, last = (self.heute + timedelta(days=days) for days in VERTRETUNG_TAGE)
        vertreten = self.konten[person.vertritt].id
        return Vergabe(konto_id, person.rolle, einheit.id, first, last, vertreten)


def build(bau: Bau, dienststellen: int) -> list[str]:
    """Write the code lists, the houses and their people; returns the Kürzel of the houses."""
    seed_codes(by=SYSTEM, now=bau.now)
    seed_textbausteine(by=SYSTEM, now=bau.now)
    for bezeichnung in haus.URSACHEN:
        werte = {"feld": "ursache", "bezeichnung": bezeichnung, "gueltig_ab": SEIT}
        add_code(by=SYSTEM, now=bau.now, werte=werte)
    above = None
    if dienststellen > 1:
        above = haus.UEBERBAU[1][0]
        for kuerzel, name, art, oben in haus.UEBERBAU:
            bau.add_einheit(kuerzel, name, art, oben)
    _build_main(bau, above)
    others = [_build_other(bau, number) for number in range(2, dienststellen + 1)]
    return [haus.DIENSTSTELLE[0], *others]


def ursachen() -> tuple[str, ...]:
    """Codes of the causes that the house added."""
    return tuple(normalise(bezeichnung) for bezeichnung in haus.URSACHEN)


def _build_main(bau: Bau, above: str | None) -> None:
    kuerzel, name = haus.DIENSTSTELLE
    bau.add_dienststelle(kuerzel, name, above, land="BE", regelwerk=haus.REGELWERK)
    house = bau.einheiten[kuerzel].id
    create_briefkopf(by=SYSTEM, now=bau.now, einheit_id=house, werte=haus.BRIEFKOPF)
    for kreis, adresse in haus.BERICHTSADRESSEN.items():
        werte = {"weg": "anhang", "adresse": adresse}
        create_berichtsadresse(by=SYSTEM, now=bau.now, einheit_id=house, kreis=kreis, werte=werte)
    _plan_reports(bau, house)
    for unit in haus.EINHEITEN:
        bau.add_einheit(*unit)
    bau.add_people((*haus.PERSONAS, *haus.KOLLEGIUM), haus.MAIL)
    old, new, name, oben = haus.UMGLIEDERUNG
    bau.einheiten[new] = reorganise_einheit(
        by=SYSTEM,
        now=bau.now,
        einheit_id=bau.einheiten[old].id,
        version=1,
        werte={
            "gueltig_ab": bau.umgliederung_am,
            "kuerzel": new,
            "name": name,
            "eltern": bau.einheiten[oben].id,
        },
    )


def _plan_reports(bau: Bau, house: int) -> None:
    for bericht, empfaenger, rhythmus in haus.ZEITPLAENE:
        was = Gegenstand(house, bericht, empfaenger)
        create_zeitplan(by=SYSTEM, now=bau.now, was=was, plan=Plan(rhythmus, 15, "06:00"))


def _build_other(bau: Bau, number: int) -> str:
    place, land, regelwerk, above = haus.WEITERE[(number - 2) % len(haus.WEITERE)]
    turn = (number - 2) // len(haus.WEITERE)
    kuerzel = f"H{number:02d}"
    name = f"Jobcenter {place}" + (f" {turn + 1}" if turn else "")
    bau.add_dienststelle(kuerzel, name, above, land=land, regelwerk=regelwerk)
    for unit, unit_name, art, oben in haus.WEITERE_EINHEITEN:
        bau.add_einheit(unit.format(kuerzel), unit_name, art, oben.format(kuerzel))
    office = _front_office(regelwerk)
    people = (
        Person(f"{login}-{kuerzel.lower()}", name, rolle or office, unit.format(kuerzel))
        for login, name, rolle, unit in haus.WEITERE_PERSONEN
    )
    bau.add_people(people, f"{kuerzel.lower()}.example")
    return kuerzel


def _front_office(regelwerk: str) -> str:
    """Who records and closes under this order: its steps name the role."""
    named = {rolle for plan in load_plaene(regelwerk) for s in plan.schritte for rolle in s.rollen}
    return "vz_gf" if "vz_gf" in named else "krm_beauftragte"
