# Deadlines in life: holidays a Dienststelle adds, several orders one after the other, the second
# measure of punctuality, the date promised by a Zwischennachricht.
from peewee import *  # noqa: F403


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("einheit", "zusaetzliche_feiertage", TextField(null=True)),
        migrator.add_column("einheit", "feiertagsarten", CharField(max_length=60, null=True)),
        migrator.add_column("vorgang", "abschliessend_gehalten", BooleanField(null=True)),
        migrator.add_column("vorgang", "neuer_termin_am", DateField(null=True)),
    )
    if not isinstance(db, SqliteDatabase):  # SQLite does not count the letters of a text
        db.execute_sql("ALTER TABLE einheit ALTER COLUMN regelwerk TYPE VARCHAR(400)")


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column("einheit", "zusaetzliche_feiertage"),
        migrator.drop_column("einheit", "feiertagsarten"),
        migrator.drop_column("vorgang", "abschliessend_gehalten"),
        migrator.drop_column("vorgang", "neuer_termin_am"),
    )
