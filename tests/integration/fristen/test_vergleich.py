"""What another order would change for the open cases, and the table of all orders."""

from datetime import date
from pathlib import Path

import pytest

from admin.cli import main
from models.db import acting_as
from models.queries.regelwerke import Auswirkung, count_changes, tabelle
from models.rules.rechte import SYSTEM
from models.rules.regelwerk import load_regelwerke
from models.tables import Frist
from tests.haus import Haus

ORDERS = load_regelwerke()
MH, BS, BA = ORDERS["marzahn-hellersdorf-2022"], ORDERS["braunschweig"], ORDERS["ba-2015"]


def test_open_cases_are_counted_with_the_deadlines_that_would_move(haus: Haus) -> None:
    haus.record()
    haus.record(art="lob")
    haus.record(art="hinweis")
    haus.record(
        abgabefall="widerspruch",
        art=None,
        abgabe_an="rechtsbehelfsstelle",
        abgabe_am=date(2026, 7, 2),
    )
    with acting_as(SYSTEM):
        before = [(f.name, f.faellig_am) for f in Frist.select()]
        found = count_changes(MH, BS)
        assert [(f.name, f.faellig_am) for f in Frist.select()] == before
    assert found == Auswirkung(
        3, 2, (("Eingangsbestätigung", 2), ("Antwort", 2), ("Zwischennachricht", 1))
    )


def test_an_order_that_sets_the_same_days_moves_nothing(haus: Haus) -> None:
    haus.record(art="hinweis")
    with acting_as(SYSTEM):
        assert count_changes(MH, BA) == Auswirkung(1, 0, ())
        assert count_changes(BS, BA) == Auswirkung(0, 0, ())


def test_a_petition_whose_way_the_other_order_lacks_counts_as_changed(haus: Haus) -> None:
    haus.record(art="petition", weg="fueb", frist_extern=date(2026, 8, 31))
    with acting_as(SYSTEM):
        assert count_changes(MH, BA) == Auswirkung(1, 1, (("Stellungnahme", 1),))


@pytest.mark.datenbank("sqlite")
def test_the_command_tells_the_rules_and_the_open_cases(
    haus: Haus, migrierte_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    haus.record()
    monkeypatch.setenv("KRM_DATABASE_URL", migrierte_url)
    assert main(["regelwerk", "vergleichen", MH.id, BS.id]) == 0
    out = capsys.readouterr().out
    assert "künftig 2 Wochen ab Versand der Eingangsbestätigung" in out
    assert f"Offene Vorgänge nach {MH.id}: 1. Laufende Vorgänge behalten ihr Regelwerk." in out
    assert "- Eingangsbestätigung: 1\n- Antwort: 1\n- Zwischennachricht: 1\n" in out


def test_without_a_database_the_sentences_suffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    path = tmp_path / "fehlt.sqlite"
    monkeypatch.setenv("KRM_DATABASE_URL", f"sqlite:///{path}")
    assert main(["regelwerk", "vergleichen", MH.id, MH.id]) == 0
    captured = capsys.readouterr()
    assert "Die Regeln sind gleich." in captured.out
    assert "hier gibt es keine Datenbank" in captured.err
    assert not path.exists()


def test_the_command_lists_and_refuses(capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    assert main(["regelwerk", "liste"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(ORDERS)
    bad = tmp_path / "x.toml"
    bad.write_text('id = "y"\n', "utf-8")
    assert main(["regelwerk", "pruefen", str(bad)]) == 2
    assert "x.toml, Zeile 1: Der Schlüssel „name“ fehlt." in capsys.readouterr().err
    assert main(["regelwerk", "vergleichen", "atlantis", MH.id]) == 2


def test_the_table_says_for_each_art_what_each_order_says() -> None:
    rows = {row.art: row.zellen for row in tabelle()}
    assert len(rows) == 8
    antwort = rows["beschwerde"][MH.id]
    assert antwort is not None
    words = "14 Kalendertage ab Eingang (je Vorgang änderbar)"
    assert ("Antwort", words, "MH-56, Abschnitt 5.3, Bearbeitungsfrist") in antwort.fristen
    assert antwort.zeichnung == "TL, BL, LGF oder GF; ohne Angabe TL"
    petition = rows["petition"][MH.id]
    assert petition is not None
    assert (petition.sofortsache, petition.zeichnung) == (True, "GF")
    assert len(petition.fristen) == 3
