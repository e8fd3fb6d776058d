"""A second, slow calculation of every deadline, written without the code under test.

Holidays by Land and year are typed from the Feiertagsgesetze, Easter is computed after
Lichtenberg, and the rules are spelled out from the table in design.md section 4.
"""

from datetime import date, timedelta

Ergebnis = dict[str, tuple[date, date]]
TAG = timedelta(days=1)
FRONLEICHNAM = ("BW", "BY", "HE", "NW", "RP", "SL")
ALLERHEILIGEN = ("BW", "BY", "NW", "RP", "SL")
REFORMATIONSTAG = ("BB", "MV", "SN", "ST", "TH")
REFORMATIONSTAG_AB_2018 = ("HB", "HH", "NI", "SH")
SCHRIFTLICH = ("schriftlich", "e-mail", "digital", "kontaktformular", "meinungskarte")


def easter(year: int) -> date:
    k = year // 100
    m = 15 + (3 * k + 3) // 4 - (8 * k + 13) // 25
    a = year % 19
    d = (19 * a + m) % 30
    og = 21 + d - (d + a // 11) // 29
    sz = 7 - (year + year // 4 + 2 - (3 * k + 3) // 4) % 7
    march = og + 7 - (og - sz) % 7
    return date(year, 3, 1) + timedelta(days=march - 1)


def is_holiday(day: date, land: str) -> bool:
    month_day, year = (day.month, day.day), day.year
    if month_day in ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26)):
        return True
    if (day - easter(year)).days in (-2, 1, 39, 50):
        return True
    if (day - easter(year)).days == 60 and land in FRONLEICHNAM:
        return True
    return _is_fixed_holiday(month_day, year, land) or _is_buss_und_bettag(day, land)


def _is_fixed_holiday(month_day: tuple[int, int], year: int, land: str) -> bool:
    return {
        (1, 6): land in ("BW", "BY", "ST"),
        (3, 8): land == "BE" and year >= 2019 or land == "MV" and year >= 2023,
        (5, 8): land == "BE" and year in (2020, 2025),
        (6, 17): land == "BE" and year == 2028,
        (8, 15): land == "SL",
        (9, 20): land == "TH" and year >= 2019,
        (10, 31): year == 2017
        or land in REFORMATIONSTAG
        or (land in REFORMATIONSTAG_AB_2018 and year >= 2018),
        (11, 1): land in ALLERHEILIGEN,
    }.get(month_day, False)


def _is_buss_und_bettag(day: date, land: str) -> bool:
    return land == "SN" and day.weekday() == 2 and (11, 16) <= (day.month, day.day) <= (11, 22)


def is_free(day: date, land: str) -> bool:
    return day.isoweekday() in (6, 7) or is_holiday(day, land)


def later(day: date, land: str) -> date:
    return later(day + TAG, land) if is_free(day, land) else day


def earlier(day: date, land: str) -> date:
    return earlier(day - TAG, land) if is_free(day, land) else day


def arbeitstage(start: date, count: int, land: str) -> tuple[date, date]:
    left, day = count, start
    while left:
        day = day + TAG
        if not is_free(day, land):
            left = left - 1
    return day, day


def kalendertage(start: date, count: int, land: str) -> tuple[date, date]:
    return start + count * TAG, later(start + count * TAG, land)


def stellungnahme(regelwerk: str, weg: str, extern: date, land: str) -> Ergebnis:
    before = regelwerk == "marzahn-hellersdorf-2022" and weg == "traegerversammlung"
    end = extern - 14 * TAG if before else extern
    return {"stellungnahme": (end, earlier(end, land))}


def marzahn(art: str, eingang: date, land: str) -> Ergebnis:
    return {} if art == "hinweis" else {"antwort": kalendertage(eingang, 14, land)}


def bernkastel(art: str, eingangsweg: str, eingang: date, land: str) -> Ergebnis:
    if eingangsweg not in SCHRIFTLICH or art in ("lob", "anregung", "hinweis"):
        return {}
    ten = arbeitstage(eingang, 10, land)
    if art != "dienstaufsichtsbeschwerde":
        return {"antwort": ten}
    one = arbeitstage(eingang, 1, land)
    return {"eingangsbestaetigung": one, "antwort": ten, "zwischennachricht": ten}


def braunschweig(art: str, eingang: date, eb_versandt: date | None, land: str) -> Ergebnis:
    if art == "hinweis":
        return {}
    week = kalendertage(eingang, 7, land)
    if art in ("dienstaufsichtsbeschwerde", "anregung", "lob"):
        return {"eingangsbestaetigung": week}
    two_weeks = kalendertage(eb_versandt or week[1], 14, land)
    return {
        "eingangsbestaetigung": week,
        "antwort": two_weeks,
        "zwischennachricht": two_weeks,
    }


def bundesagentur(art: str, eingang: date, land: str) -> Ergebnis:
    if art == "hinweis":
        return {}
    return {
        "eingangsbestaetigung": arbeitstage(eingang, 3, land),
        "antwort": kalendertage(eingang, 14, land),
    }
