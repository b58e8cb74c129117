"""Understands ESC/POS bytes as a thermal printer does: one small step after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

LIVE = b"\x10\x04"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
_RASTER = b"\x1dv0"
_LENGTHS = {
    b"\x1b@": 2,
    b"\x1bd": 3,
    b"\x1bJ": 3,
    b"\x1ba": 3,
    b"\x1bt": 3,
    b"\x1bE": 3,
    b"\x1b!": 3,
    b"\x1b3": 3,
    b"\x1b2": 2,
    b"\x1d!": 3,
    b"\x1dB": 3,
    b"\x1dr": 3,
    b"\x1dL": 4,
    b"\x1dW": 4,
    b"\x1c&": 2,
    b"\x1c.": 2,
    LIVE: 3,
}
"""Commands of fixed length."""
LINE = 30
"""Dots of a line feed."""


@dataclass(frozen=True, slots=True)
class Step:
    """row (one line of dots), feed (blank lines), cut, ask (GS r), text or strange (a byte nobody knows)."""

    what: str
    dots: bytes = b""
    lines: int = 0


class EscposReader:
    """Takes bytes as they come; keeps what is not yet a whole command."""

    def __init__(self) -> None:
        self._left = b""

    @property
    def waiting(self) -> int:
        """Bytes of a command that is not whole yet."""
        return len(self._left)

    def take(self, data: bytes) -> Iterator[Step]:
        """The steps of every command that is whole now."""
        self._left += data
        while self._left:
            steps, used = _command(self._left)
            if used == 0:
                return
            self._left = self._left[used:]
            yield from steps

    def forget(self) -> None:
        """A cleared buffer, or a power cut."""
        self._left = b""


def _command(data: bytes) -> tuple[list[Step], int]:
    """The first command's steps and its length; length 0 while it is not whole."""
    if data[:1] not in b"\x10\x1b\x1c\x1d":
        return _plain(data)
    if len(data) < 2:
        return [], 0
    if data.startswith(CLEAR[: len(data)]) and data[:2] == CLEAR[:2]:
        return [], len(CLEAR) if len(data) >= len(CLEAR) else 0
    if data.startswith(_RASTER[: len(data)]) and data[:2] == _RASTER[:2]:
        return _raster(data)
    if data[:2] == b"\x1dV":
        return _cut(data)
    if data[:2] == b"\x1d(":
        return _sized(data)
    length = _LENGTHS.get(data[:2])
    if length is None:
        return [Step("strange", data[:1])], 1
    return (_fixed(data[:length]), length) if len(data) >= length else ([], 0)


def _plain(data: bytes) -> tuple[list[Step], int]:
    if data[:1] == b"\n":
        return [Step("feed", lines=LINE)], 1
    end = next((place for place, byte in enumerate(data) if byte in b"\n\x10\x1b\x1c\x1d"), len(data))
    return [Step("text", data[:end])], end


def _raster(data: bytes) -> tuple[list[Step], int]:
    if len(data) < 8:
        return [], 0
    across, rows = int.from_bytes(data[4:6], "little"), int.from_bytes(data[6:8], "little")
    end = 8 + across * rows
    if len(data) < end:
        return [], 0
    return [Step("row", data[start : start + across]) for start in range(8, end, max(1, across))], end


def _cut(data: bytes) -> tuple[list[Step], int]:
    if len(data) < 3:
        return [], 0
    if data[2] in b"ABab" or data[2] in (65, 66):
        return ([Step("feed", lines=data[3]), Step("cut")], 4) if len(data) >= 4 else ([], 0)
    return [Step("cut")], 3


def _sized(data: bytes) -> tuple[list[Step], int]:
    """GS ( X pL pH: skipped whole; the program draws its codes itself."""
    if len(data) < 5:
        return [], 0
    length = 5 + int.from_bytes(data[3:5], "little")
    return ([Step("strange", data[:3])], length) if len(data) >= length else ([], 0)


def _fixed(command: bytes) -> list[Step]:
    if command[:2] == b"\x1bd":
        return [Step("feed", lines=command[2] * LINE)]
    if command[:2] == b"\x1bJ":
        return [Step("feed", lines=command[2])]
    return [Step("ask")] if command[:2] == b"\x1dr" else []
