"""Rows of a form: label left, field, and one line under them for the sentence of what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import colours, fix, space
from ui.widgets.basics import LINE, Icon, Text

LABEL, CHARACTER = 56, 14
LAST = 1000
"""The row of the layout under all rows of a form."""


def room_for(labels: Iterable[str], least: int = LABEL) -> int:
    """Width of the labels of a form: the longest one is whole."""
    return max(least, *(CHARACTER * len(label) + 4 if len(label) > 4 else LABEL for label in labels), 0)


class ErrorLine(QWidget):
    """Circle-! and the sentence, from the field's left edge over the row's full width."""

    def __init__(self, indent: int = LABEL + 8, *, kept: bool = False, wrap: bool = True) -> None:
        """``kept``: its room is there also while nothing is wrong, so that nothing moves (LOOK.md 8.2);
        ``wrap``: the sentence may need a second line."""
        super().__init__()
        row = QHBoxLayout(self)
        space(row, (indent, 0, 0, 0), 6)
        self._sentence = ""
        self._words = Text("", "body", wrap=wrap)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        row.addWidget(Icon("error", "err", line=24 if kept else LINE), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._of: QWidget | None = None
        if kept:
            policy = self.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.setSizePolicy(policy)
            fix(self, min_height=24)
        self.hide()

    def say(self, sentence: str, of: QWidget | None = None) -> None:
        """Show a sentence; its first clause up to 。 is bold red, the rest says what to do."""
        self._sentence = sentence
        self._write()
        self._of = of
        self.setAccessibleName(sentence)
        self.show()

    def clear(self, of: QWidget | None = None) -> None:
        """Take the sentence away; with ``of`` only if it is about that field."""
        if of is None or of is self._of:
            self._of = None
            self.hide()

    def about(self) -> QWidget | None:
        """The field it speaks of now."""
        return self._of

    def text(self) -> str:
        return "" if self.isHidden() else self._sentence

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange and self._sentence:
            self._write()
        super().changeEvent(event)

    def _write(self) -> None:
        head, dot, rest = self._sentence.partition("。")
        table = colours()
        self._words.setText(
            f'<b style="color:{table.err}">{escape(head + dot)}</b>'
            f'<span style="color:{table.text2}"> {escape(rest)}</span>'
        )


class SharedError(ErrorLine):
    """One line for many fields: it speaks of the wrong field with the keys, else of the first wrong one."""

    changed = Signal()
    """It speaks of another field, or the keys are elsewhere: the time to stand in another place."""

    def __init__(self, indent: int, *, kept: bool) -> None:
        super().__init__(indent, kept=kept)
        self._wrong: dict[QWidget, str] = {}
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]

    def tell(self, wrong: Mapping[QWidget, str]) -> None:
        """All that is wrong now, in the order of the fields."""
        if wrong != self._wrong or list(wrong) != list(self._wrong):
            self._wrong = dict(wrong)
            self._say_one(QApplication.focusWidget())

    def sentences(self) -> dict[QWidget, str]:
        return dict(self._wrong)

    def _say_one(self, focused: QWidget | None) -> None:
        if not self._wrong:
            self.clear()
            self.changed.emit()
            return
        field = focused if focused in self._wrong else next(iter(self._wrong))
        assert field is not None
        self.say(self._wrong[field], field)
        self.changed.emit()

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new in self._wrong:
            self._say_one(new)
        elif self._wrong:
            self.changed.emit()


class FormGrid(QWidget):
    """A form of equal columns whose edges stand in line; the sentence of an error under its row.

    The sentence has its room from the beginning; in a form with a row that grows, that row gives it. While
    the keys are in a row further down it waits under the last one: what has the keys never moves.
    """

    def __init__(self, columns: int = 3, label_width: int = LABEL) -> None:
        super().__init__()
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setProperty("px_across", 24)
        self._grid.setProperty("px_down", 8)
        space(self._grid)
        self._error = SharedError(label_width + 8 if label_width else 0, kept=True)
        self._grid.addWidget(self._error, LAST, 0, 1, columns)
        self._error_at = LAST
        self._error.changed.connect(self._place_error)
        self._rows: dict[QWidget, int] = {}
        self._labels: dict[QWidget, Text] = {}
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._columns = columns

    def put(
        self,
        row: int,
        column: int,
        span: int,
        label: str,
        *fields: QWidget,
        stretch: tuple[int, ...] = (),
        top: bool = False,
    ) -> Text | None:
        """Place a labelled cell; several fields share it by ``stretch`` (default 1 each).

        An empty label leaves no room for one. ``top``: the label stands at the first line (narrative).
        """
        cell = QWidget()
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner = QHBoxLayout(cell)
        space(inner, (0, 0, 0, 0), 8)
        made = self._label(label, fields[0], top) if label else None
        if made is not None:
            inner.addWidget(made, 0, Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0))
        for index, field in enumerate(fields):
            inner.addWidget(field, stretch[index] if stretch else 1)
            self._rows[field] = row
            if made is not None:
                self._labels[field] = made
                field.setProperty("label_widget", made)
        self._grid.addWidget(cell, 2 * row, column, 1, span)
        return made

    def grow(self, row: int) -> None:
        """The one row that grows with the window (情况); it makes room for the error."""
        self._grid.setRowStretch(2 * row, 1)
        policy = self._error.sizePolicy()
        policy.setRetainSizeWhenHidden(False)
        self._error.setSizePolicy(policy)

    def set_dense(self, dense: bool) -> None:
        """Rows 4 px apart instead of 8, where a low window would have to scroll."""
        self._grid.setProperty("px_down", 4 if dense else 8)
        space(self._grid)

    def show_errors(self, sentences: Mapping[QWidget, str], among: Iterable[QWidget]) -> None:
        """All that is wrong among these fields: each red, one sentence said."""
        for field in among:
            if hasattr(field, "set_error"):
                field.set_error(field in sentences)
        others = {
            widget: text for widget, text in self._error.sentences().items() if widget not in set(among)
        }
        self._tell({**others, **sentences})

    def show_error(self, field: QWidget, sentence: str) -> None:
        """Mark a field red and say why under the form."""
        self.show_errors({field: sentence}, [field])

    def error_text(self, row: int) -> str:
        """The sentence that is said, if it is about a field of this row."""
        about = self._error.about()
        return self._error.text() if about is not None and self._rows[about] == row else ""

    def show_row(self, row: int, shown: bool) -> None:
        """Show or hide all cells of a row."""
        for column in range(self._columns):
            item = self._grid.itemAtPosition(2 * row, column)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(shown)
        if not shown:
            self.show_errors({}, [field for field, at in self._rows.items() if at == row])

    @Slot()
    def _place_error(self) -> None:
        """Under the row of the field it speaks of, unless that would move what has the keys."""
        about, focused = self._error.about(), QApplication.focusWidget()
        at = LAST
        if about is not None:
            row = self._rows[about]
            at = LAST if focused is not None and self._rows.get(focused, -1) > row else 2 * row + 1
        if at != self._error_at:
            self._error_at = at
            self._grid.removeWidget(self._error)
            self._grid.addWidget(self._error, at, 0, 1, self._columns)

    def _tell(self, wrong: Mapping[QWidget, str]) -> None:
        self._error.tell({field: wrong[field] for field in self._rows if field in wrong})

    def _label(self, text: str, buddy: QWidget, top: bool) -> Text:
        made = Text(text, "label")
        made.setBuddy(buddy)
        fix(made, width=self._label_width)
        if top:
            fix(made, height=36)
        return made
