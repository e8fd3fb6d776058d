"""The one place where an act that gives sight or power is held until a second person agrees.

An action asks `hold` after its own checks and before it writes. None: go on. Else nothing is
written but the request, and the action ends with `Wartet` once that is committed.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from models.actions.benachrichtigung import Anlass, send_to
from models.actions.ereignisse import Meldung, record_event
from models.db import Vollzogen, acting_as
from models.queries.freigaben import Aufsicht, deciders, is_open
from models.rules.lauf import BASISADRESSE
from models.rules.rechte import SYSTEM, Akteur
from models.rules.vieraugen import FRIST, SOFORT, WORTE, Freigabestand, Macht
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Kenntnis, Konto

GEHEIM = "passwort_hash"
"""What of `daten` is kept only until it is decided."""
_freigegeben: ContextVar[bool] = ContextVar("freigegeben", default=False)


@dataclass(frozen=True)
class Vorhaben:
    """What somebody is about to do: which act, in which unit, about whom (id), and the values the
    action was called with. `auch`: ids of others whom it concerns."""

    art: Macht
    einheit_id: int
    konto_id: int | None
    werte: Mapping[str, Any]
    auch: tuple[int, ...] = ()


class Wartet(Vollzogen):
    """What was asked for waits for a second person; nothing of it is in force yet."""

    ziel = "/freigabe/"

    def __init__(self, freigabe: Freigabe) -> None:
        self.freigabe_id: int = freigabe.id
        self.art = Macht(freigabe.art)
        super().__init__(self.satz)

    @property
    def satz(self) -> str:
        """What the person reads who asked for it."""
        return (
            f"„{WORTE[self.art]}“ ist beantragt und gilt noch nicht: Eine zweite Person muss es "
            "freigeben. Wer das sein kann, steht unter „Freigaben“."
        )


def hold(*, by: Akteur, now: datetime, vorhaben: Vorhaben) -> Freigabe | None:
    """The request that waits for a second person; None where the act may go on.

    It goes on where one has agreed, for the system, for what must not wait, and in a house without
    a second person; in the last two cases it is told at once. Inside an action.
    """
    if by.system or by.konto_id is None or _freigegeben.get():
        return None
    aufsicht = Aufsicht.load(berlin_day(now))
    ohne = (by.konto_id, vorhaben.konto_id)
    if vorhaben.art in SOFORT or not aufsicht.second_persons(vorhaben.einheit_id, ohne):
        freigabe = _record(by, now, vorhaben, Freigabestand.ANGEZEIGT)
        _event("freigabe_announced", now, freigabe)
        tell(now=now, freigabe=freigabe, ohne=by.konto_id)
        return None
    if same := _same_request(by, now, vorhaben):
        with acting_as(SYSTEM):  # of a password the one typed last
            same.daten = _plain(vorhaben)
            same.save()
        return same
    freigabe = _record(by, now, vorhaben, Freigabestand.OFFEN)
    _event("freigabe_requested", now, freigabe)
    _ask(now, freigabe, aufsicht)
    return freigabe


def wait_if(freigabe: Freigabe | None) -> None:
    """End an action whose request is written and committed. Raises Wartet."""
    if freigabe is not None:
        raise Wartet(freigabe)


def tell(*, now: datetime, freigabe: Freigabe, ohne: int | None) -> None:
    """Put an act on the desks of those it concerns, and write to them; inside an action.

    These are the person herself, the GF with her deputy, and the bDSB; not who does it.
    """
    aufsicht = Aufsicht.load(berlin_day(now))
    with acting_as(SYSTEM):
        concerned = [freigabe.konto_id, *json.loads(freigabe.daten).get("auch", ())]
        konten = {k.id: k for k in Konto.select().where(Konto.id << [c for c in concerned if c])}
        konten |= {k.id: k for k in aufsicht.told(freigabe.einheit_id, ())}
        konten.pop(ohne or 0, None)
        for konto_id in konten:
            Kenntnis.create(freigabe=freigabe.id, konto=konto_id)
    satz = (
        f"In KRM ist geschehen, was Sie wissen sollen: {WORTE[Macht(freigabe.art)]}. "
        "Näheres steht auf Ihrem Schreibtisch. Ist das nicht in Ordnung, sprechen Sie bitte sofort "
        "die Geschäftsführung an; gehören Sie selbst zu ihr, die Person, die es getan hat."
    )
    _mail(now, konten.values(), Anlass(f"freigabe:{freigabe.id}:kenntnis", "Zur Kenntnis", satz))


@contextmanager
def agreed() -> Iterator[None]:
    """Inside, acts go on: a second person has agreed to them."""
    token = _freigegeben.set(True)
    try:
        yield
    finally:
        _freigegeben.reset(token)


def without_secret(daten: str) -> str:
    """What stays of the values once it is decided."""
    kept = {name: value for name, value in json.loads(daten).items() if name != GEHEIM}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _record(by: Akteur, now: datetime, vorhaben: Vorhaben, stand: Freigabestand) -> Freigabe:
    daten = _plain(vorhaben)
    with acting_as(SYSTEM):
        return Freigabe.create(
            art=vorhaben.art.value,
            stand=stand.value,
            einheit=vorhaben.einheit_id,
            konto=vorhaben.konto_id,
            daten=daten if stand is Freigabestand.OFFEN else without_secret(daten),
            beantragt_am=now,
            beantragt_von=by.konto_id,
        )


def _plain(vorhaben: Vorhaben) -> str:
    values = {**vorhaben.werte, **({"auch": vorhaben.auch} if vorhaben.auch else {})}
    return json.dumps(values, ensure_ascii=False, sort_keys=True, default=_day)


def _day(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} lässt sich nicht aufheben.")


def _same_request(by: Akteur, now: datetime, vorhaben: Vorhaben) -> Freigabe | None:
    """A click twice, or the same wish again, is one request."""
    with acting_as(SYSTEM):
        rows = Freigabe.select().where(
            Freigabe.stand == Freigabestand.OFFEN.value,
            Freigabe.beantragt_von == by.konto_id,
            Freigabe.art == vorhaben.art.value,
        )
        wanted = without_secret(_plain(vorhaben))
        return next(
            (r for r in rows if is_open(r, now) and without_secret(r.daten) == wanted), None
        )


def _ask(now: datetime, freigabe: Freigabe, aufsicht: Aufsicht) -> None:
    until = berlin_day(now + FRIST)
    satz = (
        f"In KRM wartet ein Antrag auf Ihre Freigabe: {WORTE[Macht(freigabe.art)]}. "
        f"Bitte sehen Sie ihn sich bis {until:%d.%m.%Y} an; danach verfällt er."
    )
    anlass = Anlass(f"freigabe:{freigabe.id}:antrag", "Bitte freigeben", satz)
    _mail(now, deciders(freigabe, aufsicht), anlass)


def _mail(now: datetime, konten: Iterable[Konto], anlass: Anlass) -> None:
    text = f"{anlass.satz}\n\n{BASISADRESSE}/freigabe/\n"
    active = [konto for konto in konten if konto.active]
    send_to(now, active, (), Anlass(anlass.schluessel, anlass.betreff, text))


def _event(name: str, now: datetime, freigabe: Freigabe) -> None:
    neu = {"art": freigabe.art, "einheit": freigabe.einheit_id, "konto": freigabe.konto_id}
    record_event(
        now=now,
        meldung=Meldung(name=name, tabelle=Freigabe, objekt_id=freigabe.id, neu=neu),
    )
