"""Deleting cases: what they held goes, what reports count of them stays as anonymous sums."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from peewee import fn

from models.actions.ereignisse import Meldung, record_events
from models.actions.verlauf import stored_verlauf
from models.db import acting_as, writing
from models.rules.fakten import ZAHLEN, Schluessel, parts, place
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Fakt, Vorgang

Summen = dict[tuple[int, Schluessel], Counter[str]]
_OFFEN = "Ein offener Vorgang wird nicht gelöscht; bitte zuerst abschließen."
_GESPERRT = "Für diesen Vorgang gilt eine Löschsperre; bitte zuerst klären, ob sie noch nötig ist."


def delete_vorgaenge(*, now: datetime, ids: Sequence[int]) -> int:
    """Delete closed cases with everything that hangs on them; returns how many there were.

    Their files go with the next sweep. The log keeps that they were, and for which unit they count
    on. Raises RuleViolation for an open case and for one whose deletion is barred.
    """
    with writing(by=SYSTEM), acting_as(SYSTEM):
        vorgaenge = list(Vorgang.select().where(Vorgang.id << list(ids)).order_by(Vorgang.id))
        for vorgang in vorgaenge:
            _require_deletable(vorgang)
        places = _places(vorgaenge)
        _keep(_sums(vorgaenge, places))
        record_events(now=now, meldungen=[_deleted(v, places[v.id]) for v in vorgaenge])
        Vorgang.delete().where(Vorgang.id << [v.id for v in vorgaenge]).execute()
    return len(vorgaenge)


def _require_deletable(vorgang: Vorgang) -> None:
    if vorgang.abschluss_am is None:
        raise RuleViolation(_OFFEN)
    if vorgang.loeschsperre:
        raise RuleViolation(_GESPERRT)


def _places(vorgaenge: Iterable[Vorgang]) -> dict[int, int]:
    """Case → the unit it counts for from now on."""
    sizes: dict[tuple[int, int | None, str | None], int] = {}
    found = {}
    for vorgang in vorgaenge:
        kopf = vorgang.__data__
        group = (vorgang.eingang_am.year, kopf["fachbereich"], vorgang.art)
        if group not in sizes:
            sizes[group] = _size(*group)
        found[vorgang.id] = place(kopf, sizes[group])
    return found


def _size(jahr: int, fachbereich: int | None, art: str | None) -> int:
    """How many cases of that year there are or were, in that Fachbereich and of that Art."""
    in_year = Vorgang.eingang_am.between(date(jahr, 1, 1), date(jahr, 12, 31))
    alike = (Vorgang.fachbereich == fachbereich) & (Vorgang.art == art)
    gone = Fakt.select(fn.COALESCE(fn.SUM(Fakt.neu), 0)).where(
        Fakt.zeitraum == str(jahr), Fakt.monat == "", Fakt.bereich == fachbereich, Fakt.art == art
    )
    return Vorgang.select().where(in_year, alike).count() + int(gone.scalar())


def _sums(vorgaenge: Iterable[Vorgang], places: dict[int, int]) -> Summen:
    sums: Summen = {}
    for vorgang in vorgaenge:
        own = parts(vorgang.eingang_am, stored_verlauf(vorgang.id))
        for schluessel, counted in own.items():
            sums.setdefault((places[vorgang.id], schluessel), Counter()).update(counted)
    return sums


def _keep(sums: Summen) -> None:
    for (bereich, schluessel), counted in sorted(sums.items(), key=str):
        key = {"bereich": bereich, **vars(schluessel)}
        fakt, _ = Fakt.get_or_create(**key)
        more = {getattr(Fakt, name): getattr(Fakt, name) + counted[name] for name in ZAHLEN}
        Fakt.update(more).where(Fakt.id == fakt.id).execute()


def _deleted(vorgang: Vorgang, place: int) -> Meldung:
    zusatz = {"als_fakt": place} if vorgang.art else {}
    return Meldung("vorgang_deleted", Vorgang, vorgang.id, vorgang=vorgang, zusatz=zusatz)
