"""The report as PDF/UA-1 and PDF/A-2a: a static Typst template reads the blocks as JSON.

Foreign text reaches Typst as data, never as markup, so it stays text whatever it holds.
"""

import json
import shutil
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pikepdf
import typst

from models.rules.fehler import RuleViolation
from notebooks.data import schrift
from notebooks.publish.bloecke import Block, of_type

VORLAGE = Path(__file__).parents[1] / "templates" / "bericht.typ"
_VERSUCHE = 20


def write_pdf(bloecke: list[Block], ziel: Path, arbeit: Path) -> None:
    """Typeset the blocks into `ziel`; `arbeit` is an empty folder for what Typst reads.

    Raises RuleViolation when the typeface is missing. The time stamp is the Datenstand, so that two
    runs on one snapshot give the same bytes.
    """
    schriften = schrift.require_schrift()
    shutil.copy(VORLAGE, arbeit / VORLAGE.name)
    daten = [_ohne_svg(block, arbeit) for block in bloecke if block["typ"] != "pruefungen"]
    (arbeit / "bericht.json").write_text(json.dumps(daten, ensure_ascii=False), encoding="utf-8")
    stand = date.fromisoformat(of_type(bloecke, "titel")[0]["datenstand"])
    typst.compile(
        str(arbeit / VORLAGE.name),
        output=str(ziel),
        root=str(arbeit),
        font_paths=[str(schriften)],
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=datetime.combine(stand, time(), UTC),
    )
    mark_row_heads(ziel)


def _ohne_svg(block: Block, arbeit: Path) -> Block:
    """Put the drawing of a figure into a file of its own; tables need no CSV here."""
    if block["typ"] == "abbildung":
        datei = f"abbildung-{block['nr']}.svg"
        (arbeit / datei).write_text(block["svg"], encoding="utf-8")
        return {**{k: v for k, v in block.items() if k != "svg"}, "datei": datei}
    return {k: v for k, v in block.items() if k != "csv"}


def mark_row_heads(pfad: Path) -> None:
    """Turn the first cell of every body row into TH with Scope Row.

    Typst's binding can mark column heads only; a screen reader needs both.
    """
    with pikepdf.open(pfad, allow_overwriting_input=True) as pdf:
        _check_fonts(pdf)
        for element in _elements(pdf.Root.StructTreeRoot, frozenset()):
            if element.get("/S") == "/TBody":
                for zeile in _kinder(element):
                    for zelle in _kinder(zeile)[:1]:
                        _to_row_head(pdf, zelle)
        save_unmistakable(pdf, pfad)


def save_unmistakable(pdf: pikepdf.Pdf, pfad: Path) -> None:
    """Save so that no stream ends in CR, as one in 256 does by chance.

    A line feed follows each stream; after CR, readers take both for the line end and the stream
    for one byte too short, and the checker of PDF/A-2a refuses the file.
    """
    for strom in _ends_in_cr(pdf):
        # Behind the end of compressed data nothing is read.
        roh = strom.read_raw_bytes() + b"\n"
        filter: Any = strom.get("/Filter")
        decode_parms: Any = strom.get("/DecodeParms")
        strom.write(roh, filter=filter, decode_parms=decode_parms)
    for versuch in range(_VERSUCHE):
        # Saving packs objects and their addresses into streams of its own; more objects make
        # other packs.
        if versuch:
            leere = [pdf.make_indirect(pikepdf.Dictionary(Nr=nr)) for nr in range(versuch)]
            pdf.Root["/KRM"] = pikepdf.Array(leere)
        pdf.save(pfad, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        if b"\r\nendstream" not in pfad.read_bytes():
            return


def _ends_in_cr(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    stroeme = (objekt for objekt in pdf.objects if isinstance(objekt, pikepdf.Stream))
    return [strom for strom in stroeme if strom.read_raw_bytes().endswith(b"\r")]


def _kinder(element: Any) -> list[Any]:
    kinder = element.get("/K")
    liste = list(kinder) if isinstance(kinder, pikepdf.Array) else [kinder]
    return [kind for kind in liste if isinstance(kind, pikepdf.Dictionary) and "/S" in kind]


def _elements(knoten: Any, oben: frozenset[Any]) -> Any:
    for kind in _kinder(knoten):
        yield kind
        yield from _elements(kind, oben)


def _to_row_head(pdf: pikepdf.Pdf, zelle: Any) -> None:
    if zelle.S != pikepdf.Name.TD:
        return
    zelle.S = pikepdf.Name.TH
    zelle.A = pdf.make_indirect(pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row))


def _check_fonts(pdf: pikepdf.Pdf) -> None:
    """RuleViolation when Typst had to take another typeface for any letter."""
    namen = {
        str(objekt.get("/BaseFont"))
        for objekt in pdf.objects
        if isinstance(objekt, pikepdf.Dictionary) and objekt.get("/Type") == "/Font"
    }
    fremde = sorted(name for name in namen if "OpenSans" not in name)
    if fremde:
        satz = f"Im PDF steht die Schrift {fremde[0].lstrip('/')} statt {schrift.NAME}."
        raise RuleViolation(satz)
