"""A release and its mails in a process of its own: `… toetung STELLE LAUF GRUND` dies there."""

import sys
from os import environ

from admin.config import load_config, provide_keys
from admin.jobs.post import send_next_nachricht
from models.actions.berichtsfreigabe import Freigabe, release_lauf
from models.db import acting_as, connect, database
from models.queries.akteure import find_akteur
from models.queries.laeufe import find_lauf
from models.rules.zeit import utc_now
from tests.bruch import die_at
from tests.haus import HEUTE
from tests.integration.berichtsweg.conftest import papers


def main(stelle: str, lauf_id: int) -> None:
    """Release the run as Greta, then send what is due."""
    config = provide_keys(load_config(dict(environ)))
    connect(config.database_url)
    die_at(stelle)
    with database.connection_context():
        greta = find_akteur("greta", HEUTE)
        with acting_as(greta):
            lauf = find_lauf(lauf_id)
            assert lauf is not None
            freigabe = Freigabe(lauf_id, lauf.version, papers(), "Zur Probe.")
            release_lauf(by=greta, now=utc_now(), freigabe=freigabe)
        while send_next_nachricht(config):
            pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
