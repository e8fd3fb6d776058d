"""The app's own socket, without a proxy: slow and huge requests of people nobody knows.

The pages behind it are two words (`dose`); who is known there has „anna“ in her cookie. That the
real `serve` knows people by their sessions stands at the end.
"""

import resource
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from waitress.adjustments import Adjustments

from admin.cli.annahme import KOPF_S, OHNE_ANMELDUNG, TEMPO, VERBINDUNGEN, Leser
from tests.haus import Haus
from tests.integration.betrieb.conftest import NAME, PASSWORT, Tuer, free_port, running, serve

KOPF = f"POST /eingang/beschwerde/ HTTP/1.1\r\nHost: {NAME}\r\n".encode()
VIEL = 27_000_000


@pytest.fixture(scope="module")
def krm() -> Iterator[Tuer]:
    tuer = Tuer(free_port())
    command = [sys.executable, "-m", "tests.integration.betrieb.dose", str(tuer.port)]
    with running(command, {}, tuer) as found:
        yield found


def call(tuer: Tuer, data: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", tuer.port), timeout=20)
    connection.sendall(data)
    return connection


def heard(connection: socket.socket) -> str:
    """All that comes until the other side has nothing more to say."""
    parts = iter(lambda: connection.recv(65536), b"")
    return b"".join(parts).decode()


def test_more_than_a_form_is_refused_before_any_of_it_is_sent(krm: Tuer) -> None:
    head = KOPF + f"Content-Length: {VIEL}\r\n\r\n".encode()
    with call(krm, head) as connection:
        answer = heard(connection)
    assert answer.startswith("HTTP/1.1 413 ")
    assert "Bitte melden Sie sich an" in answer


def test_more_than_a_form_in_pieces_is_refused_while_it_comes(krm: Tuer) -> None:
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with call(krm, KOPF + b"Transfer-Encoding: chunked\r\n\r\n") as connection:
        for _ in range(OHNE_ANMELDUNG // 0x10000 + 1):
            connection.sendall(piece)
        assert heard(connection).startswith("HTTP/1.1 413 ")


def test_who_still_sends_reads_why_it_was_refused(krm: Tuer) -> None:
    answer = krm.browser().send("POST", "/eingang/beschwerde/", b"x" * VIEL)
    assert answer.code == 413
    assert "Bitte melden Sie sich an" in answer.text


def test_who_is_known_may_send_a_file_and_is_told_where_it_ends(krm: Tuer) -> None:
    anna = krm.browser()
    anna.cookies["wer"] = "anna"
    assert anna.send("POST", "/eingang/beschwerde/", b"x" * VIEL).text == f"{VIEL} Zeichen"
    answer = anna.send("POST", "/eingang/beschwerde/", b"x" * 30_000_000)
    assert answer.code == 413
    assert "höchstens 25 MB" in answer.text


@pytest.mark.parametrize("anzahl", [120, VERBINDUNGEN + 60])
def test_half_open_requests_do_not_stop_others(krm: Tuer, anzahl: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert soft > anzahl, hard
    with ExitStack() as open_ones:
        for _ in range(anzahl):
            open_ones.enter_context(call(krm, KOPF + b"X-Langsam: "))
        assert krm.browser().send("GET", "/anmelden").code == 200


def test_too_long_a_head_is_refused(krm: Tuer) -> None:
    with call(krm, KOPF + b"X-Lang: " + b"x" * 40_000) as connection:
        answer = heard(connection)
    assert " 431 " in answer
    assert "Bitte löschen Sie die Cookies" in answer


def test_a_sender_that_only_trickles_is_late() -> None:
    reader = Leser(Adjustments(host="127.0.0.1"))
    reader.received(b"POST / HTTP/1.1\r\n")
    assert not reader.is_late(reader.begonnen + KOPF_S - 1)
    assert reader.is_late(reader.begonnen + KOPF_S + 1)
    reader.received(b"Content-Length: 200000\r\n\r\n")
    reader.received(b"x" * 10 * TEMPO)
    assert not reader.is_late(reader.begonnen + KOPF_S + 9)
    assert reader.is_late(reader.begonnen + KOPF_S + 11)


@pytest.mark.datenbank("sqlite")
def test_only_who_is_logged_in_may_send_a_file_to_krm(
    haus_mit_passwort: Haus, settings: dict[str, str]
) -> None:
    with serve(settings) as krm:
        stranger = krm.browser()
        stranger.cookies["__Host-krm"] = "erfunden"
        much = b"x" * (OHNE_ANMELDUNG + 1)
        assert "melden Sie sich an" in stranger.send("POST", "/eingang/beschwerde/", much).text
        anna = krm.browser()
        anna.send("GET", "/anmelden")  # a session, but nobody in it
        assert "melden Sie sich an" in anna.send("POST", "/eingang/beschwerde/", much).text
        assert anna.log_in("anna", PASSWORT).code == 302
        answer = anna.send("POST", "/eingang/beschwerde/", much)
        assert "Dieses Formular gilt nicht mehr" in answer.text  # it was read: it lacks its token
