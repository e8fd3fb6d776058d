"""Everything in a report that can be wrong: pure functions from frames to frames."""

from notebooks.figures.abdeckung import (
    abdeckung,
    besonderheiten,
    lob_neben_beschwerden,
    strichliste_nach_thema,
)
from notebooks.figures.anliegen import (
    anliegen_je_vorgang,
    anliegen_nach,
    anteil_verhalten,
    diskriminierung,
    haeufigste,
    kategorien_je_traeger,
    leistungstraeger,
)
from notebooks.figures.berichtigt import berichtigt, berichtigt_art
from notebooks.figures.bestand import bestand, bestandsrechnung
from notebooks.figures.dauer import (
    dauer,
    dauerkurven,
    kaplan_meier,
    liegezeiten,
    petitionen_dauer,
)
from notebooks.figures.eingaenge import (
    abgaben,
    eingaenge_monat,
    eingaenge_vergleich,
    nach_untereinheit,
    verlauf,
)
from notebooks.figures.ergebnisse import (
    abhilfe,
    begruendet,
    begruendet_je_traeger,
    dienstaufsicht,
    ergebnis_je_traeger,
    ergebnisart,
    klaerung,
)
from notebooks.figures.intervalle import newcombe, wilson
from notebooks.figures.massnahmen import massnahmen
from notebooks.figures.monatskarte import monatskarte, urteile
from notebooks.figures.petitionen import petitionen, petitionen_ergebnis, petitionen_klaerung
from notebooks.figures.pruefung import Pruefung, pruefe_zahlen
from notebooks.figures.regelkarte import regelkarte
from notebooks.figures.signal import signal_anteil, signal_anzahl
from notebooks.figures.signale import Bilanz, decide
from notebooks.figures.termine import (
    ohne_frist,
    termintreue,
    termintreue_daneben,
    termintreue_je_art,
    termintreue_petitionen,
    ueberfaellig,
)
from notebooks.figures.zaehlen import (
    BESCHWERDEARTEN,
    belegte,
    kundenreaktionen,
    ohne_hinweis,
    verteilung,
)

__all__ = [
    "BESCHWERDEARTEN",
    "Bilanz",
    "Pruefung",
    "abdeckung",
    "abgaben",
    "abhilfe",
    "anliegen_je_vorgang",
    "anliegen_nach",
    "anteil_verhalten",
    "begruendet",
    "begruendet_je_traeger",
    "belegte",
    "besonderheiten",
    "berichtigt",
    "berichtigt_art",
    "bestand",
    "bestandsrechnung",
    "dauer",
    "dauerkurven",
    "decide",
    "dienstaufsicht",
    "diskriminierung",
    "eingaenge_monat",
    "eingaenge_vergleich",
    "ergebnis_je_traeger",
    "ergebnisart",
    "haeufigste",
    "kaplan_meier",
    "kategorien_je_traeger",
    "klaerung",
    "kundenreaktionen",
    "leistungstraeger",
    "liegezeiten",
    "lob_neben_beschwerden",
    "massnahmen",
    "monatskarte",
    "nach_untereinheit",
    "newcombe",
    "ohne_frist",
    "ohne_hinweis",
    "petitionen",
    "petitionen_dauer",
    "petitionen_ergebnis",
    "petitionen_klaerung",
    "pruefe_zahlen",
    "regelkarte",
    "signal_anteil",
    "signal_anzahl",
    "strichliste_nach_thema",
    "termintreue",
    "termintreue_daneben",
    "termintreue_je_art",
    "termintreue_petitionen",
    "ueberfaellig",
    "urteile",
    "verlauf",
    "verteilung",
    "wilson",
]
