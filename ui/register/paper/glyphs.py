"""A paper that a missing character stopped: the clerk gives its picture, and the paper goes on."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.errors import JiefangtaiError, Refused, Unavailable
from app.services.papers.keep_glyph import keep_glyph
from app.words import sentence
from ui.tasks import Tasks
from ui.widgets.fields import TextField
from ui.widgets.glyph_sheet import GlyphSheet

LACKING = "no_glyph"


def characters_of(error: JiefangtaiError) -> str:
    """The characters that stopped the paper; empty for any other reason."""
    return str(error.facts.get("characters", "")) if error.code == LACKING else ""


class Glyphs(QObject):
    """Asks for one character after the other, then goes on with what was stopped."""

    def __init__(self, desk: Desk, tasks: Tasks, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._tasks = tasks
        self._over = over
        self._wanted = ""
        self._then: Callable[[], None] | None = None
        self.sheet: GlyphSheet | None = None

    def ask(self, characters: str, then: Callable[[], None]) -> None:
        """Ask for the pictures; ``then`` once all are there. Esc leaves it at that."""
        self._wanted, self._then = characters, then
        self._next()

    def _next(self) -> None:
        if self.sheet is not None:
            self.sheet.shut()
        if not self._wanted:
            if self._then is not None:
                self._then()
            return
        self.sheet = GlyphSheet(self._over, self._wanted[0])
        self.sheet.asked.connect(self._keep)
        self.sheet.gone.connect(self._gone)

    @Slot()
    def _keep(self) -> None:
        sheet = self.sheet
        if sheet is not None:
            typed = str(sheet.picture.value() or "")
            pinyin = str(sheet.pinyin.value() or "")
            work = partial(_kept, self._desk, sheet.character, sheet.picture.pasted, typed, pinyin)
            self._tasks.run(work, self._there, self._wrong)

    def _there(self, _kept: object) -> None:
        self._wanted = self._wanted[1:]
        self._next()

    def _wrong(self, error: JiefangtaiError) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        fields: dict[str, TextField] = {"pinyin": sheet.pinyin}
        wrongs = error.errors if isinstance(error, Refused) else ()
        for wrong in reversed(wrongs):
            sheet.wrong(fields.get(wrong.field, sheet.picture), sentence(wrong.code, wrong.facts))
        if not wrongs:
            sheet.wrong(sheet.picture, sentence(error.code, error.facts))

    @Slot()
    def _gone(self) -> None:
        self.sheet = None


def _kept(desk: Desk, character: str, pasted: bytes, path: str, pinyin: str) -> object:
    """Store it; a file is read here, off the window's thread. Unavailable(glyph_file)."""
    data = pasted
    if not data and path:
        try:
            data = Path(path).expanduser().read_bytes()
        except OSError as wrong:
            raise Unavailable("glyph_file", file=path) from wrong
    return keep_glyph(desk, character, data, pinyin)
