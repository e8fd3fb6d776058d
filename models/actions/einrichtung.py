"""Setting up: the first Dienststelle, the code lists and the first administrator, at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from models.actions.codes import SEIT, seed_codes
from models.actions.einheiten import create_einheit
from models.actions.konten import create_konto
from models.actions.rollen import Vergabe, give_rolle
from models.actions.textbausteine import seed_textbausteine
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Einheit


@dataclass(frozen=True)
class Einrichtung:
    """What setting up asks: fields of the Dienststelle, and login, name, email of the account.

    `zweites_konto`: a second Administration that may agree to what the first asks for. Its password
    is only for the first log-in.
    """

    dienststelle: Mapping[str, Any]
    konto: Mapping[str, Any]
    passwort_hash: str
    zweites_konto: Mapping[str, Any] | None = None
    zweiter_passwort_hash: str | None = None
    gueltig_ab: date = field(default=SEIT)


def einrichten(*, now: datetime, heute: date, einrichtung: Einrichtung) -> Einheit:
    """Write all of it in one transaction. Raises RuleViolation, also for a second time."""
    with writing(by=SYSTEM):
        refuse_second_time()
        seed_codes(by=SYSTEM, now=now)
        seed_textbausteine(by=SYSTEM, now=now)
        einheit = create_einheit(
            by=SYSTEM,
            now=now,
            werte={
                "art": "dienststelle",
                "gueltig_ab": einrichtung.gueltig_ab,
                **einrichtung.dienststelle,
            },
        )
        _administration(now, heute, einheit, einrichtung)
    return einheit


def _administration(now: datetime, heute: date, einheit: Einheit, wer: Einrichtung) -> None:
    """The first and, where one was named, the second; both since before anybody else."""
    named = [(wer.konto, wer.passwort_hash, False)]
    if wer.zweites_konto is not None:
        named.append((wer.zweites_konto, wer.zweiter_passwort_hash or "", True))
    for werte, passwort_hash, vorlaeufig in named:
        konto = create_konto(
            by=SYSTEM,
            now=now,
            werte={**werte, "einheit": einheit.id},
            passwort_hash=passwort_hash,
        )
        if vorlaeufig:
            konto.save_version(konto.version, {"passwort_vorlaeufig": True})
        rolle = Vergabe(konto.id, "administration", einheit.id, gueltig_ab=heute)
        give_rolle(by=SYSTEM, now=now, vergabe=rolle)


def refuse_second_time() -> None:
    """Raise RuleViolation where there is a Dienststelle already."""
    with acting_as(SYSTEM):
        if Einheit.select().exists():
            raise RuleViolation(
                "Hier ist schon eine Dienststelle eingerichtet; weitere Einheiten, Konten und "
                "Rollen pflegt die Administration in der Anwendung."
            )
