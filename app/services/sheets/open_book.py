"""Opens a table file by what it holds, whatever its name says."""

from __future__ import annotations

import re
from pathlib import Path

from app.services.sheets.book import MOST_BYTES, Book, refuse
from app.services.sheets.text_book import TextBook
from app.services.sheets.xlsx_book import XlsxBook

_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"{\\rtf": "Word 文档",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"SQLite format 3": "数据库",
}
_LOCK_BYTES = 1024
"""Excel and WPS leave ~$台账.xlsx, some 165 bytes, beside a table while somebody has it open."""
_PACKED, _BINARY = b"PK", bytes.fromhex("d0cf11e0a1b11ae1")
_WEB = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|table|body|style)\b", re.IGNORECASE
)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|\?mso-application|!doctype|!entity)", re.IGNORECASE)


def open_book(file: Path) -> Book:
    """An .xlsx, an .xls or .et, or separated text.

    Refused (field ``file``): no_file, file_too_big, sheet_lock_file, sheet_empty, sheet_html, sheet_xml,
    sheet_other, and what the readers refuse.
    """
    if not file.is_file():
        refuse("no_file", file=str(file))
    if file.stat().st_size > MOST_BYTES:
        refuse("file_too_big", file=file.name, most=MOST_BYTES // 1024 // 1024)
    if file.name.startswith("~$") and file.stat().st_size < _LOCK_BYTES:
        refuse("sheet_lock_file", file=file.name, meant=file.name[2:])
    try:
        raw = file.read_bytes()
    except OSError:
        refuse("no_file", file=str(file))
    if not raw.strip():
        refuse("sheet_empty", file=file.name)
    if raw.startswith(_PACKED):
        return XlsxBook(raw, file.name)
    if raw.startswith(_BINARY):
        from app.services.sheets.binary_book import BinaryBook  # start-up: a library for old files alone

        return BinaryBook(raw, file.name)
    _refuse_others(raw, file.name)
    return TextBook(raw, file.name)


def _refuse_others(raw: bytes, name: str) -> None:
    if _WEB.match(raw):
        refuse("sheet_html", file=name)
    if _XML.match(raw):
        refuse("sheet_xml", file=name)
    kind = next((kind for mark, kind in _OTHERS.items() if raw.startswith(mark)), None)
    if kind is not None:
        refuse("sheet_other", file=name, kind=kind)
