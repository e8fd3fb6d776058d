"""The invented house of the demonstration: units, people, further Dienststellen. Nobody is real."""

from dataclasses import dataclass

REGELWERK = "marzahn-hellersdorf-2022"
DIENSTSTELLE = ("JCU", "Jobcenter Berlin Ulmenwerder")
MAIL = "jc-ulmenwerder.example"
BRIEFKOPF: dict[str, str] = {
    "anschrift": "Ulmenallee 12\n12689 Berlin",
    "telefon": "030 5555 4000",
    "email": f"post@{MAIL}",
    "internet": f"www.{MAIL}",
    "besuch": "Ulmenallee 14, Eingang B\nMo bis Fr 8 bis 12 Uhr\nDo auch 14 bis 18 Uhr",
}

BERICHTSADRESSEN: dict[str, str] = {
    "agentur": "berichte@agentur-ulmenfeld.example",
    "bezirk": "steuerungsstelle@bezirk-ulmenfeld.example",
    "traegerversammlung": "geschaeftsstelle@traegerversammlung.example",
}
"""Circle of readers and where its reports go."""
ZEITPLAENE: tuple[tuple[str, str, str], ...] = (
    ("auswertung-gf", "gf", "halbjährlich"),
    ("traegerversammlung", "traegerversammlung", "halbjährlich"),
    ("jahresbericht", "agentur", "jährlich"),
    ("jahresbericht", "bezirk", "jährlich"),
)
"""Report, circle of readers, rhythm; each on the 15th of the month after, at six."""

# (Kürzel, Name, art, Kürzel of the unit above)
EINHEITEN: tuple[tuple[str, str, str, str], ...] = (
    ("50", "Bereich 50 Leistungsgewährung Nord", "bereich", "JCU"),
    ("501", "Team 501 Leistung A–K", "team", "50"),
    ("502", "Team 502 Leistung L–Z", "team", "50"),
    ("51", "Bereich 51 Leistungsgewährung Süd", "bereich", "JCU"),
    ("511", "Team 511 Leistung Bedarfsgemeinschaften", "team", "51"),
    ("512", "Team 512 Leistung Selbstständige", "team", "51"),
    ("52", "Bereich 52 Markt und Integration", "bereich", "JCU"),
    ("521", "Team 521 Vermittlung", "team", "52"),
    ("522", "Team 522 Fallmanagement und U25", "team", "52"),
    ("53", "Bereich 53 Eingangszone und Neuantrag", "bereich", "JCU"),
    ("531", "Team 531 Eingangszone", "team", "53"),
    ("532", "Team 532 Neuantrag", "team", "53"),
    ("533", "Team 533 Unterkunft und Heizung", "team", "53"),
    ("59", "Bereich 59 Recht und Rückforderung", "bereich", "JCU"),
    ("598", "Team 598 Rechtsbehelfsstelle", "team", "59"),
)
UMGLIEDERUNG = ("533", "513", "Team 513 Unterkunft und Heizung", "51")
"""This team (old Kürzel) moved: new Kürzel, new name, new Bereich."""


@dataclass(frozen=True)
class Person:
    """Who works in the house: a role (`vertritt`: the log-in stood in for) for a unit."""

    login: str
    name: str
    rolle: str
    einheit: str
    vertritt: str | None = None


PERSONAS: tuple[Person, ...] = (
    Person("anna", "Anna Ahrens", "vz_gf", "JCU"),
    Person("bernd", "Bernd Brandt", "tl", "501"),
    Person("clara", "Clara Claasen", "tl", "502"),
    Person("dora", "Dora Dietz", "qmb", "JCU"),
    Person("emil", "Emil Ebert", "bl", "50"),
    Person("greta", "Greta Gruber", "gf", "JCU"),
    Person("paul", "Paul Pohl", "personal", "JCU"),
    Person("ines", "Ines Imhoff", "bdsb", "JCU"),
    Person("adam", "Adam Adler", "administration", "JCU"),
    Person("victor", "Victor Vogt", "tl", "501", vertritt="bernd"),
    Person("berta", "Berta Busch", "bearbeitung", "501"),
)
"""The log-ins of design.md section 7, in the order in which they are shown."""

