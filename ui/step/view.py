"""Lays out the sheet 办理: what may be done, the fields of the chosen step, what it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.forms.sheet import SheetView
from ui.step.fields import CHOICE, DAY, HOLDER, UNIT, WORDS, StepField
from ui.step.form import typed_day
from ui.step.model import Line
from ui.theme import fix, px, space
from ui.widgets import Choice, DateBox, FormGrid, Heading, Narrative, Picker, Text, TextField, clear, rule
from ui.widgets.basics import name_widget
from ui.widgets.rowlist import RowItem, RowList
from ui.widgets.scroll import scrolling

LABEL, NARRATIVE, PAPER = 88, 78, 300
Input = TextField | Narrative


class StepView(SheetView):
    """Three columns: modes, fields, effect."""

    typed = Signal()
    """A field of the step was changed."""
    left = Signal(str)
    """The keys have left a field."""

    def __init__(self) -> None:
        super().__init__("办理", "step")
        self.inputs: dict[str, Input] = {}
        self.modes = RowList("现在能做的", "step.modes", height=52, most=9, keeps=True)
        left = self.add_panel(3)
        self.count = Heading("现在能做的", "")
        left.body.addWidget(self.count)
        left.body.addWidget(self.modes)
        left.body.addWidget(rule())
        self._not_now = QVBoxLayout()
        space(self._not_now, spacing=2)
        held = QWidget()
        held.setLayout(self._not_now)
        left.body.addWidget(scrolling(held), 1)
        middle = self.add_panel(4)
        self.mode = Heading("", "")
        middle.body.addWidget(self.mode)
        self._form = QVBoxLayout()
        space(self._form)
        inside = QWidget()
        inside.setLayout(self._form)
        middle.body.addWidget(scrolling(inside), 1)
        right = self.add_panel(4)
        self.effect = Heading("办了以后", "")
        right.body.addWidget(self.effect)
        self._lines = QVBoxLayout()
        space(self._lines, spacing=4)
        right.body.addLayout(self._lines)
        self.paper = QLabel()
        name_widget(self.paper, "会出的纸", "step.paper")
        self.paper_title = Text("会出的纸", "label")
        self.paper_title.hide()
        right.body.addWidget(self.paper_title)
        right.body.addWidget(self.paper, 0, Qt.AlignmentFlag.AlignTop)
        right.body.addStretch(1)
        self._grid: FormGrid | None = None

    def show_moves(self, rows: Sequence[RowItem], not_now: Sequence[tuple[str, str]]) -> None:
        self.count.set_caption(f"{len(rows)} 步")
        self.modes.show_rows(rows)
        clear(self._not_now)
        if not_now:
            self._not_now.addWidget(Text("现在不能做，因为", "label"))
        for word, why in not_now:
            self._not_now.addWidget(Text(f"{word}　{why}", "caption", wrap=True))
        self._not_now.addStretch(1)

    def show_fields(
        self,
        fields: Sequence[StepField],
        values: Mapping[str, str],
        offered: Mapping[str, Sequence[Choice]],
        today: date,
    ) -> None:
        """Make the inputs anew; what was typed into one that stays is kept in ``values``."""
        clear(self._form)
        self.inputs = {}
        self._grid = FormGrid(1, LABEL)
        for row, one in enumerate(fields):
            field = self._made(one, offered, today)
            field.set_value(values.get(one.key, ""))
            self.inputs[one.key] = field
            self._grid.put(row, 0, 1, one.label, field)
            field.edited.connect(self.typed)
            field.left.connect(self._left)
            if isinstance(field, Picker):
                field.chosen.connect(self._chosen)
        self._form.addWidget(self._grid)
        self._form.addStretch(1)

    def _made(self, one: StepField, offered: Mapping[str, Sequence[Choice]], today: date) -> Input:
        identifier = f"step.{one.key}"
        if one.kind == WORDS:
            narrative = Narrative(one.label, identifier, one.hint)
            fix(narrative, min_height=NARRATIVE)
            return narrative
        if one.kind == DAY:
            return DateBox(one.label, identifier, lambda: today, one.hint)
        if one.kind in (UNIT, HOLDER):
            return Picker(one.label, identifier, list(offered.get(one.kind, ())), placeholder=one.hint)
        if one.kind == CHOICE:
            choices = [Choice(value, words) for value, words in one.choices]
            return Picker(one.label, identifier, choices, placeholder=one.hint)
        return TextField(one.label, identifier, one.hint)

    def values(self, fields: Sequence[StepField]) -> dict[str, str]:
        """What stands in the inputs."""
        return {
            one.key: typed_day(one.kind, self.inputs[one.key].value())
            for one in fields
            if one.key in self.inputs
        }

    def show_errors(self, errors: Mapping[str, str]) -> None:
        """The sentences of wrong inputs; others are right."""
        if self._grid is None:
            return
        sentences: dict[QWidget, str] = {
            self.inputs[key]: words for key, words in errors.items() if key in self.inputs
        }
        self._grid.show_errors(sentences, list(self.inputs.values()))

    def show_chosen(self, mode: str) -> None:
        """Mark the mode whose fields are shown."""
        keys = [row.key for row in self.modes.rows()]
        if mode in keys:
            self.modes.choose(keys.index(mode))

    def show_effect(self, title: str, lines: Sequence[Line]) -> None:
        self.effect.title.setText(title)
        clear(self._lines)
        for kind, what, why in lines:
            self._lines.addWidget(Text(f"{kind}　{what}", "body", wrap=True))
            if why:
                self._lines.addWidget(Text(why, "caption", wrap=True))

    def show_paper(self, picture: bytes | None) -> None:
        """The first page of the paper; nothing while it is being drawn or something is missing."""
        self.paper.clear()
        self.paper_title.setVisible(picture is not None)
        if picture is None:
            return
        image = QPixmap()
        image.loadFromData(picture, "PNG")
        ratio = self.devicePixelRatioF()
        shown = image.scaledToWidth(round(px(PAPER) * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.paper.setPixmap(shown)

    @Slot()
    def _left(self) -> None:
        for key, field in self.inputs.items():
            if field is self.sender():
                self.left.emit(key)

    @Slot(object)
    def _chosen(self, _value: object) -> None:
        self.typed.emit()
