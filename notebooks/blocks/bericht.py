"""What a notebook writes into: numbers headings, tables, figures; displays each block once."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import pandas as pd
from IPython.display import display

from models.rules.regelwerk_format import Berichtsempfang
from notebooks.blocks import MIME
from notebooks.blocks import spalten as s
from notebooks.blocks.dateien import csv_dateien
from notebooks.blocks.html import als_html
from notebooks.blocks.namen import name_of
from notebooks.blocks.nummern import NUMMERN
from notebooks.blocks.tabellen import (
    ABSCHLUSS,
    BEWEGUNG,
    EINGANG,
    FRIST,
    MONATE,
    STICHTAG,
    STRICHLISTE,
    TABELLEN,
    Tabelle,
)
from notebooks.charts import Bild
from notebooks.data.aufnahme import Aufnahme
from notebooks.figures import Bilanz, Pruefung, decide
from notebooks.figures.zaehlen import SUMME, UNBEKANNT
from notebooks.prose import formate, grundlagen
from notebooks.protect import profil, protect_frames


class Eintrag(Protocol):
    """What a title takes from the report's row of the catalogue."""

    @property
    def name(self) -> str: ...

    @property
    def entscheidungen(self) -> tuple[str, ...]: ...


class Bericht:
    """The report of one run. Every method displays one block (JSON for the PDF, and its HTML)."""

    def __init__(self, aufnahme: Aufnahme, empfaenger: str, abdeckung: str = "") -> None:
        self._aufnahme = aufnahme
        self._profil = profil(empfaenger)
        self._abdeckung = abdeckung
        self._empfang: Berichtsempfang | None = None
        self._abschnitte = [0, 0]
        self._bilder = 0
        self.bilanz = Bilanz(0, 0, 0)

    @property
    def hinweis_empfaenger(self) -> str:
        """What the readers of this profile must know."""
        return self._profil.hinweis

    def schuetze(self, zahlen: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        """The frames of the whole report (name of TABELLEN → frame) as its readers may see them.

        Readers inside the house get the very same frames. For others a number that may not be shown
        is empty (NaN), with everything derived from it; tables, charts and sentences use only what
        comes back from here. Before, the signals of all frames are decided together (`bilanz`).
        """
        entschieden, self.bilanz = decide(zahlen, self._aufnahme.abschnitte)
        return protect_frames(self._profil, entschieden, self._aufnahme)

    def abdeckung(self, text: str) -> None:
        """The coverage in a few words, for the foot of every table from here on."""
        self._abdeckung = text

    @property
    def anschrift(self) -> str:
        """Whom this report goes to: as the Regelwerk names them, else as the profile does."""
        return self._empfang.empfaenger if self._empfang else self._profil.bezeichnung

    def titel(self, text: str, eintrag: Eintrag | None = None) -> None:
        """The title with what the report is about and what is decided with it; the first block.

        `eintrag`: the report's row of the catalogue.
        """
        if eintrag is not None:
            self._empfang = self._aufnahme.empfang(eintrag.name, self._profil.bezeichnung)
        meta, teile = self._aufnahme.meta, self._aufnahme.abschnitte
        angaben = grundlagen.herkunft(meta, teile, self._aufnahme.regelwerk)
        angaben.insert(1, ("Empfängerkreis", self.anschrift))
        if self._empfang:
            angaben.insert(2, ("Erstellt von", grundlagen.ersteller(self._empfang)))
        self._zeige(
            "titel",
            titel=text,
            einheit=self._aufnahme.einheit,
            zeitraum=formate.zeitraum(self._aufnahme.zeitraum),
            vermerk=self._profil.vermerk,
            einheit_kuerzel=meta.get("einheit", ""),
            datenstand=meta["datenstand"],
            fassung=meta.get("fassung", ""),
            codes_fassung=meta.get("codes_fassung", ""),
            regelwerk=meta.get("regelwerk", ""),
            angaben=angaben,
            entscheidungen=list(eintrag.entscheidungen if eintrag else ()),
        )

    def brief(self, an: str, betreff: str, absaetze: Sequence[str], zeichnung: str) -> None:
        """A cover letter to `an`; empty paragraphs are left out."""
        voll = [absatz for absatz in absaetze if absatz]
        self._zeige("brief", an=an, betreff=betreff, absaetze=voll, zeichnung=zeichnung)

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
        self._zeige(
            "abbildung",
            nr=self._bilder,
            id=f"abbildung-{self._bilder}",
            titel=bild.titel,
            alt=bild.alt,
            svg=bild.svg,
            fuss=f"Einheit: {bild.einheit}. Basis: {self._basis(basis)}. {fuss}".strip(),
        )

    def tabelle(self, name: str, frame: pd.DataFrame) -> None:
        """The table `name` of TABELLEN; its first frame column holds the codes of the rows.

        Its number is that of NUMMERN, whatever else the report shows.
        """
        spec, nummer = TABELLEN[name], NUMMERN[name]
        zeilen = [dict(zip(frame.columns, werte, strict=True)) for werte in frame.to_numpy()]
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
            fuss=self._fuss(spec, gedruckt),
            csv=csv_dateien(f"{nummer:02d}-{name}", spec, codes, zeilen),
        )

    def pruefungen(self, pruefungen: Sequence[Pruefung]) -> None:
        """Results of checks; a red one stops the publication."""
        liste = [{"name": p.name, "ok": p.ok, "satz": p.satz} for p in pruefungen]
        self._zeige("pruefungen", pruefungen=liste)

    def ende(self) -> None:
        """The last block: without it the run counts as cut off."""
        self._zeige("ende")

    def name(self, feld: str, code: str) -> str:
        """What a code is called in the first column of a table."""
        return name_of(self._aufnahme, feld, code)

    def namen(self, feld: str, frame: pd.DataFrame) -> list[str]:
        """Names of the rows of a Verteilung without gesamt and unbekannt, for a chart."""
        return [self.name(feld, str(c)) for c in frame["code"] if c not in (SUMME, UNBEKANNT)]

    def bezeichnungen(self, feld: str, frame: pd.DataFrame) -> dict[str, str]:
        """Code → name of every row of a table, for a sentence."""
        return {str(code): self.name(feld, str(code)) for code in frame.iloc[:, 0]}

    def _fuss(self, spec: Tabelle, zeilen: Sequence[Sequence[str]]) -> str:
        teile = [f"Einheit: {spec.einheit}", f"Basis: {self._basis(spec.basis)}"]
        if self._abdeckung:
            teile.append(f"Abdeckung: {self._abdeckung}")
        if any(formate.VERDECKT in zeile[1:] for zeile in zeilen):
            teile.append(formate.LEGENDE)
        return ". ".join(teile) + "." + (f" {spec.hinweis}" if spec.hinweis else "")

    def _basis(self, basis: str) -> str:
        teile = self._aufnahme.abschnitte
        spanne = formate.spanne(teile.bericht)
        texte = {
            EINGANG: f"Eingang {spanne}",
            ABSCHLUSS: f"Abschluss {spanne}",
            BEWEGUNG: f"Eingang und Abschluss {spanne}",
            FRIST: f"Frist abgelaufen {spanne}",
            STICHTAG: f"offen am {formate.datum(teile.stichtag)}",
            STRICHLISTE: f"Strichliste {spanne}",
            MONATE: "Eingang in vollen Monaten",
        }
        return texte[basis]

    def _zeige(self, typ: str, **inhalt: Any) -> None:
        block = {"typ": typ, **inhalt}
        display({MIME: block, "text/html": als_html(block)}, raw=True)


def _kopf(spalte: s.Spalte) -> dict[str, Any]:
    return {"titel": spalte.titel, "zahl": spalte.rechtsbuendig, "breite": spalte.breite}
