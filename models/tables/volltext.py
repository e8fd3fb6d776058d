"""What the full-text search looks through: the words of a case, kept beside it."""

from peewee import ForeignKeyField, TextField

from models.tables.base import Base, schutz
from models.tables.sicht import vorgang_inhalt
from models.tables.vorgang import Vorgang


class Volltext(Base):
    """The different words of one case, folded, in alphabetical order.

    Triggers of the migration copy `text` to `volltext_suche` (FTS5 or tsvector), which only
    models.db.volltext reads; it goes with the case.
    """

    sicht = vorgang_inhalt

    vorgang = schutz("C", ForeignKeyField(Vorgang, primary_key=True, on_delete="CASCADE"))
    text = schutz("A", TextField())
