"""Naming the employees whom a case is about: from then on they see nothing of it (D22)."""

from datetime import datetime

from models.actions.ablaufstand import ABGELEITET
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.vorgangsfelder import Eintrag, Stammdaten, build_rows
from models.actions.vorgangsschrift import betroffen_row
from models.db import acting_as, writing
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.tables import Betroffen, Konto, Vorgang


def name_betroffene(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, betroffene: tuple[int | str, ...]
) -> None:
    """Make these accounts (ids) or names the ones a case is about, instead of those before.

    Their steps fall to their superiors at once. Raises StaleVersion, RuleViolation, DoesNotExist.
    """
    with writing(by=by):
        vorgang = Vorgang.hold(vorgang_id)
        require(by, Recht.VORGANG_BEARBEITEN, vorgang)
        require(by, Recht.VORGANG_INHALT_LESEN, vorgang)
        with vorgang.at_version(version):
            _replace(by, now, vorgang, version, betroffene)
        neu = {"konto": "", "bezeichnung": ""}
        meldung = Meldung("betroffene_named", Betroffen, vorgang.id, neu, vorgang=vorgang)
        record_event(now=now, meldung=meldung)


def _replace(
    by: Akteur, now: datetime, vorgang: Vorgang, version: int, betroffene: tuple[int | str, ...]
) -> None:
    with acting_as(SYSTEM):
        _check_accounts(betroffene)
        Betroffen.delete().where(Betroffen.vorgang == vorgang.id).execute()
        for who in dict.fromkeys(betroffene):
            Betroffen.create(**betroffen_row(vorgang.id, who))
        eintrag = Eintrag(einheit_id=vorgang.einheit_id, werte={})
        rows = build_rows(eintrag, Stammdaten.load(), now=now, by=by, before=vorgang)
        vorgang.save_version(version, {name: rows.kopf[name] for name in ABGELEITET})


def _check_accounts(betroffene: tuple[int | str, ...]) -> None:
    wanted = {who for who in betroffene if isinstance(who, int)}
    found = Konto.select().where(Konto.id << sorted(wanted)).count() if wanted else 0
    if found != len(wanted):
        raise RuleViolation("Dieses Konto gibt es nicht.", "betroffene_person")
