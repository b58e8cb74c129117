"""Pictures of characters that no font has: given once at this desk, used by every paper from then on."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from app.desk import Desk
from app.domain.rows.base import new_id
from app.domain.rows.desk import DeviceSetting
from app.errors import FieldError, Refused
from app.ports.records import Reads, Writes

_KEY = "字形 "
"""Begins the key of the device setting that keeps a glyph: 字形 䶮."""
_PINYIN = re.compile(r"[a-zü' ]{1,12}[1-5]?")


def keep_glyph(desk: Desk, character: str, picture: bytes, pinyin: str) -> dict[str, Any]:
    """Keep the picture of a character no font here has; one given before is replaced.

    Refused: glyph_one_character, glyph_not_needed, glyph_pinyin, and what Papers.glyph refuses.
    """
    desk.require("print")
    errors = _errors(desk, character, pinyin)
    png = b""
    try:
        png = desk.papers.glyph(picture)
    except Refused as refused:
        errors += refused.errors
    if errors:
        raise Refused(*errors)
    kept = {"png": base64.b64encode(png).decode("ascii"), "pinyin": pinyin.strip()}

    def work(writes: Writes) -> None:
        before = writes.find(DeviceSetting, key=_KEY + character, limit=1)
        if before:
            writes.change(before[0], value={"value": kept})
        else:
            writes.add(DeviceSetting(id=new_id(), key=_KEY + character, value={"value": kept}))
        writes.audit(desk.staff.login, "添加字形", code_point(character))

    desk.records.write(work)
    return {"character": character, "code": code_point(character), "pinyin": kept["pinyin"]}


def list_glyphs(desk: Desk) -> list[dict[str, str]]:
    """The characters this desk has pictures of."""
    desk.require("print")
    with desk.records.reading() as reads:
        rows = [row for row in reads.find(DeviceSetting) if row.key.startswith(_KEY)]
    glyphs = [(row.key.removeprefix(_KEY), str(row.value["value"]["pinyin"])) for row in rows]
    return [{"character": char, "code": code_point(char), "pinyin": pinyin} for char, pinyin in glyphs]


def with_glyphs(desk: Desk, reads: Reads, content: dict[str, Any]) -> dict[str, Any]:
    """The content with this desk's pictures of the characters it lacks; unchanged where it needs none."""
    known = kept_glyphs(reads, desk.papers.missing(content))
    return content | {"glyphs": {**(content.get("glyphs") or {}), **known}} if known else content


def kept_glyphs(reads: Reads, characters: Iterable[str]) -> dict[str, dict[str, str]]:
    """Picture and pinyin of those characters this desk has them of."""
    rows = ((char, reads.find(DeviceSetting, key=_KEY + char, limit=1)) for char in characters)
    return {char: kept[0].value["value"] for char, kept in rows if kept}


def code_point(character: str) -> str:
    """U+4DAE: what names a character that no screen shows either."""
    return f"U+{ord(character):04X}"


def _errors(desk: Desk, character: str, pinyin: str) -> list[FieldError]:
    errors = []
    if len(character) != 1 or character.isspace():
        errors.append(FieldError("character", "glyph_one_character"))
    elif not desk.papers.missing({"text": character}):
        errors.append(FieldError("character", "glyph_not_needed", {"character": character}))
    if not _PINYIN.fullmatch(_plain(pinyin.strip())):
        errors.append(FieldError("pinyin", "glyph_pinyin"))
    return errors


def _plain(pinyin: str) -> str:
    """Lower case and without tone marks; ü stays."""
    apart = unicodedata.normalize("NFD", pinyin.lower().replace("v", "ü"))
    return unicodedata.normalize(
        "NFC", "".join(char for char in apart if char not in "\u0304\u0301\u030c\u0300")
    )
