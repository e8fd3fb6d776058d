"""Reports of danger: for the GF who answer them, the front office and whoever reported."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from peewee import JOIN, ModelSelect

from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.briefkopf import letterhead
from models.queries.zustaendige import Blick, role_holders
from models.queries.zustand import befangene_rollen, betroffene_konten
from models.rules.gefahr import SOFORT, Meldestand, Quittung, meldestand
from models.rules.poststand import Versand, poststand
from models.rules.rechte import SYSTEM, Akteur
from models.rules.zustaendig import AMT
from models.tables import Gefahrmeldung, Konto, Nachricht, Vorgang

ZEIGEN = timedelta(days=14)
_HOECHSTENS = 50
_ROLLEN = frozenset((*AMT["gf"], "vz_gf", "krm_beauftragte"))


@dataclass(frozen=True)
class Gefahrzeile:
    """One report as a screen shows it; never by whom. `darf_bestaetigen`: she is of the GF here."""

    id: int
    am: datetime
    einheit_id: int
    vorgang: Vorgang | None
    anlass: str
    stand: Meldestand
    telefon: str
    darf_bestaetigen: bool


@dataclass(frozen=True)
class Blickpunkt:
    """Who looks, when, and what is known of sending."""

    akteur: Akteur
    now: datetime
    today: date
    versand: Versand


def recipients(einheit_id: int, vorgang: Vorgang | None, today: date) -> list[Konto]:
    """The GF with deputies for a unit; in a case never whom it is about (D22)."""
    if vorgang is None:
        return [holder.konto for holder in role_holders("gf", einheit_id, today)]
    with acting_as(SYSTEM):
        betroffene = betroffene_konten(vorgang.id)
        befangen = befangene_rollen(vorgang.__data__, betroffene)
    return Blick(vorgang, today, befangen, betroffene).people(("gf",))


def in_view(akteur: Akteur, meldung: Gefahrmeldung) -> bool:
    """GF and front office of the unit see a report, and who made it; of a case only with it."""
    if meldung.gemeldet_von_id is not None and meldung.gemeldet_von_id == akteur.konto_id:
        return meldung.vorgang_id is None or _sees(akteur, meldung.vorgang_id)
    if meldung.einheit_id not in _units(akteur):
        return False
    return meldung.vorgang_id is None or _sees(akteur, meldung.vorgang_id)


def recent_reports(blick: Blickpunkt) -> Sequence[Gefahrzeile]:
    """Of the last 14 days, newest first: those in view."""
    since = Gefahrmeldung.gemeldet_am >= blick.now - ZEIGEN
    return _lines(blick, _reports().where(since).limit(_HOECHSTENS))


def desk_reports(blick: Blickpunkt) -> Sequence[Gefahrzeile]:
    """What waits for her: for the GF all that nobody confirmed; for front office and reporter
    what came back, because no mail carries it or nobody confirmed it in time."""
    query = _reports().where(
        Gefahrmeldung.gesehen_am.is_null(),
        Gefahrmeldung.vorgang.is_null() | Vorgang.abschluss_am.is_null(),
    )
    lines = _lines(blick, query.limit(_HOECHSTENS))
    return [line for line in lines if line.darf_bestaetigen or line.stand.anrufen]


def reports_of(blick: Blickpunkt, vorgang: Vorgang) -> Sequence[Gefahrzeile]:
    """The reports of a case whose content is in view, newest first."""
    return [_line(blick, row) for row in _reports().where(Gefahrmeldung.vorgang == vorgang.id)]


def find_report(blick: Blickpunkt, meldung_id: int) -> Gefahrzeile | None:
    """One report; None out of view."""
    return next(iter(_lines(blick, _reports().where(Gefahrmeldung.id == meldung_id))), None)


def gf_phone(einheit_id: int) -> str:
    """The number of the GF for an emergency; else that of the letterhead; empty without either."""
    with acting_as(SYSTEM):
        above = Baum.load().above(einheit_id)
        named = next((unit.telefon_gf for unit in above if unit.telefon_gf), "")
        house = next((unit for unit in above if unit.art == "dienststelle"), None)
        return named or (letterhead(house).telefon if house else "")


def _reports() -> ModelSelect:
    with acting_as(SYSTEM):
        return (
            Gefahrmeldung.select(Gefahrmeldung, Nachricht, Vorgang, Konto)
            .join_from(
                Gefahrmeldung, Nachricht, JOIN.LEFT_OUTER,
                on=(Gefahrmeldung.nachricht == Nachricht.id),
            )
            .join_from(
                Gefahrmeldung, Vorgang, JOIN.LEFT_OUTER, on=(Gefahrmeldung.vorgang == Vorgang.id)
            )
            .join_from(
                Gefahrmeldung, Konto, JOIN.LEFT_OUTER, on=(Gefahrmeldung.gesehen_von == Konto.id)
            )
            .order_by(Gefahrmeldung.id.desc())
        )  # fmt: skip


def _lines(blick: Blickpunkt, rows: Iterable[Gefahrmeldung]) -> list[Gefahrzeile]:
    return [_line(blick, row) for row in rows if in_view(blick.akteur, row)]


def _line(blick: Blickpunkt, row: Gefahrmeldung) -> Gefahrzeile:
    post = poststand(row.nachricht, blick.versand, blick.now)
    stand = meldestand(row.gemeldet_am, _receipt(row), post, blick.now)
    konten = [] if stand.gesehen else recipients(row.einheit_id, row.vorgang, blick.today)
    return Gefahrzeile(
        id=row.id,
        am=row.gemeldet_am,
        einheit_id=row.einheit_id,
        vorgang=row.vorgang,
        anlass=SOFORT.get(row.anlass, ""),
        stand=stand,
        telefon=gf_phone(row.einheit_id) if stand.anrufen else "",
        darf_bestaetigen=blick.akteur.konto_id in [konto.id for konto in konten],
    )


def _receipt(row: Gefahrmeldung) -> Quittung | None:
    if row.gesehen_am is None:
        return None
    wer = row.gesehen_von.name if row.gesehen_von else "der Geschäftsführung"
    return Quittung(row.gesehen_am, wer)


def _units(akteur: Akteur) -> frozenset[int]:
    held = (b.einheiten for b in akteur.bindungen if b.rolle in _ROLLEN)
    return frozenset().union(*held)


def _sees(akteur: Akteur, vorgang_id: int) -> bool:
    with acting_as(akteur):
        return Vorgang.select().where(Vorgang.id == vorgang_id).exists()
