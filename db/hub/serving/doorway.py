"""Where the hub listens: the address as it is written, and its socket."""

from __future__ import annotations

import socket

from app.errors import FieldError, Refused, Unavailable

BACKLOG = 2048
"""Desks that may wait at the door; from the moment the address is told."""


def address(listen: str) -> tuple[str, int]:
    """Host and port. Refused('hub_listen_form')."""
    host, _, port = listen.rpartition(":")
    host = host.strip("[]")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65_535:
        raise Refused(FieldError("listen", "hub_listen_form", {"listen": listen}))
    return host, int(port)


def bind(host: str, port: int, listen: str) -> socket.socket:
    """A socket of the address, not listening yet. Unavailable('hub_listen').

    It names its protocol: asyncio sets TCP_NODELAY only on what such a socket accepts, and without it every
    answer waits 40 ms for an acknowledgement.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise Unavailable("hub_listen", listen=listen) from error
    return bound


def listen(bound: socket.socket, address: str) -> None:
    """Let desks in. Unavailable('hub_listen')."""
    try:
        bound.listen(BACKLOG)
    except OSError as error:
        raise Unavailable("hub_listen", listen=address) from error
