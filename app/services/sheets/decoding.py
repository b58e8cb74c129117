"""Bytes of a text file as lines: UTF-8, UTF-16 or GB 18030, also where an editor mixed two of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from app.domain.text.old_code_page import in_todays_places
from app.services.sheets.book import refuse

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_UTF8_MARK, _GB_MARK = b"\xef\xbb\xbf", b"\x84\x31\x95\x33"
_UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_HAN_FROM = 0x2E80
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_FEW = 50
"""Of so many characters of a text at most one is a control character."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line with its end, and whether some of its bytes are no text."""

    text: str
    broken: bool = False


def decoded_lines(raw: bytes, file: str) -> list[TextLine]:
    """The lines of a text file. Refused(sheet_unreadable) for what is no text at all."""
    whole = _whole(raw)
    if whole is None:
        lines = _line_by_line(raw)
    else:
        lines = [TextLine(line) for line in _split(whole.removeprefix("\ufeff"))]
    lines = [TextLine(line.text, line.broken or "\0" in line.text) for line in lines]
    if _is_no_text(lines):
        refuse("sheet_unreadable", file=file)
    return lines


def _is_no_text(lines: list[TextLine]) -> bool:
    """Whether the bytes are those of a program or a picture."""
    controls = sum(len(_CONTROL.findall(line.text)) for line in lines)
    length = sum(len(line.text) for line in lines)
    return all(line.broken for line in lines) or controls * _FEW > length


def _whole(raw: bytes) -> str | None:
    """The text if one encoding fits all of it."""
    encoding = _UTF16_MARKS.get(raw[:2])
    if encoding is not None:
        return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _split(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


def _line_by_line(raw: bytes) -> list[TextLine]:
    """Each line in the encoding it fits; a line in another encoding is read, a damaged one named."""
    marked = raw.startswith(_UTF8_MARK)
    raw = raw.removeprefix(_UTF8_MARK).removeprefix(_GB_MARK)
    pieces = [piece for piece in _LINE.findall(raw) if piece]
    utf8 = marked or any(_is_utf8_chinese(piece) for piece in pieces)
    return [_line(piece, utf8, marked) for piece in pieces]


def _line(piece: bytes, utf8: bool, marked: bool) -> TextLine:
    if utf8:
        try:
            return TextLine(piece.decode("utf-8"))
        except UnicodeDecodeError:
            return TextLine(piece.decode("utf-8", errors="replace"), True) if marked else _pasted(piece)
    try:
        return TextLine(in_todays_places(piece.decode("gb18030")))
    except UnicodeDecodeError:
        return TextLine(piece.decode("gb18030", errors="replace"), True)


def _pasted(piece: bytes) -> TextLine:
    """A line of GBK within UTF-8: read if it is everyday Chinese, for the damaged UTF-8 never is."""
    try:
        return TextLine(piece.decode("gb2312"))
    except UnicodeDecodeError:
        return TextLine(piece.decode("utf-8", errors="replace"), True)


def _is_utf8_chinese(piece: bytes) -> bool:
    try:
        text = piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return any(ord(char) >= _HAN_FROM for char in text)
