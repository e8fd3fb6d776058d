"""Keeping a run while it is worked on: a thread prolongs the lease."""

import logging
import threading

from peewee import PeeweeException

from models.actions.laufbetrieb import heartbeat
from models.db import database
from models.rules.zeit import utc_now

_log = logging.getLogger("krm.bericht")


class Herzschlag:
    """While entered, prolongs the lease of `token` three times per lease.

    `verloren` is set once another worker owns the run; nothing it does counts any more.
    """

    def __init__(self, token: str, lease_s: int) -> None:
        self.verloren = threading.Event()
        self._token, self._lease_s = token, lease_s
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="herzschlag", daemon=True)

    def __enter__(self) -> "Herzschlag":
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self._stop.wait(self._lease_s / 3):
            try:
                with database.connection_context():
                    owned = heartbeat(token=self._token, now=utc_now(), lease_s=self._lease_s)
            except PeeweeException as error:
                # A long import holds the database: the next beat may still be in time.
                _log.warning("Herzschlag ausgelassen (%s).", type(error).__name__)
                continue
            if not owned:
                self.verloren.set()
                return
