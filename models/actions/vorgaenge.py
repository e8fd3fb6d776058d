"""Recording and changing cases: one transaction each, with its number, deadlines and event."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import chain, islice

from models.actions.benachrichtigung import notify_recorded
from models.actions.beteiligte import check_people
from models.actions.einspielung import SCHEIBE, importing
from models.actions.ereignisse import Meldung, record_event, record_events
from models.actions.erlaubnis import at, require, require_open
from models.actions.gefahrmeldung import notify_danger
from models.actions.nummern import next_numbers
from models.actions.vorgangsaenderung import Aenderung, write_change
from models.actions.vorgangsfelder import Eintrag, Stammdaten, Zeilen, build_rows, head_of
from models.actions.vorgangsschrift import write_rows
from models.db import acting_as, database, writing
from models.queries.zustand import load_fall, plan_of
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.rules.vorgang import FELDRECHTE
from models.rules.zeit import berlin_day
from models.tables import Betroffen, Vorgang


def record_vorgang(*, by: Akteur, now: datetime, eintrag: Eintrag) -> Vorgang:
    """Record a case; its number is the next of the year (MH-84), its deadlines are computed.

    Raises Verstoesse with every broken rule, RuleViolation where `by` may not record here (MH-37).
    """
    require(by, Recht.VORGANG_ERFASSEN, at(eintrag.einheit_id))
    with writing(by=by):
        with acting_as(SYSTEM):
            rows = build_rows(eintrag, Stammdaten.load(), now=now, by=by)
            check_people({}, rows.kopf, eintrag.betroffene, berlin_day(now))
            rows.kopf["vorgangsnummer"] = next_numbers(now, 1)[0]
            vorgang = write_rows([rows], now=now)[0]
        with acting_as(by):
            vorgang = _still_mine(vorgang.id)
            record_event(now=now, meldung=_recorded(vorgang, rows))
            _notify(now, vorgang, rows)
    return vorgang


def record_many(
    *,
    by: Akteur,
    now: datetime,
    eintraege: Iterable[Eintrag],
    progress: Callable[[int], None] | None = None,
) -> int:
    """Record many cases, all or none, with the same events as one by one; returns how many.

    For imports and demo data. A case keeps its own `erfasst_am` where the entry has one. More
    than a slice of them, outside a transaction, are written bit by bit and shown at once, so that
    nobody waits for them. Raises RuleViolation where another import is at work.
    """
    require(by, Recht.VORGANG_IMPORTIEREN, None)
    tell = progress or (lambda total: None)
    stapel = _batches(eintraege)
    first = next(stapel, [])
    if len(first) < SCHEIBE or database.in_transaction():
        return _record_at_once(by, now, chain([first], stapel), tell)
    with acting_as(SYSTEM):
        stammdaten = Stammdaten.load()
    total = 0
    with importing(by=by, now=now) as lauf:
        for eintraege_ in chain([first], stapel):
            rows = [build_rows(eintrag, stammdaten, now=now, by=by) for eintrag in eintraege_]
            total += lauf.write(partial(_write_batch, rows, now))
            tell(total)
    return total


def _record_at_once(
    by: Akteur, now: datetime, stapel: Iterable[list[Eintrag]], tell: Callable[[int], None]
) -> int:
    total = 0
    with writing(by=by):
        with acting_as(SYSTEM):
            stammdaten = Stammdaten.load()
        for eintraege in stapel:
            rows = [build_rows(eintrag, stammdaten, now=now, by=by) for eintrag in eintraege]
            _, meldungen = _write_batch(rows, now)
            record_events(now=now, meldungen=meldungen)
            total += len(rows)
            tell(total)
    return total


def update_vorgang(
    *, by: Akteur, now: datetime, vorgang_id: int, version: int, eintrag: Eintrag
) -> Vorgang:
    """Change a case: only what differs is written, old values of classes A and B go to Altwert.

    Raises StaleVersion when somebody else was faster, Verstoesse for broken rules, RuleViolation
    where the case is closed or a field is not `by`'s to set, DoesNotExist where `by` does not see
    the case.
    """
    with writing(by=by):
        vorgang = Vorgang.hold(vorgang_id)
        require(by, Recht.VORGANG_BEARBEITEN, vorgang)
        with vorgang.at_version(version):
            require_open(vorgang)
            with acting_as(SYSTEM):
                rows = build_rows(eintrag, Stammdaten.load(), now=now, by=by, before=vorgang)
                _refuse_step_marks(vorgang, rows)
                check_people(head_of(vorgang), rows.kopf, _concerned(vorgang), berlin_day(now))
            _refuse_unseen_kind(by, vorgang, rows)
            change = Aenderung(
                rows, version, "vorgang_updated", check=partial(_require_fields, by, eintrag)
            )
            write_change(now=now, vorgang=vorgang, aenderung=change)
        return vorgang


def _refuse_unseen_kind(by: Akteur, vorgang: Vorgang, rows: Zeilen) -> None:
    """Who may not read the content does not change the kind: another kind would open it."""
    changed = (rows.kopf["art"], rows.kopf["abgabefall"]) != (vorgang.art, vorgang.abgabefall)
    if changed and not may(by, Recht.VORGANG_INHALT_LESEN, vorgang):
        raise RuleViolation("Die Art ändert nur, wer den Inhalt lesen darf.", "art", "D15")


def _concerned(vorgang: Vorgang) -> set[int]:
    rows = Betroffen.select(Betroffen.konto).where(Betroffen.vorgang == vorgang.id)
    return {konto for (konto,) in rows.tuples() if konto is not None}


def _notify(now: datetime, vorgang: Vorgang, rows: Zeilen) -> None:
    """Tell at once of danger (MV-08), and whom the Ablauf names for the Eingang (BKW-35)."""
    notify_danger(now=now, vorgang=vorgang, texte=rows.inhalt)
    fall = load_fall(vorgang)
    if fall is not None and fall.plan.ablauf.bei_eingang:
        notify_recorded(now=now, vorgang=vorgang, fall=fall)


def _write_batch(rows: list[Zeilen], now: datetime) -> tuple[list[Vorgang], list[Meldung]]:
    """Insert these cases with their numbers; says what is to be told of each."""
    with acting_as(SYSTEM):
        for zeile, nummer in zip(rows, _numbers(rows), strict=True):
            zeile.kopf["vorgangsnummer"] = nummer
        vorgaenge = write_rows(rows, now=now)
    return vorgaenge, [_recorded(v, row) for v, row in zip(vorgaenge, rows, strict=True)]


def _numbers(rows: list[Zeilen]) -> list[str]:
    """Numbers in the rows' order, each of the year its case was recorded in."""
    years: dict[int, list[int]] = {}
    for place, zeile in enumerate(rows):
        years.setdefault(berlin_day(zeile.kopf["erfasst_am"]).year, []).append(place)
    numbers = [""] * len(rows)
    for places in years.values():
        given = next_numbers(rows[places[0]].kopf["erfasst_am"], len(places))
        for place, nummer in zip(places, given, strict=True):
            numbers[place] = nummer
    return numbers


