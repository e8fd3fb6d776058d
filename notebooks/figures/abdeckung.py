"""How much of what people said is in the figures: tally, imports, gaps, and what stands beside."""

from collections.abc import Sequence

import pandas as pd

from notebooks.data import Abschnitte
from notebooks.figures.zaehlen import (
    anteil_ja,
    anteile,
    belegte,
    in_spanne,
    kundenreaktionen,
    summe,
    verteilung,
)

EXTERN = (
    "bmas",
    "regionaldirektion",
    "agentur-fuer-arbeit",
    "petitionsausschuss-bt",
    "petitionsausschuss-agh",
    "landesregierung",
    "buergerbeauftragte-r",
    "bezirk",
)


def abdeckung(merkmale: pd.DataFrame, strichliste: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Recorded against settled on the spot (MH-39, BS-12): merkmal, anzahl, von, vor_….

    Rows: erfasst, davon importiert (of the recorded), Strichliste; `von` of the first and third is
    both together.
    """
    frame = kundenreaktionen(merkmale)
    zahlen: list[list[int]] = []
    for spanne in (teile.bericht, teile.vor):
        neu = in_spanne(frame, "eingang_am", spanne)
        erfasst, striche = summe(neu), summe(in_spanne(strichliste, "tag", spanne))
        importiert = summe(neu[neu["herkunft"] == "import"])
        alle = erfasst + striche
        zahlen.append([erfasst, alle, importiert, erfasst, striche, alle])
    jetzt, vorher = zahlen
    namen = ("erfasst", "davon importiert", "vor Ort erledigt (Strichliste)")
    return pd.DataFrame(
        [
            (name, *jetzt[2 * nr : 2 * nr + 2], *vorher[2 * nr : 2 * nr + 2])
            for nr, name in enumerate(namen)
        ],
        columns=["merkmal", "anzahl", "von", "vor_anzahl", "vor_von"],
    )


def strichliste_nach_thema(
    strichliste: pd.DataFrame, themen: Sequence[str], teile: Abschnitte
) -> pd.DataFrame:
    """Reactions settled on the spot by topic, as `verteilung`, without topics nobody ticked."""
    return belegte(verteilung(strichliste, "thema", "tag", themen, teile))


def besonderheiten(merkmale: pd.DataFrame, teile: Abschnitte) -> pd.DataFrame:
    """Shares among the Kundenreaktionen that came in, as `anteile` (MH-46, MV-08, K9)."""
    frame = kundenreaktionen(merkmale)
    extern = frame.assign(extern=frame["eingangsstelle"].isin(EXTERN).astype(int))
    extern = extern[extern["eingangsstelle"].notna()]
    zeilen = (
        ("Folgereaktion auf einen früheren Vorgang", frame, "ist_folgereaktion"),
        ("besondere Notlage", frame, "ist_notlage"),
        ("anonym", frame, "anonym"),
        ("zuerst bei einer Stelle außerhalb eingegangen", extern, "extern"),
    )
    return anteile([(name, *anteil_ja(f, feld, "eingang_am", teile)) for name, f, feld in zeilen])


def lob_neben_beschwerden(nach_art: pd.DataFrame, beschwerden: Sequence[str]) -> pd.DataFrame:
    """Complaints, Lob and Anregungen side by side: merkmal, anzahl, vor_anzahl (MH-02, Q28)."""
    zeilen = nach_art.set_index("code")
    gruppen = (
        ("Beschwerden aller Arten", list(beschwerden)),
        ("Lob", ["lob"]),
        ("Anregungen und Ideen", ["anregung"]),
    )
    spalten = ["anzahl", "vor_anzahl"]
    summen = [zeilen.reindex(codes)[spalten].fillna(0).sum() for _, codes in gruppen]
    werte = {spalte: [int(s[spalte]) for s in summen] for spalte in spalten}
    return pd.DataFrame({"merkmal": [name for name, _ in gruppen], **werte})
