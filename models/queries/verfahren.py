"""Everything the Verfahrensdokumentation of a case says, as far as the reader may see it."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.db import acting_as
from models.queries.akteure import Baum
from models.queries.fristplan import Fristplan
from models.queries.schritte import Schrittzeile, steps_taken
from models.queries.vorgaenge import Akte, load_akte
from models.queries.wiedereroeffnung import Wiedereroeffnung, load_wiedereroeffnungen
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerk
from models.rules.regelwerk_format import Regelwerk
from models.rules.rueckwaertsplan import Termin
from models.tables import Konto, Massnahme, Uebermittlung, Vorgang

_KONTEN = (
    "erfasst_von",
    "zustaendige_tl",
    "mitlesend_bl",
    "verantwortlich",
    "schlussgezeichnet_von",
    "ergebnis_von",
    "ausgetragen_von",
)


@dataclass(frozen=True)
class Verfahren:
    """A case and how it was handled (MH-41, MH-57); `namen`: who stands in a field of accounts.

    `akte.inhalt` is None where the reader may see the head only; then `massnahmen` is empty, too.
    """

    akte: Akte
    regelwerk: Regelwerk
    einheit: str
    dienststelle: str
    namen: dict[str, str]
    schritte: Sequence[Schrittzeile]
    plan: Sequence[Termin]
    uebermittlungen: Sequence[Uebermittlung]
    massnahmen: Sequence[Massnahme]
    eroeffnungen: Sequence[Wiedereroeffnung] = ()


def load_verfahren(vorgang_id: int) -> Verfahren:
    """The sheet's data in the view of the actor in force. Raises DoesNotExist out of her view."""
    akte = load_akte(vorgang_id)
    vorgang = akte.vorgang
    sent = Uebermittlung.select().where(Uebermittlung.vorgang == vorgang_id)
    measures = Massnahme.select().where(Massnahme.vorgang == vorgang_id)
    with acting_as(SYSTEM):
        baum = Baum.load()
        plan = Fristplan(baum.by_id[vorgang.dienststelle_id]).backward_plan(vorgang.__data__)
        namen = _names(vorgang)
    return Verfahren(
        akte=akte,
        regelwerk=load_regelwerk(vorgang.regelwerk),
        einheit=baum.by_id[vorgang.einheit_id].name,
        dienststelle=baum.by_id[vorgang.dienststelle_id].name,
        namen=namen,
        schritte=steps_taken(vorgang),
        plan=plan,
        uebermittlungen=list(sent.order_by(Uebermittlung.am, Uebermittlung.id)),
        massnahmen=list(measures.order_by(Massnahme.id)),
        eroeffnungen=load_wiedereroeffnungen(vorgang),
    )


def _names(vorgang: Vorgang) -> dict[str, str]:
    """Names of the accounts in the head, whatever house they belong to by now."""
    ids = {feld: vorgang.__data__[feld] for feld in _KONTEN if vorgang.__data__[feld]}
    konten = Konto.select(Konto.id, Konto.name).where(Konto.id << sorted(set(ids.values())))
    by_id = {konto.id: konto.name for konto in konten}
    return {feld: by_id[id] for feld, id in ids.items()}
