"""One invented case: what came in, from whom, about what, and how far it has got by today."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from models.actions.vorgangsfelder import Eintrag
from models.demo import gewichte, texte
from models.demo.gewichte import chance, draw
from models.demo.lage import Lage, Team
from models.demo.verlauf import Fall, course
from models.demo.zugang import Zugang
from models.rules.codes import KATEGORIEN
from models.rules.rollen import ABGABE, DAB
from models.rules.zeit import berlin_day

_MUENDLICH = ("telefonisch", "persoenlich")
_NOT_KATEGORIEN = ("bearbeitungsdauer", "leistungshoehe", "kosten-der-unterkunft")
_OHNE_PERSON = ("hinweis",)
_ENOUGH = 200  # so many cases before the newest are chosen


def make_entries(lage: Lage, arrivals: list[Zugang]) -> Iterator[Eintrag]:
    """A case for each arrival, in this order; the newest show every Art in the first two teams."""
    shown = len(arrivals) - len(gewichte.NEUESTE) if len(arrivals) >= _ENOUGH else len(arrivals)
    for number, zugang in enumerate(arrivals):
        art, team = draw(lage.rng, gewichte.ARTEN), lage.draw_team(zugang.eingang)
        if number >= shown:
            art, team = gewichte.NEUESTE[number - shown], lage.teams[number % 2]
        yield _entry(lage, zugang, art, team)


def take_in(lage: Lage, art: str, eingang: date, weg: str) -> Eintrag:
    """What the front office writes on the first day of such a case; its place is the house."""
    werte = _intake(lage, art, eingang, weg)
    if werte.pop("anonym") and art not in _OHNE_PERSON:
        werte |= _person(lage, returns=False)
    werte["anonym"] = False
    werte["risiko_notlage"] = None
    room = f"Mitarbeitende/r, Zimmer {lage.rng.randint(100, 460)}"
    return Eintrag(
        einheit_id=lage.dienststelle_id,
        werte=werte,
        anliegen=_concerns(lage, art),
        betroffene=(room,) if art == DAB else (),
    )


def _entry(lage: Lage, zugang: Zugang, art: str, team: Team) -> Eintrag:
    werte = _intake(lage, art, zugang.eingang, _way_in(lage, art))
    anliegen = _concerns(lage, art)
    betroffene = _concerned_staff(lage, art, team, anliegen)
    fall = Fall(
        art=art,
        eingang=zugang.eingang,
        erfasst=berlin_day(zugang.erfasst_am),
        team=team,
        eingangsweg=werte["eingangsweg"],
        zeichnung=_level(lage, art),
    )
    werte["befangenheit"] = team.tl in betroffene if betroffene else None
    for day, done in course(lage, fall):
        if day < lage.heute:
            werte.update(done)
    if "ergebnisart" in werte:
        anliegen = tuple(_answered(lage, concern, werte["ergebnisart"]) for concern in anliegen)
    is_placed = "zugeleitet_am" in werte or art == ABGABE or chance(lage.rng, 50)
    return Eintrag(
        einheit_id=team.einheit_id if is_placed else lage.dienststelle_id,
        werte=werte,
        anliegen=anliegen,
        betroffene=betroffene,
        erfasst_am=zugang.erfasst_am,
        ergebnis_von=team.tl if "ergebnisart" in werte else None,
    )


def _level(lage: Lage, art: str) -> str:
    """Who signs, as the Regelwerk allows it."""
    if art not in lage.regelwerk.arten:
        return "tl"
    zeichnung = lage.regelwerk.zeichnung(art)
    usual = tuple(row for row in gewichte.SCHLUSSZEICHNUNG if row[0] in zeichnung.stufen)
    return draw(lage.rng, usual) if usual else zeichnung.vorgabe


def _way_in(lage: Lage, art: str) -> str:
    weg = draw(lage.rng, gewichte.EINGANGSWEGE_LOB if art == "lob" else gewichte.EINGANGSWEGE)
    return "schriftlich" if art in ("petition", "eingabe") else weg


def _intake(lage: Lage, art: str, eingang: date, weg: str) -> dict[str, Any]:
    rng = lage.rng
    werte: dict[str, Any] = {
        "art": None if art == ABGABE else art,
        "eingang_am": eingang,
        "eingangsweg": weg,
        "eingangsstelle": draw(rng, gewichte.EINGANGSSTELLEN),
        "rechtskreis": "sgb2" if chance(rng, 97) else "sonstiger",
        "kundengruppe": draw(rng, gewichte.KUNDENGRUPPEN),
        "uebergreifend": chance(rng, 2),
    }
    if weg in ("meinungskarte", "persoenlich") and lage.regelwerk.standorte:
        werte["standort"] = rng.choice(lage.regelwerk.standorte)
    if weg in _MUENDLICH:
        werte["muendlich_weitergeleitet"] = draw(rng, gewichte.ESKALATION)
    if art == "beschwerde" and chance(rng, 5):
        werte["art_wie_bezeichnet"] = "Dienstaufsichtsbeschwerde"
    if art == "lob":
        werte["lob_art"] = draw(rng, gewichte.LOB_ARTEN)
    if art == "beschwerde" and chance(rng, 5):
        werte["risiko_notlage"] = rng.choice(texte.NOTLAGE)
    return werte | _who(lage, art, weg)


def _who(lage: Lage, art: str, weg: str) -> dict[str, Any]:
    rng = lage.rng
    likely = 55 if weg == "meinungskarte" else 30 if art == "lob" else 2
    if art in _OHNE_PERSON or chance(rng, likely):
        return {"anonym": art not in _OHNE_PERSON}
    return _person(lage, returns=art != "lob" and chance(rng, 11))


def _person(lage: Lage, *, returns: bool) -> dict[str, Any]:
    rng = lage.rng
    person = lage.buerger.again() if returns else lage.buerger.someone()
    who: dict[str, Any] = {
        "anonym": False,
        "name": person.name,
        "vorname": person.vorname,
        "kontakt": person.kontakt,
        "personenkreis": draw(rng, gewichte.PERSONENKREIS),
    }
    if chance(rng, 80):
        who |= {"kundennummer": person.kundennummer, "bg_nummer": person.bg_nummer}
    if returns:
        who["bezug_vorgang"] = "Folgereaktion zu einem früheren Vorgang"
    if chance(rng, 5):
        who["vertretung"] = draw(rng, gewichte.VERTRETUNG)
    if chance(rng, 3):
        who["sprache_barriere"] = rng.choice(("Dolmetschen", "Leichte Sprache", "barrierefrei"))
    return who


def _concerns(lage: Lage, art: str) -> tuple[dict[str, Any], ...]:
    rng = lage.rng
    praise = {"lob": texte.LOB, "anregung": texte.ANREGUNG, "hinweis": texte.HINWEIS}
    if art == ABGABE:
        return ()
    if art in praise:
        return ({"anliegen_text": rng.choice(praise[art])},)
    weights = gewichte.KATEGORIEN_DAB if art == DAB else gewichte.KATEGORIEN
    wanted = 1 if art == DAB else draw(rng, gewichte.ANZAHL_ANLIEGEN)
    chosen = list(dict.fromkeys(draw(rng, weights) for _ in range(wanted)))
    return tuple(_concern(lage, kategorie) for kategorie in chosen)


def _concern(lage: Lage, code: str) -> dict[str, Any]:
    rng, kategorie = lage.rng, KATEGORIEN[code]
    concern: dict[str, Any] = {
        "kategorie": code,
        "anliegenart": kategorie.anliegenart or "sachanliegen",
        "oberklasse": kategorie.oberklasse or "ablauforganisation",
        "anliegen_text": texte.describe(rng, code),
    }
    if chance(rng, 70):
        begehren = "aenderung-verhalten" if kategorie.anliegenart == "verhalten" else "klaerung"
        concern["begehren_art"] = begehren if chance(rng, 65) else "pruefung"
        concern["begehren"] = texte.BEGEHREN[concern["begehren_art"]]
    if code == "diskriminierung" and chance(rng, 50):
        concern["diskriminierungsmerkmal"] = rng.choice(("Herkunft", "Behinderung", "Alter"))
    return concern


def _answered(lage: Lage, concern: dict[str, Any], ergebnis: str | None) -> dict[str, Any]:
    if ergebnis is None or "kategorie" not in concern:
        return concern
    judged = {"anliegen_antwort": lage.rng.choice(texte.ANTWORT)}
    if ergebnis != "kein-krm":
        judged["anliegen_einschaetzung"] = ergebnis
    return concern | judged


def _concerned_staff(
    lage: Lage, art: str, team: Team, anliegen: tuple[dict[str, Any], ...]
) -> tuple[int | str, ...]:
    """Whom a complaint about behaviour means: an account, a name, or nobody in particular."""
    rng = lage.rng
    is_personal = any(concern.get("anliegenart") == "verhalten" for concern in anliegen)
    if art != DAB and not (is_personal and chance(rng, 30)):
        return ()
    if chance(rng, 8):
        return (team.tl,)
    if team.bearbeitung and chance(rng, 50):
        return (rng.choice(team.bearbeitung),)
    return (f"Mitarbeitende/r, Zimmer {rng.randint(100, 460)}",)
