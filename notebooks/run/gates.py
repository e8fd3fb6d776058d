"""What must hold before a report may be seen; judged by outputs, never by metadata."""

import re
from pathlib import Path
from typing import Any

from notebooks.publish.bloecke import Block, of_type, read_bloecke
from notebooks.publish.pruefen import Gate

MINDESTENS_ALT = 20
# Anything a browser would fetch or run: scripts, frames, and addresses of other machines.
AUSSEN = re.compile(
    r"""<(script|iframe|object|embed|link|base)\b|(src|href)=["'](https?:)?//|@import"""
)


def check_notebook(notebook: Any) -> list[Gate]:
    """Gates on the executed notebook: complete, silent, every figure described, figures agree."""
    bloecke = read_bloecke(notebook)
    return [
        _vollstaendig(notebook, bloecke),
        _still(notebook),
        _beschrieben(bloecke),
        *_zahlen(bloecke),
    ]


def _vollstaendig(notebook: Any, bloecke: list[Block]) -> Gate:
    """The last cell ran: a cell that ends the kernel politely would else cut the report off."""
    gelaufen = all(z.execution_count for z in notebook.cells if z.source.strip())
    ok = bool(gelaufen and bloecke and bloecke[-1]["typ"] == "ende" and of_type(bloecke, "titel"))
    return Gate("vollstaendig", ok, "" if ok else "Der Bericht ist nicht bis zum Ende gelaufen.")


def _still(notebook: Any) -> Gate:
    laut = [
        nummer
        for nummer, zelle in enumerate(notebook.cells, start=1)
        if any(a.output_type in ("stream", "error") for a in zelle.get("outputs", ()))
    ]
    satz = f"Zelle {laut[0]} meldet etwas, das niemand gelesen hat." if laut else ""
    return Gate("ohne_meldungen", not laut, satz)


def _beschrieben(bloecke: list[Block]) -> Gate:
    stumm = [b["nr"] for b in of_type(bloecke, "abbildung") if len(b["alt"]) < MINDESTENS_ALT]
    satz = f"Abbildung {stumm[0]} hat keinen Alternativtext." if stumm else ""
    return Gate("alternativtexte", not stumm, satz)


def _zahlen(bloecke: list[Block]) -> list[Gate]:
    pruefungen = [p for b in of_type(bloecke, "pruefungen") for p in b["pruefungen"]]
    gates = [Gate(p["name"], p["ok"], "" if p["ok"] else p["satz"]) for p in pruefungen]
    return gates or [Gate("zahlen", False, "Der Bericht hat seine Zahlen nicht geprüft.")]


def check_html(pfad: Path) -> Gate:
    """The HTML file calls nobody and runs nothing."""
    gefunden = AUSSEN.search(pfad.read_text(encoding="utf-8"))
    satz = (
        f"Das HTML enthält {gefunden.group(0)!r} und ist damit nicht abgeschlossen."
        if gefunden
        else ""
    )
    return Gate("html_abgeschlossen", gefunden is None, satz)
