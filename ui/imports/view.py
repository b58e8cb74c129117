"""Lays out an import in three numbered parts: columns, rows, what will happen; the batches below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout

from app.domain.paging import Order
from app.services.ledger.look_at_ledger import LedgerLook
from ui.imports.form import IGNORE, KEEP, WORDS
from ui.imports.model import ALL, BATCH_COLUMNS, COLUMN_COLUMNS, FILTERS, ROW_COLUMNS, count_of
from ui.tables.view import Table
from ui.theme import fix, margin, narrow, pad, set_mark, space
from ui.widgets import Button, Choice, Heading, Panel, Picker, Text, rule
from ui.widgets.scrolled import Scrolled

BY_ROW = Order("row")
NO_FILE = "选一个旧台账：XLSX、XLS、ET 或 CSV。看完了、定好了再按 F9，以前一条也不存。"


class ImportView(Scrolled):
    """A dry run until F9."""

    filter_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__("导入旧台账", "import")
        self._outer = QVBoxLayout(self.inner)
        self._outer.addLayout(self._head())
        self.upper = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self.upper, spacing=12)
        self.upper.addWidget(self._columns(), 3)
        self.upper.addWidget(self._rows(), 4)
        self._outer.addLayout(self.upper, 3)
        self._outer.addWidget(self._effects())
        self._outer.addWidget(self._batches(), 1)
        self.fit()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        space(row, spacing=12)
        row.addWidget(Text("导入旧台账", "row"))
        self.file = Text(NO_FILE, "body", wrap=True)
        row.addWidget(self.file, 1)
        self.choose = Button("选文件", "import.file", key="Alt+O", kind="small")
        row.addWidget(self.choose)
        self.state = Text("", "second")
        row.addWidget(self.state)
        row.addWidget(Text("原文件不改、不留在库里", "caption"))
        return row

    def _columns(self) -> Panel:
        panel = Panel((1, 8, 1, 8), 0)
        self.columns_head = Heading("1 列", "改 Enter　用上次的 Alt+U　存下 Alt+K")
        pad(self.columns_head, 15, 0, 15, 6)
        panel.body.addWidget(self.columns_head)
        panel.body.addWidget(rule())
        self.columns = Table("表里的列", "import.columns", COLUMN_COLUMNS, BY_ROW)
        fix(self.columns, min_height=32 * 6)
        panel.body.addWidget(self.columns, 1)
        choices = [Choice(name, word) for name, word in WORDS.items()]
        choices += [Choice(KEEP, KEEP, "原样留在记录里"), Choice(IGNORE, IGNORE)]
        self.reads_as = Picker("这一列作为", "import.as", choices, placeholder="这一列作为哪一项，↓ 看全部")
        self.reads_as.hide()
        panel.body.addWidget(self.reads_as)
        return panel

    def _rows(self) -> Panel:
        panel = Panel((1, 8, 1, 8), 0)
        self.rows_head = Heading("2 行", "改这一行 Enter　下一处 Alt+E")
        pad(self.rows_head, 15, 0, 15, 6)
        self.filters: dict[str, Button] = {}
        for word in FILTERS:
            button = Button(word, f"import.only.{word}", kind="small")
            button.setCheckable(True)
            button.setProperty("word", word)
            set_mark(button, "segment", True)
            button.clicked.connect(self._pressed)
            self.filters[word] = button
            self.rows_head.add_left(button)
        panel.body.addWidget(self.rows_head)
        panel.body.addWidget(rule())
        self.rows = Table("逐行结论", "import.rows", ROW_COLUMNS, BY_ROW)
        fix(self.rows, min_height=32 * 6)
        panel.body.addWidget(self.rows, 1)
        self.left = Text("", "caption", wrap=True)
        pad(self.left, 15, 6, 15, 0)
        panel.body.addWidget(self.left)
        return panel

    def _effects(self) -> Panel:
        panel = Panel((16, 8, 16, 12), 6)
        self.effects_head = Heading("3 按 F9 会这样", "现在是试算，库里一条没有动")
        panel.body.addWidget(self.effects_head)
        self._grid = QGridLayout()
        self._grid.setProperty("px_across", 16)
        self._grid.setProperty("px_down", 2)
        space(self._grid)
        panel.body.addLayout(self._grid)
        self._facts: list[tuple[Text, Text, Text]] = []
        for _ in range(6):
            parts = (Text("", "second"), Text("", "fact-strong"), Text("", "caption", wrap=True))
            self._facts.append(parts)
        return panel

    def _batches(self) -> Panel:
        panel = Panel((1, 8, 1, 8), 0)
        head = Heading("导过的批", "选一批，Alt+Z 撤销：没有人动过的整批撤，动过的撤其余")
        pad(head, 15, 0, 15, 6)
        panel.body.addWidget(head)
        panel.body.addWidget(rule())
        self.batches = Table("导过的批", "import.batches", BATCH_COLUMNS, BY_ROW)
        fix(self.batches, min_height=32 * 2)
        panel.body.addWidget(self.batches, 1)
        self.no_batches = Text("还没有导过。", "second")
        pad(self.no_batches, 15, 6, 15, 0)
        panel.body.addWidget(self.no_batches)
        panel.body.addStretch(0)  # without a table the head keeps its height
        return panel

    def show_counts(self, look: LedgerLook | None, only: str) -> None:
        for word, button in self.filters.items():
            count = count_of(look, word) if look is not None else 0
            button.set_words(word if word == ALL else f"{word} {count:,}")
            button.setChecked(word == only)

    def show_effects(self, facts: Sequence[tuple[str, str, str]]) -> None:
        for parts, words in zip(self._facts, facts, strict=True):
            for text, word in zip(parts, words, strict=True):
                text.setText(word)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Parts one under another where it is narrow."""
        small = narrow(self)
        space(self._outer, (margin(self), 12, margin(self), 12), 12)
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self.upper.setDirection(down if small else across)
        in_a_row = 3 if small else 6
        if self._grid.property("columns") != in_a_row:
            self._grid.setProperty("columns", in_a_row)
            for at, parts in enumerate(self._facts):
                for line, text in enumerate(parts):
                    self._grid.addWidget(
                        text, at // in_a_row * 3 + line, at % in_a_row, Qt.AlignmentFlag.AlignTop
                    )
            for at in range(6):
                self._grid.setColumnStretch(at, 1 if at < in_a_row else 0)

    @Slot()
    def _pressed(self) -> None:
        self.filter_asked.emit(str(self.sender().property("word")))
