"""Letters while they are written: what is typed is kept, and nobody overwrites another's words."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from peewee import IntegrityError

from models.actions.ablage import Datei
from models.actions.dokumente import Schein, file_datei
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.db import writing
from models.queries.schreiben import Blatt
from models.rules.fehler import RuleViolation
from models.rules.rechte import Akteur
from models.rules.rollen import Recht
from models.rules.schreiben import BAUSTEIN, SCHREIBEN
from models.tables import Briefentwurf, Dokument, StaleVersion, Vorgang

LAENGSTENS = {"betreff": 200, "anschrift": 500, "unterschrift": 500, "text": 20_000}
"""Signs of each part of a letter."""


@dataclass(frozen=True)
class Niederschrift:
    """A letter of a case as typed; `version` of the draft it began with, 0 where there was none."""

    vorgang_id: int
    schreiben: str
    blatt: Blatt
    version: int = 0


def save_brief(*, by: Akteur, now: datetime, brief: Niederschrift) -> Briefentwurf:
    """Keep a letter as it stands, gaps and all; the same words again write nothing.

    Raises StaleVersion where somebody else saved it meanwhile, RuleViolation for a kind that does
    not exist or too many signs, DoesNotExist where `by` does not see the case.
    """
    _check(brief)
    try:
        with writing(by=by):
            vorgang = _writable(by, brief.vorgang_id)
            return _save(by, now, vorgang, brief)
    except IntegrityError:
        raise _faster() from None


def file_brief(
    *, by: Akteur, now: datetime, brief: Niederschrift, schein: Schein, datei: Datei
) -> Dokument:
    """Keep a letter as it stands and file it as the next Fassung of its kind: both, or neither.

    Raises what save_brief and file_datei raise.
    """
    with writing(by=by):
        save_brief(by=by, now=now, brief=brief)
        return file_datei(by=by, now=now, vorgang_id=brief.vorgang_id, schein=schein, datei=datei)


def discard_brief(*, by: Akteur, now: datetime, brief_id: int, version: int) -> None:
    """Throw a draft away, to begin again from the Textbausteine; what was filed stays.

    Raises StaleVersion where somebody else saved it meanwhile, DoesNotExist out of view.
    """
    with writing(by=by):
        row = Briefentwurf.get_by_id(brief_id)
        vorgang = _writable(by, row.vorgang_id)
        if row.version != version:
            raise _faster()
        row.delete_instance()
        record_event(now=now, meldung=_told("brief_discarded", row, vorgang))


def _check(brief: Niederschrift) -> None:
    if brief.schreiben not in SCHREIBEN or brief.schreiben == BAUSTEIN:
        raise RuleViolation("Dieses Schreiben gibt es nicht.", "schreiben")
    for feld, most in LAENGSTENS.items():
        if len(getattr(brief.blatt, feld)) > most:
            raise RuleViolation(f"Hier sind höchstens {most} Zeichen möglich.", feld)


def _writable(by: Akteur, vorgang_id: int) -> Vorgang:
    vorgang = Vorgang.get_by_id(vorgang_id)
    for recht in (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN):
        require(by, recht, vorgang)
    return vorgang


def _save(by: Akteur, now: datetime, vorgang: Vorgang, brief: Niederschrift) -> Briefentwurf:
    werte: dict[str, Any] = asdict(brief.blatt)
    stamp = {"geaendert_am": now, "geaendert_von": by.konto_id}
    row = Briefentwurf.get_or_none(
        Briefentwurf.vorgang == vorgang.id, Briefentwurf.schreiben == brief.schreiben
    )
    if row is None:
        row = Briefentwurf.create(vorgang=vorgang.id, schreiben=brief.schreiben, **werte, **stamp)
    elif all(getattr(row, name) == value for name, value in werte.items()):
        return row
    else:
        _require_known(row, brief.version)
        row.save_version(row.version, werte | stamp)
    record_event(now=now, meldung=_told("brief_drafted", row, vorgang))
    return row


def _require_known(row: Briefentwurf, version: int) -> None:
    if row.version != version:
        raise _faster()


def _faster() -> StaleVersion:
    return StaleVersion("Jemand anderes hat dieses Schreiben inzwischen gespeichert.")


def _told(name: str, row: Briefentwurf, vorgang: Vorgang) -> Meldung:
    neu = {"schreiben": row.schreiben, "betreff": "", "text": ""}
    return Meldung(name, Briefentwurf, row.id, neu=neu, vorgang=vorgang)