KOLLEGIUM: tuple[Person, ...] = (
    Person("hannes", "Hannes Henke", "gf_vertretung", "JCU"),
    Person("sabine", "Sabine Sauer", "bl", "51"),
    Person("tomke", "Tomke Thiele", "bl", "52"),
    Person("ulf", "Ulf Urban", "bl", "53"),
    Person("wiebke", "Wiebke Wolter", "bl", "59"),
    Person("heike", "Heike Hinz", "tl", "511"),
    Person("jonas", "Jonas Jaeger", "tl", "512"),
    Person("katja", "Katja Kunze", "tl", "533"),
    Person("lutz", "Lutz Lindner", "tl", "521"),
    Person("maren", "Maren Marx", "tl", "522"),
    Person("nils", "Nils Nolte", "tl", "531"),
    Person("olga", "Olga Oswald", "tl", "532"),
    Person("rolf", "Rolf Rabe", "tl", "598"),
    Person("bodo", "Bodo Bremer", "bearbeitung", "501"),
    Person("britta", "Britta Barth", "bearbeitung", "502"),
    Person("carsten", "Carsten Conrad", "bearbeitung", "502"),
    Person("doris", "Doris Dorn", "bearbeitung", "511"),
    Person("enno", "Enno Eggers", "bearbeitung", "512"),
    Person("fatma", "Fatma Fuchs", "bearbeitung", "521"),
    Person("gesa", "Gesa Gerdes", "bearbeitung", "522"),
    Person("henrik", "Henrik Haupt", "bearbeitung", "531"),
    Person("ida", "Ida Iversen", "bearbeitung", "532"),
    Person("jule", "Jule Jansen", "bearbeitung", "533"),
    Person("kemal", "Kemal Kraft", "bearbeitung", "598"),
)

ROLLENTEXTE: dict[str, str] = {
    "anna": "VZ GF: erfasst, leitet zu, trägt aus",
    "bernd": "Teamleitung 501",
    "clara": "Teamleitung 502",
    "dora": "Qualitätsmanagement (QMB)",
    "emil": "Bereichsleitung über 501 und 502",
    "greta": "Geschäftsführung",
    "paul": "Bereich Personal: nur Dienstaufsichtsbeschwerden",
    "ines": "Datenschutz und Revision: liest die Protokolle",
    "adam": "Administration: Konten und Einheiten, keine Vorgänge",
    "victor": "vertritt Bernd für einen begrenzten Zeitraum",
    "berta": "Bearbeitung in Team 501",
}

UEBERBAU: tuple[tuple[str, str, str, str | None], ...] = (
    ("ZEN", "Zentrale", "zentrale", None),
    ("RD-O", "Regionaldirektion Ost", "regionaldirektion", "ZEN"),
    ("RD-W", "Regionaldirektion West", "regionaldirektion", "ZEN"),
)
# (place, Land, Regelwerk, Regionaldirektion); taken in turn
WEITERE: tuple[tuple[str, str, str, str], ...] = (
    ("Moselbuchen", "RP", "bernkastel-wittlich-2012", "RD-W"),
    ("Okerlingen", "NI", "braunschweig", "RD-W"),
    ("Haveldorn", "BB", "ba-2015", "RD-O"),
    ("Elbgrundau", "SN", "ba-2015", "RD-O"),
    ("Ruhrhalden", "NW", "ba-2015", "RD-W"),
)
# What every further Dienststelle has; „{}“ is its Kürzel.
WEITERE_EINHEITEN: tuple[tuple[str, str, str, str], ...] = (
    ("{}-50", "Bereich 50 Leistung", "bereich", "{}"),
    ("{}-501", "Team 501", "team", "{}-50"),
    ("{}-502", "Team 502", "team", "{}-50"),
    ("{}-60", "Bereich 60 Vermittlung", "bereich", "{}"),
    ("{}-601", "Team 601", "team", "{}-60"),
)
# Without a role: the front office as the Regelwerk of the house calls it.
WEITERE_PERSONEN: tuple[tuple[str, str, str, str], ...] = (
    ("anna", "Anne Anders", "", "{}"),
    ("bernd", "Björn Beyer", "tl", "{}-501"),
    ("clara", "Carla Clemens", "tl", "{}-502"),
    ("dora", "Dorit Dreher", "qmb", "{}"),
    ("emil", "Erik Engel", "bl", "{}-50"),
    ("greta", "Gerda Groth", "gf", "{}"),
    ("paul", "Piet Petersen", "personal", "{}"),
    ("adam", "Arno Albers", "administration", "{}"),
    ("lutz", "Lars Lorenz", "tl", "{}-601"),
)
URSACHEN = (
    "Personalausfall",
    "Übergabe zwischen Teams",
    "Störung im Fachverfahren",
    "Bescheidtext",
    "Posteingang verzögert",
    "Auskunft unvollständig",
)
