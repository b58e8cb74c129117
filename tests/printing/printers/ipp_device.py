"""An IPP printer in a thread: it answers five operations and does with a job what the test says."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from printing.printers import ipp
from printing.printers.ipp import Attribute

HEAD = (
    Attribute(ipp.CHARSET, "attributes-charset", "utf-8"),
    Attribute(ipp.LANGUAGE, "attributes-natural-language", "zh-cn"),
)


class IppDevice:
    """``ends`` is the state a job takes after its first look, None while it stays in processing."""

    def __init__(self) -> None:
        self.ends: int | None = 9
        self.reasons = ["none"]
        self.media = ["iso_a4_210x297mm", "custom_min_76.2x127mm", "custom_max_216x356mm"]
        self.accepting = True
        self.refuses: int | None = None
        self.loses_answers = False
        self.jobs: dict[int, dict[str, Any]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.device = self  # type: ignore[attr-defined]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))

    @property
    def address(self) -> str:
        return f"ipp://127.0.0.1:{self.server.server_address[1]}/ipp/print"

    def start(self) -> None:
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, raw: bytes) -> bytes | None:
        asked, data = ipp.decode(raw)
        about = asked.first(ipp.OPERATION)
        if asked.status == ipp.GET_PRINTER:
            return self._said(0, ipp.PRINTER, self._facts())
        if asked.status in (ipp.VALIDATE_JOB, ipp.PRINT_JOB) and self.refuses:
            return self._said(self.refuses)
        if asked.status == ipp.PRINT_JOB:
            number = len(self.jobs) + 1
            self.jobs[number] = {"name": about["job-name"][0], "state": 5, "data": data, "job": asked}
            return None if self.loses_answers else self._said(0, ipp.JOB, self._job(number))
        if asked.status == ipp.GET_JOBS:
            listed = [ipp.group(ipp.JOB, self._job(number)) for number in self.jobs]
            return ipp.encode(0, 1, HEAD)[:-1] + b"".join(listed) + bytes([ipp.END])
        number = about.get("job-id", [0])[0]
        if asked.status == ipp.CANCEL_JOB and self.jobs[number]["state"] == 5:
            self.jobs[number]["state"] = 7
        if asked.status == ipp.GET_JOB and self.ends and self.jobs[number]["state"] == 5:
            self.jobs[number]["state"] = self.ends
        return self._said(0, ipp.JOB, self._job(number) if number else ())

    def _said(self, status: int, tag: int = 0, attributes: Any = ()) -> bytes:
        more = ipp.group(tag, attributes) if tag else b""
        return ipp.encode(status, 1, HEAD)[:-1] + more + bytes([ipp.END])

    def _facts(self) -> list[Attribute]:
        return [
            Attribute(ipp.ENUM, "printer-state", 3),
            Attribute(ipp.KEYWORD, "printer-state-reasons", self.reasons),
            Attribute(ipp.BOOLEAN, "printer-is-accepting-jobs", self.accepting),
            Attribute(ipp.KEYWORD, "media-supported", self.media),
            Attribute(ipp.MIME, "document-format-supported", ["application/pdf"]),
        ]

    def _job(self, number: int) -> list[Attribute]:
        job = self.jobs[number]
        return [
            Attribute(ipp.INTEGER, "job-id", number),
            Attribute(ipp.NAME, "job-name", job["name"]),
            Attribute(ipp.ENUM, "job-state", job["state"]),
        ]


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        answer = self.server.device.answer(raw)  # type: ignore[attr-defined]
        if answer is None:
            self.close_connection = True
            return
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: Any) -> None:
        """Quiet."""
