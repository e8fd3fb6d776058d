"""Reading documents of a case, only where its content is in view."""

from dataclasses import dataclass
from pathlib import Path

from models.rules.dateinamen import place
from models.tables import Dokument


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
