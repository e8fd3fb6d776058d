"""Filling an empty database with the demonstration, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from random import Random
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.konten import set_passwort
from models.actions.strichliste import count_many
from models.actions.vorgaenge import record_many
from models.db import acting_as, writing
from models.demo import aufbau, haus
from models.demo.aufbau import Bau
from models.demo.faelle import make_entries
from models.demo.lage import Lage, Team
from models.demo.strichliste import make_strokes
from models.demo.zugang import draw_arrivals
from models.queries.akteure import load_akteur
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerk
from models.tables import Einheit, Ereignis, Konto

JE_JAHR = 450
_NAME = "demo_created"
# Kürzel, share of the cases, share since reactions rose
_TEAMS = (
    ("501", 16, None),
    ("502", 15, None),
    ("511", 13, 26),
    ("512", 8, 15),
    ("521", 10, None),
    ("522", 8, None),
    ("531", 9, None),
    ("532", 9, None),
    ("533", 9, None),
    ("513", 9, None),
    ("598", 2, None),
)


@dataclass(frozen=True)
class Umfang:
    """How much: `faelle` None means JE_JAHR a year and house. Same values, same data."""

    heute: date
    faelle: int | None = None
    jahre: int = 3
    seed: int = 1
    dienststellen: int = 1

    @property
    def von(self) -> date:
        """First day with cases."""
        return self.heute.replace(year=self.heute.year - self.jahre, day=1)

    @property
    def anzahl(self) -> int:
        """Cases of all houses together."""
        usual = JE_JAHR * self.jahre * self.dienststellen
        return usual if self.faelle is None else self.faelle


def is_demo() -> bool:
    """Whether this database was filled by `fill`."""
    with acting_as(SYSTEM):
        return Ereignis.select().where(Ereignis.name == _NAME).exists()


def fill(
    *,
    now: datetime,
    umfang: Umfang,
    passwort_hash: str,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write houses, people, cases and strokes; returns the number of cases.

    Raises RuleViolation where the database holds anything but code lists already.
    """
    with acting_as(SYSTEM):
        if Einheit.select().exists():
            raise RuleViolation(
                "Die Datenbank enthält schon Daten, die keine Demo sind; bitte mit "
                "KRM_DATABASE_URL eine leere angeben."
            )
    with writing(by=SYSTEM):
        bau = Bau(now, umfang.heute, passwort_hash)
        houses = aufbau.build(bau, umfang.dienststellen)
        written = 0
        for kuerzel, share in zip(houses, _shares(umfang.anzahl, len(houses)), strict=True):
            done = written
            tell = (lambda count, done=done: progress(done + count)) if progress else None
            written += _fill_house(bau, kuerzel, replace(umfang, faelle=share), tell)
        root = bau.einheiten[houses[0]]
        record_event(now=now, meldung=Meldung(name=_NAME, tabelle=Einheit, objekt_id=root.id))
    return written


def reset_passwords(*, now: datetime, passwort_hash: str) -> None:
    """Give every account of the demonstration this password again."""
    with writing(by=SYSTEM):
        for konto in Konto.select().order_by(Konto.id):
            set_passwort(by=SYSTEM, now=now, konto_id=konto.id, passwort_hash=passwort_hash)


def _shares(total: int, houses: int) -> list[int]:
    """The first house counts double, so that its people have something to see."""
    others = total // (houses + 1)
    return [total - others * (houses - 1), *[others] * (houses - 1)]


def _fill_house(bau: Bau, kuerzel: str, umfang: Umfang, tell: Callable[[int], None] | None) -> int:
    is_main = kuerzel == haus.DIENSTSTELLE[0]
    lage = _lage(bau, kuerzel, Random(f"{umfang.seed}-{kuerzel}"))
    vz_gf = bau.konten["anna" if is_main else f"anna-{kuerzel.lower()}"]
    arrivals = draw_arrivals(lage.rng, umfang.von, umfang.heute, umfang.anzahl)
    akteur = load_akteur(vz_gf, umfang.heute)
    written = record_many(
        by=akteur, now=bau.now, eintraege=make_entries(lage, arrivals), progress=tell
    )
    if umfang.anzahl:
        count_many(by=akteur, now=bau.now, striche=make_strokes(lage, umfang.von))
    return written


def _lage(bau: Bau, kuerzel: str, rng: Random) -> Lage:
    is_main = kuerzel == haus.DIENSTSTELLE[0]
    einheit = bau.einheiten[kuerzel]
    return Lage(
        rng=rng,
        heute=bau.heute,
        dienststelle_id=einheit.id,
        regelwerk=load_regelwerk(einheit.regelwerk),
        gf=bau.konten["greta" if is_main else f"greta-{kuerzel.lower()}"].id,
        teams=_main_teams(bau) if is_main else _other_teams(bau, kuerzel),
        ursachen=aufbau.ursachen(),
    )


def _main_teams(bau: Bau) -> tuple[Team, ...]:
    old, new, *_ = haus.UMGLIEDERUNG
    moved = bau.umgliederung_am
    teams = []
    for kuerzel, share, since in _TEAMS:
        people = _people_of(bau, old if kuerzel == new else kuerzel)
        team = Team(bau.einheiten[kuerzel].id, share, nach_stufe=since, **people)
        if kuerzel == old:
            team = replace(team, bis=bau.einheiten[old].gueltig_bis or moved)
        teams.append(replace(team, ab=moved) if kuerzel == new else team)
    return tuple(teams)


def _people_of(bau: Bau, kuerzel: str) -> dict[str, Any]:
    people = (*haus.PERSONAS, *haus.KOLLEGIUM)
    own = [p for p in people if p.einheit == kuerzel and p.vertritt is None]
    above = next(oben for name, _, _, oben in haus.EINHEITEN if name == kuerzel)
    leaders = [p for p in people if p.rolle == "bl" and p.einheit == above]
    ids = {p.login: bau.konten[p.login].id for p in (*own, *leaders)}
    return {
        "tl": next(ids[p.login] for p in own if p.rolle == "tl"),
        "bl": next((ids[p.login] for p in leaders), None),
        "bearbeitung": tuple(ids[p.login] for p in own if p.rolle == "bearbeitung"),
    }


def _other_teams(bau: Bau, kuerzel: str) -> tuple[Team, ...]:
    def konto(login: str) -> int:
        return bau.konten[f"{login}-{kuerzel.lower()}"].id

    emil = konto("emil")
    return (
        Team(bau.einheiten[f"{kuerzel}-501"].id, 40, konto("bernd"), emil),
        Team(bau.einheiten[f"{kuerzel}-502"].id, 35, konto("clara"), emil),
        Team(bau.einheiten[f"{kuerzel}-601"].id, 25, konto("lutz")),
    )
