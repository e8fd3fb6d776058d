"""One look for every chart: one accent colour, grey steps, direct labels, no legend boxes.

Meaning is carried by lightness, line and marker, so that a black-and-white print and colour-blind
eyes read the same. Output is the same byte for byte: salted ids, no date.
"""

import re
from dataclasses import dataclass
from io import BytesIO

from matplotlib import font_manager, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from notebooks.data import schrift
from notebooks.prose.formate import zahl

AKZENT = "#14506b"
TEXT = "#1d2327"
GRAU = "#5c666d"
HELLGRAU = "#c4cbd0"
FLAECHE = "#eef2f4"
# Four steps from dark to light for four shares; the text on each is dark or white.
STUFEN = ("#14506b", "#5f93ab", "#b4cdd9", "#e7eef2")
BREITE = 6.7
VORGAENGE = "Vorgänge"

rcParams.update(
    {
        "svg.hashsalt": "krm",
        "svg.fonttype": "path",
        "font.size": 9.0,
        "text.color": TEXT,
        "axes.edgecolor": GRAU,
        "axes.labelcolor": TEXT,
        "axes.linewidth": 0.6,
        "xtick.color": TEXT,
        "ytick.color": TEXT,
        "xtick.major.width": 0.6,
        "ytick.major.width": 0.6,
    }
)


@dataclass(frozen=True)
class Bild:
    """A chart: what it is called, what it counts, what it shows in words, and the drawing."""

    titel: str
    einheit: str
    alt: str
    svg: str


def lade_schrift() -> None:
    """Use Open Sans where it is installed; a run insists on it before it starts, a test may not."""
    for datei in schrift.DATEIEN:
        if (schrift.ORDNER / datei).is_file():
            font_manager.fontManager.addfont(schrift.ORDNER / datei)
            rcParams["font.family"] = schrift.NAME


def neue_achsen(
    hoehe: float, links: float = 0.06, rechts: float = 0.985, unten: float = 0.27
) -> tuple[Figure, Axes]:
    """An empty chart as wide as the text, `hoehe` inches high, without top and right frame.

    `links` and `rechts` are shares of the width, `unten` is the room below the axis in inches.
    """
    lade_schrift()
    bild = Figure(figsize=(BREITE, hoehe))
    achsen = bild.add_axes((links, unten / hoehe, rechts - links, 1 - (unten + 0.22) / hoehe))
    achsen.spines[["top", "right"]].set_visible(False)
    achsen.tick_params(length=3)
    return bild, achsen


def ganze_zahlen(achse: object) -> None:
    """German whole numbers on an axis."""
    achse.set_major_locator(MaxNLocator(integer=True, nbins=6))  # type: ignore[attr-defined]
    formatierer = FuncFormatter(lambda wert, _: zahl(round(wert)))
    achse.set_major_formatter(formatierer)  # type: ignore[attr-defined]


def als_svg(bild: Figure) -> str:
    """The drawing as SVG text without date, creator and fixed size."""
    puffer = BytesIO()
    leer = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    FigureCanvasSVG(bild).print_svg(puffer, metadata=leer)
    text = puffer.getvalue().decode("utf-8")
    text = text[text.index("<svg") :]
    return re.sub(r' (width|height)="[\d.]+pt"', "", text, count=2)
