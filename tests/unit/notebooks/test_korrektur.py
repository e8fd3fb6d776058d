"""A correction says which published cells are others now, and nothing of those that are not."""

from pathlib import Path

from notebooks.publish.korrektur import HOECHSTENS, tell_changes

KOPF = "\ufeffart;uebernommen;neu;anteil_prozent\r\n"


def _folder(place: Path, **tabellen: str) -> Path:
    (place / "tabellen").mkdir(parents=True)
    page = (
        '<caption id="tabelle-1"><span class="zeile"><span class="nummer">Tabelle 1</span>'
        " Bestand &amp; Zugang</span><span>→</span></caption>"
    )
    (place / "bericht.html").write_text(page)
    for name, text in tabellen.items():
        path = place / "tabellen" / f"{name.replace('_', '-')[1:]}.csv"
        path.write_text(KOPF + text, encoding="utf-8", newline="")
    return place


def test_the_cells_that_changed_are_named(tmp_path: Path) -> None:
    old = _folder(tmp_path / "a", _01_bestand="beschwerde;3;40;0,5\r\ngesamt;3;40;1,0\r\n")
    new = _folder(tmp_path / "b", _01_bestand="beschwerde;3;41;0,6\r\ngesamt;3;41;1,0\r\n")
    assert tell_changes(old, new) == (
        "Tabelle 1 Bestand & Zugang, Beschwerde, neu: 41 statt 40",
        "Tabelle 1 Bestand & Zugang, Gesamt, neu: 41 statt 40",
    )


def test_nothing_is_said_of_two_equal_runs(tmp_path: Path) -> None:
    text = "beschwerde;3;40;0,5\r\n"
    old, new = _folder(tmp_path / "a", _01_b=text), _folder(tmp_path / "b", _01_b=text)
    assert tell_changes(old, new) == ()


def test_a_share_is_named_where_no_count_changed(tmp_path: Path) -> None:
    old = _folder(tmp_path / "a", _30_dauer="lob;3;4;0,5\r\n")
    new = _folder(tmp_path / "b", _30_dauer="lob;3;4;0,25\r\n")
    assert tell_changes(old, new) == ("Tabelle 30, Lob, anteil prozent: 0,25 statt 0,5",)


def test_a_row_that_came_or_is_no_longer_shown_is_named(tmp_path: Path) -> None:
    old = _folder(tmp_path / "a", _01_bestand="lob;;4;\r\n")
    new = _folder(tmp_path / "b", _01_bestand="lob;;;\r\npetition;1;2;\r\n")
    assert tell_changes(old, new) == (
        "Tabelle 1 Bestand & Zugang, Lob, neu: nicht ausgewiesen statt 4",
        "Tabelle 1 Bestand & Zugang, Petition, übernommen: 1 (bisher keine solche Zeile)",
        "Tabelle 1 Bestand & Zugang, Petition, neu: 2 (bisher keine solche Zeile)",
    )


def test_many_changes_are_named_up_to_a_number_and_counted(tmp_path: Path) -> None:
    rows = range(HOECHSTENS + 3)
    old = _folder(tmp_path / "a", _01_b="".join(f"z{n};1;1;\r\n" for n in rows))
    new = _folder(tmp_path / "b", _01_b="".join(f"z{n};1;2;\r\n" for n in rows))
    told = tell_changes(old, new)
    assert (len(told), told[-1]) == (HOECHSTENS + 1, "und 3 weitere Zahlen")
