"""The side of a run that works: notebook, gates, HTML, PDF, tables, validation, in this order."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from notebooks.publish.bloecke import Block, of_type, read_bloecke
from notebooks.publish.pruefen import Gate
from notebooks.run.grenzen import peak_mb

Sagen = Callable[..., None]
Warten = Callable[[], dict[str, Any]]


class GateRot(RuntimeError):
    """A gate is red; the text is the German sentence of the first one."""


def work(auftrag: dict[str, Any], warten: Warten, sagen: Sagen) -> dict[str, Any]:
    """Fill the folder of the order; gives gates, provenance, memory. Raises GateRot and others.

    `warten` comes back when the snapshot is there, with the head of the run.
    """
    from notebooks.run.kern import run_notebook

    gesagt: dict[str, Any] = {}

    sagen(schritt="Rechenprozess starten")
    with ThreadPoolExecutor(1) as nebenher:
        vorlage = nebenher.submit(_load_template)
        notebook = run_notebook(
            auftrag["notebook"],
            auftrag["parameter"],
            lambda: gesagt.update(warten()),
            lambda n, von: sagen(schritt="Rechnen", n=n, von=von),
        )
        gates = _write_all(notebook, auftrag | gesagt, vorlage.result(), sagen)
    bloecke = read_bloecke(notebook)
    return {
        "gates": [asdict(gate) for gate in gates],
        "herkunft": _herkunft(bloecke),
        "speicher_mb": peak_mb(),
        "bloecke": len(bloecke),
    }


def _load_template() -> Any:
    """Everything that is slow to import, while the kernel starts on the other core."""
    import notebooks.publish.pdf
    import notebooks.publish.pruefen  # noqa: F401
    from notebooks.publish.html import load_template

    return load_template()


def _write_all(notebook: Any, auftrag: dict[str, Any], vorlage: Any, sagen: Sagen) -> list[Gate]:
    from notebooks.publish.html import write_html
    from notebooks.publish.pdf import write_pdf
    from notebooks.publish.pruefen import validate
    from notebooks.publish.tabellen import write_tabellen, write_zellen
    from notebooks.run.gates import check_html, check_notebook
    from notebooks.run.kopf import add_head

    ordner, arbeit = Path(auftrag["ordner"]), Path(auftrag["arbeit"]) / "satz"
    gates = _require(check_notebook(notebook))
    add_head(notebook, auftrag["kopf"])
    bloecke = read_bloecke(notebook)
    sagen(schritt="HTML schreiben")
    write_html(notebook, ordner / "bericht.html", vorlage)
    gates += _require([check_html(ordner / "bericht.html")])
    sagen(schritt="PDF setzen")
    arbeit.mkdir()
    write_pdf(bloecke, ordner / "bericht.pdf", arbeit)
    write_tabellen(bloecke, ordner / "tabellen")
    write_zellen(bloecke, ordner)
    sagen(schritt="PDF prüfen")
    return gates + _require(validate(ordner / "bericht.pdf"))


def _require(gates: list[Gate]) -> list[Gate]:
    """The same gates; GateRot when one of them is red."""
    rote = [gate for gate in gates if not gate.ok]
    if rote:
        saetze = " ".join(gate.satz for gate in rote)
        raise GateRot(f"Der Bericht wird nicht veröffentlicht. {saetze}")
    return gates


def _herkunft(bloecke: list[Block]) -> dict[str, str]:
    titel = of_type(bloecke, "titel")[0]
    namen = ("einheit_kuerzel", "datenstand", "fassung", "codes_fassung", "regelwerk")
    return {name.removesuffix("_kuerzel"): titel[name] for name in namen}


def read_auftrag(pfad: str) -> dict[str, Any]:
    """The order that the parent wrote."""
    auftrag: dict[str, Any] = json.loads(Path(pfad).read_text(encoding="utf-8"))
    return auftrag
