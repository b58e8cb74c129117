"""A TrueType face read in blocks: reportlab unpacks its 30,000 characters number by number at each start."""

from __future__ import annotations

from struct import iter_unpack, unpack_from
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFace

GROUPS = 12
"""The form of a character table that our fonts have; any other is left to reportlab."""


class _Outlines:
    """The table of outlines in place: only the slices that are taken of it are copied."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class QuickFace(TTFontFace):
    """Comes to the same as reportlab's own, attribute for attribute."""

    def extractInfo(self, charInfo: int = 1) -> None:  # noqa: N802, N803 (reportlab's names)
        """As reportlab's; characters, widths and positions in blocks."""
        super().extractInfo(0)
        if charInfo and not self._read_characters():
            super().extractInfo(charInfo)

    def get_table(self, tag: str) -> Any:
        """A table's bytes; of the outlines, 5 MB of which a paper needs few, what is asked for of them."""
        if tag == "glyf":
            return _Outlines(self._ttf_data, self.get_table_pos(tag)[0])
        return super().get_table(tag)

    def __getattr__(self, name: str) -> Any:
        """The characters of each glyph, which only shaping asks for."""
        if name != "glyphToChar" or not self.charToGlyph:
            raise AttributeError(name)
        characters: dict[int, list[int]] = {}
        for char, glyph in self._given.items():
            characters.setdefault(glyph, []).append(char)
        self.glyphToChar = characters
        return characters

    def _read_characters(self) -> bool:
        table = self._characters_at()
        if table is None or unpack_from(">H", self._ttf_data, table)[0] != GROUPS:
            return False
        (count,) = unpack_from(">L", self._ttf_data, table + 12)
        glyphs: dict[int, int] = {}
        for start, end, glyph in iter_unpack(">LLL", self.get_chunk(table + 16, 12 * count)):
            if start == end:
                glyphs[start] = glyph
            else:
                glyphs.update(zip(range(start, end + 1), range(glyph, glyph + end + 1 - start), strict=True))
        self._given = glyphs
        self.charToGlyph = dict(glyphs)
        self._read_widths()
        self._read_positions()
        known, other = (0x20, 0xA0) if 0x20 in glyphs else (0xA0, 0x20)
        if known in glyphs:  # a space is as wide as one that does not break
            self.charToGlyph[other] = self.charToGlyph[known]
            self.charWidths[other] = self.charWidths[known]
        return True

    def _characters_at(self) -> int | None:
        """Where the character table is that reportlab chooses."""
        cmap = self.seek_table("cmap")
        chosen, is_unicode = None, False
        for n in range(unpack_from(">H", self._ttf_data, cmap + 2)[0]):
            platform, encoding, offset = unpack_from(">HHL", self._ttf_data, cmap + 4 + 8 * n)
            unicode = platform == 3 or (platform, encoding) == (1, 1) or (platform == 0 and encoding != 5)
            if unicode or ((platform, encoding) == (1, 0) and not is_unicode):
                chosen, is_unicode = cmap + offset, unicode
        return chosen

    def _read_widths(self) -> None:
        (count,) = unpack_from(">H", self._ttf_data, self.seek_table("hhea") + 34)
        start, glyphs = self.seek_table("hmtx"), self.numGlyphs
        self.hmetrics = list(iter_unpack(">HH", self.get_chunk(start, 4 * count)))
        widths = [self._pdfScale(width) for width, _ in self.hmetrics]
        bearings = iter_unpack(">H", self.get_chunk(start + 4 * count, 2 * (glyphs - count)))
        self.hmetrics += [(widths[-1], bearing) for (bearing,) in bearings]
        widths += [widths[-1]] * (glyphs - count)
        self.defaultWidth = widths[0]
        self.charWidths = {char: widths[glyph] for char, glyph in self._given.items() if glyph < glyphs}

    def _read_positions(self) -> None:
        (is_long,) = unpack_from(">H", self._ttf_data, self.seek_table("head") + 50)
        form = f">{self.numGlyphs + 1}{'L' if is_long else 'H'}"
        offsets = unpack_from(form, self._ttf_data, self.seek_table("loca"))
        self.glyphPos = list(offsets) if is_long else [place << 1 for place in offsets]
