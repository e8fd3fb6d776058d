"""What a form brought about, so that the same form sent twice brings it about once."""

from peewee import CharField, TextField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.sicht import system_only


class Einmalschluessel(Base):
    """A form that was carried out: the hash of its key and account, and the page of its result."""

    sicht = system_only

    schluessel = schutz("B", CharField(max_length=64, unique=True))
    ziel = schutz("C", TextField())
    angelegt_am = schutz("B", UtcDateTimeField(index=True))
