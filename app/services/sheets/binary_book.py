"""Reads .xls of old Excel and .et of WPS with calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from app.services.sheets.book import MOST_ROWS, RawRow, SheetName, cell_text, raw_row, refuse, was_rounded

_SEALED = "EncryptedPackage".encode("utf-16-le")
"""Name of the stream that holds an .xlsx with a password."""


class BinaryBook:
    """A workbook in the binary format of Excel 97 (BIFF8)."""

    even = False
    from_1904 = False

    def __init__(self, raw: bytes, file: str) -> None:
        """Refused: sheet_locked, sheet_damaged."""
        self._file = file
        if _SEALED in raw:
            refuse("sheet_locked", file=file)
        with self._reading():
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
            self._sheets = tuple(
                SheetName(sheet.name, sheet.visible is not SheetVisibleEnum.Visible)
                for sheet in self._book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            )

    @property
    def sheets(self) -> tuple[SheetName, ...]:
        return self._sheets

    def beside(self, sheet: str) -> Mapping[str, int]:  # noqa: ARG002 - calamine gives cells alone
        return {}

    def rows(self, sheet: str) -> Iterator[RawRow]:
        with self._reading():
            table = self._book.get_sheet_by_name(sheet)
            if table.total_height >= MOST_ROWS:  # the place of its last row
                refuse("too_many_rows", file=self._file, most=MOST_ROWS)
            read = list(table.iter_rows())  # from the sheet's first row on
        for number, values in enumerate(read, start=1):
            rounded = [place for place, value in enumerate(values) if was_rounded(value)]
            row = raw_row(number, [cell_text(value) for value in values], rounded)
            if row is not None:
                yield row

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except PasswordError:
            refuse("sheet_locked", file=self._file)
        except (CalamineError, OSError, ValueError):
            refuse("sheet_damaged", file=self._file, row=0)
        except BaseException as wrong:
            if type(wrong).__name__ != "PanicException":  # how a fault inside calamine comes out
                raise
            refuse("sheet_damaged", file=self._file, row=0)
