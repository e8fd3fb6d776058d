"""Which number a table has: the same in every report, run and period.

A new table goes behind the last one of its chapter's tuple and gets the next number of the range.
One that is given up becomes "" and leaves its number free for good. A report that shows only some
of the tables has gaps in its numbers.
"""

KAPITEL: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    (
        "Bestand und Eingänge",
        1,
        (
            "bestand",
            "eingaenge-monat",
            "eingaenge-vergleich",
            "arten",
            "eingangswege",
            "eingangsstellen",
            "untereinheiten",
            "abgaben",
            "monatskarte",
        ),
    ),
    (
        "Anliegen",
        20,
        ("anliegenarten", "kategorien", "oberklassen", "leistungstraeger", "diskriminierung"),
    ),
    (
        "Ergebnisse",
        30,
        ("ergebnisarten", "begruendet", "abhilfe", "klaerung", "dienstaufsicht"),
    ),
    (
        "Fristen und Dauer",
        40,
        (
            "termintreue",
            "fristklassen",
            "termintreue-art",
            "dauer",
            "ueberfaellig",
            "termintreue-daneben",
        ),
    ),
    (
        "Petitionen und Eingaben",
        50,
        (
            "petitionen",
            "petitionen-frist",
            "petitionen-fristklassen",
            "petitionen-ergebnis",
            "petitionen-klaerung",
            "petitionen-dauer",
        ),
    ),
    (
        "Einordnung",
        60,
        (
            "lob",
            "besonderheiten",
            "abdeckung",
            "strichliste",
            "luecken",
            "berichtigt",
            "berichtigt-art",
            "doppel",
            "seither",
        ),
    ),
    ("Grundlagen", 70, ("nachfolgen",)),
    ("Maßnahmen", 80, ("massnahmen",)),
    (
        "nur in einzelnen Berichten",
        90,
        (
            "kategorien-ba",
            "kategorien-kommunal",
            "kategorien-beide",
            "ergebnis-traeger",
            "begruendet-traeger",
        ),
    ),
)
"""Chapter, its first number, its tables (names of TABELLEN); the next chapter's begin the end."""

NUMMERN: dict[str, int] = {
    name: erste + stelle for _, erste, namen in KAPITEL for stelle, name in enumerate(namen) if name
}
