"""Taking in connections: limits that hold before anything is stored, and for whoever is not known.

waitress reads requests in one thread and hands whole ones to its workers. It would store a
gigabyte for anybody, wait for ever for a slow sender, and stop accepting at a number of open
connections. Here a request says who sends it before its body is read, slow ones are ended, and at
the limit the oldest that is still only waiting makes room.
"""

import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, MultiSocketServer, TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher
from waitress.utilities import Error, RequestHeaderFieldsTooLarge

from admin.base.hochladen import HOECHSTENS

VERBINDUNGEN = 400
"""So many connections are held at once; the next one ends the oldest that is only waiting."""
OHNE_ANMELDUNG = 256 * 1024
"""Bytes that a request may bring before log-in: a form with its texts, no file."""
KOPF_S = 15.0
"""Seconds until the head of a request is complete, and until a silent connection ends."""
TEMPO = 4096
"""Bytes a second that a body brings at least, after its first KOPF_S seconds."""
_NACHLAUF = 64 * 2**20
_TAKT_S = 2

Bekannt = Callable[[str], bool]
"""Whether the Cookie header of a request belongs to somebody who is logged in."""


class Absage(Error):
    """What a sender reads whose request is refused for its size."""

    def __init__(self, code: int, reason: str, satz: str) -> None:
        super().__init__(satz)
        self.code, self.reason = code, reason

    def to_response(self, ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        return f"{self.code} {self.reason}", headers, f"{self.body}\r\n".encode()


FREMD = Absage(
    413,
    "Request Entity Too Large",
    "Vor der Anmeldung nimmt KRM so viel nicht an. Bitte melden Sie sich an und senden Sie es dann "
    "noch einmal; „Zurück“ im Browser bringt wieder hervor, was Sie getippt haben.",
)
GROSS = Absage(
    413,
    "Request Entity Too Large",
    "Das war zu viel auf einmal. Bitte gehen Sie zurück und senden Sie weniger Dateien; zusammen "
    "sind es höchstens 25 MB.",
)
KOPF = Absage(
    431,
    "Request Header Fields Too Large",
    "Diese Anfrage war nicht verständlich. Bitte löschen Sie die Cookies dieser Adresse und rufen "
    "Sie die Seite neu auf.",
)


class Leser(HTTPRequestParser):
    """Reads one request; before its body it asks how much this sender may bring."""

    is_known: Bekannt = staticmethod(lambda cookie: False)
    error: Error | None

    def __init__(self, adj: Adjustments) -> None:
        super().__init__(adj)
        self.begonnen = time.monotonic()
        self.erlaubt: int | None = None

    def received(self, data: bytes) -> int:
        consumed: int = super().received(data)
        if isinstance(self.error, RequestHeaderFieldsTooLarge):
            self.error = KOPF
        elif self.error is None and self.headers_finished and self._is_too_much():
            self.error = GROSS if self.erlaubt == HOECHSTENS else FREMD
            self.completed = True
        return consumed

    def _is_too_much(self) -> bool:
        size = max(self.content_length, self.body_bytes_received)
        if size <= OHNE_ANMELDUNG:
            return False
        if self.erlaubt is None:  # asked once, and only where it matters
            known = self.is_known(self.headers.get("COOKIE", ""))
            self.erlaubt = HOECHSTENS if known else OHNE_ANMELDUNG
        return size > self.erlaubt

    def is_late(self, now: float) -> bool:
        """Whether the rest of this request has been awaited for too long."""
        patience = KOPF_S + (self.body_bytes_received / TEMPO if self.headers_finished else 0)
        return now - self.begonnen > patience


class Kanal(HTTPChannel):
    """One connection. What a refused sender still sends is thrown away, so that she gets to read
    the answer: closing at once would take it from her."""

    parser_class = Leser
    will_close: bool
    close_when_flushed: bool
    weggeworfen: int | None = None

    def received(self, data: bytes) -> bool:
        if self.weggeworfen is not None:
            self.weggeworfen += len(data)
            self.will_close = self.will_close or self.weggeworfen > _NACHLAUF
            return False
        taken: bool = super().received(data)
        if any(request.error for request in self.requests):
            self.weggeworfen = 0
        return taken

    def readable(self) -> bool:
        return self.weggeworfen is not None or super().readable()

    def handle_write(self) -> None:
        if self.weggeworfen is not None and self.close_when_flushed and not self.total_outbufs_len:
            self.close_when_flushed = False
            with suppress(OSError):  # she knows that this was all
                self.socket.shutdown(socket.SHUT_WR)
            return
        super().handle_write()

    def is_waiting(self) -> bool:
        """Whether nothing of it is being worked on or sent."""
        return not self.requests and not self.total_outbufs_len

    def is_late(self, now: float) -> bool:
        """Whether it has been waited for long enough."""
        request = self.request
        return self.is_waiting() and request is not None and request.is_late(now)

    def rank(self) -> tuple[bool, float]:
        """Which of the waiting makes room first: without a complete head, then the oldest."""
        return (self.request is not None and self.request.headers_finished, self.last_activity)


class Steckdose(TcpWSGIServer):
    """A listening socket."""

    channel_class = Kanal

    def handle_accept(self) -> None:
        super().handle_accept()
        if len(self.active_channels) > VERBINDUNGEN:
            waiting = [k for k in self.active_channels.values() if k.is_waiting()]
            if waiting:
                min(waiting, key=Kanal.rank).will_close = True

    def maintenance(self, now: float) -> None:
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.is_late(time.monotonic()):
                channel.will_close = True


def listen(app: Any, is_known: Bekannt, host: str, port: int, **mehr: Any) -> Any:
    """A server for the WSGI application, bound and not yet running. Raises OSError."""
    adj = Adjustments(
        host=host,
        port=port,
        ident=None,
        asyncore_use_poll=True,
        connection_limit=VERBINDUNGEN + 100,
        channel_timeout=int(KOPF_S),
        cleanup_interval=_TAKT_S,
        max_request_header_size=32 * 1024,
        max_request_body_size=sys.maxsize,  # Leser asks first who it is
        outbuf_high_watermark=_NACHLAUF,
        **mehr,
    )
    Leser.is_known = staticmethod(is_known)
    workers = ThreadedTaskDispatcher()
    workers.set_thread_count(adj.threads)
    shared: dict[int, Any] = {}
    sockets: list[BaseWSGIServer] = [
        Steckdose(app, shared, dispatcher=workers, adj=adj, sockinfo=info) for info in adj.listen
    ]
    if len(sockets) == 1:
        return sockets[0]
    bound = [(s.effective_host, s.effective_port) for s in sockets]
    return MultiSocketServer(shared, adj, bound, workers, sockets[-1].log_info)
