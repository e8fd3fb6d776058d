"""What was done in a case, step by step: the state that the events tell, kept for lists."""

from peewee import BooleanField, CharField, ForeignKeyField, IntegerField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.konto import Konto
from models.tables.sicht import vorgang_anhang
from models.tables.vorgang import Vorgang


class Schritt(Base):
    """One step taken. `gilt` turns false when a later step sends the case back.

    `runde` counts how often the same step was taken: the second Fassung after a remark is 2.
    """

    sicht = vorgang_anhang

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="schritte", on_delete="CASCADE"))
    name = schutz("C", CharField(max_length=60))
    runde = schutz("C", IntegerField(default=1))
    gilt = schutz("C", BooleanField(default=True))
    getan_am = schutz("C", UtcDateTimeField())
    getan_von = schutz("B", ForeignKeyField(Konto, null=True, backref="schritte"))
    vertretung_fuer = schutz("B", ForeignKeyField(Konto, null=True, backref="vertretene_schritte"))

    class Meta:
        indexes = ((("vorgang", "name", "runde"), True),)
