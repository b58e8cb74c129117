"""Tells whether an address is this machine itself: only so far do desk and hub speak without TLS."""

from __future__ import annotations

import ipaddress


def is_loopback(host: str) -> bool:
    """A name or an address; a name other than localhost is another machine's."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
