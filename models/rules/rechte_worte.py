"""Rights and views in German words, for the role concept and the help."""

from models.rules.codes import bezeichnung
from models.rules.recht import ABGABE, Recht, Sicht, Umfang

RECHTE: dict[Recht, str] = {
    Recht.VORGANG_LESEN: "Kopfdaten von Vorgängen lesen",
    Recht.VORGANG_INHALT_LESEN: "Inhalte von Vorgängen lesen",
    Recht.VORGANG_ERFASSEN: "Vorgänge erfassen",
    Recht.VORGANG_BEARBEITEN: "Vorgänge bearbeiten",
    Recht.VORGANG_EXPORTIEREN: "Listen von Vorgängen ausgeben",
    Recht.ERGEBNIS_FESTSTELLEN: "die Ergebnisart feststellen",
    Recht.VORGANG_ABSCHLIESSEN: "Vorgänge austragen",
    Recht.VORGANG_IMPORTIEREN: "Vorgänge aus einem anderen Verfahren übernehmen",
    Recht.STRICHLISTE_LESEN: "die Strichliste lesen",
    Recht.STRICHLISTE_FUEHREN: "die Strichliste führen",
    Recht.TEAMLINK_PFLEGEN: "Teamlinks der Strichliste vergeben und widerrufen",
    Recht.EINHEIT_LESEN: "Organisationseinheiten lesen",
    Recht.EINHEIT_PFLEGEN: "Organisationseinheiten, Kalender und Regelwerk pflegen",
    Recht.KONTO_LESEN: "Konten lesen",
    Recht.KONTO_PFLEGEN: "Konten pflegen",
    Recht.ROLLE_VERGEBEN: "Rollen und Vertretungen vergeben",
    Recht.VERTRETUNG_REGELN: "für diese eigene Rolle selbst eine Vertretung eintragen",
    Recht.FREIGEBEN: "freigeben, wodurch jemand mehr sehen oder entscheiden kann",
    Recht.FREIGABE_ERFAHREN: "davon erfahren",
    Recht.CODE_LESEN: "Auswahllisten lesen",
    Recht.CODE_PFLEGEN: "Auswahllisten pflegen",
    Recht.TEXTBAUSTEIN_PFLEGEN: "Textbausteine pflegen",
    Recht.POST_BETREUEN: "nicht angekommene interne E-Mails sehen und noch einmal senden",
    Recht.BERICHT_LESEN: "Berichte lesen",
    Recht.BERICHT_STARTEN: "Berichte starten, vorlegen und versenden, ihre Adressen pflegen",
    Recht.BERICHT_FREIGEBEN: "Berichte freigeben, die das Haus verlassen, oder zurückgeben",
    Recht.PROTOKOLL_LESEN: "Protokolle lesen",
}
UMFANG: dict[Umfang, str] = {
    Umfang.ALLE: "im ganzen Haus",
    Umfang.EINHEIT: "der eigenen Einheit und darunter",
    Umfang.EIGENE: "für die sie verantwortlich ist",
    Umfang.KEINE: "keine",
}


def sicht_words(sicht: Sicht) -> tuple[str, str, str]:
    """Arten, head and content of a view, for a row of a table."""
    arten = ["Abgabefälle" if art == ABGABE else bezeichnung("art", art) for art in sicht.arten]
    until = ", bis zur Zuleitung" if sicht.inhalt_bis_zuleitung else ""
    return ", ".join(arten), UMFANG[sicht.kopf], f"{UMFANG[sicht.inhalt]}{until}"
