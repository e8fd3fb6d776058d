# The words of cases and the index over them: FTS5 on SQLite, tsvector with GIN on PostgreSQL.
# Triggers keep the index in step, also where a case takes its words along (ON DELETE CASCADE).
from peewee import *  # noqa: F403

# The words come folded: `ascii` splits at blanks and lets every other letter alone. Without
# positions (detail=none) the index is small and tells no sentence.
SQLITE = (
    """CREATE VIRTUAL TABLE volltext_suche USING fts5(
        text, content='volltext', content_rowid='vorgang_id', tokenize='ascii', detail=none)""",
    """CREATE TRIGGER volltext_neu AFTER INSERT ON volltext BEGIN
        INSERT INTO volltext_suche(rowid, text) VALUES (new.vorgang_id, new.text); END""",
    """CREATE TRIGGER volltext_weg AFTER DELETE ON volltext BEGIN
        INSERT INTO volltext_suche(volltext_suche, rowid, text)
        VALUES ('delete', old.vorgang_id, old.text); END""",
    """CREATE TRIGGER volltext_anders AFTER UPDATE ON volltext BEGIN
        INSERT INTO volltext_suche(volltext_suche, rowid, text)
        VALUES ('delete', old.vorgang_id, old.text);
        INSERT INTO volltext_suche(rowid, text) VALUES (new.vorgang_id, new.text); END""",
)
POSTGRESQL = (
    """CREATE TABLE volltext_suche (
        vorgang_id INTEGER PRIMARY KEY REFERENCES volltext (vorgang_id) ON DELETE CASCADE,
        woerter TSVECTOR NOT NULL)""",
    "CREATE INDEX volltext_suche_woerter ON volltext_suche USING gin (woerter)",
    """CREATE FUNCTION volltext_schreiben() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO volltext_suche
        VALUES (new.vorgang_id, array_to_tsvector(string_to_array(new.text, ' ')))
        ON CONFLICT (vorgang_id) DO UPDATE SET woerter = excluded.woerter;
        RETURN NULL; END $$""",
    """CREATE TRIGGER volltext_schreiben AFTER INSERT OR UPDATE ON volltext
        FOR EACH ROW EXECUTE FUNCTION volltext_schreiben()""",
)


def up(migrator, db):
    class Vorgang(Model):
        class Meta:
            database = db
            table_name = "vorgang"

    class Volltext(Model):
        vorgang = ForeignKeyField(Vorgang, primary_key=True, on_delete="CASCADE")
        text = TextField()

        class Meta:
            database = db
            table_name = "volltext"

    db.create_tables([Volltext])
    for statement in SQLITE if isinstance(db, SqliteDatabase) else POSTGRESQL:
        db.execute_sql(statement)


def down(migrator, db):
    db.execute_sql("DROP TABLE volltext_suche")
    db.execute_sql("DROP TABLE volltext")
    if not isinstance(db, SqliteDatabase):
        db.execute_sql("DROP FUNCTION volltext_schreiben")
