"""One connection to one checked address: https only, never to a private network; it knows no service."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable

Address = tuple[str, int]
Resolve = Callable[[str], list[Address]]


NOT_PUBLIC = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "168.63.129.16/32", "fec0::/10")))
"""What Python counts as public and no reader can reach: protocol assignments, where one cloud keeps its
metadata, the metadata of another, and the site-local addresses of old."""


class ForbiddenError(Exception):
    """An address that must not be asked."""


def public_addresses(host: str) -> list[Address]:
    """Where a host is, when every place it may be at is on the public internet.

    One private address among them is enough to refuse: a name that points inside is not asked at all.
    """
    found = socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    addresses = [(str(each[4][0]), 443) for each in found]
    if not addresses or not all(is_public(address) for address, _ in addresses):
        raise ForbiddenError(host)
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is on the public internet; one inside another (IPv4 in IPv6) counts as itself."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    inside = getattr(parsed, "ipv4_mapped", None) or getattr(parsed, "sixtofour", None)
    known = inside or parsed
    is_inside = any(known in network for network in NOT_PUBLIC if network.version == known.version)
    return known.is_global and not (known.is_multicast or known.is_reserved or is_inside)


class PinnedConnection(http.client.HTTPSConnection):
    """Dials the address that was checked, and asks the certificate for the host's name.

    The name is not looked up a second time: between two look-ups it could point somewhere else.
    """

    def __init__(self, host: str, address: Address, *, context: ssl.SSLContext, timeout: float) -> None:
        super().__init__(host, timeout=timeout, context=context)
        self._address = address
        self._trust = context

    def connect(self) -> None:
        plain = socket.create_connection(self._address, self.timeout)
        try:
            self.sock = self._trust.wrap_socket(
                plain, server_hostname=self.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()
        except BaseException:
            plain.close()
            self.close()
            raise


class PlainConnection(http.client.HTTPConnection):
    """Without encryption, where there is none; it too dials only the address that was checked."""

    def __init__(self, host: str, address: Address, *, timeout: float) -> None:
        super().__init__(host, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection(self._address, self.timeout)