def _recorded(vorgang: Vorgang, rows: Zeilen) -> Meldung:
    neu = {name: value for name, value in rows.kopf.items() if value is not None}
    imported = rows.kopf["herkunft"] == "import"
    return Meldung(
        name="vorgang_imported" if imported else "vorgang_recorded",
        tabelle=Vorgang,
        objekt_id=vorgang.id,
        neu=neu | {name: value for name, value in rows.inhalt.items() if value},
        vorgang=vorgang,
        zusatz={"anliegen": len(rows.anliegen)},
        # taken over is what was taken over today, whenever it was recorded elsewhere
        zeitpunkt=None if imported else rows.kopf["erfasst_am"],
    )


def _still_mine(vorgang_id: int) -> Vorgang:
    vorgang = Vorgang.get_or_none(Vorgang.id == vorgang_id)
    if vorgang is None:
        raise RuleViolation("Dieser Vorgang läge außerhalb Ihrer Zuständigkeit.", "einheit")
    return vorgang


def _refuse_step_marks(vorgang: Vorgang, rows: Zeilen) -> None:
    """The day that a step leaves may be corrected, but only the step itself sets or clears it."""
    plan = plan_of(rows.kopf)
    for schritt in plan.schritte if plan and vorgang.herkunft != "import" else ():
        for name in schritt.zeitmarken:
            if (vorgang.__data__.get(name) is None) != (rows.kopf[name] is None):
                satz = f"Das geschieht mit dem Schritt „{schritt.bezeichnung}“."
                raise RuleViolation(satz, name)


def _require_fields(by: Akteur, eintrag: Eintrag, vorgang: Vorgang, names: list[str]) -> None:
    """Refuse a change to a field that is not `by`'s to set; what KRM derives is nobody's doing."""
    typed = {*eintrag.werte, "einheit"}
    for name in (name for name in names if name in typed):
        recht = FELDRECHTE.get(name)
        verdict = may(by, recht, vorgang) if recht else None
        if verdict is not None and not verdict:
            raise RuleViolation(f"Dieses Feld setzen andere: {verdict.reason}", name)


def _batches(eintraege: Iterable[Eintrag]) -> Iterator[list[Eintrag]]:
    rest = iter(eintraege)
    while stapel := list(islice(rest, SCHEIBE)):
        yield stapel
