"""What lies in a case: notes, Wiedervorlagen, measures, who got something; and who works on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from models.db import acting_as
from models.queries.akteure import Baum, load_akteur
from models.queries.zustaendige import role_holders
from models.queries.zustand import betroffene_konten
from models.rules.ablauf_format import VERMERKE
from models.rules.ablauf_plan import EREIGNIS, step_label
from models.rules.rechte import SYSTEM, Akteur, may
from models.rules.rollen import Recht
from models.tables import Konto, Massnahme, Uebermittlung, Vermerk, Vorgang, Wiedervorlage

ZWISCHENNACHRICHT = "zwischennachricht"
"""`Vermerk.schritt` of the note that stays of a Zwischennachricht without a step."""
_HOECHSTENS = 10
_MITWIRKENDE = ("bearbeitung", "tl", "bl", "vz_gf", "krm_beauftragte", "gf")


@dataclass(frozen=True)
class Notiz:
    """A note as people read it: `titel` says what it is of, in the words of the step."""

    titel: str
    text: str
    datum: date
    verfasst_am: datetime
    wer: str | None


@dataclass(frozen=True)
class Vorlage:
    """A Wiedervorlage; `meine`: who looks may move and finish it."""

    id: int
    version: int
    faellig_am: date
    grund: str
    fuer: str
    erledigt_am: date | None
    meine: bool


@dataclass(frozen=True)
class Vorhaben:
    """A measure; `verantwortlich` by name."""

    id: int
    version: int
    erforderlich: bool
    text: str
    verantwortlich: str | None
    termin: date | None
    wirkung_geprueft_am: date | None


def notizen_of(vorgang: Vorgang) -> list[Notiz]:
    """Every note of a case, newest first; empty for who does not read its content."""
    rows = list(
        Vermerk.select()
        .where(Vermerk.vorgang == vorgang.id)
        .order_by(Vermerk.datum.desc(), Vermerk.id.desc())
    )
    names = _names(row.verfasst_von_id for row in rows)
    return [
        Notiz(
            titel=_title(row, vorgang.regelwerk),
            text=row.text,
            datum=row.datum,
            verfasst_am=row.verfasst_am,
            wer=names.get(row.verfasst_von_id),
        )
        for row in rows
    ]


def vorlagen_of(vorgang_id: int, akteur: Akteur) -> list[Vorlage]:
    """Wiedervorlagen of a case, open ones first and by their day."""
    rows = list(
        Wiedervorlage.select()
        .where(Wiedervorlage.vorgang == vorgang_id)
        .order_by(Wiedervorlage.erledigt_am.asc(nulls="FIRST"), Wiedervorlage.faellig_am)
    )
    names = _names(row.fuer_id for row in rows)
    mine = own_accounts(akteur)
    return [
        Vorlage(
            id=row.id,
            version=row.version,
            faellig_am=row.faellig_am,
            grund=row.grund,
            fuer=names.get(row.fuer_id, ""),
            erledigt_am=row.erledigt_am,
            meine=bool(mine & {row.fuer_id, row.angelegt_von_id}),
        )
        for row in rows
    ]


def massnahmen_of(vorgang_id: int) -> list[Vorhaben]:
    """Measures of a case in the order in which they were decided on."""
    rows = list(
        Massnahme.select().where(Massnahme.vorgang == vorgang_id).order_by(Massnahme.id)
    )  # fmt: skip
    names = _names(row.verantwortlich_id for row in rows)
    return [
        Vorhaben(
            id=row.id,
            version=row.version,
            erforderlich=row.erforderlich,
            text=row.text,
            verantwortlich=names.get(row.verantwortlich_id),
            termin=row.termin,
            wirkung_geprueft_am=row.wirkung_geprueft_am,
        )
        for row in rows
    ]


def open_massnahmen(akteur: Akteur, until: date) -> list[Massnahme]:
    """Measures that are hers to see to by then, in view, with their case; one query."""
    mine = Massnahme.verantwortlich << sorted(own_accounts(akteur))
    is_open = Massnahme.erforderlich & Massnahme.wirkung_geprueft_am.is_null()
    rows = Massnahme.select(Massnahme, Vorgang).join(Vorgang)
    due = rows.where(mine, is_open, Massnahme.termin <= until)
    return list(due.order_by(Massnahme.termin, Massnahme.id).limit(_HOECHSTENS))


def uebermittlungen_of(vorgang_id: int) -> list[Uebermittlung]:
    """Who outside got something of a case, newest first."""
    rows = Uebermittlung.select().where(Uebermittlung.vorgang == vorgang_id)
    return list(rows.order_by(Uebermittlung.am.desc(), Uebermittlung.id.desc()))


def mitwirkende(vorgang: Vorgang, today: date) -> list[Konto]:
    """Who works on a case and reads its content, by name: to put it before somebody."""
    found: dict[int, Konto] = {}
    about = betroffene_konten(vorgang.id)
    with acting_as(SYSTEM):
        for rolle in _MITWIRKENDE:
            for inhaber in role_holders(rolle, vorgang.einheit_id, today):
                found.setdefault(inhaber.konto.id, inhaber.konto)
        baum = Baum.load()
        reading = [
            konto
            for konto in found.values()
            if konto.id not in about
            and may(load_akteur(konto, today, baum), Recht.VORGANG_INHALT_LESEN, vorgang)
        ]
    return sorted(reading, key=lambda konto: (konto.name.casefold(), konto.id))


def own_accounts(akteur: Akteur) -> frozenset[int]:
    """The actor's account and those of whom she stands in for."""
    own = {akteur.konto_id, *(b.vertretung_fuer_id for b in akteur.bindungen)}
    return frozenset(konto for konto in own if konto is not None)


def _title(row: Vermerk, regelwerk: str) -> str:
    if row.schritt is None:
        return VERMERKE.get(row.art, row.art)
    if row.schritt == ZWISCHENNACHRICHT:
        return "Zwischennachricht versandt"
    label = step_label(regelwerk, f"{EREIGNIS}{row.schritt}") or row.schritt
    return f"{label[:1].upper()}{label[1:]}"


def _names(ids: Iterable[int | None]) -> dict[int | None, str]:
    """Names by account, also of those who have left the house since."""
    wanted = {konto for konto in ids if konto is not None}
    if not wanted:
        return {}
    with acting_as(SYSTEM):
        rows = Konto.select(Konto.id, Konto.name).where(Konto.id << sorted(wanted))
        return dict(rows.tuples())
