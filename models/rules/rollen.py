"""Roles as data: what each may do, and which Vorgänge it sees.

Sources: design.md section 2, MH-21, MH-37, MH-68, MH-75, MH-86 to MH-88, D18, D22. A Regelwerk
may give a role other Sichten (`Bindung.abweichende_sichten`); these here are the default.
"""

from models.rules.recht import ABGABE, ARTEN_FACHBEREICH, DAB, Recht, Rolle, Sicht, Umfang

__all__ = ["ABGABE", "ARTEN_FACHBEREICH", "DAB", "ROLLEN", "Recht", "Rolle", "Sicht", "Umfang"]


def _full(*arten: str, umfang: Umfang = Umfang.EINHEIT) -> Sicht:
    return Sicht(arten, kopf=umfang, inhalt=umfang)


_GRUND = frozenset({Recht.EINHEIT_LESEN, Recht.CODE_LESEN})
_LESEN = _GRUND | {Recht.VORGANG_LESEN, Recht.VORGANG_INHALT_LESEN, Recht.VORGANG_EXPORTIEREN}
_STRICHLISTE = frozenset({Recht.STRICHLISTE_LESEN, Recht.STRICHLISTE_FUEHREN})
_BERICHTE = frozenset({Recht.BERICHT_LESEN, Recht.BERICHT_STARTEN})
_FREIGABE = frozenset({Recht.FREIGEBEN, Recht.FREIGABE_ERFAHREN, Recht.BERICHT_FREIGEBEN})

_FUEHRUNG = _LESEN | {
    Recht.VORGANG_BEARBEITEN,
    Recht.ERGEBNIS_FESTSTELLEN,
    Recht.STRICHLISTE_LESEN,
    Recht.KONTO_LESEN,
    Recht.VERTRETUNG_REGELN,
}
_ERFASSUNG = (
    _LESEN
    | _STRICHLISTE
    | _BERICHTE
    | {
        Recht.VORGANG_ERFASSEN,
        Recht.VORGANG_BEARBEITEN,
        Recht.VORGANG_ABSCHLIESSEN,
        Recht.VORGANG_IMPORTIEREN,
        Recht.KONTO_LESEN,
        Recht.CODE_PFLEGEN,
        Recht.TEAMLINK_PFLEGEN,
        Recht.TEXTBAUSTEIN_PFLEGEN,
        Recht.POST_BETREUEN,
        Recht.VERTRETUNG_REGELN,
    }
)
_SICHT_ERFASSUNG = (
    _full(*ARTEN_FACHBEREICH, ABGABE),
    Sicht((DAB,), kopf=Umfang.EINHEIT, inhalt=Umfang.EINHEIT, inhalt_bis_zuleitung=True),
)
_SICHT_FACHBEREICH = (_full(*ARTEN_FACHBEREICH),)
_SICHT_ALLES = (_full(*ARTEN_FACHBEREICH, DAB, ABGABE),)

