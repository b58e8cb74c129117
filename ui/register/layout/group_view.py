"""The batch grid of a group: one row for each representative, five at most (条例第20条)."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.register.entry.fields import GRID_PARTS, identifier_of, label_of, person_key
from ui.register.layout.binder import Binder
from ui.register.layout.people_view import TYPES
from ui.theme import fix, space
from ui.widgets import Choice, Picker, Text, TextField
from ui.widgets.grid import LAST, SharedError

_SHORT = ("身份证", "护照", "港澳通行证", "台胞证", "居住证", "永居证", "军官证", "户口簿", "其他", "无")
SHORT_TYPES = [Choice(choice.value, short, choice.hint) for choice, short in zip(TYPES, _SHORT, strict=True)]
_HEADS = {"name": "姓名", "id_type": "证件", "id_number": "证件号码", "phone": "电话", "address": "住址"}
_WIDE = {"name": 20, "id_type": 16, "id_number": 42, "phone": 21, "address": 29}


class GroupView(QWidget):
    """Rows appear as the clerk goes on; under them the sentence of what is wrong, with its row's number."""

    def __init__(self, binder: Binder) -> None:
        super().__init__()
        self._binder = binder
        self._grid = QGridLayout(self)
        self._grid.setProperty("px_across", 8)
        self._grid.setProperty("px_down", 4)
        space(self._grid)
        self._rows: list[dict[str, TextField]] = []
        self._marks: list[Text] = []
        for column, part in enumerate(GRID_PARTS, start=1):
            self._grid.addWidget(Text(_HEADS[part], "caption"), 0, column)
            self._grid.setColumnStretch(column, _WIDE[part])
        self._error = SharedError(0, kept=True)
        self._grid.addWidget(self._error, LAST, 1, 1, len(GRID_PARTS))
        self._wrong: dict[QWidget, str] = {}

    @property
    def rows(self) -> int:
        return len(self._rows)

    def show_rows(self, count: int) -> None:
        """Grow or shrink to so many rows."""
        while len(self._rows) < count:
            self._add()
        while len(self._rows) > count:
            self._drop()

    def say_full(self, sentence: str) -> None:
        """A sixth was asked for, or (empty) not any more."""
        self._error.tell({self: sentence} if sentence else self._wrong)

    def error_text(self) -> str:
        """What is said under the rows."""
        return self._error.text()

    def show_errors(self, sentences: dict[str, str]) -> None:
        """Every wrong field red; the sentence of the one with the keys, else of the first."""
        self._wrong = {}
        for row, fields in enumerate(self._rows):
            for part, field in fields.items():
                words = sentences.get(person_key(row, part))
                field.set_error(words is not None)
                if words is not None:
                    self._wrong[field] = f"代表 {row + 1}：{words}"
        self._error.tell(self._wrong)

    def show_proof(self, row: int, proven: bool, what: str) -> None:
        """A tick, sex and age in the number field of a row."""
        if row < len(self._rows):
            self._rows[row]["id_number"].set_remark(what if proven else "", "done" if proven else "")

    def _add(self) -> None:
        row = len(self._rows)
        mark = Text(str(row + 1), "label")
        fix(mark, width=16)
        self._grid.addWidget(mark, 1 + row, 0)
        self._marks.append(mark)
        fields: dict[str, TextField] = {}
        for column, part in enumerate(GRID_PARTS, start=1):
            key = person_key(row, part)
            # a grid row is called by its own number, so that a reader says 代表 1 姓名
            label = label_of(key) if row else f"代表 1 {label_of(key)}"
            kind = Picker if part == "id_type" else TextField
            field = kind(label, f"{identifier_of(key)}" if row else f"register.rep1.{part}")
            if isinstance(field, Picker):
                field.set_choices(SHORT_TYPES)
            fix(field, min_width=64)
            self._grid.addWidget(field, 1 + row, column)
            self._binder.tie(key, field)
            fields[part] = field
        self._rows.append(fields)

    def _drop(self) -> None:
        fields = self._rows.pop()
        row = len(self._rows)
        self._binder.untie([person_key(row, part) for part in fields])
        self.show_errors({})
        for gone in (*fields.values(), self._marks.pop()):
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
