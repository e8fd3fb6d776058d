"""The append-only log: what happened, hash-chained, without personal values."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.sicht import protokoll, system_only, vorgang_inhalt
from models.tables.vorgang import Vorgang


class Ereignis(Base):
    """One event in the past tense. No foreign keys, so that a case can go and the log stays.

    `daten` is canonical JSON: new values of classes C and D; of A and B only the names of the
    fields and a salted hash of what stood there before. `hash` covers the row and
    `vorheriger`, the hash before it. The events of an import hang on each other (`stapel`, its
    id) and together on one event of the chain. Triggers refuse to change or delete an event.
    """

    sicht = protokoll

    zeitpunkt = schutz("C", UtcDateTimeField())
    name = schutz("C", CharField(max_length=60))
    akteur = schutz("B", CharField(max_length=80))
    in_vertretung_fuer = schutz("B", CharField(max_length=80, null=True))
    tabelle = schutz("C", CharField(max_length=40))
    objekt_id = schutz("C", IntegerField())
    vorgangsnummer = schutz("C", CharField(max_length=20, null=True, index=True))
    daten = schutz("C", TextField())
    vorheriger = schutz("D", CharField(max_length=64))
    hash = schutz("D", CharField(max_length=64))
    stapel = schutz("D", IntegerField(null=True, index=True))

    class Meta:
        indexes = ((("tabelle", "objekt_id"), False),)


class Altwert(Base):
    """The old value of a field of a case; it lies with the case and goes with it.

    The log keeps sha256(salz + alt), so that it proves the value without telling it.
    """

    sicht = vorgang_inhalt

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="altwerte", on_delete="CASCADE"))
    ereignis_id = schutz("C", IntegerField())
    feld = schutz("C", CharField(max_length=60))
    salz = schutz("C", CharField(max_length=32))
    alt = schutz("A", TextField(null=True))


class Kette(Base):
    """One row: the hash of the newest event. Locking it puts the writers in a line."""

    sicht = system_only

    letzter_hash = schutz("D", CharField(max_length=64))
    laenge = schutz("D", IntegerField())
