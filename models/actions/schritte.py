"""Taking a step in a case: verdict, fields, record and mails, all in one transaction or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from models.actions.benachrichtigung import notify_step
from models.actions.erlaubnis import require
from models.actions.schrittfolgen import write_rows_of_step
from models.actions.schrittwerte import Kontext, Tat, check_given, values_of
from models.actions.vorgangsaenderung import Aenderung, write_change
from models.actions.vorgangsfelder import Eintrag, Stammdaten, build_rows
from models.db import acting_as, writing
from models.queries.zustand import Fall, load_fall
from models.rules.ablauf_angebot import Angebot, open_steps
from models.rules.ablauf_plan import EREIGNIS
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur
from models.rules.rollen import Recht
from models.rules.zustaendig import person_in
from models.tables import Anliegen, Konto, Schritt, StaleVersion, Vorgang

__all__ = ["Tat", "perform_schritt"]


def perform_schritt(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, tat: Tat
) -> Vorgang:
    """Take one step: its fields, its row, its event `schritt_…`, the derived columns, its mails.

    Raises DoesNotExist where `by` does not see the case, StaleVersion when somebody was faster,
    RuleViolation with the engine's reason, Verstoesse for what is missing or wrong in `tat`.
    """
    with writing(by=by):
        vorgang = Vorgang.hold(vorgang_id)
        require(by, Recht.VORGANG_LESEN, vorgang)
        _require_current(vorgang, version)
        kontext = Kontext(_fall(vorgang), vorgang, by, now)
        angebot = _allowed(kontext, tat)
        check_given(angebot, tat)
        _write(kontext, angebot, tat, version)
        with acting_as(SYSTEM):
            fall = load_fall(vorgang)
        if fall is not None:
            notify_step(
                now=now, vorgang=vorgang, fall=fall, schritt=angebot.schritt, runde=angebot.runde
            )
    return vorgang


def _fall(vorgang: Vorgang) -> Fall:
    fall = load_fall(vorgang)
    if fall is None:
        raise RuleViolation("Für diesen Vorgang gibt es keine Schritte.")
    return fall


def _require_current(vorgang: Vorgang, version: int) -> None:
    if vorgang.version != version:
        raise StaleVersion(
            "Jemand anderes hat den Vorgang inzwischen geändert. "
            "Bitte neu laden und den Schritt dann noch einmal wählen."
        )


def _allowed(kontext: Kontext, tat: Tat) -> Angebot:
    """The offer for this step. Raises RuleViolation with the reason where it is refused."""
    fall = kontext.fall
    person = person_in(kontext.by, kontext.vorgang.einheit_id, fall.betroffene)
    offers = open_steps(fall.plan, fall.zustand, person)
    found = next((offer for offer in offers if offer.schritt.name == tat.schritt), None)
    if found is None:
        raise RuleViolation("Diesen Schritt gibt es hier nicht oder nicht mehr.")
    if not found.erlaubt:
        raise RuleViolation(found.erlaubt.reason, regel=found.schritt.regel[0])
    return found


def _write(kontext: Kontext, angebot: Angebot, tat: Tat, version: int) -> None:
    schritt, vorgang = angebot.schritt, kontext.vorgang
    with acting_as(SYSTEM):
        werte = values_of(kontext, schritt, tat)
        _write_schritt(kontext, angebot)
        eintrag = Eintrag(
            einheit_id=tat.werte.get("team") or vorgang.einheit_id,
            werte=werte,
            anliegen=_answered(vorgang, tat.werte.get("anliegen_antwort", ())),
        )
        rows = build_rows(
            eintrag, Stammdaten.load(), now=kontext.now, by=kontext.by, before=vorgang
        )
        deputised = Konto.get_or_none(Konto.id == angebot.fuer) if angebot.fuer else None
    aenderung = Aenderung(
        rows,
        version,
        f"{EREIGNIS}{schritt.name}",
        always=True,
        vertretung_fuer=deputised.login if deputised else None,
        zusatz={"runde": angebot.runde},
    )
    write_change(now=kontext.now, vorgang=vorgang, aenderung=aenderung)
    write_rows_of_step(kontext, angebot, tat)


def _write_schritt(kontext: Kontext, angebot: Angebot) -> None:
    """The step's row; what it sends back, and an earlier round of itself, counts no more."""
    vorgang, schritt = kontext.vorgang, angebot.schritt
    _keep_inferred(kontext)
    undone = [*schritt.setzt_zurueck, schritt.name]
    Schritt.update(gilt=False).where(
        Schritt.vorgang == vorgang.id, Schritt.name << undone, Schritt.gilt
    ).execute()
    Schritt.create(
        vorgang=vorgang.id,
        name=schritt.name,
        runde=angebot.runde,
        getan_am=kontext.now,
        getan_von=kontext.by.konto_id,
        vertretung_fuer=angebot.fuer,
    )


def _keep_inferred(kontext: Kontext) -> None:
    """Before the first step on record, those that the marks of a case from elsewhere tell of."""
    vorgang = kontext.vorgang
    if Schritt.select().where(Schritt.vorgang == vorgang.id).exists():
        return
    for getan in kontext.fall.zustand.getan:
        Schritt.create(vorgang=vorgang.id, name=getan.name, getan_am=vorgang.erfasst_am)


def _answered(vorgang: Vorgang, antworten: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """The concerns with these answers, one each in their order (BS-14)."""
    if not antworten:
        return ()
    rows = list(
        Anliegen.select().where(Anliegen.vorgang == vorgang.id).order_by(Anliegen.anliegen_nr)
    )
    if len(rows) != len(antworten):
        satz = f"Bitte zu jedem der {len(rows)} Beschwerdepunkte eine Rückmeldung geben."
        raise RuleViolation(satz, "anliegen_antwort", "BS-14")
    return tuple(
        {"kategorie": row.kategorie, "anliegen_antwort": text}
        for row, text in zip(rows, antworten, strict=True)
    )
