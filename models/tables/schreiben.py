"""Letters: what is being written in a case, and the letterhead of a Dienststelle."""

from peewee import CharField, ForeignKeyField, IntegerField, TextField

from models.tables.base import UtcDateTimeField, Versioned, schutz
from models.tables.einheit import Einheit
from models.tables.konto import Konto
from models.tables.sicht import everybody, vorgang_inhalt
from models.tables.vorgang import Vorgang


class Briefentwurf(Versioned):
    """A letter of a case as it stands; it stays when it is filed, for the next Fassung."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="briefe", on_delete="CASCADE"))
    schreiben = schutz("C", CharField(max_length=40))
    anschrift = schutz("A", TextField(default=""))
    betreff = schutz("A", TextField(default=""))
    text = schutz("A", TextField(default=""))
    unterschrift = schutz("A", TextField(default=""))
    geaendert_am = schutz("C", UtcDateTimeField())
    geaendert_von = schutz("B", ForeignKeyField(Konto, null=True, backref="briefentwuerfe"))
    version = schutz("D", IntegerField(default=1))

    class Meta:
        indexes = ((("vorgang", "schreiben"), True),)


class Briefkopf(Versioned):
    """What stands on the letters of a Dienststelle beside its name; `logo` is base64."""

    sicht = everybody

    einheit = schutz("D", ForeignKeyField(Einheit, backref="briefkopf", unique=True))
    anschrift = schutz("D", TextField(default=""))
    besuch = schutz("D", TextField(default=""))
    telefon = schutz("D", CharField(max_length=60, default=""))
    email = schutz("D", CharField(max_length=120, default=""))
    internet = schutz("D", CharField(max_length=120, default=""))
    logo = schutz("D", TextField(default=""))
    logo_typ = schutz("D", CharField(max_length=10, default=""))
    version = schutz("D", IntegerField(default=1))
