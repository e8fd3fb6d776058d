"""Deciding on what waits for a second person, letting it lapse, and saying that one has seen it."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from models.actions.einheiten import update_einheit
from models.actions.ereignisse import Meldung, record_event
from models.actions.konten import lock_konto, set_passwort, update_konto
from models.actions.rollen import Vergabe, end_rolle, give_rolle
from models.actions.umgliederung import reorganise_einheit
from models.actions.vieraugen import agreed, tell, without_secret
from models.db import acting_as, writing
from models.queries.akteure import load_akteur
from models.queries.freigaben import Aufsicht, deciders, find_request, is_open
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.vieraugen import FRIST, Freigabestand, Macht
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Kenntnis, Konto

_TAGE = frozenset({"gueltig_ab", "gueltig_bis", "kalender_geprueft_bis"})


def _give(**werte: Any) -> None:
    by, now = werte.pop("by"), werte.pop("now")
    give_rolle(by=by, now=now, vergabe=Vergabe(**werte))


TUT: Mapping[Macht, Callable[..., Any]] = MappingProxyType(
    {
        Macht.ROLLE: _give,
        Macht.VERTRETUNG: _give,
        Macht.VERLAENGERT: end_rolle,
        Macht.BEENDET: end_rolle,
        Macht.PASSWORT: set_passwort,
        Macht.KONTO: update_konto,
        Macht.ENTSPERRT: lock_konto,
        Macht.UMGLIEDERUNG: reorganise_einheit,
        Macht.REGELWERK: update_einheit,
    }
)
"""What is done once a second person has agreed: the very action that was held."""


def decide_freigabe(
    *, by: Akteur, now: datetime, freigabe_id: int, version: int, grund: str | None = None
) -> Freigabe:
    """Agree to a request, or refuse it with `grund`. Agreed to, it is done in the same transaction.

    It is done in the name of who asked, who must still be allowed to. Raises DoesNotExist for
    whom it does not concern, RuleViolation for one's own request, one that is over, or what the
    action itself finds against it; StaleVersion.
    """
    with writing(by=by):
        freigabe = find_request(by, freigabe_id, now)
        _require(by, now, freigabe)
        if grund is not None and not grund.strip():
            raise RuleViolation("Bitte begründen Sie die Ablehnung kurz.", feld="grund")
        daten = freigabe.daten
        stand = Freigabestand.ERTEILT if grund is None else Freigabestand.ABGELEHNT
        _close(now, freigabe, version, {"stand": stand.value, "entschieden_von": by.konto_id,
                                        "grund": (grund or "").strip()})  # fmt: skip
        if stand is Freigabestand.ERTEILT:
            tell(now=now, freigabe=freigabe, ohne=by.konto_id)
            _carry_out(now, freigabe, daten)
    return freigabe


def expire_freigaben(*, now: datetime) -> int:
    """Let lapse what nobody decided in time; returns how many."""
    with acting_as(SYSTEM):
        query = Freigabe.select().where(Freigabe.stand == Freigabestand.OFFEN.value)
        if not query.where(Freigabe.beantragt_am <= now - FRIST).exists():
            return 0
    with writing(by=SYSTEM):
        rows = [row for row in query if not is_open(row, now)]
        for row in rows:
            _close(now, row, row.version, {"stand": Freigabestand.VERFALLEN.value})
    return len(rows)


def acknowledge(*, by: Akteur, now: datetime, kenntnis_id: int) -> None:
    """Say that one has seen it: it leaves the own desk. Raises DoesNotExist for somebody else's."""
    with writing(by=by):
        kenntnis = Kenntnis.get_by_id(kenntnis_id)
        if kenntnis.gesehen_am is None:
            kenntnis.gesehen_am = now
            kenntnis.save()
            meldung = Meldung(name="freigabe_seen", tabelle=Freigabe,
                              objekt_id=kenntnis.freigabe_id)  # fmt: skip
            record_event(now=now, meldung=meldung)


def _require(by: Akteur, now: datetime, freigabe: Freigabe) -> None:
    if freigabe.beantragt_von_id == by.konto_id:
        raise RuleViolation("Den eigenen Antrag gibt niemand selbst frei.")
    if freigabe.konto_id is not None and freigabe.konto_id == by.konto_id:
        raise RuleViolation(
            "Über einen Antrag, der Sie selbst betrifft, entscheidet jemand anderes."
        )
    if by.konto_id not in {k.id for k in deciders(freigabe, Aufsicht.load(berlin_day(now)))}:
        raise RuleViolation("Diesen Antrag kann nur eine der genannten Personen entscheiden.")
    if not is_open(freigabe, now):
        raise RuleViolation("Über diesen Antrag ist schon entschieden, oder er ist verfallen.")


_NAMEN = {
    Freigabestand.ERTEILT: "freigabe_granted",
    Freigabestand.ABGELEHNT: "freigabe_refused",
    Freigabestand.VERFALLEN: "freigabe_expired",
}


def _close(now: datetime, freigabe: Freigabe, version: int, neu: dict[str, Any]) -> None:
    neu |= {"entschieden_am": now, "daten": without_secret(freigabe.daten)}
    with acting_as(SYSTEM):
        freigabe.save_version(version, neu)
    name = _NAMEN[Freigabestand(neu["stand"])]
    record_event(
        now=now,
        meldung=Meldung(name=name, tabelle=Freigabe, objekt_id=freigabe.id,
                        neu={"art": freigabe.art, "stand": freigabe.stand}),
    )  # fmt: skip


def _carry_out(now: datetime, freigabe: Freigabe, daten: str) -> None:
    """Do what was asked for, in the name of who asked, with the rights she has today."""
    with acting_as(SYSTEM):
        konto = Konto.get_by_id(freigabe.beantragt_von_id)
    if not konto.active:
        raise RuleViolation("Wer das beantragt hat, ist gesperrt. Bitte lehnen Sie den Antrag ab.")
    by = load_akteur(konto, berlin_day(now))
    with agreed():
        TUT[Macht(freigabe.art)](by=by, now=now, **_values(daten))


def _values(daten: str) -> dict[str, Any]:
    values = {name: _value(name, value) for name, value in json.loads(daten).items()}
    values.pop("auch", None)
    return values


def _value(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {inner: _value(inner, kept) for inner, kept in value.items()}
    return date.fromisoformat(value) if name in _TAGE and value else value
