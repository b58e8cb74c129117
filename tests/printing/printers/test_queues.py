"""Printers of the machine: the queues of CUPS with their papers, else the platform's own, else none."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from app.domain.printers import parse_printers
from printing.printers import ipp
from printing.printers.ipp import Attribute
from printing.printers.queues import find_printers
from tests.printing.printers.ipp_device import HEAD

QUEUES = (
    ("laser", "二楼激光", ["iso_a4_210x297mm", "iso_a5_148x210mm"]),
    ("big", "", ["iso_a4_210x297mm"]),
    ("strange", "标签机", ["om_label_50x30mm"]),
)


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        groups = [
            ipp.group(
                ipp.PRINTER,
                [
                    Attribute(ipp.NAME, "printer-name", name),
                    Attribute(ipp.TEXT, "printer-info", info),
                    Attribute(ipp.KEYWORD, "media-supported", media),
                ],
            )
            for name, info, media in QUEUES
        ]
        raw = ipp.encode(0, 1, HEAD)[:-1] + b"".join(groups) + bytes([ipp.END])
        self.send_response(200)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def cups():
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_address
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_queues_of_cups(cups) -> None:
    found = find_printers(lambda: ["never asked"], cups)
    at = f"ipp://127.0.0.1:{cups[1]}/printers"
    assert [(one.address, one.papers, one.shown) for one in found] == [
        (f"{at}/laser", ("a4", "a5", "a5-large"), "二楼激光"),
        (f"{at}/big", ("a4",), "big"),
        (f"{at}/strange", ("a4",), "标签机"),
    ]
    for one in found:
        assert parse_printers(f"{one.name} {one.address} {','.join(one.papers)}")[0].address == one.address


def test_without_cups_what_the_platform_knows() -> None:
    (one,) = find_printers(lambda: ["HP LaserJet 1020"], ("127.0.0.1", 1))
    assert (one.name, one.address) == ("HP_LaserJet_1020", "driver:HP%20LaserJet%201020")
    (entry,) = parse_printers(f"{one.name} {one.address} {','.join(one.papers)}")
    assert entry.path == "HP LaserJet 1020"
    assert find_printers(list, ("127.0.0.1", 1)) == ()
