"""The curve of how long cases take."""

import pandas as pd
from matplotlib.axes import Axes

from notebooks.charts.stil import AKZENT, GRAU, HELLGRAU, VORGAENGE, Bild, als_svg, neue_achsen
from notebooks.prose.formate import prozent_wert

HORIZONT = 60


def dauerkurve(kurven: dict[str, pd.DataFrame]) -> Bild | None:
    """Share settled by day, now and before, up to 60 days; None when nothing is settled."""
    jetzt, vorher = kurven["bericht"], kurven["vor"]
    if len(jetzt) < 2:
        return None
    bild, achsen = neue_achsen(2.7, links=0.075, rechts=0.86, unten=0.42)
    for tag in (14, 28):
        achsen.axvline(tag, color=HELLGRAU, linewidth=0.9, zorder=0)
        achsen.annotate(
            f"{tag} Tage",
            (tag, 1.015),
            xycoords=("data", "axes fraction"),
            ha="center",
            size=8,
            color=GRAU,
        )
    enden = [_kurve(achsen, jetzt, AKZENT, "-")]
    namen = [("Bericht", AKZENT)]
    if len(vorher) > 1:
        enden.append(_kurve(achsen, vorher, GRAU, (0, (4, 2))))
        namen.append(("Vorperiode", GRAU))
    _beschrifte_enden(achsen, enden, namen)
    achsen.set_xlim(0, HORIZONT)
    achsen.set_ylim(0, 102)
    achsen.set_yticks([0, 25, 50, 75, 100], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    achsen.set_xlabel("Tage seit Eingang", size=8, color=GRAU, labelpad=1)
    return Bild(
        "Anteil geklärter Vorgänge nach Tagen", VORGAENGE, _alt_dauer(jetzt, vorher), als_svg(bild)
    )


def _kurve(achsen: Axes, kurve: pd.DataFrame, farbe: str, strich: object) -> float:
    """Draw one step curve; gives the height at the right end."""
    innen = kurve[kurve["tag"] <= HORIZONT]
    ende = 100 * float(innen["anteil_geklaert"].iloc[-1])
    tage = [*innen["tag"], HORIZONT]
    hoehe = [*(100 * innen["anteil_geklaert"]), ende]
    achsen.step(tage, hoehe, where="post", color=farbe, linestyle=strich, linewidth=1.7)
    return ende


def _beschrifte_enden(achsen: Axes, enden: list[float], namen: list[tuple[str, str]]) -> None:
    """Names at the right ends, moved apart when the curves end close together."""
    hoehen = list(enden)
    if len(hoehen) == 2 and abs(hoehen[0] - hoehen[1]) < 9:
        mitte, oben = sum(hoehen) / 2, hoehen[0] >= hoehen[1]
        hoehen = [mitte + 4.5, mitte - 4.5] if oben else [mitte - 4.5, mitte + 4.5]
    for hoehe, (name, farbe) in zip(hoehen, namen, strict=True):
        achsen.annotate(
            name,
            (1.01, min(hoehe, 99)),
            xycoords=("axes fraction", "data"),
            va="center",
            color=farbe,
        )


def _alt_dauer(jetzt: pd.DataFrame, vorher: pd.DataFrame) -> str:
    def bis(kurve: pd.DataFrame, tag: int) -> str:
        return prozent_wert(float(kurve.loc[kurve["tag"] <= tag, "anteil_geklaert"].iloc[-1]))

    text = (
        "Treppenkurve des Anteils geklärter Vorgänge nach Tagen seit Eingang (Kaplan–Meier). "
        f"Bericht: nach 14 Tagen {bis(jetzt, 14)}, nach 28 Tagen {bis(jetzt, 28)}."
    )
    if len(vorher) < 2:
        return f"{text} Für die Vorperiode gibt es keine Kurve."
    return f"{text} Vorperiode: {bis(vorher, 14)} und {bis(vorher, 28)}."
