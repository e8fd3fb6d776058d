"""`python -m admin frist` as a stranger calls it: from outside, in its own process."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
MH = ("--regelwerk", "marzahn-hellersdorf-2022", "--eingang", "2026-05-22")


def _run(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "admin", "frist", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def _json(*args: str) -> dict[str, Any]:
    done = _run(*args, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_json_says_everything_about_each_deadline() -> None:
    document = _json(*MH, "--art", "beschwerde")
    (antwort,) = document.pop("fristen")
    assert document == {"regelwerk": "marzahn-hellersdorf-2022", "land": "BE", "art": "beschwerde"}
    assert antwort.pop("erklaerung")
    assert antwort == {
        "name": "antwort",
        "start": "2026-05-22",
        "ende_rechnerisch": "2026-06-05",
        "faellig_am": "2026-06-05",
        "regel": "MH-56",
        "quelle": "Weisung 03/2022, Abschnitt 5.3, Bearbeitungsfrist",
        "vorlaeufig": False,
        "unverzueglich": False,
    }


def test_braunschweig_is_preliminary_until_the_confirmation_went_out() -> None:
    call = ("--regelwerk", "braunschweig", "--art", "beschwerde", "--eingang", "2026-11-21")
    assert [frist["vorlaeufig"] for frist in _json(*call)["fristen"]] == [False, True, True]
    sent = _json(*call, "--eb-versandt", "2026-11-23")["fristen"]
    assert [frist["vorlaeufig"] for frist in sent] == [False, False, False]
    assert sent[1]["faellig_am"] == "2026-12-07"


def test_unverzueglich_is_one_arbeitstag_and_marked() -> None:
    call = ("--regelwerk", "bernkastel-wittlich-2012", "--art", "dab", "--eingang", "2026-05-22")
    first = _json(*call, "--eingangsweg", "E-Mail")["fristen"][0]
    assert (first["name"], first["unverzueglich"]) == ("eingangsbestaetigung", True)
    assert first["faellig_am"] == "2026-05-26"


def test_the_land_of_the_call_replaces_that_of_the_order() -> None:
    order = ("--regelwerk", "bernkastel-wittlich-2012", "--art", "Beschwerde")
    call = (*order, "--eingang", "22.05.2026")
    assert _json(*call)["fristen"][0]["faellig_am"] == "2026-06-09"
    other = _json(*call, "--land", "be")
    assert (other["land"], other["fristen"][0]["faellig_am"]) == ("BE", "2026-06-08")


def test_a_petition_takes_way_and_date() -> None:
    way = ("--weg", "traegerversammlung", "--frist-extern", "2026-06-08")
    (frist,) = _json(*MH, "--art", "petition", *way)["fristen"]
    assert (frist["ende_rechnerisch"], frist["faellig_am"]) == ("2026-05-25", "2026-05-22")


def test_for_people_it_tells_day_by_day() -> None:
    done = _run("--regelwerk", "ba-2015", "--land", "BE", "--art", "lob", "--eingang", "2026-05-22")
    assert done.returncode == 0
    assert "Eingangsbestätigung: fällig am Do 28.05.2026" in done.stdout
    assert "  Mo 25.05.2026: zählt nicht, Feiertag: Pfingstmontag." in done.stdout


def test_where_an_order_names_no_deadline_it_says_so() -> None:
    done = _run(*MH, "--art", "hinweis")
    assert (done.returncode, done.stderr) == (0, "")
    assert "keine Frist" in done.stdout
    assert _json(*MH, "--art", "hinweis")["fristen"] == []


BA = ("--regelwerk", "ba-2015", "--art", "beschwerde", "--eingang")


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ((), "Es fehlt: --regelwerk, --art, --eingang."),
        ((*MH, "--art", "petition"), "bitte den Weg (fueb, traegerversammlung, land) und"),
        ((*MH, "--art", "petition", "--weg", "fueb"), "das Datum, das die Stelle gesetzt hat"),
        ((*MH, "--art", "eingabe", "--frist-extern", "2026-06-30"), "den Weg"),
        (
            (*MH, "--art", "petition", "--weg", "rd", "--frist-extern", "2026-06-30"),
            "„Regionaldirektion“ (rd)",
        ),
        ((*MH, "--art", "petition", "--weg", "boot", "--frist-extern", "2026-06-30"), "„boot“"),
        ((*MH, "--art", "widerspruch"), "„widerspruch“ gibt es im Feld „art“ nicht"),
        ((*MH, "--art", "lob", "--eingangsweg", "brieftaube"), "„brieftaube“"),
        ((*MH, "--art", "lob", "--land", "XX"), "Das Land „XX“ gibt es nicht"),
        ((*MH, "--art", "lob", "--farbe", "rot"), "Unbekannte Angabe: --farbe rot."),
        ((*MH, "--art"), "--art: hier fehlt der Wert."),
        ((*BA, "2026-05-22"), "bitte das Land angeben."),
        ((*BA, "1990-05-22", "--land", "BE"), "Für das Jahr 1990"),
        ((*BA, "2101-05-22", "--land", "BE"), "Für das Jahr 2101"),
        ((*BA, "2100-12-29", "--land", "BE"), "Für das Jahr 2101"),
        ((*BA, "2026-02-30", "--land", "BE"), "„2026-02-30“ bei --eingang ist kein Datum"),
        (("--regelwerk", "xy", *BA[2:], "2026-05-22"), "Das Regelwerk „xy“ gibt es nicht"),
        (("--regelwerk", "../../ba-2015", *BA[2:], "2026-05-22"), "gibt es nicht"),
    ],
)
def test_what_is_missing_or_unknown_is_one_german_sentence_and_exit_2(
    call: tuple[str, ...], words: str
) -> None:
    done = _run(*call)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stderr.endswith(".\n")


def test_help_is_german() -> None:
    text = _run("--help").stdout
    assert text.startswith("Aufruf: python -m admin frist")
    assert "Optionen:" in text
    assert not {"usage", "options", "show this help"} & set(text.split())


def test_it_starts_without_database_web_and_tables() -> None:
    code = (
        "import sys; from admin.cli import main; main(sys.argv[1:]); "
        "print(sorted({'flask', 'peewee', 'pandas', 'holidays.countries'} & set(sys.modules)))"
    )
    call = ["frist", *MH, "--art", "beschwerde"]
    command = [sys.executable, "-c", code, *call]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unknown_command_names_the_known_ones() -> None:
    command = [sys.executable, "-m", "admin", "zaubern"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "Den Befehl „zaubern“ gibt es nicht; möglich sind" in done.stderr
    assert "frist" in done.stderr
