"""Reading documents of a case, only where its content is in view."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from models.db import acting_as
from models.queries.zustand import plan_of
from models.rules.dateinamen import place
from models.rules.fehler import RuleViolation
from models.rules.rechte import SYSTEM
from models.tables import Dokument, Ereignis, Schritt, Vorgang

_EIGENES = "Dieses Dokument hat KRM selbst abgelegt; es bleibt in der Akte."

VERAENDERT = (
    "Diese Datei ist nicht mehr die, die abgelegt wurde; KRM gibt sie nicht heraus. Bitte die "
    "Administration benachrichtigen: Sie kann sie aus einer Sicherung zurückholen."
)


class Beschaedigt(RuleViolation):
    """A file in the Ablage was changed or cut since it was filed."""


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
    """Where a document lies, unchanged since it was filed.

    Raises DoesNotExist for who does not read the case's content, FileNotFoundError where the
    Ablage lost the file, Beschaedigt where it is not the file that was filed.
    """
    dokument = Dokument.get_by_id(dokument_id)
    pfad = place(ablage, dokument.ablagename)
    if not pfad.is_file():
        raise FileNotFoundError(f"Dokument {dokument_id} fehlt in der Ablage.")
    if not _is_as_filed(dokument, pfad):
        raise Beschaedigt(VERAENDERT)
    return Abruf(pfad, dokument.name, dokument.medientyp)


def damaged_dokumente(ablage: Path) -> Iterator[tuple[Dokument, str]]:
    """Every document that is not as it was filed, as the system, with what is wrong in words.

    Compares file, row and the event of its filing, so that nobody changes two of them unseen.
    """
    last = 0
    while rows := list(
        Dokument.select().where(Dokument.id > last).order_by(Dokument.id).limit(500)
    ):
        last = rows[-1].id
        proofs = _proofs([row.id for row in rows])
        for row in rows:
            pfad = place(ablage, row.ablagename)
            if not pfad.is_file():
                yield row, "fehlt in der Ablage"
            elif not _is_as_filed(row, pfad):
                yield row, "ist nicht mehr die Datei, die abgelegt wurde"
            elif proofs.get(row.id, "") != filing_proof(row):
                yield row, "passt nicht zu seinem Eintrag im Protokoll"


def filing_proof(dokument: Dokument) -> str:
    """What the log keeps of a file: a hash that tells nothing once row and file are gone."""
    return hashlib.sha256(f"{dokument.ablagename}{dokument.sha256}".encode()).hexdigest()


def _is_as_filed(dokument: Dokument, pfad: Path) -> bool:
    if pfad.stat().st_size != dokument.groesse:
        return False
    with pfad.open("rb") as datei:
        return hashlib.file_digest(datei, "sha256").hexdigest() == dokument.sha256


def _proofs(ids: list[int]) -> dict[int, str]:
    filed = Ereignis.select(Ereignis.objekt_id, Ereignis.daten).where(
        Ereignis.tabelle == Dokument._meta.table_name,
        Ereignis.objekt_id << ids,
        Ereignis.name == "dokument_stored",
    )
    return {key: json.loads(daten).get("pruefsumme", "") for key, daten in filed.tuples()}


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
