"""Events of the log in German."""

EREIGNISSE: dict[str, str] = {
    "vorgang_recorded": "Vorgang erfasst",
    "vorgang_imported": "Vorgang aus anderem Verfahren übernommen",
    "vorgang_updated": "Vorgang geändert",
    "einheit_created": "Einheit angelegt",
    "einheit_updated": "Einheit geändert",
    "einheit_closed": "Einheit beendet",
    "einheit_deleted": "Einheit gelöscht",
    "einheit_reorganised": "Einheit umgegliedert",
    "konto_created": "Konto angelegt",
    "konto_updated": "Konto geändert",
    "konto_password_set": "Passwort gesetzt",
    "konto_locked": "Konto gesperrt",
    "konto_unlocked": "Konto entsperrt",
    "konto_deleted": "Konto gelöscht",
    "rolle_given": "Rolle gegeben",
    "rolle_ended": "Rolle beendet",
    "rolle_moved": "Rolle umgezogen",
    "vertretung_given": "Vertretung eingetragen",
    "code_added": "Codewert angelegt",
    "code_updated": "Codewert geändert",
    "code_closed": "Codewert beendet",
    "strich_counted": "Strich gezählt",
    "strich_corrected": "Strichliste berichtigt",
    "lauf_requested": "Bericht angefordert",
    "lauf_published": "Bericht veröffentlicht",
    "lauf_failed": "Bericht gescheitert",
    "fristen_recomputed": "Fristen neu berechnet",
    "zwischennachricht_recorded": "Zwischennachricht vermerkt",
    "vermerk_written": "Vermerk geschrieben",
    "uebermittlung_recorded": "Übermittlung vermerkt",
    "textbaustein_added": "Textbaustein angelegt",
    "textbaustein_corrected": "Textbaustein berichtigt",
    "textbaustein_closed": "Textbaustein beendet",
    "kalenderlink_created": "Kalender-Link angelegt",
    "kalenderlink_revoked": "Kalender-Link widerrufen",
}


def event_label(name: str) -> str:
    """What people read for an event; its name where the list does not know it."""
    return EREIGNISSE.get(name, name)


TABELLEN: dict[str, str] = {
    "vorgang": "Vorgang",
    "einheit": "Einheit",
    "konto": "Konto",
    "rollenzuweisung": "Rolle",
    "codewert": "Codewert",
    "strichliste": "Strichliste",
    "lauf": "Bericht",
    "vermerk": "Vermerk",
    "uebermittlung": "Übermittlung",
    "textbaustein": "Textbaustein",
    "kalenderlink": "Kalender-Link",
}
