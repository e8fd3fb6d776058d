"""What lies in a case beside its steps: documents, notes, resubmissions, Zwischennachrichten."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path

from models.actions.dokumente import Upload, store_dokument
from models.actions.vermerke import Notiz, write_vermerk
from models.actions.wiedervorlagen import Vorlage, set_wiedervorlage
from models.actions.zwischennachricht import Zwischennachricht, record_zwischennachricht
from models.db import acting_as
from models.demo.gaben import Umstand, document_text
from models.demo.schriftstuecke import make_docx, make_pdf
from models.rules.dateien import DOKUMENTARTEN
from models.rules.rechte import SYSTEM, Akteur
from models.tables import Dokument, Vorgang

_GESPRAECHE = (
    "Telefonat: Die Unterlagen sind da, es fehlt nur noch der Kontoauszug für den letzten Monat.",
    "Rückruf um 10 Uhr: Der Stand wurde erläutert, eine schriftliche Antwort ist gewünscht.",
    "Gespräch mit der Fachstelle: Der Antrag ist zugeordnet und wird diese Woche entschieden.",
)
_GRUENDE = ("Rückruf vereinbart", "Antwort der Fachstelle nachfragen", "Eingang der Unterlagen?")


@dataclass(frozen=True)
class Moment:
    """Who is at a case now, and on which day it is looked at in the end."""

    by: Akteur
    now: datetime
    heute: date
    vorgang_id: int
    umstand: Umstand
    ablage: Path


def lay_down(art: str, moment: Moment, needed: int) -> None:
    """File documents of this kind until so many lie in the case."""
    with acting_as(SYSTEM):
        here = (Dokument.vorgang == moment.vorgang_id) & (Dokument.art == art)
        count = Dokument.select().where(here).count()
    for fassung in range(count + 1, needed + 1):
        make, ending = (make_docx, "docx") if art == "stellungnahme" else (make_pdf, "pdf")
        daten = BytesIO(make(document_text(art, moment.umstand, fassung)))
        name = f"{DOKUMENTARTEN[art]}.{ending}"
        upload = Upload(moment.vorgang_id, art, name, daten)
        store_dokument(by=moment.by, now=moment.now, upload=upload, ablage=moment.ablage)


def _eingang(moment: Moment) -> None:
    lay_down("eingang", moment, 1)


def _gespraech(moment: Moment) -> None:
    notiz = Notiz("gespraech", moment.umstand.rng.choice(_GESPRAECHE))
    with acting_as(moment.by):
        write_vermerk(by=moment.by, now=moment.now, vorgang_id=moment.vorgang_id, notiz=notiz)


def _wiedervorlage(moment: Moment) -> None:
    vorlage = Vorlage(moment.heute, moment.umstand.rng.choice(_GRUENDE))
    set_wiedervorlage(by=moment.by, now=moment.now, vorgang_id=moment.vorgang_id, vorlage=vorlage)


def _zwischennachricht(moment: Moment) -> None:
    nachricht = Zwischennachricht(
        am=moment.umstand.tag,
        grund="Die Akte liegt noch beim Bereich Recht.",
        stand="Die Unterlagen sind vollständig.",
        neuer_termin=moment.heute + timedelta(days=7),
    )
    with acting_as(SYSTEM):
        version = Vorgang.get_by_id(moment.vorgang_id).version
    record_zwischennachricht(by=moment.by, now=moment.now, vorgang_id=moment.vorgang_id,
                             version=version, nachricht=nachricht)  # fmt: skip


BEIWERK: dict[str, Callable[[Moment], None]] = {
    "eingang": _eingang,
    "gespraech": _gespraech,
    "wiedervorlage": _wiedervorlage,
    "zwischennachricht": _zwischennachricht,
}
"""By its name in `Szene.danach`."""
