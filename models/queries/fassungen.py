"""Two Fassungen of a document beside each other: which there are, what differs in their text."""

from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from models.queries.dokumente import open_dokument
from models.queries.pdftext import read_pdf
from models.rules.dateien import DATEITYPEN
from models.rules.fehler import RuleViolation
from models.rules.pdftext import join_lines
from models.rules.textauszug import extract_text, fold_paragraphs
from models.rules.unterschied import GLEICH, Absatz, compare_texts
from models.tables import Dokument

FEHLT = "Die Datei fehlt in der Ablage."


@dataclass(frozen=True)
class Vergleich:
    """`laeufe`: runs of paragraphs that are all the same, or all changed; `hinderung`: why there
    is nothing to compare."""

    laeufe: tuple[tuple[bool, tuple[Absatz, ...]], ...] = ()
    hinderung: str = ""

    def count(self, art: str) -> int:
        """How many paragraphs of this kind there are."""
        return sum(absatz.art == art for _, run in self.laeufe for absatz in run)


def fassungen_of(vorgang_id: int, art: str) -> list[Dokument]:
    """The Fassungen of one kind of document in a case in view, the first one first."""
    here = (Dokument.vorgang == vorgang_id) & (Dokument.art == art)
    return list(Dokument.select().where(here).order_by(Dokument.fassung, Dokument.id))


def compare_fassungen(alt: Dokument, neu: Dokument, ablage: Path) -> Vergleich:
    """What the newer one says otherwise; documents in view only."""
    try:
        texts = [_text_of(dokument, ablage) for dokument in (alt, neu)]
    except RuleViolation as violation:
        return Vergleich(hinderung=violation.satz)
    absaetze = compare_texts(*texts)
    runs = groupby(absaetze, key=lambda absatz: absatz.art == GLEICH)
    return Vergleich(tuple((is_same, tuple(run)) for is_same, run in runs))


def _text_of(dokument: Dokument, ablage: Path) -> tuple[str, ...]:
    try:
        abruf = open_dokument(dokument.id, ablage)
    except FileNotFoundError:
        raise RuleViolation(FEHLT) from None
    if abruf.medientyp == DATEITYPEN["pdf"].medientyp:
        text = fold_paragraphs(join_lines(read_pdf(abruf.pfad)))
    else:
        with abruf.pfad.open("rb") as datei:
            text = extract_text(datei, abruf.medientyp)
    if not text:
        raise RuleViolation(f"In Fassung {dokument.fassung} steht kein Text.")
    return text
