"""This port lays out a frozen content on paper and reads codes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol


class Papers(Protocol):
    def prepare(self) -> None:
        """Load what the first paper would wait for; takes a tenth of a second once."""
        ...

    def render(self, content: dict[str, Any], paper: str, form: str) -> bytes:
        """Lay out a frozen content (app.domain.papers).

        paper: a4, a5, a5-large, 80mm or 58mm; form: pdf, ofd, png or escpos (thermal papers only for escpos;
        a png of a4/a5 is 203 dpi).
        Raises Refused(FieldError('paper'|'format', …)) for a pair that does not go together, and
        Unavailable('no_glyph', characters=…) when no font has a character: never a box or a blank.
        """
        ...

    def missing(self, content: dict[str, Any]) -> str:
        """The characters of the content that no font here has, and of which it carries no picture.

        A content may carry ``glyphs``: {character: {"png": base64, "pinyin": text}}; the picture stands in
        the character's place, and copying gives the character with its pinyin in brackets.
        """
        ...

    def fallback(self, content: dict[str, Any], paper: str) -> str:
        """The characters that another face than the paper's own will draw; empty where all are in it."""
        ...

    def glyph(self, picture: bytes) -> bytes:
        """A PNG or JPEG of one character as a small PNG: the strokes alone, dark on white, in a square.

        Refused(FieldError('picture', …)): glyph_unreadable, glyph_too_large, glyph_blank.
        """
        ...


class CodeReader(Protocol):
    def texts(self, file: Path) -> list[str]:
        """All QR texts found in a PNG, JPEG or PDF (pages rendered); empty if none."""
        ...
