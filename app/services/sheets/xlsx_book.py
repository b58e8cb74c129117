"""Reads .xlsx and .xlsm as they are: cells only, row by row, whatever the styles and dimensions say.

openpyxl refuses files over a fill it does not know and believes the dimension that WPS writes wrongly, so the
few parts that hold cells are read here: workbook, relationships, shared strings, number formats, sheets.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath
from xml.parsers import expat

from app.services.sheets.book import (
    MOST_ROWS,
    MOST_UNPACKED,
    RawRow,
    SheetName,
    refuse,
)
from app.services.sheets.xlsx_cells import Hostile, SheetCells, unescaped

_CHUNK = 1 << 16
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Built-in number formats that show a day or a time, Chinese ones included (ECMA-376, 18.8.30)."""
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_ZEROS = re.compile(r"0{2,}")
_SHOWS_TIME = re.compile(r"[ymdhs年月日时]|aaa", re.IGNORECASE)
_BROKEN = (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, OSError, KeyError, RuntimeError)
_MISREAD = (NotImplementedError, ValueError, IndexError, struct.error, OverflowError)


_BESIDE = {"comments": {"comment": "批注"}, "drawing": {"pic": "图片", "sp": "文本框"}}
"""Kind of a sheet's part to its elements that a person reads and no cell holds."""


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    hidden: bool
    member: str


