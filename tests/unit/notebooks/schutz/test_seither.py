"""What readers outside are told of corrections: only what they could see themselves."""

from typing import Any

import pytest

from notebooks import prose
from notebooks.figures.berichtigt import Seither
from notebooks.protect import profil, protect_frames, since_told
from tests.unit.notebooks.schutz.buch import Buch, Faelle, Lade
from tests.unit.notebooks.schutz.haus import tables

TABELLEN = ("arten", "bestand")
VORHER = [{"art": art, "eingang_am": "2025-02-03", "erfasst_am": "2025-02-03",
           "personenschluessel": f"{art}{nr}"} for art, n in (("beschwerde", 40), ("lob", 12))
          for nr in range(n)]  # fmt: skip


def _late(anzahl: int, art: str = "beschwerde") -> Faelle:
    return [{"art": art, "eingang_am": "2025-03-03", "erfasst_am": "2025-08-01",
             "personenschluessel": f"spaet{nr}"} for nr in range(anzahl)]  # fmt: skip


@pytest.fixture
def nochmal(buch: Buch, lade: Lade) -> Any:
    """Tell the first half-year once, then with these cases again: (what changed, its sentence)."""

    def again(spaeter: Faelle, zeitraum: str = "2025-H1") -> tuple[Seither | None, str]:
        def kurz(a: Any) -> Any:
            return {name: tables(a)[name] for name in TABELLEN}

        buch.publish(VORHER, "agentur", "2025-H1", "2025-07-15", kurz)
        a = lade(VORHER + spaeter, zeitraum, meta={"datenstand": "2025-08-15"},
                 ausgewiesen=buch.zeilen)  # fmt: skip
        frei = protect_frames(profil("bezirk"), kurz(a), a)
        seither = since_told(dict(frei.zellen), a)
        return seither, prose.berichtigt.ausgewiesen(seither, a.abschnitte)

    return again


def test_late_cases_stand_in_the_sums_with_what_else_is_another_number(nochmal: Any) -> None:
    seither, satz = nochmal(_late(4))
    werte = seither.summen.set_index("groesse")
    assert list(werte.loc["neu"]) == [52, 56, 4]
    assert list(werte.loc["abgeschlossen"]) == [0, 0, 0]
    assert satz.startswith(
        "Seit dem zuletzt nach außen gegebenen Stand (Datenstand 15.07.2025) wurde berichtigt. In "
        "der Summe der Bestandsrechnung sind es dadurch: neu 4 mehr und offen 4 mehr."
    )
    assert "weitere ausgewiesene Zahlen andere" in satz


def test_what_the_guard_hides_now_is_not_told_by_its_difference(nochmal: Any) -> None:
    """One late praise: the total may differ by one, who it was stays hidden."""
    seither, satz = nochmal(_late(1, "lob"))
    assert seither.summen.set_index("groesse").loc["neu", "unterschied"] == 1
    assert seither.weitere == 1, "the sum of the table of Arten"
    assert satz.endswith("Außerdem ist eine weitere ausgewiesene Zahl eine andere.")


def test_without_a_correction_nothing_has_changed(nochmal: Any) -> None:
    seither, satz = nochmal([])
    assert not seither.geaendert
    assert satz.endswith("hat sich an den ausgewiesenen Zahlen nichts geändert.")


def test_of_another_period_nothing_was_told_yet(nochmal: Any) -> None:
    seither, satz = nochmal(_late(4), "2025-Q1")
    assert seither is None
    assert satz == "Das ist der erste nach außen gegebene Stand über diesen Zeitraum."
