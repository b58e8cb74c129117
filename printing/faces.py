"""The font chain: for each role the faces in order, checked per character before anything is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTEncoding, TTFError, TTFont

from app.domain.text.scripts import script_of
from printing.fonts import font_files
from printing.quick_face import QuickFace
from printing.system_fonts import fangsong, fonts_with

SANS, BOLD, SERIF, TITLE, BODY = "sans", "sans-bold", "serif", "serif-bold", "fangsong"
"""Roles; ``fangsong`` is the machine's own 仿宋 where it has one, the serif otherwise."""
_CHAINS = {
    SANS: (SANS, SERIF),
    BOLD: (BOLD, SANS, SERIF),
    SERIF: (SERIF, SANS),
    TITLE: (SERIF, SANS),
    BODY: (SERIF, SANS),
}
_SPACES = frozenset("\u3000\u00a0\u2003 ")


class MendedFont(TTFont):
    """reportlab's TrueType font with right ToUnicode entries beyond the BMP, so that 𬭎 copies as 𬭎."""

    def __init__(self, name: str, filename: str, index: int) -> None:
        """As reportlab's, which is not asked: it would read the face number by number (QuickFace)."""
        self.fontName = name
        self.face = QuickFace(filename, subfontIndex=index)
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = self.shapable = False

    def addObjects(self, doc: Any) -> None:  # noqa: N802 (reportlab's name)
        """As reportlab's, with five-digit entries rewritten as UTF-16BE."""
        super().addObjects(doc)
        for name, stream in doc.idToObject.items():
            if str(name).startswith("toUnicodeCMap:"):
                stream.content = re.sub(r"<([0-9A-F]{5,6})>", _utf16, stream.content)


def _utf16(entry: re.Match[str]) -> str:
    return f"<{chr(int(entry[1], 16)).encode('utf-16-be').hex().upper()}>"


@dataclass(frozen=True)
class Face:
    """One font file, loaded when first needed."""

    name: str
    path: Path
    index: int = 0

    @cached_property
    def font(self) -> TTFont:
        """The font, registered with reportlab once per process under a name of its path."""
        font = MendedFont(self.name, str(self.path), self.index)
        if self.name not in getRegisteredFontNames():
            registerFont(font)
        return font

    def has(self, char: str) -> bool:
        """Whether the face has a glyph for the character."""
        return ord(char) in self.font.face.charToGlyph

    def advance(self, char: str) -> float:
        """Width of a character in em."""
        return self.font.face.getCharWidth(ord(char)) / 1000


class Faces:
    """The chains of the program's fonts, with the machine's own fonts behind them."""

    def __init__(self, *, system: bool = True) -> None:
        files = font_files()
        self._faces = {
            role: Face(f"jiefangtai-{role}", path) for role, path in files.items() if role != TITLE
        }
        self._system = system
        self._extra: list[Face] = []
        self._found: dict[tuple[str, str], Face | None] = {}
        self._advances: dict[tuple[str, str], float] = {}

    @cached_property
    def _own_fangsong(self) -> tuple[Face, ...]:
        path = fangsong() if self._system else None
        return (Face("jiefangtai-fangsong", path),) if path else ()

    def face(self, char: str, role: str) -> Face | None:
        """The first face of the role's chain that has the character; None if no font here has it."""
        key = (char, role)
        if key not in self._found:
            self._found[key] = self._search(char, role)
        return self._found[key]

    def _search(self, char: str, role: str) -> Face | None:
        if role == BODY:
            for face in self._own_fangsong:
                if face.has(char):
                    return face
        for name in _CHAINS[role]:
            if self._faces[name].has(char):
                return self._faces[name]
        return self._beyond(char)

    def _beyond(self, char: str) -> Face | None:
        """A face of the machine's other fonts: they are looked through only for a character we lack."""
        for face in self._extra:
            if face.has(char):
                return face
        if not self._system or not char.isprintable():
            return None
        for path, index in fonts_with(char):
            face = Face(f"system-{path.name}-{index}", path, index)
            try:
                usable = face.has(char)
            except TTFError:  # outlines that reportlab cannot embed: try the next file
                continue
            if usable:
                self._extra.append(face)
                return face
        return None

    def falls_back(self, char: str, role: str) -> bool:
        """Whether the character is drawn by another face than the first of its role's chain."""
        if char in _SPACES or char == "\n":
            return False
        meant = (
            self._own_fangsong[0] if role == BODY and self._own_fangsong else self._faces[_CHAINS[role][0]]
        )
        return self.face(char, role) not in (meant, None)

    def missing(self, text: str) -> str:
        """The characters no font here has, or that would stand unjoined, each once, in order."""
        odd = (char for char in dict.fromkeys(text) if char not in _SPACES and char != "\n")
        return "".join(char for char in odd if script_of(char) or self.face(char, SANS) is None)

    def advance(self, char: str, role: str) -> float:
        """Width of a character in em, in the face that will draw it."""
        key = (char, role)
        if key not in self._advances:
            face = self.face(char, role)
            self._advances[key] = face.advance(char) if face else 1.0
        return self._advances[key]

    def width(self, text: str, role: str, size: float) -> float:
        """Width of a text at a size."""
        return sum(self.advance(char, role) for char in text) * size

    def segments(self, text: str, role: str) -> Iterator[tuple[Face, str]]:
        """The text cut where the face changes. ValueError for a character no font has (ask missing first)."""
        current: Face | None = None
        start = 0
        for place, char in enumerate(text):
            face = self.face(char, role)
            if face is None:
                raise ValueError(f"no glyph for U+{ord(char):04X}")
            if face is not current:
                if current is not None:
                    yield current, text[start:place]
                current, start = face, place
        if current is not None:
            yield current, text[start:]
