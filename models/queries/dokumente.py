"""Reading documents of a case, only where its content is in view."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.db import acting_as
from models.queries.zustand import plan_of
from models.rules.dateinamen import place
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Schritt, Vorgang

_EIGENES = "Dieses Dokument hat KRM selbst abgelegt; es bleibt in der Akte."


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


def why_kept(dokumente: Sequence[Dokument], vorgang: Vorgang) -> dict[int, str]:
    """Documents of a case that are not taken out again, each with the sentence why; one query.

    A step rests on what it asked for: who signed must be able to show what. What KRM filed itself
    is no mistake of anybody.
    """
    resting = _resting(vorgang)
    kept = {d.id: _EIGENES for d in dokumente if d.hochgeladen_von_id is None}
    for dokument in dokumente:
        for schritt, getan_am in resting.get(dokument.art, ()):
            if getan_am >= dokument.hochgeladen_am:
                kept[dokument.id] = (
                    f"Auf dieses Dokument stützt sich der Schritt „{schritt}“; "
                    "es bleibt in der Akte."
                )
    return kept


def _resting(vorgang: Vorgang) -> dict[str, list[tuple[str, datetime]]]:
    """Steps that count and asked for a document, by its art: what they are called, and when."""
    plan = plan_of(vorgang.__data__)
    asking = {s.name: s for s in (plan.schritte if plan else ()) if s.unterlage}
    found: dict[str, list[tuple[str, datetime]]] = defaultdict(list)
    with acting_as(SYSTEM):
        rows = Schritt.select().where(
            Schritt.vorgang == vorgang.id, Schritt.name << sorted(asking), Schritt.gilt
        )
        for row in rows.order_by(Schritt.id):
            schritt = asking[row.name]
            found[schritt.unterlage or ""].append((schritt.bezeichnung, row.getan_am))
    return found
