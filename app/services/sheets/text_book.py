"""Reads .csv and other separated text: a row that is damaged is named, the rows after it are read on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.services.sheets.book import MOST_ROWS, RawRow, SheetName, raw_row, refuse
from app.services.sheets.decoding import TextLine, decoded_lines

SEPARATORS = ",\t;"
_SAID = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_LOOKED_AT = 50
"""Lines that are asked for the separator."""
_LONGEST_CELL = 300
"""Lines of one quoted cell; a quote still open after so many was never closed."""
_FEW = 3
"""Separators of another kind that make a line without the file's own one of that kind."""


class TextBook:
    """A separated text file in memory, one sheet without a name."""

    even = True
    from_1904 = False

    def __init__(self, raw: bytes, file: str) -> None:
        """Refused(sheet_unreadable) for what is no text."""
        self._file = file
        self._lines = decoded_lines(raw, file)
        self._first = 0
        self._separator = self._find_separator()

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        return (SheetName(""),)

    def beside(self, sheet: str) -> Mapping[str, int]:  # noqa: ARG002 - a text is its cells
        return {}

    def rows(self, sheet: str) -> Iterator[RawRow]:  # noqa: ARG002 - it has but one
        at, number = self._first, 0
        while at < len(self._lines):
            cells, used, fault = self._row(at)
            number += 1
            if number > MOST_ROWS:
                refuse("too_many_rows", file=self._file, most=MOST_ROWS)
            if fault is None and any(line.broken for line in self._lines[at : at + used]):
                fault = ("row_bytes", {})
            row = raw_row(at + 1, [_plain(cell) for cell in cells], [])
            if row is not None:
                yield RawRow(row.number, _with_empty_end(row, len(cells)), fault=fault)
            at += used

    def _find_separator(self) -> str:
        """What a ``sep=`` line says, else what most of the first lines have."""
        texts = [line.text for line in self._lines[:_LOOKED_AT] if line.text.strip()]
        declared = _SAID.fullmatch(texts[0]) if texts else None
        if declared:
            self._first = 1 + next(n for n, line in enumerate(self._lines) if line.text.strip())
            return declared[1]
        return max(
            SEPARATORS,
            key=lambda char: (sum(char in text for text in texts), sum(text.count(char) for text in texts)),
        )

    def _row(self, at: int) -> tuple[list[str], int, tuple[str, dict[str, Any]] | None]:
        """The cells of the row that begins in a line, how many lines it takes, and what is wrong with it."""
        text = self._lines[at].text
        separator = self._separator_of(text)
        if '"' not in text:
            return text.rstrip("\r\n").split(separator), 1, None
        try:
            return (*_quoted(self._lines, at, separator), None)
        except _QuoteWrong as wrong:
            cells = text.rstrip("\r\n").split(separator)
            return cells, 1, ("row_quote", {"place": wrong.place})

    def _separator_of(self, text: str) -> str:
        """The file's separator; another one in a line that has none of it and several of the other."""
        if self._separator in text:
            return self._separator
        return next((char for char in SEPARATORS if text.count(char) >= _FEW), self._separator)


class _QuoteWrong(Exception):
    """A quoted cell goes on after its end, or never ends; ``place`` counts cells from 1."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


def _quoted(lines: Sequence[TextLine], at: int, separator: str) -> tuple[list[str], int]:
    """The cells of a row with quotes in it, and how many lines it takes (RFC 4180; _QuoteWrong)."""
    cells: list[str] = []
    text, place, used = lines[at].text, 0, 1
    while True:
        if not text.startswith('"', place):
            end = text.find(separator, place)
            if end < 0:
                return [*cells, text[place:].rstrip("\r\n")], used
            cells.append(text[place:end])
            place = end + 1
            continue
        cell: list[str] = []
        place += 1
        while True:
            quote = text.find('"', place)
            if quote < 0:
                cell.append(text[place:])
                if used >= _LONGEST_CELL or at + used >= len(lines):
                    raise _QuoteWrong(len(cells) + 1)
                text, place, used = lines[at + used].text, 0, used + 1
                continue
            cell.append(text[place:quote])
            place = quote + 1
            if not text.startswith('"', place):
                break
            cell.append('"')
            place += 1
        cells.append("".join(cell))
        rest = text[place:].lstrip(" ")
        if not rest.rstrip("\r\n"):
            return cells, used
        if not rest.startswith(separator):
            raise _QuoteWrong(len(cells))
        place = len(text) - len(rest) + 1


def _plain(cell: str) -> str:
    return cell.strip().lstrip("\ufeff")


def _with_empty_end(row: RawRow, width: int) -> tuple[str, ...]:
    """The cells as many as the line has: its separators say that an empty end is whole."""
    return row.cells + ("",) * (width - len(row.cells))
