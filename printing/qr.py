"""QR codes and Code 128 as rectangles: sharp at any size, drawn alike in the PDF and on the roll."""

from __future__ import annotations

from dataclasses import dataclass

from barcode.codex import Code128
from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, MODE_NUMBER, QRData, length_in_bits

from printing.codewords import codewords

MASK = 4
"""(row / 2 + column / 3) mod 2: of the eight the one that a trial of all chooses most often for our slips."""
QUIET = 4
"""Modules of quiet zone on each side (ISO/IEC 18004)."""
Rects = tuple[tuple[float, float, float, float], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """A QR code's rows of modules, without the quiet zone."""

    rows: tuple[bytes, ...]

    @property
    def modules(self) -> int:
        """Modules along a side with the quiet zone."""
        return len(self.rows) + 2 * QUIET

    def rects(self, x: float, y: float, module: float) -> Rects:
        """Dark runs of each row; x and y are the corner of the quiet zone."""
        rects = []
        for line, row in enumerate(self.rows):
            for start, length in runs(row):
                left, top = x + (start + QUIET) * module, y + (line + QUIET) * module
                rects.append((left, top, length * module, module))
        return tuple(rects)


def runs(row: bytes) -> list[tuple[int, int]]:
    """Start and length of each dark stretch."""
    stretches, start = [], None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            stretches.append((start, place - start))
            start = None
    return stretches


def matrix(text: str) -> Matrix:
    """The QR code of a text, level M: the smallest version, one mode for the whole text, a fixed mask.

    A fixed mask spares the trial of all eight; every scanner reads each of them (ISO/IEC 18004).
    """
    code = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    code.add_data(text, optimize=0)
    code.version = _version(code.data_list[0])
    code.data_cache = codewords(code.data_list[0], code.version)
    code.make(fit=False)
    return Matrix(tuple(bytes(map(bool, row)) for row in code.modules))


def _version(data: QRData) -> int:
    """The smallest version that holds the data; counted, where qrcode would write it out for each it tries.

    DataOverflowError if none does.
    """
    step, bits = {MODE_NUMBER: (3, 10), MODE_ALPHA_NUM: (2, 11), MODE_8BIT_BYTE: (1, 8)}[data.mode]
    whole, rest = divmod(len(data), step)
    left = {0: 0, 1: 4, 2: 7}[rest] if data.mode == MODE_NUMBER else 6 * rest
    for version in range(1, 41):
        room = 8 * sum(block.data_count for block in rs_blocks(version, ERROR_CORRECT_M))
        if 4 + length_in_bits(data.mode, version) + whole * bits + left <= room:
            return version
    raise DataOverflowError


@dataclass(frozen=True, slots=True)
class Bars:
    """A Code 128 bar code as its bits."""

    bits: str

    @property
    def modules(self) -> int:
        """Modules across with ten of quiet zone on each side."""
        return len(self.bits) + 20

    def rects(self, x: float, y: float, module: float, height: float) -> Rects:
        """The bars; x is the left edge of the quiet zone."""
        row = bytes(int(bit) for bit in self.bits)
        return tuple((x + (start + 10) * module, y, length * module, height) for start, length in runs(row))


def bars(text: str) -> Bars:
    """Code 128 of a text."""
    return Bars(Code128(text).build()[0])
