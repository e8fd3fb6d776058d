"""The block that keeps tests on this machine."""

import socket

import pytest

from tests.netz import NetworkBlocked, is_local


def test_it_refuses_a_connection_to_another_machine() -> None:
    with socket.socket() as connection, pytest.raises(NetworkBlocked):
        connection.connect(("192.0.2.1", 80))


def test_it_refuses_a_connection_that_reports_by_number() -> None:
    with socket.socket() as connection, pytest.raises(NetworkBlocked):
        connection.connect_ex(("192.0.2.1", 80))


def test_it_refuses_to_look_up_a_name() -> None:
    with pytest.raises(NetworkBlocked):
        socket.create_connection(("jobcenter.example", 80))


def test_it_lets_loopback_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost", b"localhost", ""])
def test_these_hosts_are_this_machine(host: str) -> None:
    assert is_local(host)


@pytest.mark.parametrize("host", ["0.0.0.1", "192.0.2.1", "2001:db8::1", "localhost.example"])
def test_these_hosts_are_not(host: str) -> None:
    assert not is_local(host)
