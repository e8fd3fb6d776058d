"""The steps of a case for screens: what may come next, what was done, whom it waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from peewee import JOIN, SQL, Expression

from models.db import acting_as
from models.queries.zustand import load_fall
from models.rules.ablauf_angebot import Angebot, open_steps, why_gone
from models.rules.ablauf_datei import load_ablaufwerk
from models.rules.ablauf_plan import step_label
from models.rules.rechte import SYSTEM, Akteur, Verdict
from models.rules.zeit import berlin_day
from models.rules.zustaendig import AMT, VERANTWORTLICH, person_in
from models.tables import Konto, Schritt, Vorgang

__all__ = [
    "Angebot",
    "Schrittzeile",
    "angebote",
    "event_label",
    "find_angebot",
    "steps_taken",
    "waiting_for",
]


@dataclass(frozen=True)
class Schrittzeile:
    """One step taken, as people read it; `vertreten`: who was stood in for."""

    name: str
    ereignis: str
    runde: int
    gilt: bool
    am: datetime
    wer: str | None
    vertreten: str | None


def angebote(vorgang: Vorgang, akteur: Akteur) -> list[Angebot]:
    """Every step this case can still take, in order, each with `akteur`'s verdict and the reason.

    The case must be in view already. Empty where it has no steps (an Abgabefall).
    """
    fall = load_fall(vorgang)
    if fall is None:
        return []
    person = person_in(akteur, vorgang.einheit_id, fall.betroffene)
    return open_steps(fall.plan, fall.zustand, person)


def find_angebot(vorgang: Vorgang, akteur: Akteur, name: str) -> Angebot | None:
    """The offer of one step; where it cannot come any more, one that is refused and says why.

    The case must be in view already. None for a step that its Regelwerk does not know.
    """
    found = next((a for a in angebote(vorgang, akteur) if a.schritt.name == name), None)
    if found is not None:
        return found
    werk = load_ablaufwerk(vorgang.regelwerk)
    schritt = next((s for s in werk.schritt if s.name == name), None)
    if schritt is None:
        return None
    fall = load_fall(vorgang)
    reason = why_gone(fall.plan, fall.zustand, schritt) if fall else "Der Vorgang ist abgegeben."
    verdict = Verdict(False, f"{reason}{_last_time(vorgang, name)}")
    return Angebot(schritt, verdict, False, "", pflicht=schritt.pflicht, felder=schritt.felder)


def steps_taken(vorgang: Vorgang) -> Sequence[Schrittzeile]:
    """The steps on record of a case in view, oldest first, undone ones too."""
    wer, vertreten = Konto.label_alias("wer"), Konto.label_alias("vertreten")
    with acting_as(SYSTEM):
        query = (
            Schritt.select(Schritt, wer, vertreten)
            .join(wer, JOIN.LEFT_OUTER, on=(Schritt.getan_von == wer.id), attr="wer")
            .switch(Schritt)
            .join(
                vertreten,
                JOIN.LEFT_OUTER,
                on=(Schritt.vertretung_fuer == vertreten.id),
                attr="vertreten",
            )
            .where(Schritt.vorgang == vorgang.id)
            .order_by(Schritt.id)
        )
        return [_row(schritt, vorgang.regelwerk) for schritt in query]


def event_label(vorgang: Vorgang, ereignis: str) -> str | None:
    """What the Verlauf says of a step's event; None for other events."""
    return step_label(vorgang.regelwerk, ereignis)


def waiting_for(akteur: Akteur) -> Expression | SQL:
    """WHERE term on Vorgang: open cases whose next step is this actor's, in her view anyway."""
    rollen = {bindung.rolle for bindung in akteur.bindungen}
    rollen |= {amt for amt, holders in AMT.items() if rollen & set(holders)}
    own = {akteur.konto_id} | {b.vertretung_fuer_id for b in akteur.bindungen}
    mine = Vorgang.verantwortlich << sorted(konto for konto in own if konto is not None)
    # As one list, not as two alternatives: so the index of what waits serves both.
    by_role = Vorgang.wartet_auf << sorted({*rollen, VERANTWORTLICH})
    return by_role & ((Vorgang.wartet_auf != VERANTWORTLICH) | mine)


def _last_time(vorgang: Vorgang, name: str) -> str:
    """„ (Berta Busch, 14.07.2026)“ for a step on record that counts; else nothing."""
    taken = [zeile for zeile in steps_taken(vorgang) if zeile.name == name and zeile.gilt]
    if not taken or not taken[-1].wer:
        return ""
    return f" ({taken[-1].wer}, {berlin_day(taken[-1].am):%d.%m.%Y})"


def _row(schritt: Schritt, regelwerk: str) -> Schrittzeile:
    wer, vertreten = getattr(schritt, "wer", None), getattr(schritt, "vertreten", None)
    return Schrittzeile(
        name=schritt.name,
        ereignis=step_label(regelwerk, f"schritt_{schritt.name}") or schritt.name,
        runde=schritt.runde,
        gilt=schritt.gilt,
        am=schritt.getan_am,
        wer=wer.name if wer else None,
        vertreten=vertreten.name if vertreten else None,
    )
