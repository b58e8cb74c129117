"""The papers of a desk; fonts and layout are loaded with the first one, for they cost start-up time."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from printing.papers import Papers


class PapersWhenNeeded:
    """app.ports.paper.Papers."""

    def __init__(self) -> None:
        self._papers: Papers | None = None
        self._building = threading.Lock()

    def prepare(self) -> None:
        """Load the program of it now, 10 MB; the fonts, 20 MB each, with the paper that needs them."""
        self._built()

    def render(self, content: dict[str, Any], paper: str, form: str) -> bytes:
        return self._built().render(content, paper, form)

    def missing(self, content: dict[str, Any]) -> str:
        return self._built().missing(content)

    def fallback(self, content: dict[str, Any], paper: str) -> str:
        return self._built().fallback(content, paper)

    def glyph(self, picture: bytes) -> bytes:
        return self._built().glyph(picture)

    def _built(self) -> Papers:
        with self._building:  # a paper may be asked for while they are loaded ahead
            if self._papers is None:
                from printing.papers import Papers  # start-up: reportlab and the fonts

                self._papers = Papers()
            return self._papers
