"""Filling an empty database with the demonstration, in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random
from typing import Any

from models.actions.ereignisse import Meldung, record_event
from models.actions.konten import set_passwort
from models.actions.strichliste import count_many
from models.db import acting_as, writing
from models.demo import aufbau, haus
from models.demo.aufbau import Bau
from models.demo.besetzung import Besetzung
from models.demo.faelle import make_entries
from models.demo.gegenwart import WENIGSTENS, Schreiber, make_room
from models.demo.lage import Lage, Team
from models.demo.leben import Spiel, settle_mail
from models.demo.massnahmen import Massnahmen
from models.demo.strichliste import make_strokes
from models.demo.szenen import SZENEN
from models.demo.zugang import draw_arrivals
from models.queries.akteure import load_akteur
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerk
from models.rules.zeit import BERLIN
from models.tables import Einheit, Ereignis, Konto

JE_JAHR = 450
_NAME = "demo_created"
_FREMDE = 900_000  # numbers of citizens from here on belong to the cases that are played
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


@dataclass(frozen=True)
class Auftrag:
    """One house to fill."""

    kuerzel: str
    umfang: Umfang
    now: datetime
    ablage: Path | None

    @property
    def is_main(self) -> bool:
        return self.kuerzel == haus.DIENSTSTELLE[0]


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
    ablage: Path | None = None,
) -> int:
    """Write houses, people, cases and strokes; returns the number of cases.

    With `ablage`, a folder for documents, the last weeks are played step by step. Raises
    RuleViolation where the database holds anything but code lists already.
    """
    with acting_as(SYSTEM):
        if Einheit.select().exists():
            raise RuleViolation(
                "Die Datenbank enthält schon Daten, die keine Demo sind; bitte mit "
                "KRM_DATABASE_URL eine leere angeben."
            )
    with writing(by=SYSTEM):
        bau = Bau(_founding(umfang), umfang.heute, passwort_hash)
        houses = aufbau.build(bau, umfang.dienststellen)
        written = 0
        for kuerzel, share in zip(houses, _shares(umfang.anzahl, len(houses)), strict=True):
            done = written
            tell = (lambda count, done=done: progress(done + count)) if progress else None
            auftrag = Auftrag(kuerzel, replace(umfang, faelle=share), now, ablage)
            written += _fill_house(bau, auftrag, tell)
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


def _founding(umfang: Umfang) -> datetime:
    """The house is older than all that happens in it."""
    return datetime.combine(umfang.von, time(6), BERLIN).astimezone(UTC)


def _fill_house(bau: Bau, auftrag: Auftrag, tell: Callable[[int], None] | None) -> int:
    umfang, kuerzel = auftrag.umfang, auftrag.kuerzel
    lage = _lage(bau, kuerzel, Random(f"{umfang.seed}-{kuerzel}"))
    vz_gf = bau.konten["anna" if auftrag.is_main else f"anna-{kuerzel.lower()}"]
    akteur = load_akteur(vz_gf, umfang.heute)
    arrivals = draw_arrivals(lage.rng, umfang.von, umfang.heute, umfang.anzahl)
    is_played = auftrag.is_main and auftrag.ablage and umfang.anzahl >= WENIGSTENS
    if is_played:
        arrivals = make_room(lage.rng, arrivals, umfang.heute)
    schreiber = Schreiber(akteur, auftrag.now, make_entries(lage, arrivals), tell)
    played = _play(bau, auftrag, lage, schreiber) if is_played else 0
    schreiber.until(auftrag.now)
    if umfang.anzahl:
        count_many(by=akteur, now=auftrag.now, striche=make_strokes(lage, umfang.von))
    return schreiber.written + played


def _play(bau: Bau, auftrag: Auftrag, lage: Lage, schreiber: Schreiber) -> int:
    """Play the last weeks of the main house; returns the number of cases."""
    own = replace(lage, rng=Random(f"{auftrag.umfang.seed}-szenen"), bekannte=_FREMDE)
    teams = dict(zip((kuerzel for kuerzel, *_ in _TEAMS), lage.teams, strict=True))
    besetzung = Besetzung(bau.konten, teams)
    massnahmen = Massnahmen(besetzung, auftrag.umfang.heute, schreiber.until)
    Spiel(own, besetzung, auftrag.ablage or Path()).play(SZENEN, massnahmen.until)
    settle_mail(auftrag.now)
    return len(SZENEN)


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
