"""Accounts: create, correct, set the password, lock. Hashing happens at the edge."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import refuse_if_hanging, require
from models.actions.kalenderlinks import end_links
from models.actions.vieraugen import Vorhaben, hold, wait_if
from models.db import acting_as, writing
from models.queries.freigaben import place_of_power, place_of_watch
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.vieraugen import Macht
from models.rules.zeit import berlin_day
from models.tables import Freigabe, Konto

KONTOFELDER = ("login", "name", "email", "einheit")
_ANMELDUNG = frozenset({"login", "email"})
"""By these somebody comes in, or is reached: who changes them takes an account over."""
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,79}")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+")
_ARGON2ID = "$argon2id$"


def create_konto(
    *, by: Akteur, now: datetime, werte: Mapping[str, Any], passwort_hash: str | None = None
) -> Konto:
    """Create an account from KONTOFELDER (`einheit` is an id); without a hash nobody can log in.

    A password that somebody chose for her lasts until her first log-in. Raises RuleViolation with
    the field that is wrong.
    """
    checked = _check(werte)
    konto = Konto(
        **checked,
        password=passwort_hash,
        passwort_vorlaeufig=passwort_hash is not None and not by.system,
        angelegt_am=now,
        fs_uniquifier=_new_key(),
    )
    _check_hash(passwort_hash)
    require(by, Recht.KONTO_PFLEGEN, konto)
    with writing(by=by):
        _refuse_taken(konto)
        _save_new(konto)
        neu = {**checked, "password": passwort_hash}
        record_event(now=now, meldung=_changed("konto_created", konto, neu=neu))
    return konto


def update_konto(
    *, by: Akteur, now: datetime, konto_id: int, version: int, werte: Mapping[str, Any]
) -> Konto:
    """Correct an account (KONTOFELDER).

    How somebody with power comes in is changed by two (Wartet). Raises StaleVersion,
    RuleViolation, DoesNotExist.
    """
    warten = None
    with writing(by=by):
        konto = _own_or(by, Recht.KONTO_PFLEGEN, konto_id)
        before = {name: konto.__data__.get(name) for name in KONTOFELDER}
        checked = _check({**before, **werte})
        neu = {name: value for name, value in checked.items() if before[name] != value}
        if neu:
            _refuse_taken(Konto(id=konto.id, **checked))
            require(by, Recht.KONTO_PFLEGEN, Konto(**checked))
            if _ANMELDUNG & neu.keys():
                wanted = {"version": version, "werte": dict(werte)}
                warten = _hold(by, now, Macht.KONTO, konto, wanted)
        if neu and warten is None:
            konto.save_version(version, neu)
            alt = {name: before[name] for name in neu}
            record_event(now=now, meldung=_changed("konto_updated", konto, neu=neu, alt=alt))
    wait_if(warten)
    return konto


def set_passwort(*, by: Akteur, now: datetime, konto_id: int, passwort_hash: str) -> Konto:
    """Store the hash of a new password; every session and the calendar link of the account end.

    For one's own account, else KONTO_PFLEGEN; then it lasts until her next log-in, and of somebody
    with power it is set by two (Wartet). Raises RuleViolation for anything but argon2id.
    """
    _check_hash(passwort_hash)
    warten = None
    with writing(by=by):
        konto = Konto.get_by_id(konto_id)
        is_own = konto.id == by.konto_id
        if not is_own:
            require(by, Recht.KONTO_PFLEGEN, konto)
            warten = _hold(by, now, Macht.PASSWORT, konto, {"passwort_hash": passwort_hash})
        if warten is None:
            neu = {
                "password": passwort_hash,
                "passwort_vorlaeufig": not (is_own or by.system),
                "fs_uniquifier": _new_key(),
            }
            konto.save_version(konto.version, neu)
            record_event(now=now, meldung=_changed("konto_password_set", konto, neu=neu))
            end_links(now=now, konto_id=konto_id)
    wait_if(warten)
    return konto


def lock_konto(
    *, by: Akteur, now: datetime, konto_id: int, version: int, active: bool = False
) -> Konto:
    """Lock an account, or open it again with `active`; its sessions end at once.

    Who has power is let in again by two (Wartet); that somebody who keeps watch was locked is
    told at once.
    """
    with writing(by=by):
        konto = _own_or(by, Recht.KONTO_PFLEGEN, konto_id)
        if konto.id == by.konto_id:
            raise RuleViolation("Das eigene Konto sperrt oder entsperrt niemand selbst.")
        art = Macht.ENTSPERRT if active else Macht.GESPERRT
        warten = _hold(by, now, art, konto, {"version": version, "active": active})
        if warten is None:
            konto.save_version(version, {"active": active, "fs_uniquifier": _new_key()})
            name = "konto_unlocked" if active else "konto_locked"
            record_event(now=now, meldung=_changed(name, konto, neu={"active": active}))
    wait_if(warten)
    return konto


def delete_konto(*, by: Akteur, now: datetime, konto_id: int) -> None:
    """Delete an account made by mistake, on which nothing hangs. Raises RuleViolation."""
    with writing(by=by):
        konto = _own_or(by, Recht.KONTO_PFLEGEN, konto_id)
        refuse_if_hanging(konto, f"Das Konto „{konto.login}“")
        konto.delete_instance()
        record_event(now=now, meldung=_changed("konto_deleted", konto))


def _hold(
    by: Akteur, now: datetime, art: Macht, konto: Konto, werte: Mapping[str, Any]
) -> Freigabe | None:
    """Ask for a second person where the account has power, or keeps watch and is locked."""
    if konto.id == by.konto_id:
        return None
    find = place_of_watch if art is Macht.GESPERRT else place_of_power
    einheit_id = find(konto.id, berlin_day(now))
    if einheit_id is None:
        return None
    wanted = {"konto_id": konto.id, **werte}
    return hold(by=by, now=now, vorhaben=Vorhaben(art, einheit_id, konto.id, wanted))


def _own_or(by: Akteur, recht: Recht, konto_id: int) -> Konto:
    konto = Konto.get_by_id(konto_id)
    require(by, recht, konto)
    return konto


def _check(werte: Mapping[str, Any]) -> dict[str, Any]:
    if unknown := set(werte) - set(KONTOFELDER):
        raise ValueError(f"Ein Konto kennt diese Felder nicht: {unknown}")
    checked = dict(werte)
    checked["login"] = str(werte.get("login") or "").strip().lower()
    checked["email"] = str(werte.get("email") or "").strip().lower()
    checked["name"] = str(werte.get("name") or "").strip()
    if not _LOGIN.fullmatch(checked["login"]):
        raise RuleViolation(
            "Der Anmeldename besteht aus 2 bis 80 Kleinbuchstaben, Ziffern, Punkt und Strichen.",
            feld="login",
        )
    if not _EMAIL.fullmatch(checked["email"]):
        raise RuleViolation("Bitte eine E-Mail-Adresse angeben.", feld="email")
    for name in ("name", "einheit"):
        if not checked.get(name):
            raise RuleViolation("Bitte dieses Feld ausfüllen.", feld=name)
    return checked


def _check_hash(passwort_hash: str | None) -> None:
    if passwort_hash is not None and not passwort_hash.startswith(_ARGON2ID):
        raise RuleViolation("Passwörter werden nur als argon2id gespeichert.", feld="password")


def _refuse_taken(konto: Konto) -> None:
    with acting_as(SYSTEM):
        for name, label in (("login", "Der Anmeldename"), ("email", "Die E-Mail-Adresse")):
            others = Konto.select().where(getattr(Konto, name) == getattr(konto, name))
            if any(other.id != konto.id for other in others):
                raise RuleViolation(f"{label} ist schon vergeben.", feld=name)


def _save_new(konto: Konto) -> None:
    try:
        konto.save(force_insert=True)
    except IntegrityError:  # somebody was faster between check and insert
        raise RuleViolation("Anmeldename oder E-Mail-Adresse sind schon vergeben.") from None


def _changed(name: str, konto: Konto, **values: Any) -> Meldung:
    return Meldung(name=name, tabelle=Konto, objekt_id=konto.id, **values)


def _new_key() -> str:
    return secrets.token_hex(16)
