"""What a notebook writes into: numbers headings, tables, figures; displays each block once."""

from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any

import pandas as pd
from IPython.display import display

from notebooks.blocks import MIME
from notebooks.blocks import spalten as s
from notebooks.blocks.dateien import csv_dateien
from notebooks.blocks.deckblatt import Eintrag, anschrift, deckblatt
from notebooks.blocks.erfasst import als_nicht_erfasst, mit_vorperiode, nur_erfasstes
from notebooks.blocks.fuss import basis_of, tabellenfuss
from notebooks.blocks.html import als_html
from notebooks.blocks.namen import name_of
from notebooks.blocks.nummern import NUMMERN
from notebooks.blocks.tabellen import EINGANG, TABELLEN
from notebooks.charts import Bild
from notebooks.data.aufnahme import Aufnahme
from notebooks.figures import Bilanz, Pruefung, decide
from notebooks.figures.berichtigt import Seither
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose import ueberblick
from notebooks.protect import Zelle, profil, protect_frames, since_told

# Tables whose signals are about something narrower than their title says.
WAS = {"bestand": "Eingänge nach Art", "eingaenge-vergleich": "Eingänge"}


class Bericht:
    """The report of one run. Every method displays one block (JSON for the PDF, and its HTML)."""

    def __init__(self, aufnahme: Aufnahme, empfaenger: str, abdeckung: str = "") -> None:
        self._aufnahme = aufnahme
        self._profil = profil(empfaenger)
        self._abdeckung = abdeckung
        self._abschnitte = [0, 0]
        self._bilder = 0
        self.bilanz = Bilanz(0, 0, 0)
        self._zellen: dict[Zelle, int | None] = {}

    @property
    def hinweis_empfaenger(self) -> str:
        """What the readers of this profile must know."""
        return self._profil.hinweis

    @property
    def seither(self) -> Seither | None:
        """What is other than it was told outside before; needs `schuetze` first."""
        return since_told(self._zellen, self._aufnahme)

    def schuetze(self, zahlen: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The frames of the whole report (name of TABELLEN → frame) as its readers may see them.

        Readers inside the house get the very same frames. For others a number that may not be shown
        is empty (NaN), with everything derived from it; tables, charts and sentences use only what
        comes back from here. Before, what nobody recorded is left out, and the signals of all
        frames are decided together (`bilanz`).
        """
        teile = self._aufnahme.abschnitte
        entschieden, self.bilanz = decide(nur_erfasstes(zahlen, teile), teile)
        if not teile.vor_erfasst:
            entschieden = mit_vorperiode(entschieden, zahlen)
        frei = protect_frames(self._profil, entschieden, self._aufnahme)
        self._zellen |= dict(frei.zellen)
        gezeigt = nur_erfasstes(frei.zahlen, teile)
        return {name: _ohne_na(frame) for name, frame in gezeigt.items()}

    def abdeckung(self, text: str) -> None:
        """The coverage in a few words, for the foot of every table from here on."""
        self._abdeckung = text

    def titel(self, text: str, eintrag: Eintrag | None = None) -> None:
        """The title with what the report is about and what is decided with it; the first block.

        `eintrag`: the report's row of the catalogue.
        """
        self._zeige("titel", **deckblatt(text, self._aufnahme, self._profil, eintrag))

    def brief(self, eintrag: Eintrag, betreff: str, absaetze: Sequence[str]) -> None:
        """A cover letter to whom the report goes to; empty paragraphs are left out."""
        an = anschrift(eintrag, self._aufnahme, self._profil)
        voll = [absatz for absatz in absaetze if absatz]
        wer = self._aufnahme.einheit
        self._zeige("brief", an=an, betreff=betreff, absaetze=voll, zeichnung=wer)

    def ueberschrift(self, text: str, ebene: int = 1) -> None:
        """A numbered heading of level 1 or 2."""
        self._abschnitte[ebene - 1] += 1
        self._abschnitte[ebene:] = [0] * (2 - ebene)
        zahlen = [str(zahl) for zahl in self._abschnitte[:ebene]]
        kennung = f"abschnitt-{'-'.join(zahlen)}"
        self._zeige("ueberschrift", ebene=ebene, nummer=".".join(zahlen), id=kennung, text=text)

    def text(self, *absaetze: str) -> None:
        """Paragraphs; empty ones are left out."""
        if voll := [absatz for absatz in absaetze if absatz]:
            self._zeige("text", absaetze=voll)

    def liste(self, *punkte: str) -> None:
        """A list of sentences; empty ones are left out."""
        if voll := [punkt for punkt in punkte if punkt]:
            self._zeige("liste", punkte=voll)

    def hinweis(self, text: str) -> None:
        """A sentence that must not be overlooked; nothing when it is empty."""
        if text:
            self._zeige("hinweis", text=text)

    def kennzahlen(self, *karten: tuple[str, str, str]) -> None:
        """Big numbers: (name, number, what it is of)."""
        felder = ("titel", "wert", "zusatz")
        self._zeige("kennzahlen", karten=[dict(zip(felder, k, strict=True)) for k in karten])

    def definitionen(self, paare: Sequence[tuple[str, str]]) -> None:
        """Words and what they mean."""
        self._zeige("definitionen", paare=[list(paar) for paar in paare])

    def abbildung(self, bild: Bild | None, fuss: str = "", basis: str = EINGANG) -> None:
        """A chart with its unit and basis; nothing when there was nothing to draw."""
        if bild is None:
            return
        self._bilder += 1
        worauf = basis_of(basis, self._aufnahme.abschnitte)
        self._zeige(
            "abbildung",
            nr=self._bilder,
            id=f"abbildung-{self._bilder}",
            titel=bild.titel,
            alt=bild.alt,
            svg=bild.svg,
            fuss=f"Einheit: {bild.einheit}. Basis: {worauf}. {fuss}".strip(),
        )

    def tabelle(self, name: str, frame: pd.DataFrame) -> None:
        """The table `name` of TABELLEN; its first frame column holds the codes of the rows.

        Its number is that of NUMMERN, whatever else the report shows.
        """
        spec, nummer = TABELLEN[name], NUMMERN[name]
        zeilen = [dict(zip(frame.columns, werte, strict=True)) for werte in frame.to_numpy()]
        zeilen = als_nicht_erfasst(zeilen, self._aufnahme.abschnitte)
        zeilen = [{**zeile, s.PROZENT_AB: self._profil.prozent_ab} for zeile in zeilen]
        codes = [str(code) for code in frame.iloc[:, 0]]
        kopf = [{"titel": spec.kopf, "zahl": False, "breite": 0}]
        gedruckt = [
            [self.name(spec.feld, code), *(s.gedruckt(x, zeile) for x in spec.spalten)]
            for code, zeile in zip(codes, zeilen, strict=True)
        ]
        self._zeige(
            "tabelle",
            nr=nummer,
            id=f"tabelle-{nummer}",
            titel=spec.titel,
            spalten=kopf + [_kopf(spalte) for spalte in spec.spalten],
            zeilen=gedruckt,
            summen=[nr for nr, code in enumerate(codes) if code == SUMME],
            fuss=tabellenfuss(spec, gedruckt, self._aufnahme.abschnitte, self._abdeckung),
            csv=csv_dateien(f"{nummer:02d}-{name}", spec, codes, zeilen),
        )

    def pruefungen(self, pruefungen: Sequence[Pruefung]) -> None:
        """Results of checks; a red one stops the publication."""
        liste = [{"name": p.name, "ok": p.ok, "satz": p.satz} for p in pruefungen]
        self._zeige("pruefungen", pruefungen=liste)

    def ende(self) -> None:
        """The last block: without it the run counts as cut off."""
        zellen = [(*astuple(zelle), wert) for zelle, wert in sorted(self._zellen.items())]
        self._zeige("ende", zellen=zellen)

    def name(self, feld: str, code: str) -> str:
        """What a code is called in the first column of a table."""
        return name_of(self._aufnahme, feld, code)

    def namen(self, feld: str, frame: pd.DataFrame) -> list[str]:
        """Names of the rows of a Verteilung without gesamt and unbekannt, for a chart."""
        return [self.name(feld, str(c)) for c in frame["code"] if c not in (SUMME, UNBEKANNT)]

    def bezeichnungen(self, feld: str, frame: pd.DataFrame) -> dict[str, str]:
        """Code → name of every row of a table, for a sentence."""
        return {str(code): self.name(feld, str(code)) for code in frame.iloc[:, 0]}

    def auffaelligkeiten(self, zahlen: Mapping[str, pd.DataFrame]) -> list[str]:
        """A sentence for each of these tables that holds a signal, so that none is passed over."""
        namen = [name for name in TABELLEN if "signal" in zahlen.get(name, ())]
        return ueberblick.auffaelligkeiten(
            *(
                (WAS.get(name, TABELLEN[name].titel), zahlen[name], self._zeilen(name, zahlen))
                for name in sorted(namen, key=lambda name: name == "bestand")
            )
        )

    def _zeilen(self, name: str, zahlen: Mapping[str, pd.DataFrame]) -> dict[str, str]:
        return self.bezeichnungen(TABELLEN[name].feld, zahlen[name])

    def _zeige(self, typ: str, **inhalt: Any) -> None:
        block = {"typ": typ, **inhalt}
        display({MIME: block, "text/html": als_html(block)}, raw=True)


def _ohne_na(frame: pd.DataFrame) -> pd.DataFrame:
    """The same frame; numbers that may be absent are plain ones, absent NaN."""
    nullbar = {s: "float64" for s, typ in frame.dtypes.items() if str(typ) in ("Int64", "Float64")}
    return frame.astype(nullbar) if nullbar else frame


def _kopf(spalte: s.Spalte) -> dict[str, Any]:
    return {"titel": spalte.titel, "zahl": spalte.rechtsbuendig, "breite": spalte.breite}
