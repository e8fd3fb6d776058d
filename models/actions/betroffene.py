"""Naming the employees whom a case is about: from then on they see nothing of it (D22).

To name somebody takes a case away from her, so it is no quiet thing: only who works on the case
and answers for people may, nobody names the own superior, each time the VZ GF and the GF are told
by mail, and a withdrawal needs a reason, which stays in the case as a note.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from models.actions.ablaufstand import ABGELEITET
from models.actions.benachrichtigung import notify_betroffene
from models.actions.ereignisse import Meldung, record_event
from models.actions.erlaubnis import require
from models.actions.vermerke import Notiz, write_vermerk
from models.actions.vorgangsfelder import Eintrag, OhneKonto, Stammdaten, build_rows
from models.actions.vorgangsschrift import betroffen_row
from models.db import acting_as, writing
from models.queries.akteure import load_akteur
from models.queries.zustand import load_fall
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.rules.zeit import berlin_day
from models.tables import Betroffen, Konto, Vorgang

BENENNEN = (Recht.VORGANG_BEARBEITEN, Recht.VORGANG_INHALT_LESEN, Recht.KONTO_LESEN)
"""What it takes to name somebody: to work on the case, read it, and answer for people."""
_LAENGSTER_NAME = 200


def name_betroffene(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, betroffene: tuple[int | str, ...]
) -> None:
    """Make these accounts (ids) or names the ones a case is about, instead of those before.

    Their steps fall to their superiors at once. Raises StaleVersion, RuleViolation, DoesNotExist.
    """

    def replace(vorgang: Vorgang) -> None:
        Betroffen.delete().where(Betroffen.vorgang == vorgang.id).execute()
        for who in dict.fromkeys(betroffene):
            Betroffen.create(**betroffen_row(vorgang.id, who))

    with writing(by=by):
        vorgang = _hold(by, vorgang_id)
        _check_accounts(by, now, vorgang, betroffene)
        _change(now, vorgang, version, "betroffene_named", replace)


def add_betroffene(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, wer: int | str
) -> None:
    """Name one more: an account's id, or the name of somebody without an account here.

    Raises StaleVersion, RuleViolation, DoesNotExist.
    """
    if isinstance(wer, str) and not 0 < len(wer.strip()) <= _LAENGSTER_NAME:
        raise RuleViolation(f"Ein Name hat 1 bis {_LAENGSTER_NAME} Zeichen.", "name")
    who = OhneKonto(wer.strip()) if isinstance(wer, str) else wer

    def add(vorgang: Vorgang) -> None:
        if _is_named(vorgang, who):
            raise RuleViolation("Diese Person ist hier schon benannt.", "person")
        Betroffen.create(**betroffen_row(vorgang.id, who))

    with writing(by=by):
        vorgang = _hold(by, vorgang_id)
        _check_accounts(by, now, vorgang, (who,))
        _change(now, vorgang, version, "betroffene_named", add)


def assign_betroffene(
    *, by: Akteur, now: datetime, betroffen_id: int, version: int, konto_id: int | None
) -> None:
    """Say whose account a mere name is; None: nobody's here. Raises as add_betroffene does."""

    def assign(vorgang: Vorgang) -> None:
        if konto_id is None:
            Betroffen.update(ohne_konto=True).where(Betroffen.id == betroffen_id).execute()
        elif _is_named(vorgang, konto_id):
            Betroffen.delete().where(Betroffen.id == betroffen_id).execute()
        else:
            changed = {"konto": konto_id, "bezeichnung": None, "ohne_konto": False}
            Betroffen.update(changed).where(Betroffen.id == betroffen_id).execute()

    with writing(by=by):
        betroffen = Betroffen.get_by_id(betroffen_id)
        if betroffen.konto_id is not None:
            raise RuleViolation("Hier steht schon ein Konto.")
        vorgang = _hold(by, betroffen.vorgang_id)
        _check_accounts(by, now, vorgang, (konto_id,) if konto_id is not None else ())
        _change(now, vorgang, version, "betroffene_assigned", assign)


