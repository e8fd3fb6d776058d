"""How a case goes on: days and what was done on them, in order, as far as anybody would get."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from models.demo import gewichte, texte
from models.demo.gewichte import chance, draw
from models.demo.lage import Lage, Team
from models.demo.zugang import days_later, next_workday
from models.rules.rollen import ABGABE, DAB
from models.rules.zeit import BERLIN

Schritt = tuple[date, dict[str, Any]]


@dataclass(frozen=True)
class Fall:
    """What the course of a case depends on; `zeichnung`: who signs, tl to gf."""

    art: str
    eingang: date
    erfasst: date
    team: Team
    eingangsweg: str
    zeichnung: str


def course(lage: Lage, fall: Fall) -> list[Schritt]:
    """Days and what was done on them; the caller leaves out what lies in the future."""
    return _COURSES.get(fall.art, _complaint)(lage, fall)


def _complaint(lage: Lage, fall: Fall) -> list[Schritt]:
    rng = lage.rng
    steps = _forwarded(lage, fall)
    answered = max(_answer_day(lage, fall), steps[-1][0])
    late = (answered - fall.eingang).days > 14
    if late and chance(rng, 45):
        zwischen = next_workday(fall.eingang + timedelta(days=12))
        steps.append((zwischen, {"zwischennachricht_am": zwischen}))
    steps += _first_reply(fall, steps[-1][0], answered)
    if lage.regelwerk.id == "marzahn-hellersdorf-2022" and chance(rng, 4):
        steps.append((fall.erfasst, _own_date(lage, fall)))
    return [*steps, *_settled(lage, fall, answered), _struck_off(lage, answered)]


def _dab(lage: Lage, fall: Fall) -> list[Schritt]:
    rng = lage.rng
    forwarded = days_later(rng, fall.erfasst, (0, 0, 1))
    heard = days_later(rng, forwarded, (2, 3, 4, 6))
    answered = days_later(rng, heard, (3, 5, 7, 13))
    klaerung = {"datum_der_klaerung": answered, "antwort_versandt_am": answered}
    return [
        (forwarded, {"zugeleitet_am": forwarded}),
        (
            heard,
            {
                "stellungnahme_betroffene": rng.choice(texte.STELLUNGNAHME),
                "aeusserung_gelegenheit_am": heard,
                "betroffene_informiert_am": heard,
            },
        ),
        *_first_reply(fall, heard, answered),
        (answered, klaerung | {"art_der_klaerung": "schriftlich"} | _signed(lage, fall, answered)),
        _struck_off(lage, answered),
    ]


def _petition(lage: Lage, fall: Fall) -> list[Schritt]:
    rng = lage.rng
    ways = [weg.name for weg in lage.regelwerk.weg if fall.art in weg.arten]
    if not ways:
        return _complaint(lage, fall)
    weg = rng.choice(ways)
    stelle, adressat = gewichte.WEGSTELLEN[weg]
    extern = fall.eingang + timedelta(days=rng.choice((28, 35, 42)))
    sent = next_workday(extern - timedelta(days=rng.choice((3, 6, 15, 17, 20, -4))))
    checked = days_later(rng, fall.erfasst, (5, 7, 9))
    signed = max(days_later(rng, checked, (1, 2, 3)), checked)
    sent = max(sent, signed)
    intake = {
        "weg": weg,
        "frist_extern": extern,
        "eingangsstelle": stelle,
        "adressat": adressat,
        "externes_az": f"Pet-{fall.eingang.year}-{rng.randint(1000, 9999)}",
        "traegerversammlung": weg == "traegerversammlung",
    }
    sending = {"versandt_am": sent, "versandt_an": adressat, "antwort_versandt_am": sent}
    return [
        (fall.erfasst, intake),
        *_forwarded(lage, fall),
        (checked, {"qmb_geprueft_am": checked, "fassung": rng.choice((1, 1, 2))}),
        (signed, {"bl_mitgezeichnet_am": signed, "rechtlich_sachlich": "ja"}),
        (sent, sending),
        *_settled(lage, fall, sent),
        _struck_off(lage, sent),
    ]


def _praise(lage: Lage, fall: Fall) -> list[Schritt]:
    rng = lage.rng
    thanked = days_later(rng, fall.erfasst, (2, 4, 6, 9, 13))
    art = draw(rng, (("schriftlich", 60), ("e-mail", 40)))
    done: dict[str, Any] = {"datum_der_klaerung": thanked, "art_der_klaerung": art}
    if fall.art == "lob" and chance(rng, 85):
        done["dankeschreiben_am"] = thanked
    forwarded = days_later(rng, fall.erfasst, (0, 1, 1, 2))
    leader = {"zugeleitet_am": forwarded, "zustaendige_tl": fall.team.tl}
    return [(forwarded, leader), (max(thanked, forwarded), done), _struck_off(lage, thanked)]


def _handed_over(lage: Lage, fall: Fall) -> list[Schritt]:
    abgabefall, an = draw(lage.rng, gewichte.ABGABEN)
    # Recorded and handed over at once: without Art nobody else would see it.
    return [
        (
            fall.erfasst,
            {"abgabefall": abgabefall, "abgabe_an": an, "abgabe_am": fall.erfasst},
        )
    ]


def _forwarded(lage: Lage, fall: Fall) -> list[Schritt]:
    rng, team = lage.rng, fall.team
    forwarded = days_later(rng, fall.erfasst, (0, 0, 1, 1, 2))
    taken = days_later(rng, forwarded, (0, 1, 1, 2, 3))
    first: list[Schritt] = [(fall.erfasst, {"schlusszeichnung": fall.zeichnung})]
    if lage.regelwerk.id != "marzahn-hellersdorf-2022" and fall.eingangsweg != "telefonisch":
        confirmed = days_later(rng, fall.erfasst, (0, 1, 2, 3))
        first.append((confirmed, {"eb_am": confirmed}))
    return [
        *first,
        (
            forwarded,
            {"zugeleitet_am": forwarded, "zustaendige_tl": team.tl, "mitlesend_bl": team.bl},
        ),
        (taken, {"verantwortlich": rng.choice(team.bearbeitung or (team.tl,))}),
    ]


def _answer_day(lage: Lage, fall: Fall) -> date:
    """Mostly within two weeks, longer since the step, a few forgotten for months."""
    slower = 0.14 if lage.is_after_step(fall.eingang) else 0.0
    days = int(lage.rng.lognormvariate(2.12 + slower, 0.5)) + 1
    if chance(lage.rng, 2.5):
        days += lage.rng.randint(30, 200)
    return next_workday(fall.eingang + timedelta(days=days))


def _settled(lage: Lage, fall: Fall, day: date) -> list[Schritt]:
    rng = lage.rng
    how = draw(rng, gewichte.KLAERUNG.get(fall.eingangsweg, gewichte.KLAERUNG[""]))
    done: dict[str, Any] = {"art_der_klaerung": how, "datum_der_klaerung": day}
    if how in ("schriftlich", "e-mail") or chance(rng, 35):
        done["antwort_versandt_am"] = day
    else:
        done["verzicht_schriftlich"] = "ja, im Gespräch erklärt und im Fachverfahren vermerkt"
    if fall.eingangsweg in ("telefonisch", "persoenlich"):
        done["einvernehmlich_geklaert"] = chance(rng, 55)
    done["ablage_verweis"] = f"KRM-Ablage/{fall.eingang.year}/{rng.randint(1, 99999):05d}"
    return [(day, done | _judged(lage, day) | _signed(lage, fall, day))]


def _judged(lage: Lage, day: date) -> dict[str, Any]:
    rng = lage.rng
    ergebnis = draw(rng, gewichte.ERGEBNISARTEN)
    judged: dict[str, Any] = {
        "ergebnisart": ergebnis,
        "ergebnis_am": day,
        "ergebnis_begruendung": rng.choice(texte.BEGRUENDUNG[ergebnis]),
        "abhilfe": draw(rng, gewichte.ABHILFE[ergebnis]),
        "entschuldigung": chance(rng, 60 if ergebnis == "begruendet" else 8),
    }
    if ergebnis == "begruendet":
        judged["ursache"] = rng.choice(lage.ursachen)
        if chance(rng, 45):
            judged["massnahme"] = rng.choice(texte.MASSNAHME)
    elif ergebnis == "unbegruendet":
        judged["alternativvorschlag"] = draw(rng, gewichte.ALTERNATIVE)
    return judged


def _signed(lage: Lage, fall: Fall, day: date) -> dict[str, Any]:
    people = {"tl": fall.team.tl, "bl": fall.team.bl or lage.gf}
    return {
        "schlussgezeichnet_am": day,
        "schlussgezeichnet_von": people.get(fall.zeichnung, lage.gf),
    }


def _first_reply(fall: Fall, earliest: date, answered: date) -> list[Schritt]:
    """In a quarter of the slower cases somebody explained the matter before the final answer."""
    own = Random(f"{fall.eingang} {answered}")
    day = next_workday(earliest + timedelta(days=own.choice((1, 2, 3))))
    if day >= answered or not chance(own, 25):
        return []
    return [(day, {"erste_antwort_am": day})]


def _own_date(lage: Lage, fall: Fall) -> dict[str, Any]:
    day = next_workday(fall.eingang + timedelta(days=lage.rng.choice((7, 21, 28))))
    return {"frist_am": day, "frist_begruendung": "Termin aus der Verfahrensdokumentation"}


def _struck_off(lage: Lage, day: date) -> Schritt:
    """Austragen a few days later; a few are forgotten, which the desk must show."""
    if chance(lage.rng, 0.3):
        return (date.max, {})
    closed = days_later(lage.rng, day, (0, 0, 1, 1, 2, 3, 5))
    clock = time(lage.rng.randint(9, 15), lage.rng.randint(0, 59))
    moment = datetime.combine(closed, clock, BERLIN).astimezone(UTC)
    return (closed, {"ausgetragen_am": moment, "aktenzeichen": "II-6000"})


_COURSES: dict[str, Callable[[Lage, Fall], list[Schritt]]] = {
    DAB: _dab,
    "petition": _petition,
    "eingabe": _petition,
    "lob": _praise,
    "anregung": _praise,
    "hinweis": _praise,
    ABGABE: _handed_over,
}
