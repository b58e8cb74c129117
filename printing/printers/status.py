"""Reads the answers of an ESC/POS printer: DLE EOT at once, GS r after the data printed before it."""

from __future__ import annotations

from dataclasses import dataclass

ASK_PRINTER, ASK_CAUSE, ASK_PAPER = b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"
ASK_WHEN_DONE = b"\x1dr\x01"
"""Transmit status: taken in turn with the data, so its answer proves that the data is printed."""
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
"""DLE DC4 8: forget everything received and not yet printed."""
CLEARED = b"\x37\x25\x00"
_OFFLINE, _COVER, _ENDED, _ERROR = 0x08, 0x04, 0x20, 0x40
_NEAR_END, _END = 0x0C, 0x60
_END_IN_TURN = 0x0C


@dataclass(frozen=True, slots=True)
class Status:
    """The answers to the three questions."""

    printer: int
    cause: int
    paper: int

    @property
    def fault(self) -> str | None:
        """Code of what keeps it from printing; None if nothing does."""
        if self.paper & _END or self.cause & _ENDED:
            return "printer_paper_out"
        if self.cause & _COVER:
            return "printer_cover_open"
        if self.cause & _ERROR:
            return "printer_error"
        return "printer_offline" if self.printer & _OFFLINE else None

    @property
    def near_end(self) -> bool:
        return bool(self.paper & _NEAR_END)


def is_live_answer(byte: int) -> bool:
    """Whether a byte is an answer to DLE EOT: its fixed bits are 0xx1xx10."""
    return byte & 0x93 == 0x12


def is_answer_in_turn(byte: int) -> bool:
    """Whether a byte is an answer to GS r: its fixed bits are 0xx0xxxx."""
    return byte & 0x90 == 0


def out_in_turn(byte: int) -> bool:
    """Whether the answer to GS r says that paper has run out."""
    return bool(byte & _END_IN_TURN)
