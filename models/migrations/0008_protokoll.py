# The log stays as it was written, held by the database itself; imports that are written bit by bit
# and shown at once, numbers that an import gave back, recalculations that are still going on.
from peewee import *  # noqa: F403

SQLITE = (
    """CREATE TRIGGER ereignis_bleibt BEFORE UPDATE ON ereignis BEGIN
        SELECT RAISE(ABORT, 'Ereignisse werden nicht geändert.'); END""",
    # What nobody has seen yet may go: the events of an import that did not come to its end.
    """CREATE TRIGGER ereignis_geht_nicht BEFORE DELETE ON ereignis
        WHEN NOT EXISTS (SELECT 1 FROM einspielung WHERE id = OLD.stapel AND fertig_am IS NULL)
        BEGIN SELECT RAISE(ABORT, 'Ereignisse werden nicht gelöscht.'); END""",
    # INSERT OR REPLACE deletes without asking the trigger for deletions.
    """CREATE TRIGGER ereignis_neu BEFORE INSERT ON ereignis
        WHEN EXISTS (SELECT 1 FROM ereignis WHERE id = NEW.id)
        BEGIN SELECT RAISE(ABORT, 'Ereignisse werden nicht ersetzt.'); END""",
    """CREATE TRIGGER kette_waechst BEFORE UPDATE ON kette
        WHEN NEW.id <> OLD.id OR NEW.laenge < OLD.laenge
            OR (NEW.laenge = OLD.laenge AND NEW.letzter_hash <> OLD.letzter_hash)
        BEGIN SELECT RAISE(ABORT, 'Die Kette der Ereignisse wird nur länger.'); END""",
    """CREATE TRIGGER kette_bleibt BEFORE DELETE ON kette
        BEGIN SELECT RAISE(ABORT, 'Die Kette der Ereignisse bleibt.'); END""",
    """CREATE TRIGGER kette_neu BEFORE INSERT ON kette WHEN EXISTS (SELECT 1 FROM kette)
        BEGIN SELECT RAISE(ABORT, 'Es gibt nur eine Kette der Ereignisse.'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION ereignis_bleibt() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_LEVEL = 'ROW' AND TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM einspielung WHERE id = OLD.stapel AND fertig_am IS NULL) THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE EXCEPTION 'Ereignisse werden nicht geändert und nicht gelöscht.'; END $$""",
    """CREATE TRIGGER ereignis_bleibt BEFORE UPDATE OR DELETE ON ereignis
        FOR EACH ROW EXECUTE FUNCTION ereignis_bleibt()""",
    """CREATE TRIGGER ereignis_geht_nicht BEFORE TRUNCATE ON ereignis
        FOR EACH STATEMENT EXECUTE FUNCTION ereignis_bleibt()""",
    """CREATE FUNCTION kette_waechst() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.id = OLD.id AND (NEW.laenge > OLD.laenge
                OR (NEW.laenge = OLD.laenge AND NEW.letzter_hash = OLD.letzter_hash)) THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE EXCEPTION 'Die Kette der Ereignisse wird nur länger.'; END $$""",
    """CREATE TRIGGER kette_waechst BEFORE UPDATE OR DELETE ON kette
        FOR EACH ROW EXECUTE FUNCTION kette_waechst()""",
    """CREATE TRIGGER kette_bleibt BEFORE TRUNCATE ON kette
        FOR EACH STATEMENT EXECUTE FUNCTION kette_waechst()""",
)
TABLES = ('nachlauf', 'nummernluecke', 'verborgen', 'einspielung')


def up(migrator, db):
    class Einspielung(Model):
        begonnen_am = DateTimeField()
        fertig_am = DateTimeField(null=True)
        class Meta:
            database = db
            table_name = 'einspielung'

    class Verborgen(Model):
        fall = IntegerField(primary_key=True)
        einspielung = IntegerField(index=True)
        class Meta:
            database = db
            table_name = 'verborgen'

    class Nummernluecke(Model):
        jahr = IntegerField()
        nummer = IntegerField()
        class Meta:
            database = db
            table_name = 'nummernluecke'
            indexes = ((('jahr', 'nummer'), True),)

    class Nachlauf(Model):
        art = CharField(max_length=20)
        dienststelle_id = IntegerField()
        bis = IntegerField(default=0)
        begonnen_am = DateTimeField()
        class Meta:
            database = db
            table_name = 'nachlauf'

    db.create_tables([Einspielung, Verborgen, Nummernluecke, Nachlauf])
    migrator.migrate(migrator.add_column('ereignis', 'stapel', IntegerField(null=True)))
    migrator.migrate(migrator.add_index('ereignis', ('stapel',)))
    for statement in SQLITE if isinstance(db, SqliteDatabase) else POSTGRESQL:
        db.execute_sql(statement)


def down(migrator, db):
    drop = ('ereignis_bleibt', 'ereignis_geht_nicht', 'ereignis_neu', 'kette_waechst',
            'kette_bleibt', 'kette_neu')
    if isinstance(db, SqliteDatabase):
        for name in drop:
            db.execute_sql(f'DROP TRIGGER {name}')
    else:
        db.execute_sql('DROP FUNCTION ereignis_bleibt CASCADE')
        db.execute_sql('DROP FUNCTION kette_waechst CASCADE')
    migrator.migrate(migrator.drop_index('ereignis', 'ereignis_stapel'))
    migrator.migrate(migrator.drop_column('ereignis', 'stapel'))
    for name in TABLES:
        db.execute_sql(f'DROP TABLE {name}')
