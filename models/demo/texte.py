"""Sentences of the demonstration: what people might write, put together from invented parts."""

from random import Random

# What a complaint of each Kategorie says; {n} is a number of weeks or times.
ANLIEGEN: dict[str, tuple[str, ...]] = {
    "bearbeitungsdauer": (
        "Mein Weiterbewilligungsantrag liegt seit {n} Wochen bei Ihnen und niemand entscheidet.",
        "Auf meine Veränderungsmitteilung habe ich auch nach {n} Wochen keine Antwort.",
        "Seit {n} Wochen warte ich auf den Bescheid, die Miete ist inzwischen fällig.",
        "Der Erstantrag ist vollständig abgegeben, trotzdem höre ich seit {n} Wochen nichts.",
    ),
    "leistungshoehe": (
        "Der ausgezahlte Betrag passt nicht zu dem, was im Bescheid steht.",
        "Der Mehrbedarf für Alleinerziehende fehlt in der Berechnung.",
    ),
    "einkommensanrechnung": (
        "Mein Einkommen wurde doppelt angerechnet, die Abrechnungen liegen Ihnen vor.",
        "Der Freibetrag für den Minijob meiner Tochter fehlt.",
    ),
    "kosten-der-unterkunft": (
        "Die Nachzahlung für die Heizkosten wurde ohne Begründung nur zum Teil übernommen.",
        "Die neue Miete ist nicht berücksichtigt, obwohl der Vertrag vorgelegt wurde.",
    ),
    "bescheid-unverstaendlich": (
        "Den Bescheid verstehe ich nicht, auf elf Seiten steht keine nachvollziehbare Rechnung.",
        "Der Änderungsbescheid nennt drei verschiedene Beträge für denselben Monat.",
    ),
    "unterlagen": (
        "Dieselben Kontoauszüge sollte ich jetzt zum {n}. Mal einreichen.",
        "Meine Unterlagen sind angeblich nicht angekommen, ich habe sie persönlich abgegeben.",
    ),
    "erreichbarkeit-telefon": (
        "Ich habe {n} Mal angerufen und bin immer in der Warteschleife geblieben.",
        "Der zugesagte Rückruf kam auch nach {n} Wochen nicht.",
    ),
    "erreichbarkeit-persoenlich-termin": (
        "Einen Termin bekomme ich erst in {n} Wochen, meine Frage ist dringend.",
        "Trotz Termin musste ich fast zwei Stunden warten.",
    ),
    "online-digital": (
        "Das Hochladen der Unterlagen bricht jedes Mal mit einer Fehlermeldung ab.",
        "Meine Nachricht im Postfach wurde gelesen, aber nicht beantwortet.",
    ),
    "vermittlung-foerderung": (
        "Der Bildungsgutschein wurde abgelehnt, ohne dass jemand mit mir gesprochen hat.",
        "Mir werden nur Stellen vorgeschlagen, die ich gesundheitlich nicht ausüben kann.",
    ),
    "massnahme-traeger": (
        "In der Maßnahme sitzen wir die Zeit ab, Unterricht findet kaum statt.",
        "Der Maßnahmeträger zahlt die Fahrkosten seit {n} Wochen nicht aus.",
    ),
    "leistungsminderung": (
        "Die Minderung ist nicht berechtigt, ich war an dem Tag krankgeschrieben.",
        "Zur Anhörung vor der Minderung habe ich nie ein Schreiben erhalten.",
    ),
    "umgangston-verhalten": (
        "Im Gespräch wurde ich mehrfach unterbrochen und laut zurechtgewiesen.",
        "Die Bemerkung über meine Lebensumstände fand ich herablassend.",
    ),
    "diskriminierung": (
        "Ich hatte den Eindruck, wegen meiner Herkunft schlechter behandelt zu werden.",
        "Wegen meiner Behinderung wurde ich im Gespräch nicht ernst genommen.",
    ),
    "raeume-wartezone": ("In der Wartezone fehlen Sitzplätze und ein Platz für Kinderwagen.",),
    "schriftverkehr": (
        "Das Schreiben ging an meine alte Anschrift, obwohl der Umzug gemeldet war.",
        "Ein Schreiben enthielt die Daten einer anderen Bedarfsgemeinschaft.",
    ),
    "telefonverhalten": ("Am Telefon wurde ohne ein weiteres Wort aufgelegt.",),
    "anliegensklaerung": (
        "Ich wurde an {n} verschiedene Stellen verwiesen, keine fühlte sich zuständig.",
    ),
    "besucherleitsystem-aushaenge": ("Die Aushänge nennen Öffnungszeiten, die nicht stimmen.",),
    "gebaeude-aussenbereiche": ("Der Aufzug ist seit {n} Wochen außer Betrieb.",),
    "bildung-und-teilhabe": ("Die Kosten der Klassenfahrt sind noch immer nicht überwiesen.",),
    "leistungen-16a-sgb-ii": ("Auf die Schuldnerberatung warte ich seit {n} Wochen.",),
    "rueckforderung": (
        "Die Rückforderung kann ich nicht nachvollziehen, die Beträge sind längst bezahlt.",
        "Trotz Ratenvereinbarung kam eine Mahnung.",
    ),
    "sonstiges": ("Mein Anliegen passt in keine Schublade, ich bitte um einen Rückruf.",),
}
SCHLUSS = (
    "Ich bitte um eine Antwort.",
    "Bitte prüfen Sie das.",
    "So kann man mit Menschen nicht umgehen.",
    "Ich erwarte, dass sich das ändert.",
    "Für eine kurze Rückmeldung wäre ich dankbar.",
)
LOB = (
    "Die Beraterin hat sich viel Zeit genommen und alles verständlich erklärt.",
    "Mein Antrag war nach drei Tagen entschieden, vielen Dank dafür.",
    "Am Empfang wurde ich sehr freundlich empfangen und gleich richtig weitergeleitet.",
    "Der Rückruf kam noch am selben Tag, das hat mir sehr geholfen.",
    "Die Vermittlung in die Ausbildung hat geklappt, danke für die Geduld.",
    "Das Schreiben war endlich einmal gut verständlich.",
)
ANREGUNG = (
    "Ein Terminplan im Internet würde viele Anrufe ersparen.",
    "Bitte bieten Sie die Merkblätter auch in Leichter Sprache an.",
    "Eine Kinderecke in der Wartezone wäre hilfreich.",
    "Eine Empfangsbestätigung für abgegebene Unterlagen würde vieles klären.",
)
HINWEIS = (
    "Der Briefkasten am Seiteneingang wird nicht jeden Tag geleert.",
    "In der Eingangszone fehlt ein Hinweis auf das Diskretionstelefon.",
    "Die Vorlage für das Anhörungsschreiben nennt eine falsche Durchwahl.",
)
BEGEHREN: dict[str, str] = {
    "klaerung": "Klärung, wie es weitergeht",
    "pruefung": "Prüfung der Entscheidung",
    "wiedergutmachung": "Wiedergutmachung",
    "aenderung-verhalten": "ein anderer Umgang",
}
ANTWORT = (
    "Wir haben den Sachverhalt geprüft und die Entscheidung im Einzelnen erläutert.",
    "Der Antrag ist inzwischen entschieden, der Bescheid ist unterwegs.",
    "Die Unterlagen haben sich gefunden; ein erneutes Einreichen ist nicht nötig.",
    "Das Gespräch wurde mit allen Beteiligten ausgewertet.",
)
BEGRUENDUNG: dict[str, tuple[str, ...]] = {
    "begruendet": (
        "Die Bearbeitung hat ohne sachlichen Grund zu lange gedauert.",
        "Die Auskunft war unvollständig, das lag an uns.",
    ),
    "unbegruendet": (
        "Die Entscheidung entspricht der Rechtslage und wurde erläutert.",
        "Die Unterlagen lagen erst kurz vor der Beschwerde vollständig vor.",
    ),
    "kein-krm": ("Es handelt sich um eine fachliche Anfrage ohne Beschwerde.",),
    "nicht-bewertbar": ("Der Ablauf lässt sich nicht mehr aufklären.",),
}
NOTLAGE = (
    "ja, kein Geld für Lebensmittel bis zum Monatsende",
    "ja, Kündigung der Wohnung angedroht",
    "ja, Stromsperre angekündigt",
    "ja, Krankenversicherung ungeklärt",
)
STELLUNGNAHME = (
    "liegt vor; schildert das Gespräch anders als in der Beschwerde",
    "liegt vor; bedauert den Ton des Gesprächs",
    "angefordert",
)
MASSNAHME = (
    "Der Fall wurde in der Teambesprechung ausgewertet.",
    "Die Vorlage wurde überarbeitet.",
    "Die Vertretung im Posteingang ist neu geregelt.",
)
VORNAMEN = (
    "Aylin", "Boris", "Cem", "Dana", "Elif", "Fiete", "Gisela", "Hatice", "Igor", "Janina",
    "Kasimir", "Leyla", "Mirko", "Nadja", "Otto", "Petra", "Rasmus", "Selma", "Timo", "Ursel",
    "Volker", "Wanda", "Yusuf", "Zora", "Arne", "Birte", "Corinna", "Detlef", "Edda", "Falk",
)  # fmt: skip
NACHNAMEN = (
    "Achterberg", "Birkenhain", "Caspersen", "Dornbusch", "Eichwald", "Findling", "Grauwinkel",
    "Heidekrug", "Immenhof", "Jagdfeld", "Kirschgarten", "Lindenblatt", "Moosgruber", "Nebelung",
    "Ochsenkopf", "Pappelreiter", "Quittenbaum", "Rosenhagen", "Sandkuhl", "Tannhäuser-Wiese",
    "Uferloh", "Vogelsang-Moor", "Wacholder", "Yildizlar", "Zwetschgen", "Ackermännle",
    "Brombeer", "Dünensee", "Erlengrund", "Farnwedel",
)  # fmt: skip


def describe(rng: Random, kategorie: str) -> str:
    """What somebody writes about a concern of this Kategorie."""
    opening = rng.choice(ANLIEGEN[kategorie]).format(n=rng.randint(2, 9))
    return f"{opening} {rng.choice(SCHLUSS)}"