class XlsxBook:
    """A packed workbook in memory; sheets are unfolded while they are read."""

    even = False

    def __init__(self, raw: bytes, file: str) -> None:
        """Refused: sheet_unreadable, sheet_damaged, sheet_bomb, sheet_entities, sheet_locked."""
        self._file = file
        self._strings: list[str] | None = None
        self._dates: frozenset[int] = frozenset()
        self._padded: dict[int, int] = {}
        self.from_1904 = False
        self._base = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
        with self._reading():
            try:
                self._zip = zipfile.ZipFile(io.BytesIO(raw))
            except zipfile.BadZipFile:
                refuse("sheet_unreadable", file=file)
            if sum(member.file_size for member in self._zip.infolist()) > MOST_UNPACKED:
                refuse("sheet_bomb", file=file)
            if any(member.flag_bits & 1 for member in self._zip.infolist()):
                refuse("sheet_locked", file=file)
            self._parts = self._workbook()

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        return tuple(SheetName(part.name, part.hidden) for part in self._parts)

    def rows(self, sheet: str) -> Iterator[RawRow]:
        part = next(part for part in self._parts if part.name == sheet)
        with self._reading():
            if self._strings is None:
                self._strings = self._shared_strings()
                self._dates, self._padded = self._styles_of_numbers()
        reader = SheetCells(self._strings or [], self._dates, self._base, self._padded)
        count = 0
        with self._reading(reader):
            for _ in self._feed(part.member, reader.start, reader.end, reader.text):
                for row in reader.taken():
                    count += 1
                    if count > MOST_ROWS:
                        refuse("too_many_rows", file=self._file, most=MOST_ROWS)
                    yield row
                if reader.over:
                    return

    def beside(self, sheet: str) -> Mapping[str, int]:
        counts: Counter[str] = Counter()
        member = PurePosixPath(next(part for part in self._parts if part.name == sheet).member)
        with self._reading():
            for kind, other in self._related(
                f"{member.parent}/_rels/{member.name}.rels", str(member.parent)
            ).values():
                for element, word in _BESIDE.get(kind, {}).items():
                    counts[word] += self._count(other, element)
        return +counts

    def _count(self, member: str, element: str) -> int:
        names: list[str] = []
        if member in self._zip.namelist():
            self._read(member, lambda name, _: names.append(name) if name == element else None)
        return len(names)

    @contextmanager
    def _reading(self, reader: SheetCells | None = None) -> Iterator[None]:
        try:
            yield
        except Hostile as hostile:
            refuse(hostile.code, file=self._file)
        except (*_BROKEN, *_MISREAD):
            after = reader.number if reader else 0
            refuse("sheet_damaged_after" if after else "sheet_damaged", file=self._file, row=after)

    def _workbook(self) -> tuple[_Part, ...]:
        start = self._related("_rels/.rels", "")
        path = next(
            (member for kind, member in start.values() if kind == "officeDocument"), "xl/workbook.xml"
        )
        if path not in self._zip.namelist():
            refuse("sheet_unreadable", file=self._file)
        folder = PurePosixPath(path).parent
        parts = self._related(f"{folder}/_rels/{PurePosixPath(path).name}.rels", str(folder))
        self._styles = next((member for kind, member in parts.values() if kind == "styles"), None)
        self._texts = next((member for kind, member in parts.values() if kind == "sharedStrings"), None)
        sheets: list[_Part] = []

        def start_of(name: str, attributes: dict[str, str]) -> None:
            if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                self._base = datetime(1904, 1, 1)  # noqa: DTZ001 - as above
                self.from_1904 = True
            if name == "sheet":
                kind, member = parts.get(_ending(attributes, "id"), ("", ""))
                if kind == "worksheet":
                    state = attributes.get("state", "visible")
                    sheets.append(_Part(attributes["name"], state != "visible", member))

        self._read(path, start_of)
        return tuple(sheets)

    def _related(self, member: str, folder: str) -> dict[str, tuple[str, str]]:
        """Id to (kind, member) of a part's relationships; empty where it has none."""
        related: dict[str, tuple[str, str]] = {}

        def start_of(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                target = attributes["Target"]
                whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                related[attributes["Id"]] = (attributes["Type"].rpartition("/")[2], _plain_path(whole))

        if member in self._zip.namelist():
            self._read(member, start_of)
        return related

    def _shared_strings(self) -> list[str]:
        strings: list[str] = []
        parts: list[str] = []
        state = {"text": False, "sound": 0}

        def start_of(name: str, _: dict[str, str]) -> None:
            if name == "si":
                parts.clear()
            elif name == "rPh":  # how a word is read aloud, no part of it
                state["sound"] += 1
            elif name == "t":
                state["text"] = not state["sound"]

        def end_of(name: str) -> None:
            if name == "si":
                strings.append(unescaped("".join(parts)).strip())
            elif name == "rPh":
                state["sound"] -= 1
            elif name == "t":
                state["text"] = False

        def text(more: str) -> None:
            if state["text"]:
                parts.append(more)

        if self._texts and self._texts in self._zip.namelist():
            self._read(self._texts, start_of, end_of, text)
        return strings

    def _styles_of_numbers(self) -> tuple[frozenset[int], dict[int, int]]:
        """Places of cell formats that show days or times, and of those that fill up with zeros to a width."""
        codes: dict[int, str] = {}
        formats: list[int] = []
        inside = {"cells": False}

        def start_of(name: str, attributes: dict[str, str]) -> None:
            if name == "numFmt":
                codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                inside["cells"] = True
            elif name == "xf" and inside["cells"]:
                formats.append(int(attributes.get("numFmtId", "0")))

        def end_of(name: str) -> None:
            if name == "cellXfs":
                inside["cells"] = False

        if self._styles and self._styles in self._zip.namelist():
            self._read(self._styles, start_of, end_of)
        padded = {
            at: len(code)
            for at, number in enumerate(formats)
            if _ZEROS.fullmatch(code := codes.get(number, ""))
        }
        days = (at for at, number in enumerate(formats) if _shows_time(number, codes.get(number)))
        return frozenset(days), padded

    def _read(
        self,
        member: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        for _ in self._feed(member, start, end, text):
            pass

    def _feed(
        self,
        member: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None,
        text: Callable[[str], None] | None,
    ) -> Iterator[None]:
        """Parse a member piece by piece, a yield after each; element names come without their namespace."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.buffer_text = True
        parser.StartElementHandler = lambda name, attributes: start(name.rpartition("}")[2], attributes)
        if end is not None:
            parser.EndElementHandler = lambda name: end(name.rpartition("}")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = _no_doctype
        unfolded = 0
        with self._zip.open(member) as stream:
            while piece := stream.read(_CHUNK):
                unfolded += len(piece)
                if unfolded > MOST_UNPACKED:
                    raise Hostile("sheet_bomb")
                parser.Parse(piece, False)
                yield
            parser.Parse(b"", True)
            yield


def _no_doctype(*_: object) -> None:
    raise Hostile("sheet_entities")


def _ending(attributes: dict[str, str], name: str) -> str:
    """The attribute of that name whatever its namespace."""
    return next(
        (value for key, value in attributes.items() if key.rpartition("}")[2] == name and "}" in key), ""
    )


def _plain_path(path: str) -> str:
    """A path without ``..`` and ``.``, as members are named."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _shows_time(number: int, code: str | None) -> bool:
    if code is None:
        return number in _DATE_FORMATS
    return bool(_SHOWS_TIME.search(_NOT_SHOWN.sub("", code)))
