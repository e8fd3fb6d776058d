"""What later data changed in numbers that were told outside before.

Only numbers that stand in both are compared, so nothing is told here that readers could not see.
"""

from collections.abc import Mapping

import pandas as pd

from notebooks.data.aufnahme import Aufnahme
from notebooks.figures.berichtigt import Seither
from notebooks.figures.zaehlen import SUMME
from notebooks.protect.zellen import Zelle

GROESSEN = ("uebernommen", "neu", "wiedereroeffnet", "abgeschlossen", "offen")


def since_told(zellen: Mapping[Zelle, int | None], aufnahme: Aufnahme) -> Seither | None:
    """Compare what the report tells with what was told of its period; None where nothing was.

    `zellen`: the cells of the report, None where they are left out.
    """
    hier = aufnahme.abschnitte.bericht
    spanne = (hier.von, hier.bis, hier.schluss)
    erzaehlt = [f for f in aufnahme.ausgewiesen if (f.von, f.bis, f.schluss) == spanne]
    if not erzaehlt or not zellen:
        return None
    damals = {Zelle.of(f): f.wert for f in erzaehlt}  # the newest of each
    summen = [Zelle("bestand", SUMME, groesse, *spanne) for groesse in GROESSEN]
    rows = [(z.spalte, damals.get(z), zellen.get(z)) for z in summen]
    frame = pd.DataFrame(rows, columns=["groesse", "damals", "jetzt"]).astype(
        {"damals": "float64", "jetzt": "float64"}
    )
    frame["unterschied"] = frame["jetzt"] - frame["damals"]
    andere = [z for z, wert in zellen.items() if z not in summen and _differs(damals.get(z), wert)]
    return Seither(max(f.datenstand for f in erzaehlt), frame, len(andere))


def _differs(damals: int | None, jetzt: int | None) -> bool:
    return damals is not None and jetzt is not None and damals != jetzt
