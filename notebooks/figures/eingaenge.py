"""Eingänge: by month, against the period before and the same one a year earlier, by unit."""

from datetime import date

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.data.abschnitte import erfasst
from notebooks.figures.signal import OHNE_VERGLEICH, signal_anzahl
from notebooks.figures.zaehlen import (
    in_spanne,
    kundenreaktionen,
    summe,
    verteilung,
)


def monate(von: str, bis: str) -> list[str]:
    """All months from the day `von` to the day `bis`, as 2026-01."""
    return [str(monat) for monat in pd.period_range(von[:7], bis[:7], freq="M")]


def eingaenge_monat(eingaenge: pd.DataFrame, von: str, bis: str) -> pd.DataFrame:
    """Kundenreaktionen per month of Eingang: monat, anzahl; every month of the span has a row."""
    innen = kundenreaktionen(eingaenge)
    innen = innen[(innen["eingang_am"] >= von) & (innen["eingang_am"] <= bis)]
    je_monat = innen["anzahl"].groupby(innen["eingang_am"].str[:7]).sum()
    alle = monate(von, bis)
    return pd.DataFrame({"monat": alle, "anzahl": [int(je_monat.get(m, 0)) for m in alle]})


def verlauf(je_monat: pd.DataFrame, stichtag: str, erster: str | None) -> pd.DataFrame:
    """All whole months from the first Eingang ever that ended by `stichtag`: monat, anzahl.

    Input: monat, anzahl of the months with Eingänge. A month in which the recording began late is
    not whole.
    """
    leer = pd.DataFrame({"monat": pd.Series(dtype="str"), "anzahl": pd.Series(dtype="int64")})
    letzter = _letzter_voller_monat(stichtag)
    anfang = _erster_voller_monat(erster) if erster else None
    if anfang is None or anfang > letzter:
        return leer
    gezaehlt = dict(zip(je_monat["monat"], je_monat["anzahl"], strict=True))
    alle = monate(f"{anfang}-01", f"{letzter}-01")
    return pd.DataFrame({"monat": alle, "anzahl": [int(gezaehlt.get(m, 0)) for m in alle]})


def _erster_voller_monat(erster: str) -> str:
    monat = pd.Period(erster[:7], "M")
    return str(monat if erster.endswith("-01") else monat + 1)


def _letzter_voller_monat(stichtag: str) -> str:
    monat = pd.Period(stichtag[:7], "M")
    ist_ende = date.fromisoformat(stichtag) == monat.end_time.date()
    return str(monat if ist_ende else monat - 1)


def eingaenge_vergleich(
    eingaenge: pd.DataFrame, teile: Abschnitte, erster: str | None
) -> pd.DataFrame:
    """Kundenreaktionen now, in the Vorperiode and (where that is another span) a year ago.

    Columns: spanne, von, bis, tage, anzahl, signal.
    The row `bericht` has no signal; a span (mostly) before the first Eingang ever has none either.
    """
    frame = kundenreaktionen(eingaenge)
    jetzt = summe(in_spanne(frame, "eingang_am", teile.bericht))
    zeilen = []
    namen = ("bericht", "vor") if teile.vor == teile.vorjahr else ("bericht", "vor", "vorjahr")
    for name in namen:
        spanne = getattr(teile, name)
        anzahl = summe(in_spanne(frame, "eingang_am", spanne))
        signal = signal_anzahl(jetzt, teile.bericht.tage, anzahl, spanne.tage)
        if name == "bericht" or not erfasst(spanne.von, erster):
            signal = OHNE_VERGLEICH
        zeilen.append((name, spanne.von, spanne.bis, spanne.tage, anzahl, signal))
    return pd.DataFrame(zeilen, columns=["spanne", "von", "bis", "tage", "anzahl", "signal"])


def nach_untereinheit(
    merkmale: pd.DataFrame, einheiten: pd.DataFrame, teile: Abschnitte
) -> pd.DataFrame:
    """Kundenreaktionen per unit right below the report's Einheit, in the order of the tree.

    As `verteilung`; code is the Kürzel, `unbekannt` stands for those that no unit below has. The
    report's Einheit is the one in `einheiten` without a parent.
    """
    frame = untereinheit_of(kundenreaktionen(merkmale), einheiten)
    wurzel = einheiten.loc[einheiten["eltern_id"].isna(), "id"]
    kinder = einheiten.loc[einheiten["eltern_id"].isin(wurzel), "kuerzel"]
    return verteilung(frame, "untereinheit", "eingang_am", list(kinder), teile)


def untereinheit_of(frame: pd.DataFrame, einheiten: pd.DataFrame) -> pd.DataFrame:
    """The frame with a column `untereinheit`: the Kürzel of the unit right below the root."""
    ziel = _untereinheiten(einheiten)
    return frame.assign(untereinheit=frame["einheit_id"].map(ziel).astype("str"))


def _untereinheiten(einheiten: pd.DataFrame) -> dict[int, str]:
    """id of a unit → Kürzel of the unit right below the root that it belongs to."""
    eltern = {
        int(kind): int(oben)
        for kind, oben in zip(einheiten["id"], einheiten["eltern_id"], strict=True)
        if pd.notna(oben)
    }
    kuerzel = dict(zip(einheiten["id"], einheiten["kuerzel"], strict=True))
    ziel = {}
    for start in eltern:
        knoten = start
        while eltern[knoten] in eltern:
            knoten = eltern[knoten]
        ziel[start] = kuerzel[knoten]
    return ziel


def abgaben(frame: pd.DataFrame, codes: tuple[str, ...], teile: Abschnitte) -> pd.DataFrame:
    """What was handed over and is no Kundenreaktion, by kind (MH-12, MH-16 to 18, BL-08).

    It counts by the day on which it was handed over.
    """
    return verteilung(frame, "abgabefall", "abgegeben_am", codes, teile)
