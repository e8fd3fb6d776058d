"""The report as one HTML file: our own template, no script, no outside address.

The template is one for nbconvert (`jupyter nbconvert --to html --template bericht`, in JupyterLab
too). A run renders it with Jinja alone: it needs nothing of nbconvert, whose import would take as
long as everything else that is done to the HTML.
"""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from notebooks.publish.bloecke import read_bloecke

VORLAGEN = Path(__file__).parents[1] / "templates"


def load_template() -> Template:
    """The compiled template. Texts reach it escaped in their blocks, or are escaped there."""
    umgebung = Environment(
        loader=FileSystemLoader(VORLAGEN / "bericht"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
    )
    return umgebung.get_template("index.html.j2")


def write_html(notebook: Any, ziel: Path, vorlage: Template) -> None:
    """Write an executed notebook; its blocks bring their HTML along."""
    if not read_bloecke(notebook):
        raise ValueError("Das Notebook hat keine Blöcke ausgegeben.")
    ziel.write_text(vorlage.render(nb=notebook, resources={}), encoding="utf-8")
