"""Tests talk to this machine only: any other address is refused in the Python process."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LOCAL_NAMES = {"localhost", "", None}


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


@contextmanager
def blocked() -> Iterator[None]:
    """Refuse connections and name look-ups beyond loopback. Unix sockets stay open."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex
    getaddrinfo = socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _require_local(self, address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _require_local(self, address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *rest: Any, **options: Any) -> Any:
        _require_local_host(host)
        return getaddrinfo(host, *rest, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


def is_local(host: Any) -> bool:
    """Whether this host name or address means this machine."""
    host = host.decode() if isinstance(host, bytes) else host
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _require_local(connection: socket.socket, address: Any) -> None:
    if connection.family in (socket.AF_INET, socket.AF_INET6):
        _require_local_host(address[0])


def _require_local_host(host: Any) -> None:
    if not is_local(host):
        raise NetworkBlocked(f"Tests erreichen nur diesen Rechner, nicht {host!r}.")
