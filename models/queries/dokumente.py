"""Reading documents of a case, only where its content is in view."""

from dataclasses import dataclass
from pathlib import Path

from models.db import acting_as
from models.queries.zustand import plan_of
from models.rules.dateinamen import place
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Schritt, Vorgang


@dataclass(frozen=True)
class Abruf:
    """A file to be sent: where it lies, what it is called there and which type it has.

    Send it with `content_disposition(name)` of models.rules.dateinamen, never inline.
    """

    pfad: Path
    name: str
    medientyp: str


def dokumente_of(vorgang_id: int) -> list[Dokument]:
    """Documents of a case in view, newest first; one query."""
    return list(
        Dokument.select()
        .where(Dokument.vorgang == vorgang_id)
        .order_by(Dokument.hochgeladen_am.desc(), Dokument.id.desc())
    )


def open_dokument(dokument_id: int, ablage: Path) -> Abruf:
    """Where a document lies. Raises DoesNotExist for who does not read the case's content,
    FileNotFoundError where the Ablage lost the file."""
    dokument = Dokument.get_by_id(dokument_id)
    pfad = place(ablage, dokument.ablagename)
    if not pfad.is_file():
        raise FileNotFoundError(f"Dokument {dokument_id} fehlt in der Ablage.")
    return Abruf(pfad, dokument.name, dokument.medientyp)


def step_resting_on(dokument: Dokument, vorgang: Vorgang) -> str | None:
    """What the step is called that asked for such a document and was taken with it; else None."""
    plan = plan_of(vorgang.__data__)
    schritte = plan.schritte if plan else ()
    asking = {s.name: s.bezeichnung for s in schritte if s.unterlage == dokument.art}
    with acting_as(SYSTEM):
        taken = Schritt.select(Schritt.name).where(
            Schritt.vorgang == vorgang.id,
            Schritt.name << sorted(asking),
            Schritt.gilt,
            Schritt.getan_am >= dokument.hochgeladen_am,
        )
        row = taken.order_by(Schritt.id).first()
    return asking[row.name] if row else None
