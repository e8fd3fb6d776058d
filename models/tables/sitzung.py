"""Server-side sessions: the browser holds a random id, everything else lies here.

Both tables are in the store of sessions (models.db.sitzungsspeicher), never in a backup.
"""

from peewee import CharField, IntegerField, TextField

from models.db import sitzungen
from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.sicht import system_only


class Sitzung(Base):
    """One browser session; `kennung` is the hash of the id in the cookie."""

    sicht = system_only

    kennung = schutz("B", CharField(max_length=64, unique=True))
    konto_id = schutz("B", IntegerField(null=True, index=True))
    daten = schutz("A", TextField())
    angelegt_am = schutz("B", UtcDateTimeField())
    zuletzt_am = schutz("B", UtcDateTimeField(index=True))

    class Meta:
        database = sitzungen


class Anmeldeversuch(Base):
    """Failed log-ins in a row, by account, by address and by both; `schluessel` is a hash."""

    sicht = system_only

    schluessel = schutz("B", CharField(max_length=64, unique=True))
    fehler = schutz("B", IntegerField(default=0))
    zuletzt_am = schutz("B", UtcDateTimeField(index=True))

    class Meta:
        database = sitzungen
