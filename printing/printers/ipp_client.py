"""Five IPP operations over the standard library's HTTP: ask, validate, print, follow, cancel (RFC 8011)."""

from __future__ import annotations

import getpass
import http.client
import itertools
import ssl
from collections.abc import Sequence
from typing import Any

from app.domain.printers import PrinterEntry
from app.errors import Unavailable
from printing.printers.ipp import (
    BOOLEAN,
    CANCEL_JOB,
    CHARSET,
    GET_JOB,
    GET_JOBS,
    GET_PRINTER,
    INTEGER,
    JOB,
    KEYWORD,
    LANGUAGE,
    MIME,
    NAME,
    PRINT_JOB,
    PRINTER,
    URI,
    VALIDATE_JOB,
    Answer,
    Attribute,
    decode,
    encode,
)

ASKED = [
    *("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "device-uri"),
    *("media-supported", "document-format-supported", "job-creation-attributes-supported"),
]
_REFUSALS = {
    0x0401: "printer_denied",
    0x0402: "printer_denied",
    0x0403: "printer_denied",
    0x0406: "printer_unreachable",
    0x040A: "printer_format",
    0x040B: "printer_wrong_media",
    0x0506: "printer_refuses",
    0x0507: "printer_refuses",
}
"""Status codes of RFC 8011 appendix B that mean something to a clerk."""


class LostAnswer(Unavailable):
    """The request went out and no answer came: the printer may have taken it."""


class IppClient:
    """One printer; every call is a connection of its own and ends within the limit."""

    def __init__(self, entry: PrinterEntry, seconds: float) -> None:
        self._entry = entry
        self._seconds = seconds
        self._requests = itertools.count(1)
        scheme = "ipps" if entry.scheme == "ipps" else "ipp"
        self.name = entry.name
        self._uri = f"{scheme}://{entry.host}:{entry.port}{entry.path}"

    def printer(self) -> dict[str, list[Any]]:
        """Its state, reasons, media and formats."""
        return self._ask(GET_PRINTER, [Attribute(KEYWORD, "requested-attributes", ASKED)]).first(PRINTER)

    def validate(self, name: str, form: str, job: Sequence[Attribute]) -> None:
        """Whether it would take such a job. Unavailable: printer_wrong_media, printer_format …"""
        self._ask(VALIDATE_JOB, self._job_head(name, form), job)

    def print(self, name: str, form: str, job: Sequence[Attribute], data: bytes) -> int:
        """Hand the document over; the printer's job number. LostAnswer leaves open whether it has it."""
        answer = self._ask(PRINT_JOB, self._job_head(name, form), job, data)
        numbers = answer.first(JOB).get("job-id")
        if not numbers:
            raise Unavailable("printer_strange", printer=self._entry.name)
        return int(numbers[0])

    def job(self, number: int) -> tuple[int, list[str]]:
        """State and reasons of a job."""
        wanted = Attribute(KEYWORD, "requested-attributes", ["job-state", "job-state-reasons"])
        attributes = self._ask(GET_JOB, [Attribute(INTEGER, "job-id", number), wanted]).first(JOB)
        return int(attributes.get("job-state", [0])[0]), [
            str(reason) for reason in attributes.get("job-state-reasons", [])
        ]

    def find(self, word: str) -> tuple[int, int] | None:
        """Number and state of the job whose name holds the word; None if it does not remember one."""
        wanted = Attribute(KEYWORD, "requested-attributes", ["job-id", "job-name", "job-state"])
        for which in ("not-completed", "completed"):
            answer = self._ask(GET_JOBS, [Attribute(KEYWORD, "which-jobs", which), wanted])
            for job in answer.every(JOB):
                if word in str(job.get("job-name", [""])[0]):
                    return int(job["job-id"][0]), int(job["job-state"][0])
        return None

    def cancel(self, number: int) -> None:
        """Take a job back; one that has ended by now is left as it is."""
        raw = self._post(
            encode(CANCEL_JOB, next(self._requests), self._head(Attribute(INTEGER, "job-id", number)))
        )
        self._read(raw)

    def _job_head(self, name: str, form: str) -> list[Attribute]:
        return [
            Attribute(NAME, "job-name", name),
            Attribute(MIME, "document-format", form),
            Attribute(BOOLEAN, "ipp-attribute-fidelity", True),
        ]

    def _head(self, *more: Attribute) -> list[Attribute]:
        """What begins every request, in the order that RFC 8011 section 4.1 asks for."""
        return [
            Attribute(CHARSET, "attributes-charset", "utf-8"),
            Attribute(LANGUAGE, "attributes-natural-language", "zh-cn"),
            Attribute(URI, "printer-uri", self._uri),
            *[attribute for attribute in more if attribute.name == "job-id"],
            Attribute(NAME, "requesting-user-name", getpass.getuser()),
            *[attribute for attribute in more if attribute.name != "job-id"],
        ]

    def _ask(
        self, operation: int, about: Sequence[Attribute], job: Sequence[Attribute] = (), data: bytes = b""
    ) -> Answer:
        asked = encode(operation, next(self._requests), self._head(*about), job, data)
        answer = self._read(self._post(asked))
        if not answer.ok:
            code = _REFUSALS.get(answer.status, "printer_strange")
            raise Unavailable(code, printer=self._entry.name, status=f"{answer.status:#06x}")
        return answer

    def _read(self, raw: bytes) -> Answer:
        try:
            return decode(raw)[0]
        except ValueError as error:
            raise Unavailable("printer_strange", printer=self._entry.name) from error

    def _post(self, body: bytes) -> bytes:
        """Unavailable: printer_unreachable, printer_denied, printer_strange; LostAnswer."""
        connection = self._connection()
        try:
            connection.connect()
        except OSError as error:
            raise Unavailable("printer_unreachable", printer=self._entry.name) from error
        try:
            connection.request("POST", self._entry.path, body, {"Content-Type": "application/ipp"})
            answer = connection.getresponse()
            raw = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise LostAnswer("printer_unreachable", printer=self._entry.name) from error
        finally:
            connection.close()
        if answer.status in (401, 403):
            raise Unavailable("printer_denied", printer=self._entry.name)
        if answer.status != 200:
            raise Unavailable("printer_strange", printer=self._entry.name, status=answer.status)
        return raw

    def _connection(self) -> http.client.HTTPConnection:
        host, port = self._entry.host, self._entry.port
        if self._entry.scheme == "ipps":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, port, timeout=self._seconds, context=context)
        return http.client.HTTPConnection(host, port, timeout=self._seconds)
