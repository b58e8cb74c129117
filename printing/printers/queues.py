"""Printers that are there already: the queues of this machine's CUPS, else what its driver knows."""

from __future__ import annotations

import getpass
import http.client
from collections.abc import Callable, Sequence
from typing import Any

from app.ports.printers import FoundPrinter
from printing.printers.ipp import (
    CHARSET,
    KEYWORD,
    LANGUAGE,
    NAME,
    PRINTER,
    Attribute,
    decode,
    encode,
)
from printing.printers.media import MEDIA, takes

GET_PRINTERS = 0x4002
"""CUPS-Get-Printers, CUPS's own operation: RFC 8011 has none that lists."""
CUPS = ("localhost", 631)
SECONDS = 2.0
ASKED = ["printer-name", "printer-info", "media-supported"]


def find_printers(
    names: Callable[[], Sequence[str]], cups: tuple[str, int] = CUPS
) -> tuple[FoundPrinter, ...]:
    """Queues of CUPS by ipp://; where there is none, the platform's printers by driver:. Never raises."""
    return cups_queues(cups) or tuple(_of_driver(name) for name in names())


def cups_queues(cups: tuple[str, int] = CUPS) -> tuple[FoundPrinter, ...]:
    """The queues of a CUPS server; none where it does not answer."""
    host, port = cups
    asked = [
        Attribute(CHARSET, "attributes-charset", "utf-8"),
        Attribute(LANGUAGE, "attributes-natural-language", "zh-cn"),
        Attribute(NAME, "requesting-user-name", getpass.getuser()),
        Attribute(KEYWORD, "requested-attributes", ASKED),
    ]
    connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    try:
        body = encode(GET_PRINTERS, 1, asked)
        connection.request("POST", "/", body, {"Content-Type": "application/ipp"})
        answer = connection.getresponse()
        raw = answer.read()
        if answer.status != 200:
            return ()
        groups = decode(raw)[0].every(PRINTER)
    except (OSError, http.client.HTTPException, ValueError):
        return ()
    finally:
        connection.close()
    return tuple(_of_cups(queue, host, port) for queue in groups if queue.get("printer-name"))


def _of_cups(about: dict[str, list[Any]], host: str, port: int) -> FoundPrinter:
    queue = str(about["printer-name"][0])
    supported = [str(media) for media in about.get("media-supported", [])]
    papers = tuple(paper for paper in MEDIA if takes(paper, supported)) or ("a4",)
    at = host if port == CUPS[1] else f"{host}:{port}"
    known = str(about.get("printer-info", [""])[0])
    return FoundPrinter(_short(queue), f"ipp://{at}/printers/{queue}", papers, known or queue)


def _of_driver(name: str) -> FoundPrinter:
    return FoundPrinter(_short(name), f"driver:{name.replace(' ', '%20')}", ("a4", "a5"), name)


def _short(name: str) -> str:
    """A name without what parts the entries of the setting."""
    return name.replace(" ", "_").replace("；", "_").replace(";", "_")
