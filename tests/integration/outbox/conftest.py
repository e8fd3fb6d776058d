"""A post office for tests: an SMTP server on loopback, and mails to queue."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from models.actions.nachrichten import Entwurf, queue_nachricht
from models.db import acting_as, writing
from models.rules.lauf import Nachrichtklasse
from models.rules.rechte import SYSTEM
from models.tables import Nachricht
from tests.haus import JETZT

Queue = Callable[..., Nachricht]


@dataclass
class Postamt:
    """What arrived, and what the server answers: `antwort` after DATA, `abgelehnt` after RCPT."""

    url: str = ""
    antwort: str = "250 OK"
    abgelehnt: set[str] = field(default_factory=set)
    angekommen: list[EmailMessage] = field(default_factory=list)
    umschlaege: list[list[str]] = field(default_factory=list)

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.abgelehnt:
            return "550 Unbekannt"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.antwort == "auflegen":
            server.transport.abort()
            return "250 OK"
        if self.antwort.startswith("250"):
            mail = message_from_bytes(envelope.content, policy=default)
            assert isinstance(mail, EmailMessage)
            self.angekommen.append(mail)
            self.umschlaege.append(list(envelope.rcpt_tos))
        return self.antwort


@pytest.fixture
def postamt() -> Iterator[Postamt]:
    with socket.create_server(("127.0.0.1", 0)) as reserved:
        port = reserved.getsockname()[1]
    handler = Postamt(url=f"smtp://127.0.0.1:{port}")
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def queue(db: Any) -> Queue:
    """queue(schluessel, klasse, …): a mail in the outbox, as an action would put it there."""

    def queue(schluessel: str = "lauf-1", klasse: str = "intern", **changes: str) -> Nachricht:
        values = {
            "empfaenger": "greta@jobcenter.example",
            "kopie": "",
            "betreff": "Ihr Bericht ist fertig",
            "text": "Der Bericht „Auswertung“ liegt für Sie bereit.\n",
        } | changes
        with writing(by=SYSTEM):
            entwurf = Entwurf(schluessel, Nachrichtklasse(klasse), **values)
            return queue_nachricht(by=SYSTEM, now=JETZT, nachricht=entwurf)

    return queue


@pytest.fixture
def stored(db: Any) -> Callable[[], list[Nachricht]]:
    """stored(): every mail of the outbox, in the order they were queued."""

    def stored() -> list[Nachricht]:
        with acting_as(SYSTEM):
            return list(Nachricht.select().order_by(Nachricht.id))

    return stored
