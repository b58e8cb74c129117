"""The Papers port: a frozen content laid out as PDF, picture or printer bytes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

from app.domain.papers.sizes import PAPER_SIZES, ROLL_DOTS
from app.domain.text.scripts import scripts_in, words_in
from app.errors import FieldError, Refused, Unavailable
from printing.clean import cleaned
from printing.document_roll import document_roll
from printing.document_sheet import document_pages
from printing.drawing import Page, Text
from printing.escpos import to_escpos
from printing.faces import Faces
from printing.glyphs import normalised, pictures_of, with_pictures
from printing.pdf import to_pdf
from printing.raster import Raster, to_png
from printing.slip_roll import slip_roll
from printing.slip_sheet import slip_pages
from printing.trial_page import trial_page

FORMS = ("pdf", "ofd", "png", "escpos")


class Papers:
    """Lays papers out with the fonts of a folder; fonts are loaded with the first paper and kept."""

    def __init__(self, *, system_fonts: bool = True) -> None:
        self._system_fonts = system_fonts
        self._faces: Faces | None = None
        self._raster: Raster | None = None
        self._one_at_a_time = threading.Lock()

    def prepare(self) -> None:
        """Nothing: whoever has these papers has loaded them."""

    def render(self, content: dict[str, Any], paper: str, form: str) -> bytes:
        """The paper's bytes; see app.ports.paper.Papers."""
        _check(paper, form)
        content = cleaned(content)
        with self._one_at_a_time:
            faces, raster = self._tools()
            missing = _lacking(content, faces)
            if scripts := scripts_in(missing):
                words = dict.fromkeys(word for text in _texts(content) for word in words_in(text))
                raise Unavailable("script_unshaped", scripts="、".join(scripts), words="”“".join(words))
            if missing:
                raise Unavailable("no_glyph", characters=missing, codes=_codes(missing))
            pages = with_pictures(lay_out(content, paper, faces), faces, pictures_of(content))
            if form == "pdf":
                return to_pdf(pages, faces, content["title"], content["heading"])
            if form == "ofd":
                from printing.ofd import to_ofd  # start-up: the font tools are for this form alone

                return to_ofd(pages, faces, content["title"], content["heading"])
            images = [raster.one_bit(page) if paper in ROLL_DOTS else raster.grey(page) for page in pages]
            return to_escpos(images[0]) if form == "escpos" else to_png(images)

    def missing(self, content: dict[str, Any]) -> str:
        """The characters of the content that no font here has and no picture of the content shows."""
        with self._one_at_a_time:
            return _lacking(cleaned(content), self._tools()[0])

    def glyph(self, picture: bytes) -> bytes:
        """A picture of one character as it will stand on paper; see app.ports.paper.Papers."""
        return normalised(picture)

    def fallback(self, content: dict[str, Any], paper: str) -> str:
        """The characters of the laid-out paper that are not in the face meant for them, each once."""
        _check(paper, "png")
        content = cleaned(content)
        with self._one_at_a_time:
            faces = self._tools()[0]
            if _lacking(content, faces):
                return ""
            pages = lay_out(content, paper, faces)
        texts = [mark for page in pages for mark in page.marks if isinstance(mark, Text)]
        fallen_back = (
            char for mark in texts for char in mark.text if faces.falls_back(char, mark.style.role)
        )
        return "".join(dict.fromkeys(fallen_back))

    def _tools(self) -> tuple[Faces, Raster]:
        if self._faces is None or self._raster is None:
            self._faces = Faces(system=self._system_fonts)
            self._raster = Raster(self._faces)
        return self._faces, self._raster


def lay_out(content: dict[str, Any], paper: str, faces: Faces) -> list[Page]:
    """The pages of a content on a paper."""
    if content["layout"] == "test":
        return [trial_page(content, paper, faces)]
    slip, roll = content["layout"] == "slip", paper in ROLL_DOTS
    if roll:
        return [(slip_roll if slip else document_roll)(content, paper, faces)]
    return (slip_pages if slip else document_pages)(content, paper, faces)


def _check(paper: str, form: str) -> None:
    errors = []
    if paper not in PAPER_SIZES:
        errors.append(FieldError("paper", "paper_unknown", {"paper": paper}))
    if form not in FORMS:
        errors.append(FieldError("format", "form_unknown", {"form": form}))
    if not errors and form == "escpos" and paper not in ROLL_DOTS:
        errors.append(FieldError("format", "paper_form_mismatch", {"form": form, "paper": paper}))
    if errors:
        raise Refused(*errors)


def _codes(characters: str) -> str:
    """What names characters that no screen can show either: U+2B404."""
    return "、".join(f"U+{ord(char):04X}" for char in characters)


def _lacking(content: dict[str, Any], faces: Faces) -> str:
    shown = content.get("glyphs") or {}
    return "".join(char for char in faces.missing(_characters(content)) if char not in shown)


def _characters(content: Any) -> str:
    return "".join(_texts(content))


def _texts(content: Any) -> Iterator[str]:
    """Every text of a content, at any depth."""
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, list | tuple):
        for value in content:
            yield from _texts(value)
