"""The tables, one file per aggregate; TABLES is their order of creation."""

from models.tables.akte import Dokument, Massnahme, Uebermittlung, Vermerk, Wiedervorlage
from models.tables.base import Base, StaleVersion
from models.tables.bericht import Bericht, Lauf
from models.tables.berichtsversand import Berichtsadresse, Berichtsfreigabe, Berichtsversand
from models.tables.berichtszelle import Berichtszelle
from models.tables.code import Codewert
from models.tables.einheit import Einheit
from models.tables.einmal import Einmalschluessel
from models.tables.einspielung import Einspielung, Nachlauf, Nummernluecke, Verborgen
from models.tables.ereignis import Altwert, Ereignis, Kette
from models.tables.fakt import Fakt
from models.tables.freigabe import Freigabe, Kenntnis
from models.tables.gefahr import Gefahrmeldung
from models.tables.konto import Konto, Rollenzuweisung
from models.tables.nachricht import Lebenszeichen, Nachricht
from models.tables.persoenlich import Kalenderlink, Suchfilter, Teamlink, Textbaustein
from models.tables.schreiben import Briefentwurf, Briefkopf
from models.tables.schritt import Schritt
from models.tables.sitzung import Anmeldeversuch, Sitzung
from models.tables.strichliste import Strichliste
from models.tables.verlauf import Vorgangsstand
from models.tables.volltext import Volltext
from models.tables.vorgang import Anliegen, Betroffen, Frist, Inhalt, Nummernkreis, Vorgang
from models.tables.zeitplan import Zeitplan

TABLES: tuple[type[Base], ...] = (
    Einheit,
    Konto,
    Rollenzuweisung,
    Codewert,
    Nummernkreis,
    Vorgang,
    Inhalt,
    Anliegen,
    Betroffen,
    Frist,
    Ereignis,
    Altwert,
    Kette,
    Strichliste,
    Bericht,
    Lauf,
    Nachricht,
    Lebenszeichen,
    Gefahrmeldung,
    Schritt,
    Dokument,
    Vermerk,
    Wiedervorlage,
    Massnahme,
    Uebermittlung,
    Suchfilter,
    Kalenderlink,
    Teamlink,
    Textbaustein,
    Briefkopf,
    Briefentwurf,
    Volltext,
    Einspielung,
    Verborgen,
    Nummernluecke,
    Nachlauf,
    Einmalschluessel,
    Freigabe,
    Kenntnis,
    Vorgangsstand,
    Fakt,
    Berichtsadresse,
    Berichtsfreigabe,
    Berichtsversand,
    Berichtszelle,
    Zeitplan,
)
SITZUNGSTABELLEN: tuple[type[Base], ...] = (Sitzung, Anmeldeversuch)
"""Of the store of sessions; on SQLite a file of its own."""

__all__ = [
    *(table.__name__ for table in (*TABLES, *SITZUNGSTABELLEN)),
    "SITZUNGSTABELLEN",
    "TABLES",
    "Base",
    "StaleVersion",
]
