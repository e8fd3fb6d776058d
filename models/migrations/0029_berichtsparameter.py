# What a report's notebook was asked for beside period and readers; part of which report it is.
from peewee import *  # noqa: F403

_WAR = ('name', 'von', 'bis', 'einheit_id', 'empfaenger')
_IST = (*_WAR, 'parameter')


def up(migrator, db):
    migrator.migrate(
        migrator.add_column('bericht', 'parameter', CharField(max_length=2000, default='')),
        migrator.drop_index('bericht', 'bericht_' + '_'.join(_WAR)),
        migrator.add_index('bericht', _IST, True),
    )


def down(migrator, db):
    migrator.migrate(
        migrator.drop_index('bericht', 'bericht_' + '_'.join(_IST)),
        migrator.drop_column('bericht', 'parameter'),
        migrator.add_index('bericht', _WAR, True),
    )
