"""The hub's certificate: checked before it is used, and read again on SIGHUP."""

from __future__ import annotations

import ssl
from pathlib import Path

from app.errors import Unavailable


def check(cert: Path | None, key: Path | None) -> None:
    """Unavailable('hub_tls') where the two files are no certificate and its key."""
    load(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), cert, key)


def load(context: ssl.SSLContext, cert: Path | None, key: Path | None) -> None:
    """Give a context the certificate; one that cannot be read leaves it as it was. Unavailable('hub_tls')."""
    files = str(cert), str(key) if key else None
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*files)
        context.load_cert_chain(*files)
    except (OSError, ssl.SSLError) as error:
        raise Unavailable("hub_tls") from error
