"""Connections to the open network only: no private, loopback or reserved address, no more time than was given.

The address that was checked is the one that is connected to, so that a name cannot lead elsewhere between check and use (DNS rebinding).
"""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore

from dramatis.errors import ArticleError

__all__ = ["Guard", "addresses", "is_open", "pool"]

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_SITE_LOCAL = ipaddress.ip_network("fec0::/10")


def is_open(address: str) -> bool:
    """Whether an IP address is one of the open network, also where it hides an IPv4 address in an IPv6 one.

    References
    ----------
    https://www.iana.org/assignments/iana-ipv4-special-registry, https://www.iana.org/assignments/iana-ipv6-special-registry
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if found.version == 6:
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if found in _NAT64:
            inner = ipaddress.ip_address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_open(str(inner))
        if found in _SITE_LOCAL:
            return False
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified or found.is_loopback)


def addresses(host: str, port: int, seconds: float, *, allow_private: bool) -> list[str]:
    """The IP addresses of a host that may be connected to.

    Raises
    ------
    ArticleError
        Where it has none that is allowed.
    httpcore.ConnectError
        Where it has none at all, or its name is not answered in time.
    """
    found = list(dict.fromkeys(_resolved(host, port, seconds)))
    allowed = found if allow_private else [address for address in found if is_open(address)]
    if not allowed:
        raise ArticleError(
            f"leads to {host!r} at {found[0]}, an address of a private or reserved network; such are not fetched without --allow-private"
        )
    return allowed


@dataclass(frozen=True)
class Guard(httpcore.NetworkBackend):
    """Opens connections for one request.

    Attributes
    ----------
    deadline : float
        Time of :func:`time.monotonic` at which the request must be done.
    allow_private : bool
        Whether any address may be connected to.
    """

    deadline: float
    allow_private: bool

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first address that answers."""
        failed: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses(host, port, _left(self.deadline, timeout), allow_private=self.allow_private):
            try:
                stream = httpcore.SyncBackend().connect_tcp(address, port, _left(self.deadline, timeout), local_address, socket_options)
                return _Timed(stream, self.deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
        raise failed

    def connect_unix_socket(self, *arguments: Any, **options: Any) -> httpcore.NetworkStream:
        """Never."""
        raise ArticleError("leads to a socket of this machine; only the network is fetched from")

    def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks."""
        time.sleep(seconds)


class _Timed(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline, however slowly the other side drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream, self._deadline = stream, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


@contextmanager
def pool(seconds: float, *, allow_private: bool) -> Iterator[httpcore.ConnectionPool]:
    """Connections for one request, which must be done in so many seconds."""
    with httpcore.ConnectionPool(network_backend=Guard(time.monotonic() + seconds, allow_private), max_connections=1) as found:
        yield found


def _left(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for the whole of it is over")
    return left if timeout is None else min(left, timeout)


def _resolved(host: str, port: int, seconds: float) -> list[str]:
    """The addresses of a name; the system's resolver knows no time limit, so it is left behind where it takes too long."""
    answer: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answer.put([info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answer.get(timeout=seconds)
    except queue.Empty:
        raise httpcore.ConnectTimeout(f"the name {host} is not answered") from None
    if isinstance(found, socket.gaierror) and found.errno == socket.EAI_NONAME:
        raise ArticleError(f"is on the host {host!r}, which there is not; see the address") from found
    if isinstance(found, Exception):
        raise httpcore.ConnectError(f"the name {host} is not known") from found
    return found