_TABELLE = (
    Rolle(
        "vz_gf",
        "VZ GF",
        "Vorzimmer der Geschäftsführung: erfasst, leitet zu, überwacht Termine, trägt aus. "
        "Von Dienstaufsichtsbeschwerden nach der Zuleitung nur die Kopfdaten.",
        _ERFASSUNG,
        _SICHT_ERFASSUNG,
    ),
    Rolle(
        "krm_beauftragte",
        "KRM-Beauftragte/r",
        "Erfasst und steuert Kundenreaktionen wie das VZ GF.",
        _ERFASSUNG,
        _SICHT_ERFASSUNG,
    ),
    Rolle(
        "qmb",
        "Qualitätsmanagement (QMB)",
        "Statistik, Berichte und Vorabprüfung von Stellungnahmen. "
        "Von Dienstaufsichtsbeschwerden nur Zahlen.",
        _LESEN | _BERICHTE | {Recht.STRICHLISTE_LESEN, Recht.VERTRETUNG_REGELN},
        (_full(*ARTEN_FACHBEREICH), Sicht((ABGABE,), kopf=Umfang.EINHEIT, inhalt=Umfang.KEINE)),
    ),
    Rolle(
        "tl",
        "Teamleitung",
        "Sieht und bearbeitet die Vorgänge des eigenen Teams, stellt die Ergebnisart fest.",
        _FUEHRUNG | {Recht.STRICHLISTE_FUEHREN, Recht.TEAMLINK_PFLEGEN},
        _SICHT_FACHBEREICH,
    ),
    Rolle(
        "bl",
        "Bereichsleitung",
        "Sieht die Vorgänge der Teams ihres Bereichs und zeichnet mit.",
        _FUEHRUNG | {Recht.BERICHT_LESEN},
        _SICHT_FACHBEREICH,
    ),
    Rolle(
        "lgf",
        "Leitung auf Geschäftsführungsebene",
        "Wie die Bereichsleitung, für alles, was ihr unterstellt ist.",
        _FUEHRUNG | {Recht.BERICHT_LESEN},
        _SICHT_FACHBEREICH,
    ),
    Rolle(
        "gf",
        "Geschäftsführung",
        "Sieht jeden Vorgang ihrer Dienststelle, auch Dienstaufsichtsbeschwerden.",
        _FUEHRUNG | _BERICHTE | _FREIGABE,
        _SICHT_ALLES,
    ),
    Rolle(
        "gf_vertretung",
        "Stellvertretende Geschäftsführung",
        "Dieselben Rechte wie die Geschäftsführung.",
        _FUEHRUNG | _BERICHTE | _FREIGABE,
        _SICHT_ALLES,
    ),
    Rolle(
        "personal",
        "Bereich Personal",
        "Prüft und bearbeitet Dienstaufsichtsbeschwerden, sonst nichts.",
        _LESEN | {Recht.VORGANG_BEARBEITEN, Recht.KONTO_LESEN, Recht.VERTRETUNG_REGELN},
        (_full(DAB),),
    ),
    Rolle(
        "bdsb",
        "Behördliche/r Datenschutzbeauftragte/r",
        "Liest die Protokolle, keine Vorgänge. Erfährt, wenn jemand mehr sehen oder entscheiden "
        "kann.",
        _GRUND | {Recht.PROTOKOLL_LESEN, Recht.VERTRETUNG_REGELN, Recht.FREIGABE_ERFAHREN},
        (),
    ),
    Rolle(
        "revision",
        "Revision",
        "Liest die Protokolle, keine Vorgänge.",
        _GRUND | {Recht.PROTOKOLL_LESEN, Recht.VERTRETUNG_REGELN},
        (),
    ),
    Rolle(
        "administration",
        "Administration",
        "Pflegt Organisationseinheiten, Konten und Codelisten, sieht keine Vorgänge.",
        _GRUND
        | {
            Recht.EINHEIT_PFLEGEN,
            Recht.KONTO_LESEN,
            Recht.KONTO_PFLEGEN,
            Recht.ROLLE_VERGEBEN,
            Recht.FREIGEBEN,
            Recht.VERTRETUNG_REGELN,
            Recht.CODE_PFLEGEN,
            Recht.POST_BETREUEN,
        },
        (),
    ),
    Rolle(
        "bearbeitung",
        "Bearbeitung",
        "Bearbeitet die Vorgänge, für die sie als verantwortlich eingetragen ist.",
        _LESEN - {Recht.VORGANG_EXPORTIEREN} | _STRICHLISTE | {Recht.VORGANG_BEARBEITEN},
        (_full(*ARTEN_FACHBEREICH, umfang=Umfang.EIGENE),),
    ),
)

ROLLEN: dict[str, Rolle] = {rolle.name: rolle for rolle in _TABELLE}

OHNE_VORGAENGE = frozenset(rolle.name for rolle in _TABELLE if not rolle.sichten)
"""Roles that are kept apart from cases: who checks or administrates does not work on them."""
