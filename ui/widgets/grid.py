"""Rows of a form: label left, field, and the sentence of an error under the row."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from ui.theme import fix, space
from ui.widgets.basics import Icon, Text

LABEL = 56


class ErrorLine(QWidget):
    """Circle-! and the sentence, from the field's left edge over the row's full width."""

    def __init__(self, indent: int = LABEL + 8) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        space(row, (indent, 0, 0, 0), 6)
        self._what = Text("", "error")
        self._rest = Text("", "second", wrap=True)
        row.addWidget(Icon("error", "err"))
        row.addWidget(self._what)
        row.addWidget(self._rest, 1)
        self._of: QWidget | None = None
        self.hide()

    def say(self, sentence: str, of: QWidget | None = None) -> None:
        """Show a sentence; its first clause up to 。 is bold red, the rest says what to do."""
        head, dot, rest = sentence.partition("。")
        self._what.setText(head + dot)
        self._what.setWordWrap(len(head) > 36)
        self._rest.setText(rest)
        self._rest.setVisible(True)
        self._of = of
        self.setAccessibleName(sentence)
        self.show()

    def clear(self, of: QWidget | None = None) -> None:
        """Take the sentence away; with ``of`` only if it is about that field."""
        if of is None or of is self._of:
            self._of = None
            self.hide()

    def text(self) -> str:
        return "" if self.isHidden() else self._what.text() + self._rest.text()


class FormGrid(QWidget):
    """A form of equal columns whose edges stand in line; one error line under each row."""

    def __init__(self, columns: int = 3, label_width: int = LABEL) -> None:
        super().__init__()
        self._label_width = label_width
        self._grid = QGridLayout(self)
        self._grid.setProperty("px_across", 24)
        self._grid.setProperty("px_down", 8)
        space(self._grid)
        self._lines: dict[int, ErrorLine] = {}
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
        self._grid.addWidget(cell, row * 2, column, 1, span)
        self._line(row)
        return made

    def grow(self, row: int) -> None:
        """The one row that grows with the window (情况)."""
        self._grid.setRowStretch(row * 2, 1)

    def show_error(self, field: QWidget, sentence: str) -> None:
        """Mark a field red and say why under its row."""
        if hasattr(field, "set_error"):
            field.set_error(True)
        self._line(self._rows[field]).say(sentence, field)

    def clear_error(self, field: QWidget) -> None:
        if hasattr(field, "set_error"):
            field.set_error(False)
        self._line(self._rows[field]).clear(field)

    def error_text(self, row: int) -> str:
        return self._line(row).text()

    def show_row(self, row: int, shown: bool) -> None:
        """Show or hide all cells of a row."""
        for column in range(self._columns):
            item = self._grid.itemAtPosition(row * 2, column)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setVisible(shown)
        if not shown:
            self._line(row).clear()

    def _label(self, text: str, buddy: QWidget, top: bool) -> Text:
        made = Text(text, "label")
        made.setBuddy(buddy)
        fix(made, width=self._label_width)
        if top:
            fix(made, height=36)
        return made

    def _line(self, row: int) -> ErrorLine:
        if row not in self._lines:
            self._lines[row] = ErrorLine(self._label_width + 8 if self._label_width else 0)
            self._grid.addWidget(self._lines[row], row * 2 + 1, 0, 1, self._columns)
        return self._lines[row]
