"""Which single cases each number of a table counts: table → its cells in one span.

What figures count together, is named here one by one. The two are compared in every run: a number
that does not count as many cases as it says stops the report (`zellen.py`).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from models.rules.codes import KATEGORIEN
from notebooks.data.einzelfaelle import Ausschnitt
from notebooks.figures.abdeckung import EXTERN
from notebooks.figures.ergebnisse import ABGEHOLFEN, BEWERTET, ERGEBNISSE
from notebooks.figures.zaehlen import (
    BESCHWERDEARTEN,
    BESCHWERDEN,
    BEWERTETE_ARTEN,
    PETITIONEN,
    SUMME,
    UNBEKANNT,
    in_spanne,
    kundenreaktionen,
    nur_arten,
)

Dinge = np.ndarray
Zellen = dict[tuple[str, str], Dinge]
"""(row, column) → numbers of the things that are counted there."""
Auswahl = Callable[[Ausschnitt], pd.DataFrame]


def mit_art(a: Ausschnitt) -> pd.DataFrame:
    """Everything but Abgaben."""
    return a.faelle[a.faelle["art"].notna()]


def neue(a: Ausschnitt) -> pd.DataFrame:
    """Kundenreaktionen that came in."""
    return in_spanne(kundenreaktionen(mit_art(a)), "eingang_am", a.spanne)


def samt_geloeschten(a: Ausschnitt) -> pd.DataFrame:
    """Everything but Abgaben, with those that only sums tell of."""
    return pd.concat([mit_art(a), a.geloescht])


def eingegangene(a: Ausschnitt) -> pd.DataFrame:
    """Kundenreaktionen that came in, with those that only sums tell of."""
    return in_spanne(kundenreaktionen(samt_geloeschten(a)), "eingang_am", a.spanne)


def abgegebene(a: Ausschnitt) -> pd.DataFrame:
    """What was handed over and is no Kundenreaktion, by that day."""
    return in_spanne(a.faelle[a.faelle["art"].isna()], "abschluss_am", a.spanne)


def abschluesse(a: Ausschnitt, arten: Sequence[str]) -> pd.DataFrame:
    """What was closed, of these Arten."""
    return in_spanne(nur_arten(a.faelle, arten), "abschluss_am", a.spanne)


def anliegen(a: Ausschnitt) -> pd.DataFrame:
    """Anliegen of complaints that came in, with the Leistungsträger of their Kategorie."""
    frame = in_spanne(nur_arten(a.anliegen, BESCHWERDEARTEN), "eingang_am", a.spanne)
    traeger = frame["kategorie"].map(_traeger, na_action="ignore").astype("str")
    return frame.assign(leistungstraeger=traeger)


def _traeger(kategorie: str) -> str | None:
    bekannt = KATEGORIEN.get(kategorie)
    return bekannt.leistungstraeger if bekannt else None


def striche(a: Ausschnitt) -> pd.DataFrame:
    """What was settled on the spot."""
    return in_spanne(a.striche, "tag", a.spanne)


def nach(frame: pd.DataFrame, feld: str) -> Mapping[str, Dinge]:
    """The things of each value of `feld`; missing values under `unbekannt`."""
    werte = frame[feld].astype("str").fillna(UNBEKANNT)
    return {str(wert): gruppe.to_numpy() for wert, gruppe in frame.index.groupby(werte).items()}


def verteilung(a: Ausschnitt, frame: Auswahl, feld: str) -> Zellen:
    """A Verteilung: every code, gesamt over the known ones."""
    alle = frame(a)
    zellen = {(wert, "anzahl"): dinge for wert, dinge in nach(alle, feld).items()}
    bekannt = alle[feld].notna() & (alle[feld].astype("str") != UNBEKANNT)
    return zellen | {(SUMME, "anzahl"): alle.index[bekannt].to_numpy()}


def anteil(frame: pd.DataFrame, name: str, feld: str, ja: Iterable[object] = (1,)) -> Zellen:
    """One row of a table of shares: `anzahl` of `von`, where `feld` is known."""
    bekannt = frame[frame[feld].notna()]
    treffer = bekannt[bekannt[feld].isin(list(ja))]
    return {(name, "anzahl"): treffer.index.to_numpy(), (name, "von"): bekannt.index.to_numpy()}


def einzeln(spalte: str = "anzahl", **zeilen: pd.DataFrame) -> Zellen:
    """Rows that are frames of their own."""
    return {(name, spalte): frame.index.to_numpy() for name, frame in zeilen.items()}


def bestand(a: Ausschnitt) -> Zellen:
    frame, von, bis = samt_geloeschten(a), a.spanne.von, a.spanne.bis
    ein, aus = frame["eingang_am"], frame["abschluss_am"]
    wieder, offen = frame["wiedereroeffnet"] == 1, aus.isna()
    da = (ein < von) & (offen | (aus >= von))
    lagen = {
        "uebernommen": da & ~wieder,
        "neu": (ein >= von) & (ein <= bis),
        "abgeschlossen": (aus >= von) & (aus <= bis),
        "offen": (ein <= bis) & (offen | (aus > bis)),
        "wiedereroeffnet": da & wieder,
    }
    zellen: Zellen = {}
    for spalte, lage in lagen.items():
        innen = frame[lage]
        zellen |= {(art, spalte): dinge for art, dinge in nach(innen, "art").items()}
        zellen[SUMME, spalte] = kundenreaktionen(innen).index.to_numpy()
    return zellen


def monate(a: Ausschnitt) -> Zellen:
    frame = eingegangene(a)
    return {
        (m, "anzahl"): d for m, d in nach(frame.assign(m=frame["eingang_am"].str[:7]), "m").items()
    }


def vergleich(a: Ausschnitt) -> Zellen:
    return {("bericht", "anzahl"): eingegangene(a).index.to_numpy()}


def diskriminierung(a: Ausschnitt) -> Zellen:
    betroffen = a.anliegen.loc[a.anliegen["kategorie"] == "diskriminierung", "id"]
    faelle = mit_art(a)[lambda f: f["id"].isin(betroffen)]
    weg = in_spanne(faelle, "abschluss_am", a.spanne)
    bewertet = weg[weg["ergebnisart"].isin(BEWERTET)]
    begruendet = bewertet[bewertet["ergebnisart"] == "begruendet"]
    return einzeln(
        **{
            "eingegangen": in_spanne(faelle, "eingang_am", a.spanne),
            "abgeschlossen": weg,
            "davon bewertet": bewertet,
            "davon begründet": begruendet,
        }
    )


def begruendet(a: Ausschnitt) -> Zellen:
    weg = abschluesse(a, BEWERTETE_ARTEN)
    nur_bewertete = weg[weg["ergebnisart"].isin(BEWERTET)]
    ja = ("begruendet",)
    return anteil(
        nur_bewertete, "begründet von begründet und unbegründet", "ergebnisart", ja
    ) | anteil(weg, "begründet von allen vier Ergebnisarten", "ergebnisart", ja)


def je_traeger(a: Ausschnitt) -> pd.Series:
    """The Leistungsträger of each Vorgang with an Anliegen of known Kategorie, by its `id`."""
    traeger = a.anliegen["kategorie"].map(_traeger, na_action="ignore")
    je_fall = traeger.dropna().groupby(a.anliegen["id"])
    return je_fall.first().where(je_fall.nunique() == 1, "beide").astype("str")


def bewertete_je_traeger(a: Ausschnitt) -> dict[str, pd.DataFrame]:
    """What was closed with an Ergebnisart, by Leistungsträger; all of it under `gesamt`."""
    weg = abschluesse(a, BEWERTETE_ARTEN)
    weg = weg[weg["ergebnisart"].isin(ERGEBNISSE.values())]
    traeger = weg["id"].map(je_traeger(a)).astype("str").fillna(UNBEKANNT)
    return {SUMME: weg} | {str(name): eigene for name, eigene in weg.groupby(traeger)}


def ergebnis_traeger(a: Ausschnitt) -> Zellen:
    zellen: Zellen = {}
    for traeger, weg in bewertete_je_traeger(a).items():
        zellen[traeger, "anzahl"] = weg.index.to_numpy()
        for spalte, art in ERGEBNISSE.items():
            zellen[traeger, spalte] = weg.index[weg["ergebnisart"] == art].to_numpy()
    return zellen


def begruendet_traeger(a: Ausschnitt) -> Zellen:
    zellen: Zellen = {}
    for traeger, weg in bewertete_je_traeger(a).items():
        bewertet = weg[weg["ergebnisart"].isin(BEWERTET)]
        zellen |= anteil(bewertet, traeger, "ergebnisart", ("begruendet",))
    return zellen


def klaerung(a: Ausschnitt, arten: Sequence[str]) -> Zellen:
    weg = abschluesse(a, arten)
    return (
        anteil(weg, "Abhilfe ganz oder teilweise", "abhilfe", ABGEHOLFEN)
        | anteil(weg, "einvernehmlich geklärt (Einigung)", "einvernehmlich_geklaert")
        | anteil(weg, "Entschuldigung ausgesprochen", "entschuldigung")
        | anteil(weg, "Verzicht auf schriftliche Antwort", "verzicht_liegt_vor")
        | anteil(weg, "von selbst Betroffenen entschieden", "selbst_betroffen")
    )


def dienstaufsicht(a: Ausschnitt) -> Zellen:
    frame, dab = neue(a), "dienstaufsichtsbeschwerde"
    bezeichnet = frame[frame["als_dab_bezeichnet"] == 1]
    return einzeln(
        **{
            "als Dienstaufsichtsbeschwerde eingegangen": frame[frame["art"] == dab],
            "abgeschlossen": abschluesse(a, (dab,)),
            "in der Zuschrift so bezeichnet": bezeichnet,
            "davon als andere Art geführt": bezeichnet[bezeichnet["art"] != dab],
        }
    )


def lob(a: Ausschnitt) -> Zellen:
    frame = eingegangene(a)
    return einzeln(
        **{
            "Beschwerden aller Arten": nur_arten(frame, BESCHWERDEARTEN),
            "Lob": nur_arten(frame, ["lob"]),
            "Anregungen und Ideen": nur_arten(frame, ["anregung"]),
        }
    )


def besonderheiten(a: Ausschnitt) -> Zellen:
    frame = neue(a)
    extern = frame[frame["eingangsstelle"].notna()]
    return (
        anteil(frame, "Folgereaktion auf einen früheren Vorgang", "ist_folgereaktion")
        | anteil(frame, "besondere Notlage", "ist_notlage")
        | anteil(frame, "anonym", "anonym")
        | anteil(extern, "zuerst bei einer Stelle außerhalb eingegangen", "eingangsstelle", EXTERN)
    )


def abdeckung(a: Ausschnitt) -> Zellen:
    erfasst, vor_ort = neue(a), striche(a)
    importiert = erfasst[erfasst["herkunft"] == "import"]
    alle = pd.concat([erfasst[["person"]], vor_ort[["person"]]])
    zeilen = {
        "erfasst": (erfasst, alle),
        "davon importiert": (importiert, erfasst),
        "vor Ort erledigt (Strichliste)": (vor_ort, alle),
    }
    anzahl = einzeln("anzahl", **{name: paar[0] for name, paar in zeilen.items()})
    return anzahl | einzeln("von", **{name: paar[1] for name, paar in zeilen.items()})


MIT_SUMMEN = (
    "bestand petitionen eingaenge-monat eingaenge-vergleich arten eingangswege lob"
).split()
"""Tables that count deleted cases on."""
ZAEHLUNGEN: dict[str, Callable[[Ausschnitt], Zellen]] = {
    "bestand": bestand,
    "eingaenge-monat": monate,
    "eingaenge-vergleich": vergleich,
    "arten": partial(verteilung, frame=eingegangene, feld="art"),
    "eingangswege": partial(verteilung, frame=eingegangene, feld="eingangsweg"),
    "eingangsstellen": partial(verteilung, frame=neue, feld="eingangsstelle"),
    "abgaben": partial(verteilung, frame=abgegebene, feld="abgabefall"),
    "anliegenarten": partial(verteilung, frame=anliegen, feld="anliegenart"),
    "oberklassen": partial(verteilung, frame=anliegen, feld="oberklasse"),
    "kategorien": partial(verteilung, frame=anliegen, feld="kategorie"),
    "leistungstraeger": partial(verteilung, frame=anliegen, feld="leistungstraeger"),
    "diskriminierung": diskriminierung,
    "begruendet": begruendet,
    "ergebnis-traeger": ergebnis_traeger,
    "begruendet-traeger": begruendet_traeger,
    "klaerung": partial(klaerung, arten=BESCHWERDEN),
    "petitionen-klaerung": partial(klaerung, arten=PETITIONEN),
    "dienstaufsicht": dienstaufsicht,
    "lob": lob,
    "besonderheiten": besonderheiten,
    "abdeckung": abdeckung,
    "strichliste": partial(verteilung, frame=striche, feld="thema"),
    "ergebnisarten": partial(
        verteilung, frame=partial(abschluesse, arten=BEWERTETE_ARTEN), feld="ergebnisart"
    ),
    "abhilfe": partial(verteilung, frame=partial(abschluesse, arten=BESCHWERDEN), feld="abhilfe"),
}
