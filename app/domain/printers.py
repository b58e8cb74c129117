"""The desk's printers and what is bound to them, as they are typed in two settings."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from app.domain.papers.sizes import ALIASES, PAPER_SIZES, ROLL_DOTS
from app.domain.value import Value
from app.errors import FieldError, Refused

PRINTERS, BINDINGS = "打印机", "出单绑定"
"""Keys of the two settings."""
SHEET, ROLL = "打印机", "小票机"
OTHERS = "其他"
"""Stands for every kind of paper that is not bound by name."""
SCHEMES = {
    "ipp": SHEET,
    "ipps": SHEET,
    "driver": SHEET,
    "tcp": ROLL,
    "serial": ROLL,
    "file": ROLL,
    "cups-raw": ROLL,
}
PORTS = {"ipp": 631, "ipps": 631, "cups-raw": 631, "tcp": 9100}


class PrinterEntry(Value, frozen=True, kw_only=True):
    """One printer of this desk."""

    name: str
    address: str
    """ipp://HOST/printers/NAME, ipps://…, tcp://HOST:9100, serial:COM3?baud=115200, file:/dev/usb/lp0,
    cups-raw://HOST/printers/NAME, driver:NAME OF THE PLATFORM'S PRINTER."""
    papers: tuple[str, ...]
    dots: int | None = None
    """Width of a thermal head."""

    @property
    def scheme(self) -> str:
        return self.address.partition(":")[0].lower()

    @property
    def kind(self) -> str:
        return SCHEMES[self.scheme]

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or "localhost"

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or PORTS[self.scheme]

    @property
    def path(self) -> str:
        """Of an IPP printer or a device; the platform's name of a driver printer."""
        parts = urlsplit(self.address)
        return unquote(parts.path) if self.scheme in ("serial", "file", "driver") else parts.path or "/"

    @property
    def baud(self) -> int:
        return int(parse_qs(urlsplit(self.address).query).get("baud", ["115200"])[0])

    def text(self) -> str:
        """As it is typed."""
        dots = [str(self.dots)] if self.dots else []
        return " ".join([self.name, self.address, ",".join(self.papers), *dots])


class Binding(Value, frozen=True, kw_only=True):
    """Where a kind of paper goes."""

    kind: str
    printer: str
    paper: str

    def text(self) -> str:
        return f"{self.kind}={self.printer} {self.paper}"


def parse_printers(text: str) -> tuple[PrinterEntry, ...]:
    """``名称 地址 纸张[,纸张] [点数]``, several separated by ``；``.

    Refused (field 打印机): printer_entry, printer_address, paper_unknown, printer_twice, printer_too_narrow,
    printer_papers.
    """
    entries = tuple(_entry(part) for part in _parts(text))
    for place, entry in enumerate(entries):
        if entry.name in [earlier.name for earlier in entries[:place]]:
            raise Refused(FieldError(PRINTERS, "printer_twice", {"printer": entry.name}))
    return entries


def _entry(part: str) -> PrinterEntry:
    words = part.split()
    if len(words) not in (3, 4) or (len(words) == 4 and not words[3].isascii()):
        raise Refused(FieldError(PRINTERS, "printer_entry", {"typed": part}))
    dots = int(words[3]) if len(words) == 4 and words[3].isascii() and words[3].isdigit() else None
    if len(words) == 4 and dots is None:
        raise Refused(FieldError(PRINTERS, "printer_entry", {"typed": part}))
    entry = PrinterEntry(name=words[0], address=words[1], papers=tuple(words[2].split(",")), dots=dots)
    _check(entry)
    return entry


def _check(entry: PrinterEntry) -> None:
    if entry.scheme not in SCHEMES or not _reachable(entry):
        raise Refused(FieldError(PRINTERS, "printer_address", {"typed": entry.address}))
    for paper in entry.papers:
        if paper not in PAPER_SIZES:
            raise Refused(FieldError(PRINTERS, "paper_unknown", {"paper": paper}))
        if (paper in ROLL_DOTS) is not (entry.kind == ROLL):
            facts = {"printer": entry.name, "paper": paper}
            raise Refused(FieldError(PRINTERS, "printer_papers", facts))
        if entry.dots is not None and entry.dots < ROLL_DOTS.get(paper, 0):
            raise Refused(FieldError(PRINTERS, "printer_too_narrow", {"paper": paper, "dots": entry.dots}))


def _reachable(entry: PrinterEntry) -> bool:
    """Whether the address has what its scheme needs."""
    try:
        if entry.scheme in PORTS:
            return bool(urlsplit(entry.address).hostname) and entry.port > 0
        return bool(entry.path) and (entry.scheme != "serial" or entry.baud > 0)
    except ValueError:  # a port or baud rate that is no number
        return False


def parse_bindings(text: str) -> tuple[Binding, ...]:
    """``文种=打印机 纸张``, several separated by ``；``.

    Refused (field 出单绑定): printer_binding, paper_unknown.
    """
    return tuple(_binding(part) for part in _parts(text))


def _binding(part: str) -> Binding:
    kind, equals, rest = re.sub("＝", "=", part).partition("=")
    words = rest.split()
    if not kind.strip() or not equals or len(words) != 2:
        raise Refused(FieldError(BINDINGS, "printer_binding", {"typed": part}))
    if words[1] not in PAPER_SIZES:
        raise Refused(FieldError(BINDINGS, "paper_unknown", {"paper": words[1]}))
    return Binding(kind=ALIASES.get(kind.strip(), kind.strip()), printer=words[0], paper=words[1])


def _parts(text: str) -> list[str]:
    return [part.strip() for part in re.split("[；;\n]", text.replace("\u3000", " ")) if part.strip()]


def joined(entries: tuple[PrinterEntry, ...] | tuple[Binding, ...]) -> str:
    """The text of a setting."""
    return "；".join(entry.text() for entry in entries)
