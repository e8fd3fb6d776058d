"""Who a mail is from, and when it came in."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rules.post.datum import parse_day
from models.rules.post.namen import split_name
from tests.post import HEUTE, LANG, read, with_head


@pytest.mark.parametrize(
    ("full", "name", "vorname"),
    [
        ("Erika Probe", "Probe", "Erika"),
        ("Probe, Erika", "Probe", "Erika"),
        ("Probe, Dr. Erika", "Probe", "Dr. Erika"),
        ("Dr. Probe, Erika", "Probe", "Dr. Erika"),
        ("Probe, Erika (Berlin)", "Probe", "Erika"),
        ("Probe, Erika von der", "von der Probe", "Erika"),
        ("von der Probe, Erika", "von der Probe", "Erika"),
        ("Dr. Erika von der Probe", "von der Probe", "Dr. Erika"),
        ("Prof. Dr. med. Erika Probe", "Probe", "Prof. Dr. med. Erika"),
        ("Erika Freifrau von Probe", "von Probe", "Erika Freifrau"),
        ("Ludwig van Probe", "van Probe", "Ludwig"),
        ("Karl zu Probe", "zu Probe", "Karl"),
        ("Erika Maria Probe-Muster", "Probe-Muster", "Erika Maria"),
        ("Frau Erika Probe", "Probe", "Erika"),
        ("Erika Probe, LL.M.", "Probe", "Erika"),
        ("Erika Probe, Rechtsanwältin", "Probe", "Erika"),
        ("'Erika Probe'", "Probe", "Erika"),
        ("Erika Probe via Kontakt", "Probe", "Erika"),
        ("Erika", "Erika", ""),
        ("Müller & Partner", "Müller & Partner", ""),
        ("Muster GmbH, Einkauf", "Muster GmbH, Einkauf", ""),
        ("Jobcenter Musterstadt", "Jobcenter Musterstadt", ""),
        ("Sozialberatung Nord e.V.", "Sozialberatung Nord e.V.", ""),
        ("erika.probe@mail.example", "", ""),
        ("", "", ""),
        ("Dr.", "Dr.", ""),
        (",", "", ""),
    ],
)
def test_names_are_taken_apart_as_people_write_them(full: str, name: str, vorname: str) -> None:
    assert split_name(full) == (name, vorname)


@given(st.text(max_size=80))
def test_any_name_is_taken_apart_without_an_error(full: str) -> None:
    name, vorname = split_name(full)
    assert len(name) <= 120
    assert len(vorname) <= 120


@pytest.mark.parametrize(
    "header",
    [
        'From: "Probe, Erika" <e@mail.example>',
        "From: Probe, Erika <e@mail.example>",
        "From: =?utf-8?Q?Probe=2C_Erika?= <e@mail.example>",
        'From: "=?utf-8?Q?Probe,_Erika?=" <e@mail.example>',
        "From: =?utf-8?B?UHJvYmUsIEVyaWth?= <e@mail.example>",
        "From: =?utf-8?B?UHJvYmUsIEVyaWth?=<e@mail.example>",
        "From: e@mail.example (Erika Probe)",
        'From: "Erika \\"Rika\\" Probe" <e@mail.example>',
        "From: Erika Probe <e@mail.example>, Hans Muster <h@mail.example>",
        "FROM : Erika Probe <e@mail.example>",
    ],
)
def test_the_person_is_read_from_every_form_of_the_header(header: str) -> None:
    entwurf = read(f"{header}\nSubject: x\nMessage-ID: <1@x>\n\n{LANG}")
    assert (entwurf.name, entwurf.adresse) == ("Probe", "e@mail.example")
    assert entwurf.vorname.startswith("Erika")


@pytest.mark.parametrize(
    "sender",
    ["noreply@amt.example", "no-reply@amt.example", "donotreply@amt.example",
     "kontaktformular@amt.example", "webform@amt.example", "post@amt.example",
     "wordpress@amt.example", "nicht-antworten@amt.example"],
)  # fmt: skip
def test_behind_a_form_the_person_is_who_wants_the_answer(sender: str) -> None:
    head = (
        f"From: Formular <{sender}>\nTo: post@amt.example\nDate: Thu, 26 Nov 2026 09:15:00 +0100\n"
    )
    known = read(f"{head}Reply-To: Probe, Erika <e@mail.example>\n\n{LANG}")
    assert (known.name, known.vorname, known.adresse) == ("Probe", "Erika", "e@mail.example")
    unknown = read(f"{head}\n{LANG}")
    assert (unknown.name, unknown.vorname, unknown.adresse) == ("", "", "")
    for entwurf in (known, unknown):
        assert "„Formular“" in " ".join(entwurf.hinweise)


def test_another_address_for_the_answer_is_offered() -> None:
    entwurf = with_head(f"Reply-To: anwalt@kanzlei.example\n\n{LANG}")
    assert (entwurf.name, entwurf.adresse) == ("Probe", "erika@mail.example")
    assert entwurf.antwort_adresse == "anwalt@kanzlei.example"
    assert "anwalt@kanzlei.example" in " ".join(entwurf.hinweise)


@pytest.mark.parametrize(
    "text",
    [
        "Thu, 15 Oct 2026 09:15:00 +0200",
        "Do, 15 Okt 2026 09:15:00 +0200",
        "Do., 15. Oktober 2026 09:15:00 +0200",
        "Donnerstag, 15. Oktober 2026 09:15",
        "15 OKT 2026 09:15:00 MESZ",
        "Thu, 15 Oct 2026 00:15:00 +0200 (CEST)",
        "Wed, 14 Oct 2026 22:15:00 GMT",
        "Wed, 14 Oct 2026 22:15:00 -0000",
        "Thu, 15 Oct 2026 24:61:00 +0200",
        "2026-10-15T09:15:00+02:00",
        "2026-10-14T22:30:00Z",
        "2026-10-15 09:15:00",
        "15.10.2026 09:15",
        "15.10.2026",
        "15 Oct 26 09:15 +0200",
    ],
)
def test_dates_are_read_as_programs_write_them(text: str) -> None:
    assert parse_day(text) == date(2026, 10, 15)


MONATE = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)


@pytest.mark.parametrize("number", range(1, 13))
def test_every_german_month_is_known(number: int) -> None:
    name = MONATE[number - 1]
    for written in (name, name[:3], f"{name[:3]}."):
        assert parse_day(f"Mo, 9 {written} 2026 09:15:00 +0100") == date(2026, number, 9)


@pytest.mark.parametrize(
    "text", ["", "gestern", "Do, 32 Okt 2026", "0000-00-00", "Mon, 1 Jan 1800"]
)
def test_no_date_is_made_up(text: str) -> None:
    assert parse_day(text) is None


AM_26, AM_27 = "Thu, 26 Nov 2026 09:16:00 +0100", "Fri, 27 Nov 2026 00:01:00 +0100"
ROUTE = "Received: from a by b; {}\nReceived: from c by d; Thu, 26 Nov 2026 09:14:00 +0100\n"


@pytest.mark.parametrize(
    ("head", "day", "words"),
    [
        ("", None, "kein Datum"),
        ("Date: irgendwann\n", None, "nicht lesbar"),
        ("Date: Thu, 26 Nov 2026 09:15:00 +0100\n", date(2026, 11, 26), ""),
        ("Date: Sat, 28 Nov 2026 23:59:00 +0100\n", HEUTE, ""),
        ("Date: Sun, 29 Nov 2026 00:01:00 +0100\n", None, "in der Zukunft"),
        ("Date: Thu, 01 Jan 1970 00:00:00 +0000\n", None, "nicht lesbar"),
        ("Date: Thu, 26 Nov 2020 09:15:00 +0100\n", None, "sehr altes Datum (26.11.2020)"),
        ("Date: irgendwann\n" + ROUTE.format(AM_26),
         date(2026, 11, 26), "nicht lesbar. Übernommen"),
        (ROUTE.format("Fri, 26 Nov 2027 09:16:00 +0100"), date(2026, 11, 26), "kein Datum"),
        ("Date: Thu, 26 Nov 2020 09:15:00 +0100\n" + ROUTE.format(AM_26),
         date(2026, 11, 26), "Datum 26.11.2020"),
        ("Date: Thu, 26 Nov 2026 09:15:00 +0100\n" + ROUTE.format(AM_27),
         date(2026, 11, 26), ""),
    ],
)  # fmt: skip
def test_the_day_that_starts_deadlines_is_never_today_in_silence(
    head: str, day: date | None, words: str
) -> None:
    entwurf = read(f"From: e@mail.example\nSubject: x\n{head}\n{LANG}")
    assert entwurf.datum == day
    assert words in " ".join(entwurf.hinweise)
    assert bool(entwurf.hinweise) == bool(words)
