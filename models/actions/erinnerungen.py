"""Reminders of deadlines and Wiedervorlagen: a link and a number, once per case, kind and date."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.actions.benachrichtigung import Anlass, blick_on, send_to, with_link
from models.db import acting_as, writing
from models.queries.fristplan import Fristplan
from models.queries.zustand import betroffene_konten, load_fall
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_format import Erinnerung
from models.rules.erinnerung import is_due
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.rules.regelwerk_format import FRISTNAMEN
from models.rules.zeit import berlin_day
from models.tables import Einheit, Frist, Konto, Nachricht, Vorgang, Wiedervorlage

_RADIUS = timedelta(days=40)
"""No reminder is due further from its deadline."""
_CHUNK = 500
JE_LAUF = 100
"""Reminders of one transaction, so that nobody waits long for the database."""


@dataclass(frozen=True)
class _Faellig:
    """A reminder that is due: of which case, which deadline, and the key of its mail."""

    vorgang: Vorgang
    frist: Frist
    erinnerung: Erinnerung

    @property
    def schluessel(self) -> str:
        what = f"{self.vorgang.id}:{self.erinnerung.name}:{self.frist.name}"
        return f"erinnerung:{what}:{self.frist.faellig_am}"


def queue_erinnerungen(*, now: datetime) -> int:
    """Queue reminders that are due and were not queued before; returns how many, JE_LAUF at most.

    Acts as the system, in one transaction. Whom a case is about is never reminded of it.
    """
    today = berlin_day(now)
    with acting_as(SYSTEM):
        fristen = _fresh(_due_fristen(today))[:JE_LAUF]
        vorlagen = _fresh_vorlagen(today)[: JE_LAUF - len(fristen)]
    if not fristen and not vorlagen:
        return 0
    with writing(by=SYSTEM):
        for faellig in fristen:
            _remind(now, faellig)
        for vorlage in vorlagen:
            _present(now, vorlage)
    return len(fristen) + len(vorlagen)


def _due_fristen(today: date) -> Iterator[_Faellig]:
    plans: dict[int, Fristplan] = {}
    for frist in _open_fristen(today):
        vorgang = frist.vorgang
        for erinnerung in load_ablaufwerk(vorgang.regelwerk).erinnerung:
            if frist.name not in erinnerung.frist:
                continue
            if vorgang.dienststelle_id not in plans:
                plans[vorgang.dienststelle_id] = _plan(vorgang.dienststelle_id)
            plan = plans[vorgang.dienststelle_id]
            if _is_due(plan, vorgang, frist, erinnerung, today):
                yield _Faellig(vorgang, frist, erinnerung)


def _plan(dienststelle_id: int) -> Fristplan:
    return Fristplan(Einheit.get_by_id(dienststelle_id))


def _is_due(
    plan: Fristplan, vorgang: Vorgang, frist: Frist, erinnerung: Erinnerung, today: date
) -> bool:
    try:
        return is_due(erinnerung, frist.faellig_am, today, plan.kalender(vorgang.__data__))
    except RuleViolation:  # beyond the calendar that somebody vouches for: the desk says so
        return False


def _open_fristen(today: date) -> Iterable[Frist]:
    return (
        Frist.select(Frist, Vorgang)
        .join_from(Frist, Vorgang, on=(Frist.vorgang == Vorgang.id))
        .where(
            Vorgang.abschluss_am.is_null(),
            Frist.erledigt_am.is_null(),
            Frist.faellig_am.between(today - _RADIUS, today + _RADIUS),
        )
        .order_by(Frist.id)
    )


def _fresh(due: Iterable[_Faellig]) -> list[_Faellig]:
    by_key = {faellig.schluessel: faellig for faellig in due}
    for key in _queued([*by_key]):
        del by_key[key]
    return list(by_key.values())


def _queued(keys: list[str]) -> Iterator[str]:
    for start in range(0, len(keys), _CHUNK):
        chunk = keys[start : start + _CHUNK]
        rows = Nachricht.select(Nachricht.schluessel).where(Nachricht.schluessel << chunk)
        yield from (row.schluessel for row in rows)


def _remind(now: datetime, faellig: _Faellig) -> None:
    fall = load_fall(faellig.vorgang)
    if fall is None:
        return
    vorgang, frist, erinnerung = faellig.vorgang, faellig.frist, faellig.erinnerung
    blick = blick_on(vorgang, fall, now)
    satz = f"Vorgang {vorgang.vorgangsnummer}: {_label(frist, erinnerung)}."
    text = with_link(satz, vorgang.id)
    anlass = Anlass(faellig.schluessel, "Erinnerung an eine Frist", text)
    send_to(now, blick.people(erinnerung.an), blick.people(erinnerung.kopie), anlass)


def _label(frist: Frist, erinnerung: Erinnerung) -> str:
    when = "war" if erinnerung.arbeitstage_vorher is None else "ist"
    return f"{FRISTNAMEN[frist.name]} {when} fällig am {frist.faellig_am:%d.%m.%Y}"


def _fresh_vorlagen(today: date) -> list[Wiedervorlage]:
    query = (
        Wiedervorlage.select(Wiedervorlage, Vorgang, Konto)
        .join_from(Wiedervorlage, Vorgang, on=(Wiedervorlage.vorgang == Vorgang.id))
        .join_from(Wiedervorlage, Konto, on=(Wiedervorlage.fuer == Konto.id))
        .where(
            Wiedervorlage.erledigt_am.is_null(),
            Wiedervorlage.faellig_am.between(today - _RADIUS, today),
            Konto.active,
        )
    )
    by_key = {_vorlage_key(row): row for row in query}
    for key in _queued([*by_key]):
        del by_key[key]
    return [row for row in by_key.values() if row.fuer_id not in betroffene_konten(row.vorgang_id)]


def _present(now: datetime, vorlage: Wiedervorlage) -> None:
    satz = f"Vorgang {vorlage.vorgang.vorgangsnummer}: Wiedervorlage heute."
    text = with_link(satz, vorlage.vorgang_id)
    send_to(now, [vorlage.fuer], (), Anlass(_vorlage_key(vorlage), "Wiedervorlage", text))


def _vorlage_key(row: Wiedervorlage) -> str:
    return f"wiedervorlage:{row.id}:{row.faellig_am}"
