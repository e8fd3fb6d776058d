"""How often what happens: the weights of the demonstration, shaped after kalibrierung.md."""

from random import Random
from typing import TypeVar

from models.rules.rollen import ABGABE, DAB

T = TypeVar("T")
Gewichte = tuple[tuple[str, float], ...]

# DAB about 3 %, Lob often, the rest complaints.
ARTEN: Gewichte = (
    ("beschwerde", 57),
    ("lob", 21),
    ("anregung", 5),
    ("hinweis", 3),
    (DAB, 3),
    ("fachaufsichtsbeschwerde", 2),
    ("petition", 2),
    ("eingabe", 2),
    (ABGABE, 5),
)
NEUESTE = (DAB, "petition", "eingabe", "fachaufsichtsbeschwerde", DAB, "anregung", "hinweis", "lob")
"""Arten of the last cases, so that each of them is open on somebody's desk."""
# (abgabefall, to whom), weight
ABGABEN: tuple[tuple[tuple[str, str], float], ...] = (
    (("anfrage", "fachbereich"), 40),
    (("widerspruch", "rechtsbehelfsstelle"), 35),
    (("datenschutz", "bdsb"), 10),
    (("leistungsmissbrauch", "andere-stelle"), 9),
    (("korruption", "interner-service"), 2),
    (("meldestelle", "meldestelle"), 2),
)
EINGANGSWEGE: Gewichte = (
    ("e-mail", 27),
    ("schriftlich", 22),
    ("telefonisch", 17),
    ("digital", 12),
    ("persoenlich", 9),
    ("kontaktformular", 7),
    ("meinungskarte", 4),
    ("ueber-dritte", 2),
)
EINGANGSWEGE_LOB: Gewichte = (
    ("meinungskarte", 45),
    ("e-mail", 25),
    ("persoenlich", 15),
    ("telefonisch", 8),
    ("schriftlich", 7),
)
# Bearbeitungsdauer leads by far, Verhalten is about a fifth, Diskriminierung rare.
KATEGORIEN: Gewichte = (
    ("bearbeitungsdauer", 50),
    ("umgangston-verhalten", 21),
    ("kosten-der-unterkunft", 9),
    ("leistungshoehe", 6),
    ("unterlagen", 6),
    ("einkommensanrechnung", 5),
    ("bescheid-unverstaendlich", 5),
    ("erreichbarkeit-telefon", 5),
    ("telefonverhalten", 4),
    ("rueckforderung", 3),
    ("vermittlung-foerderung", 3),
    ("online-digital", 3),
    ("erreichbarkeit-persoenlich-termin", 3),
    ("anliegensklaerung", 2),
    ("sonstiges", 2),
    ("massnahme-traeger", 1.5),
    ("leistungsminderung", 1.5),
    ("schriftverkehr", 1.5),
    ("bildung-und-teilhabe", 1.2),
    ("raeume-wartezone", 0.6),
    ("leistungen-16a-sgb-ii", 0.5),
    ("gebaeude-aussenbereiche", 0.4),
    ("diskriminierung", 0.35),
    ("besucherleitsystem-aushaenge", 0.3),
)
KATEGORIEN_DAB: Gewichte = (
    ("umgangston-verhalten", 70),
    ("telefonverhalten", 22),
    ("diskriminierung", 8),
)
ANZAHL_ANLIEGEN: tuple[tuple[int, float], ...] = ((1, 70), (2, 23), (3, 7))
ERGEBNISARTEN: Gewichte = (
    ("unbegruendet", 54),
    ("begruendet", 25),
    ("nicht-bewertbar", 13),
    ("kein-krm", 8),
)
ABHILFE: dict[str, Gewichte] = {
    "begruendet": (("ganz", 55), ("teilweise", 34), ("nein", 4), ("nicht-moeglich", 7)),
    "unbegruendet": (("nein", 80), ("teilweise", 13), ("ganz", 7)),
    "nicht-bewertbar": (("nein", 60), ("nicht-moeglich", 40)),
    "kein-krm": (("nicht-moeglich", 100),),
}
KLAERUNG: dict[str, Gewichte] = {
    "telefonisch": (("telefonisch", 62), ("schriftlich", 28), ("persoenlich", 10)),
    "persoenlich": (("persoenlich", 48), ("schriftlich", 30), ("telefonisch", 22)),
    "e-mail": (("e-mail", 52), ("schriftlich", 28), ("telefonisch", 20)),
    "": (("schriftlich", 68), ("telefonisch", 20), ("persoenlich", 7), ("e-mail", 5)),
}
SCHLUSSZEICHNUNG: Gewichte = (("tl", 78), ("bl", 14), ("gf", 8))
KUNDENGRUPPEN: Gewichte = (
    ("arbeitnehmer", 83),
    ("vertretung", 9),
    ("arbeitgeber", 4),
    ("institution", 2),
    ("unbekannt", 2),
)
PERSONENKREIS: Gewichte = (("", 24), ("keiner", 44), ("über 50", 21), ("unter 25", 11))
VERTRETUNG: Gewichte = (
    ("Rechtsanwalt, Vollmacht liegt vor", 40),
    ("Beratungsstelle, Vollmacht liegt vor", 35),
    ("Betreuerin", 15),
    ("Abgeordnete, ohne Vollmacht", 10),
)
EINGANGSSTELLEN: Gewichte = (
    ("vz-gf-postfach-krm", 62),
    ("team", 18),
    ("service-center", 10),
    ("gf", 5),
    ("bezirk", 2),
    ("agentur-fuer-arbeit", 2),
    ("sonstige", 1),
)
# The way of a petition says who forwarded it: (Eingangsstelle, Adressat).
WEGSTELLEN: dict[str, tuple[str, str]] = {
    "fueb": ("agentur-fuer-arbeit", "petitionsausschuss-bt"),
    "traegerversammlung": ("bmas", "bmas"),
    "land": ("petitionsausschuss-agh", "petitionsausschuss-agh"),
    "rd": ("regionaldirektion", "petitionsausschuss-bt"),
}
ESKALATION: Gewichte = (("mitarbeiter", 70), ("tl", 22), ("bl", 5), ("gf", 3))
LOB_ARTEN: Gewichte = (("verhalten", 55), ("erbringung", 30), ("angebot", 15))
ALTERNATIVE: Gewichte = (("ja", 55), ("nicht-noetig", 30), ("nein", 15))
STRICHTHEMEN: Gewichte = (
    ("erreichbarkeit-telefon", 30),
    ("bearbeitungsdauer", 28),
    ("anliegensklaerung", 14),
    ("unterlagen", 12),
    ("erreichbarkeit-persoenlich-termin", 10),
    ("umgangston-verhalten", 6),
)


def draw(rng: Random, weights: tuple[tuple[T, float], ...]) -> T:
    """One of the values, by its weight."""
    values, shares = zip(*weights, strict=True)
    return rng.choices(values, shares)[0]


def chance(rng: Random, share: float) -> bool:
    """True in so many of a hundred."""
    return rng.random() * 100 < share
