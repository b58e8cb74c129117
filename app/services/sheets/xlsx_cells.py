"""Gathers the cells of an .xlsx sheet while its XML is parsed: texts, numbers, days, times, formulas."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from app.services.sheets.book import MOST_CELL, RawRow, cell_text, raw_row, was_rounded

_LAST_DAY = 2_958_466
"""Serial after 9999-12-31."""


_NONE_PADDED: Mapping[int, int] = MappingProxyType({})


class Hostile(Exception):
    """The file declares entities or unfolds without end; ``code`` is what is said of it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SheetCells:
    """Gathers the cells of a sheet while it is parsed."""

    def __init__(
        self,
        strings: list[str],
        dates: frozenset[int],
        base: datetime,
        padded: Mapping[int, int] = _NONE_PADDED,
    ) -> None:
        self.number = 0
        self.over = False
        self._strings, self._dates, self._base, self._padded = strings, dates, base, padded
        self._rows: list[RawRow] = []
        self._inside = False
        self._cells: dict[int, Any] = {}
        self._place = -1
        self._type, self._style = "n", 0
        self._gathering, self._sound, self._length = False, 0, 0
        self._parts: list[str] = []
        self._formula, self._unsolved = False, list[int]()
        self._columns: dict[str, int] = {}

    def taken(self) -> list[RawRow]:
        """The rows that are complete since the last call."""
        rows, self._rows = self._rows, []
        return rows

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "c":
            self._place = self._column(attributes["r"]) if "r" in attributes else self._place + 1
            self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
            self._parts, self._length, self._formula = [], 0, False
        elif name == "f":
            self._formula = True
        elif name == "v" or (name == "t" and self._type == "inlineStr"):
            self._gathering = not self._sound
            self._formula = self._formula and self._type != "str"  # an empty text is a result
        elif name == "row":
            self.number = int(attributes["r"]) if "r" in attributes else self.number + 1
            self._cells, self._unsolved, self._place = {}, [], -1
        elif name == "rPh":
            self._sound += 1
        elif name == "sheetData":
            self._inside = True

    def text(self, more: str) -> None:
        if self._gathering:
            self._length += len(more)
            if self._length > MOST_CELL:
                raise Hostile("sheet_bomb")
            self._parts.append(more)

    def end(self, name: str) -> None:
        if name in ("v", "t"):
            self._gathering = False
        elif name == "c":
            if self._inside and self._parts:
                self._cells[self._place] = self._value("".join(self._parts))
            elif self._inside and self._formula:
                self._unsolved.append(self._place)
        elif name == "row":
            self._finish()
        elif name == "rPh":
            self._sound -= 1
        elif name == "sheetData":
            self.over, self._inside = True, False

    def _finish(self) -> None:
        if not self._cells:
            return
        cells = [""] * (max(self._cells) + 1)
        rounded = []
        for place, value in self._cells.items():
            cells[place] = cell_text(value)
            if was_rounded(value):
                rounded.append(place)
        row = raw_row(self.number, cells, rounded)
        if row is not None:
            self._rows.append(replace(row, unsolved=tuple(self._unsolved)) if self._unsolved else row)

    def _column(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        place = self._columns.get(letters)
        if place is None:
            place = 0
            for letter in letters.upper():
                place = place * 26 + ord(letter) - 64
            if not 1 <= place <= 16_384:
                raise ValueError(reference)
            self._columns[letters] = place
        return place - 1

    def _value(self, text: str) -> Any:
        if self._type == "s":
            return self._strings[int(text)]
        if self._type in ("str", "inlineStr", "e"):
            return unescaped(text)
        if self._type == "b":
            return text.strip() == "1"
        if self._type == "d":
            return text.strip().removesuffix("T00:00:00")
        number = float(text)
        if self._style in self._dates and 0 <= number < _LAST_DAY:
            return self._moment(number)
        width = self._padded.get(self._style)
        if width and number.is_integer() and 0 <= number < 10**width and not was_rounded(number):
            return f"{int(number):0{width}}"
        return number

    def _moment(self, serial: float) -> Any:
        seconds = timedelta(seconds=round(serial * 86_400))
        if serial < 1:
            return (self._base + seconds).time()
        if serial < 60 and self._base.year == 1899:  # Excel counts a 29 February 1900 that never was
            seconds += timedelta(days=1)
        return self._base + seconds


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Characters that XML cannot hold are written _x000D_ (ECMA-376, 22.4.2.4)."""
    if "_x" not in text:
        return text
    return _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text)
