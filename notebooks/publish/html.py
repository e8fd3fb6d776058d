"""The report as one HTML file: our own nbconvert template, no script, no outside address."""

from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.html import HTMLExporter

from notebooks.publish.bloecke import of_type, read_bloecke

VORLAGEN = Path(__file__).parents[1] / "templates"


def build_exporter() -> HTMLExporter:
    """The exporter with our template, compiled by converting an empty notebook once.

    Takes half a second, so a run does it while the kernel starts.
    """
    exporter = HTMLExporter(
        template_name="bericht",
        extra_template_basedirs=[str(VORLAGEN)],
        exclude_input=True,
        preprocessors=[],
        default_preprocessors=[],
    )
    exporter.from_notebook_node(nbformat.v4.new_notebook(), {"krm": _beigabe([])})
    return exporter


def write_html(notebook: Any, ziel: Path, exporter: HTMLExporter) -> None:
    """Convert an executed notebook; its blocks bring their HTML along."""
    beigabe = _beigabe(read_bloecke(notebook))
    text, _ = exporter.from_notebook_node(notebook, {"krm": beigabe})
    ziel.write_text(text, encoding="utf-8")


def _beigabe(bloecke: list[dict[str, Any]]) -> dict[str, Any]:
    """What the template needs beside the cells: title, headings for the contents list."""
    titel = of_type(bloecke, "titel")
    return {
        "titel": titel[0] if titel else {"titel": "", "einheit": "", "zeitraum": ""},
        "ueberschriften": of_type(bloecke, "ueberschrift"),
    }