def withdraw_betroffene(
    *, by: Akteur, now: datetime, betroffen_id: int, version: int, grund: str
) -> None:
    """Take a naming back; the reason stays in the case as a note. Raises as add_betroffene does."""
    if not grund.strip():
        raise RuleViolation("Wer eine Benennung zurücknimmt, sagt warum.", "grund")

    def withdraw(vorgang: Vorgang) -> None:
        Betroffen.delete().where(Betroffen.id == betroffen_id).execute()

    with writing(by=by):
        betroffen = Betroffen.get_by_id(betroffen_id)
        vorgang = _hold(by, betroffen.vorgang_id)
        _change(now, vorgang, version, "betroffene_withdrawn", withdraw)
        if vorgang.art is not None:
            text = f"Benennung einer betroffenen Person zurückgenommen: {grund.strip()}"
            write_vermerk(by=by, now=now, vorgang_id=vorgang.id, notiz=Notiz("vermerk", text))


def _hold(by: Akteur, vorgang_id: int) -> Vorgang:
    vorgang = Vorgang.hold(vorgang_id)
    for recht in BENENNEN:
        require(by, recht, vorgang)
    return vorgang


def _change(
    now: datetime, vorgang: Vorgang, version: int, name: str, tut: Callable[[Vorgang], None]
) -> None:
    """Who names herself does not see the case any more: it is written as the machine."""
    with acting_as(SYSTEM):
        vorgang.save_version(version, {})
        tut(vorgang)
        eintrag = Eintrag(einheit_id=vorgang.einheit_id, werte={})
        rows = build_rows(eintrag, Stammdaten.load(), now=now, by=SYSTEM, before=vorgang)
        stand = {name: rows.kopf[name] for name in ABGELEITET}
        Vorgang.update(stand).where(Vorgang.id == vorgang.id).execute()
        fall = load_fall(vorgang)
    neu = {"konto": "", "bezeichnung": ""}
    record_event(now=now, meldung=Meldung(name, Betroffen, vorgang.id, neu, vorgang=vorgang))
    if fall is not None:
        notify_betroffene(now=now, vorgang=vorgang, fall=fall)


def _is_named(vorgang: Vorgang, wer: int | str) -> bool:
    same = Betroffen.konto == wer if isinstance(wer, int) else Betroffen.bezeichnung == str(wer)
    return Betroffen.select().where(Betroffen.vorgang == vorgang.id, same).exists()


def _check_accounts(
    by: Akteur, now: datetime, vorgang: Vorgang, betroffene: Iterable[int | str]
) -> None:
    wanted = {who for who in betroffene if isinstance(who, int)}
    with acting_as(SYSTEM):
        found = list(Konto.select().where(Konto.id << sorted(wanted))) if wanted else []
        if len(found) != len(wanted):
            raise RuleViolation("Dieses Konto gibt es nicht.", "person")
        if any(_is_superior(by, vorgang, konto, now) for konto in found):
            raise RuleViolation(
                "Die eigenen Vorgesetzten benennt das VZ GF; bitte geben Sie dort Bescheid.",
                "person",
                "D22",
            )


def _is_superior(by: Akteur, vorgang: Vorgang, konto: Konto, now: datetime) -> bool:
    """Whether she leads a unit above those in which `by` works; the front office has no such."""
    if by.system or konto.id == by.konto_id or may(by, Recht.VORGANG_ERFASSEN, vorgang):
        return False
    work = (b.einheiten for b in by.bindungen if Recht.VORGANG_BEARBEITEN in b.rechte)
    own: frozenset[int] = frozenset().union(*work)
    return any(
        Recht.ERGEBNIS_FESTSTELLEN in b.rechte and b.einheit_id not in own and b.einheiten & own
        for b in load_akteur(konto, berlin_day(now)).bindungen
    )
