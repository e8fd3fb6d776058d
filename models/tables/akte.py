"""What lies in a case: documents, notes, resubmissions, measures, and who got something."""

from peewee import BooleanField, CharField, DateField, ForeignKeyField, IntegerField, TextField

from models.tables.base import Base, UtcDateTimeField, Versioned, schutz
from models.tables.konto import Konto
from models.tables.sicht import vorgang_inhalt
from models.tables.vorgang import Vorgang


class Dokument(Base):
    """A file of a case. It lies under a random name in KRM_ABLAGE_DIR; `name` is what people see.

    `fassung` numbers the versions of the same kind of document, 1 the first.
    """

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="dokumente", on_delete="CASCADE"))
    art = schutz("C", CharField(max_length=40))
    fassung = schutz("C", IntegerField(default=1))
    name = schutz("A", TextField())
    ablagename = schutz("A", CharField(max_length=64, unique=True))
    medientyp = schutz("C", CharField(max_length=100))
    groesse = schutz("C", IntegerField())
    sha256 = schutz("C", CharField(max_length=64))
    hochgeladen_am = schutz("C", UtcDateTimeField())
    hochgeladen_von = schutz("B", ForeignKeyField(Konto, null=True, backref="dokumente"))


class Vermerk(Base):
    """A note: a talk, a telephone call, a remark, or the reason for a step."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="vermerke", on_delete="CASCADE"))
    art = schutz("C", CharField(max_length=40))
    schritt = schutz("C", CharField(max_length=60, null=True))
    datum = schutz("C", DateField())
    text = schutz("A", TextField())
    verfasst_am = schutz("C", UtcDateTimeField())
    verfasst_von = schutz("B", ForeignKeyField(Konto, null=True, backref="vermerke"))


class Wiedervorlage(Versioned):
    """A case comes back to somebody's desk on a day."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="wiedervorlagen", on_delete="CASCADE"))
    faellig_am = schutz("C", DateField(index=True))
    grund = schutz("A", TextField(default=""))
    fuer = schutz("B", ForeignKeyField(Konto, backref="wiedervorlagen"))
    angelegt_von = schutz(
        "B", ForeignKeyField(Konto, null=True, backref="angelegte_wiedervorlagen")
    )
    erledigt_am = schutz("C", DateField(null=True))
    version = schutz("D", IntegerField(default=1))


class Massnahme(Versioned):
    """What a founded complaint changes in the house; „keine erforderlich“ is an answer too."""

    sicht = vorgang_inhalt
    scoped_writes = True

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="massnahmen", on_delete="CASCADE"))
    erforderlich = schutz("C", BooleanField(default=True))
    text = schutz("A", TextField(default=""))
    verantwortlich = schutz("B", ForeignKeyField(Konto, null=True, backref="massnahmen"))
    termin = schutz("C", DateField(null=True))
    wirkung_geprueft_am = schutz("C", DateField(null=True))
    version = schutz("D", IntegerField(default=1))


class Uebermittlung(Base):
    """Who outside got something of a case, when, how and what for (Art. 15 DSGVO, C-154/21)."""

    sicht = vorgang_inhalt  # what for is typed by hand, like every text about a case

    vorgang = schutz("C", ForeignKeyField(Vorgang, backref="uebermittlungen", on_delete="CASCADE"))
    # Typed by hand, and the log keeps what it once held for good: it only names the two texts.
    empfaenger = schutz("B", CharField(max_length=120))
    am = schutz("C", DateField())
    weg = schutz("C", CharField(max_length=40))
    zweck = schutz("B", CharField(max_length=200))
