"""Filters that somebody keeps for herself; the log tells that there is one, not what it holds."""

import json
from collections.abc import Mapping
from datetime import datetime

from models.actions.ereignisse import Meldung, record_event
from models.db import writing
from models.rules.etiketten import refuse_labels
from models.rules.fehler import RuleViolation
from models.rules.kriterien import check_kriterien
from models.rules.rechte import Akteur
from models.tables import Suchfilter

HOECHSTENS = 30
_NAME = 80


def save_filter(
    *, by: Akteur, now: datetime, liste: str, name: str, kriterien: Mapping[str, str]
) -> Suchfilter:
    """Keep these criteria under a name; a filter of that name is replaced.

    `kriterien`: names and values of KRITERIEN, such as {"art": "lob", "frist_am_bis":
    "2026-07-31"}. Raises RuleViolation.
    """
    name, content = _clean(name), json.dumps(check_kriterien(liste, kriterien), ensure_ascii=False)
    with writing(by=_person(by)):
        row = Suchfilter.get_or_none(Suchfilter.liste == liste, Suchfilter.name == name)
        if row is None:
            _check_count(liste)
            row = Suchfilter(konto=by.konto_id, liste=liste, name=name)
        row.kriterien = content
        row.save()
        _tell("suchfilter_saved", now, row)
    return row


def rename_filter(*, by: Akteur, now: datetime, filter_id: int, name: str) -> Suchfilter:
    """Give an own filter another name. Raises RuleViolation, DoesNotExist for a foreign one."""
    name = _clean(name)
    with writing(by=_person(by)):
        row = Suchfilter.get_by_id(filter_id)
        same = Suchfilter.select().where(Suchfilter.liste == row.liste, Suchfilter.name == name)
        if same.where(Suchfilter.id != row.id).exists():
            raise RuleViolation("Ein Filter dieses Namens ist schon gespeichert.", "name")
        row.name = name
        row.save()
        _tell("suchfilter_renamed", now, row)
    return row


def delete_filter(*, by: Akteur, now: datetime, filter_id: int) -> None:
    """Delete an own filter. Raises DoesNotExist for a foreign one."""
    with writing(by=_person(by)):
        row = Suchfilter.get_by_id(filter_id)
        row.delete_instance()
        _tell("suchfilter_deleted", now, row)


def _person(by: Akteur) -> Akteur:
    if by.konto_id is None:
        raise RuleViolation("Filter gehören zu einem Konto.")
    return by


def _clean(name: str) -> str:
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > _NAME or not cleaned.isprintable():
        raise RuleViolation(f"Bitte einen Namen mit 1 bis {_NAME} Zeichen angeben.", "name")
    refuse_labels(cleaned, "name")
    return cleaned


def _check_count(liste: str) -> None:
    if Suchfilter.select().where(Suchfilter.liste == liste).count() >= HOECHSTENS:
        satz = f"Je Liste sind {HOECHSTENS} Filter möglich. Bitte erst einen löschen."
        raise RuleViolation(satz, "name")


def _tell(name: str, now: datetime, row: Suchfilter) -> None:
    neu = {"liste": row.liste, "name": row.name}
    meldung = Meldung(name=name, tabelle=Suchfilter, objekt_id=row.id, neu=neu)
    record_event(now=now, meldung=meldung)
