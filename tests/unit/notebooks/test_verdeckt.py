"""What a report for outside makes of numbers that its guard hides: a dot, and never a guess."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pandas as pd
import pytest

from notebooks import charts
from notebooks.blocks import MIME
from notebooks.blocks import bericht as ausgabe
from notebooks.catalogue import BERICHTE, Bericht
from notebooks.prose.formate import LEGENDE, VERDECKT
from notebooks.protect import Freigegeben
from tests.unit.notebooks.aufnahme import schreibe_aufnahme
from tests.unit.notebooks.test_lauf import ANLIEGEN, FAELLE

NAN = float("nan")
nach_aussen = pytest.mark.parametrize(
    "eintrag", [e for e in BERICHTE if e.freigabe], ids=lambda e: e.name
)


def _zeilen(*zeilen: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(zeilen, columns=["code", "anzahl", "von"])


def test_charts_leave_out_what_is_hidden_and_say_so() -> None:
    frame = _zeilen(("x", 3, NAN), ("y", NAN, NAN)).assign(vor_anzahl=[NAN, 2])
    bild = charts.balken(frame, ["Dauer", "Ton"], "Themen", "Anliegen")
    assert bild is not None
    assert "Dauer 3, Vorperiode nicht ausgewiesen; Ton nicht ausgewiesen" in bild.alt
    assert charts.anteilsbalken(frame, ["Dauer", "Ton"], "Themen") is None
    monate = pd.DataFrame({"monat": ["2026-01", "2026-02"], "anzahl": [12, NAN]})
    saeulen = charts.saeulen(monate, "Eingänge")
    assert saeulen is not None
    assert saeulen.alt.endswith("Januar 2026 12, Februar 2026 nicht ausgewiesen.")


Hinaus = list[dict[str, Any]]


@pytest.fixture
def erzaehle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Hinaus]:
    """Run a notebook's cells here, with a guard that hides numbers or the real one; its blocks."""

    def lauf(
        eintrag: Bericht,
        hide: Callable[[pd.DataFrame], pd.DataFrame] | None,
        seit: str = "2020-01-01",
    ) -> Hinaus:
        bloecke: Hinaus = []
        snapshot = tmp_path / f"{len(list(tmp_path.iterdir()))}.sqlite"
        schreibe_aufnahme(snapshot, FAELLE * 4, anliegen=ANLIEGEN, erfasst_seit=seit)
        monkeypatch.setattr(ausgabe, "display", lambda d, raw: bloecke.append(d[MIME]))
        if hide:
            monkeypatch.setattr(
                ausgabe,
                "protect_frames",
                lambda _, zahlen, __: Freigegeben({n: hide(f) for n, f in zahlen.items()}),
            )
        raum = {"snapshot": str(snapshot), "zeitraum": "2026-H1"}
        raum["empfaenger"] = eintrag.empfaenger[0]
        for zelle in nbformat.read(eintrag.notebook, as_version=4).cells:
            if zelle.cell_type == "code" and "parameters" not in zelle.metadata.get("tags", ()):
                exec(zelle.source, raum)
        return bloecke

    return lauf


def _hide(frame: pd.DataFrame, wuerfel: random.Random, anteil: float) -> pd.DataFrame:
    """Some numbers become NaN, in the same row intervals and signal with them."""
    offen = frame.copy()
    for spalte in offen.columns[1:]:
        if not pd.api.types.is_numeric_dtype(offen[spalte]):
            continue
        weg = np.array([wuerfel.random() < anteil for _ in range(len(offen))])
        offen[spalte] = offen[spalte].astype("float64").mask(weg)
        for abgeleitet in ("unten", "oben"):
            if abgeleitet in offen:
                offen[abgeleitet] = offen[abgeleitet].mask(weg)
        if "signal" in offen:
            offen["signal"] = offen["signal"].mask(weg, "")
    return offen


@nach_aussen
def test_a_report_is_told_whatever_the_guard_hides(
    eintrag: Bericht, erzaehle: Callable[..., Hinaus]
) -> None:
    wuerfel = random.Random(4)
    for anteil in (0.05, 0.2, 0.5, 0.8):
        bloecke = erzaehle(eintrag, lambda f, anteil=anteil: _hide(f, wuerfel, anteil))
        assert bloecke[-1]["typ"] == "ende"
        assert "nan" not in json.dumps([b for b in bloecke if b["typ"] != "abbildung"]).split()


@nach_aussen
def test_with_everything_hidden_no_number_is_left(
    eintrag: Bericht, erzaehle: Callable[..., Hinaus]
) -> None:
    bloecke = erzaehle(eintrag, lambda f: _hide(f, random.Random(1), 1.1))
    tabellen = [b for b in bloecke if b["typ"] == "tabelle"]
    assert len(tabellen) >= 6
    for tabelle in tabellen:
        zellen = {z for zeile in tabelle["zeilen"] for z in zeile[1:]}
        assert zellen <= {VERDECKT, "–", *_tage(zellen)}, tabelle["titel"]
        assert LEGENDE in tabelle["fuss"] or not tabelle["zeilen"]
        werte = {w for d in tabelle["csv"] for zeile in d["zeilen"][1:] for w in zeile[1:]}
        assert not any(wert.isdigit() for wert in werte), werte
    saetze = [s for b in bloecke if b["typ"] == "liste" for s in b["punkte"]]
    assert not [s for s in saetze if any(z.isdigit() for z in s)]


def _tage(zellen: set[str]) -> set[str]:
    return {z for z in zellen if z.count(".") == 2}


@nach_aussen
def test_a_period_before_the_recording_keeps_no_report_inside(
    eintrag: Bericht, erzaehle: Callable[..., Hinaus]
) -> None:
    bloecke = erzaehle(eintrag, None, "2026-01-01")
    bestand = next(b for b in bloecke if b["typ"] == "tabelle" and b["id"] == "tabelle-1")
    davor = [nr for nr, s in enumerate(bestand["spalten"]) if s["titel"].startswith("Vorperiode")]
    assert {zeile[nr] for zeile in bestand["zeilen"] for nr in davor} == {"nicht erfasst"}
    karten = next(b["karten"] for b in bloecke if b["typ"] == "kennzahlen")
    assert karten[0]["zusatz"] == "Vorperiode nicht vergleichbar"
