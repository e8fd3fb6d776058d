"""Reports of danger to the GF, each with its receipt."""

from peewee import CharField, ForeignKeyField

from models.tables.base import Base, UtcDateTimeField, schutz
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.nachricht import Nachricht
from models.tables.sicht import system_only
from models.tables.vorgang import Vorgang


class Gefahrmeldung(Base):
    """One report, of a unit or of a case (`vorgang`), that waits until somebody has seen it.

    `nachricht`: the mail that tells of it, shared by reports of the same minute; None where there
    was nobody to write to. Who sees which: models.queries.gefahren.
    """

    sicht = system_only

    einheit = schutz("D", ForeignKeyField(Einheit, backref="gefahrmeldungen"))
    vorgang = schutz(
        "C", ForeignKeyField(Vorgang, null=True, backref="gefahrmeldungen", on_delete="CASCADE")
    )
    anlass = schutz("C", CharField(max_length=40))
    gemeldet_am = schutz("C", UtcDateTimeField())
    gemeldet_von = schutz(
        "B", ForeignKeyField(Konto, null=True, backref="gemeldete_gefahren", on_delete="SET NULL")
    )
    nachricht = schutz(
        "D", ForeignKeyField(Nachricht, null=True, backref="gefahrmeldungen", on_delete="SET NULL")
    )
    gesehen_am = schutz("C", UtcDateTimeField(null=True, index=True))
    gesehen_von = schutz(
        "B", ForeignKeyField(Konto, null=True, backref="gesehene_gefahren", on_delete="SET NULL")
    )
