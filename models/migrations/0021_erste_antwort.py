# The first substantive reply has a day of its own, a Dienststelle says since when it records, and
# what answers finally is the Stellungnahme where one was asked for, the thanks for a Lob.
from peewee import *  # noqa: F403

# Decided before by the Klärung alone, which the TL tells later than the day of the letter.
_NEU_ENTSCHIEDEN = (
    "UPDATE {tabelle} SET abschliessend_gehalten = (versandt_am <= frist_am) "
    "WHERE versandt_am IS NOT NULL AND frist_am IS NOT NULL",
    "UPDATE {tabelle} SET abschliessend_gehalten = (dankeschreiben_am <= frist_am) "
    "WHERE dankeschreiben_am IS NOT NULL AND versandt_am IS NULL AND antwort_versandt_am IS NULL "
    "AND frist_am IS NOT NULL",
)


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('vorgang', 'erste_antwort_am', DateField(null=True)),
        migrator.add_column('vorgangsstand', 'erste_antwort_am', DateField(null=True)),
        migrator.add_column('einheit', 'erfassung_seit', DateField(null=True)),
    )
    for tabelle in ('vorgang', 'vorgangsstand'):
        for sql in _NEU_ENTSCHIEDEN:
            db.execute_sql(sql.format(tabelle=tabelle))


def down(migrator, db):
    migrator.migrate(
        migrator.drop_column('einheit', 'erfassung_seit'),
        migrator.drop_column('vorgangsstand', 'erste_antwort_am'),
        migrator.drop_column('vorgang', 'erste_antwort_am'),
    )
