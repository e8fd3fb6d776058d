"""A Jobcenter with complaints of everyday life, and every table of the reports on it."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from models.rules.codes import KATEGORIEN
from notebooks import figures
from notebooks.data.aufnahme import Aufnahme
from tests.unit.notebooks.aufnahme import schreibe_aufnahme

ARTEN = ["beschwerde"] * 14 + ["lob"] * 2 + ["petition", "eingabe", "anregung", "hinweis"]
WEGE = ["e-mail"] * 6 + ["brief"] * 4 + ["telefonisch"] * 2 + ["fax", None]
HAEUFIG = ["bearbeitungsdauer", "leistungshoehe", "unterlagen"] * 4
ERGEBNISSE = ["begruendet"] * 3 + ["unbegruendet"] * 5 + ["kein-krm"]
TAG = timedelta(days=1)


def random_case(zufall: random.Random, von: date, tage: int) -> dict[str, Any]:
    """One complaint that came in within so many days."""
    eingang = von + zufall.randrange(tage) * TAG
    art = zufall.choice([*ARTEN, "dienstaufsichtsbeschwerde"])
    fall: dict[str, Any] = {
        "art": art,
        "eingang_am": eingang.isoformat(),
        "erfasst_am": eingang.isoformat(),
        "eingangsweg": zufall.choice(WEGE),
        "einheit_id": zufall.choice([4, 4, 5, 6]),
        "frist_am": (eingang + 14 * TAG).isoformat(),
        "frist_regel": "MH-56",
        "anonym": int(zufall.random() < 0.05),
        "ist_folgereaktion": int(zufall.random() < 0.1),
        "ist_notlage": int(zufall.random() < 0.03),
        "als_dab_bezeichnet": int(zufall.random() < 0.04),
        "personenschluessel": zufall.choice([None, *(f"p{nr}" for nr in range(400))]),
    }
    return fall | (_closed(zufall, art, eingang) if zufall.random() < 0.85 else {})


def _closed(zufall: random.Random, art: str, eingang: date) -> dict[str, Any]:
    tag = (eingang + zufall.randrange(2, 60) * TAG).isoformat()
    werte: dict[str, Any] = {
        "abschluss_am": tag,
        "antwort_versandt_am": tag,
        "datum_der_klaerung": tag,
        "entschuldigung": int(zufall.random() < 0.2),
        "einvernehmlich_geklaert": int(zufall.random() < 0.3),
        "verzicht_liegt_vor": int(zufall.random() < 0.02),
        "selbst_betroffen": 0,
    }
    if art in ("beschwerde", "petition", "eingabe"):
        werte["ergebnisart"] = zufall.choice(
            ["begruendet"] * 3 + ["unbegruendet"] * 5 + ["kein-krm"]
        )
        werte["abhilfe"] = zufall.choice(["ganz", "teilweise", "nein", "nein"])
    return werte


def house(pfad: Path, faelle: Sequence[Mapping[str, Any]], saat: int, **mehr: Any) -> Path:
    """The snapshot of these cases, each with one to three Anliegen of its own."""
    anliegen = []
    for nr, fall in enumerate(faelle, start=1):
        zufall = random.Random(f"{saat} {sorted(fall.items())}")
        for stelle in range(1, zufall.choice([1, 1, 1, 2, 3]) + 1):
            kategorie = zufall.choice([*HAEUFIG, *KATEGORIEN])
            bekannt = KATEGORIEN[kategorie]
            art, klasse = bekannt.anliegenart or "sachanliegen", bekannt.oberklasse
            anliegen.append((nr, stelle, art, klasse, kategorie))
    striche = [(4, "2025-03-03", "unterlagen", 7), (5, "2025-09-01", "erreichbarkeit-telefon", 2)]
    return schreibe_aufnahme(pfad, faelle, anliegen=anliegen, strichliste=striche, **mehr)


def tables(a: Aufnahme) -> dict[str, pd.DataFrame]:
    """Every table there is, as a report computes it."""
    return _came_in(a) | _about(a) | _came_out(a) | _in_time(a)


def _came_in(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile, codes = a.abschnitte, a.codes
    eingaenge, neue = figures.kundenreaktionen(a.eingaenge), figures.kundenreaktionen(a.merkmale)

    def verteilt(frame: pd.DataFrame, feld: str, liste: Sequence[str]) -> pd.DataFrame:
        return figures.verteilung(frame, feld, "eingang_am", liste, teile)

    bestand = figures.bestand(a.bewegung, teile, codes.of("art"), a.bewegung_vor)
    arten = verteilt(eingaenge, "art", figures.ohne_hinweis(codes.of("art")))
    stellen = verteilt(neue, "eingangsstelle", codes.of("eingangsstelle"))
    monate = figures.eingaenge_monat(a.eingaenge, teile.bericht.von, teile.bericht.bis)
    return {
        "bestand": bestand,
        "petitionen": figures.petitionen(bestand),
        "eingaenge-monat": monate,
        "eingaenge-vergleich": figures.eingaenge_vergleich(a.eingaenge, teile, a.erfasst_seit),
        "arten": arten,
        "lob": figures.lob_neben_beschwerden(arten, figures.BESCHWERDEARTEN),
        "eingangswege": verteilt(eingaenge, "eingangsweg", codes.of("eingangsweg")),
        "eingangsstellen": figures.belegte(stellen),
        "untereinheiten": figures.nach_untereinheit(a.merkmale, a.einheiten, teile),
        "abgaben": figures.belegte(figures.abgaben(a.abgaben, codes.of("abgabefall"), teile)),
    }


def _about(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile, codes = a.abschnitte, a.codes

    def nach(feld: str) -> pd.DataFrame:
        return figures.anliegen_nach(a.anliegen, feld, codes.of(feld), teile)

    themen = codes.of("kategorie")
    return {
        "anliegenarten": nach("anliegenart"),
        "kategorien": figures.belegte(nach("kategorie")),
        "oberklassen": nach("oberklasse"),
        "leistungstraeger": figures.leistungstraeger(a.anliegen, teile),
        "diskriminierung": figures.diskriminierung(a.diskriminierung, teile),
        "besonderheiten": figures.besonderheiten(a.merkmale, teile),
        "abdeckung": figures.abdeckung(a.merkmale, a.strichliste, teile),
        "strichliste": figures.strichliste_nach_thema(a.strichliste, themen, teile),
        "luecken": a.luecken,
    }


def _came_out(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile, codes = a.abschnitte, a.codes
    arten = codes.of("ergebnisart")
    return {
        "ergebnisarten": figures.ergebnisart(a.abschluesse, arten, teile),
        "petitionen-ergebnis": figures.petitionen_ergebnis(a.abschluesse, arten, teile),
        "begruendet": figures.begruendet(a.abschluesse, teile),
        "abhilfe": figures.abhilfe(a.abschluesse, codes.of("abhilfe"), teile),
        "klaerung": figures.klaerung(a.abschluesse, teile),
        "petitionen-klaerung": figures.petitionen_klaerung(a.abschluesse, teile),
        "ergebnis-traeger": figures.ergebnis_je_traeger(a.abschluesse, teile),
        "begruendet-traeger": figures.begruendet_je_traeger(a.abschluesse, teile),
        "dienstaufsicht": figures.dienstaufsicht(a.abschluesse, a.merkmale, teile),
    }


def _in_time(a: Aufnahme) -> dict[str, pd.DataFrame]:
    teile, codes = a.abschnitte, a.codes
    termine = figures.termintreue(a.faellige, teile)
    zeiten = figures.liegezeiten(a.fristen, teile.bericht)
    stellungnahmen = figures.termintreue_petitionen(a.faellige, teile)
    return {
        "termintreue": termine,
        "fristklassen": termine,
        "termintreue-art": figures.termintreue_je_art(a.faellige, teile),
        "termintreue-daneben": figures.termintreue_daneben(a.faellige, teile),
        "petitionen-frist": stellungnahmen,
        "petitionen-fristklassen": stellungnahmen,
        "dauer": figures.dauer(zeiten, codes.of("art")),
        "petitionen-dauer": figures.petitionen_dauer(zeiten),
        "ueberfaellig": figures.ueberfaellig(a.offene, teile.stichtag),
    }
