"""After F9: the number to read aloud, what was told, and one question: has the paper come out?"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import fix, narrow, px, set_mark, space
from ui.widgets import Button, Choice, IconText, Panel, Picker, Text
from ui.widgets.fields import ENTER
from ui.widgets.scroll import scrolling


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFacts:
    """What the saved screen shows of a visit."""

    at: str
    spoken: str
    number: str
    query_code: str
    who: str
    claim: str
    also: str
    """What else was stored of the visit: organisation, guardian, procedure …; empty for a usual one."""
    opinion: str
    due: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFacts:
    """What the paper panel says now."""

    title: str
    question: str
    detail: str = ""
    kind: str = "caption"
    first: str = "已出纸，下一位"
    """What the first button says: it must not claim a paper that cannot be there."""
    glyph: bool = False
    """Whether a character has no font: a picture of it is the way out."""


_ACTS = (
    ("seen", "已出纸，下一位", "Enter", "tall-primary"),
    ("again", "重打", "R", "tall"),
    ("glyph", "给字形图片", "G", "tall"),
    ("other", "换打印机", "O", "tall"),
    ("later", "稍后补打", "L", "tall"),
)
TINY = 940
_LABELS = {
    "query_code": "查询码",
    "who": "来访人",
    "claim": "诉求",
    "also": "另外记下",
    "opinion": "工作意见",
    "due": "办理时限",
    "contact": "联络方式",
}


class SavedView(QWidget):
    """Number in 48 pt at the left, the paper panel at the right."""

    acted = Signal(str)
    printer_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        inner = QWidget()
        outer = QVBoxLayout(inner)
        space(outer)
        self._row = QHBoxLayout()
        space(self._row, (16, 16, 16, 16), 16)
        outer.addLayout(self._row)
        outer.addStretch(1)
        self._buttons: dict[Button, str] = {}
        left, right = QVBoxLayout(), QVBoxLayout()
        space(left)
        space(right, spacing=16)
        left.addWidget(self._number_panel(), 1)
        right.addWidget(self._paper_panel())
        right.addWidget(self._undo_panel())
        right.addStretch(1)
        self._row.addLayout(left, 1)
        self._side = QWidget()
        set_mark(self._side, "ground", "none")
        self._side.setLayout(right)
        self._row.addWidget(self._side)
        whole = QVBoxLayout(self)
        space(whole)
        whole.addWidget(scrolling(inner))

    def _number_panel(self) -> Panel:
        panel = self._left = Panel((40, 28, 40, 48), 0)
        self._saved = IconText("done", "", "ok", "good-strong")
        panel.body.addWidget(self._saved)
        panel.body.addSpacing(16)
        panel.body.addWidget(Text("请读给来访人听", "second"))
        self._spoken = Text("", "number")
        self._spoken.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        panel.body.addWidget(self._spoken)
        self._full = Text("", "second")
        panel.body.addWidget(self._full)
        panel.body.addSpacing(24)
        facts = QGridLayout()
        facts.setProperty("px_across", 32)
        facts.setProperty("px_down", 10)
        space(facts)
        self._facts: dict[str, Text] = {}
        self._labels: dict[str, Text] = {}
        for row, (key, label) in enumerate(_LABELS.items()):
            self._labels[key] = Text(label, "fact-label")
            facts.addWidget(self._labels[key], row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts[key] = Text("", "fact-strong" if key == "query_code" else "fact", wrap=True)
            facts.addWidget(self._facts[key], row, 1)
        facts.setColumnStretch(1, 1)
        panel.body.addLayout(facts)
        return panel

    def _paper_panel(self) -> Panel:
        panel = Panel((24, 20, 24, 24), 8)
        self._title = Text("", "fact-strong", wrap=True)
        self._question = Text("", "second", wrap=True)
        panel.body.addWidget(self._title)
        panel.body.addWidget(self._question)
        for name, text, key, kind in _ACTS:
            button = Button(text, f"saved.{name}", key=key, kind=kind)
            self._buttons[button] = name
            button.clicked.connect(self._pressed)
            panel.body.addWidget(button)
            if name == "glyph":
                button.hide()
        self._printers = Picker("打印机", "saved.printer", placeholder="选打印机，Enter 确定")
        self._printers.chosen.connect(self._chosen)
        self._printers.hide()
        panel.body.addWidget(self._printers)
        self._detail = Text("", "caption", wrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        panel.body.addWidget(self._detail)
        return panel

    def _undo_panel(self) -> Panel:
        panel = Panel((24, 12, 24, 12), 4)
        panel.body.addWidget(Text("保存后撤回", "heading"))
        panel.body.addWidget(
            Text("10 分钟内按 Ctrl+Shift+Z。撤回后号码不再使用，并留下记录。", "body", wrap=True)
        )
        return panel

    def show_saved(self, facts: SavedFacts) -> None:
        """The number, grouped for reading aloud, and what was told."""
        self._saved.set("done", f"已保存 {facts.at}", "ok", "good-strong")
        self._spoken.setText(facts.spoken)
        self._spoken.setAccessibleName(f"登记号 {facts.number}")
        self._full.setText(facts.number)
        for key, label in self._facts.items():
            label.setText(getattr(facts, key))
            label.setAccessibleName(f"{_LABELS[key]} {getattr(facts, key)}")
            for part in (label, self._labels[key]):
                part.setVisible(key != "also" or bool(facts.also))

    def show_paper(self, facts: PaperFacts) -> None:
        """What became of the slip so far."""
        self._title.setText(facts.title)
        self._question.setText(facts.question)
        self._detail.setText(facts.detail)
        self._detail.set_kind(facts.kind)
        for button, name in self._buttons.items():
            if name == "glyph":
                button.setVisible(facts.glyph)
            if name == "seen":
                button.set_words(facts.first, "Enter")

    def ask_printer(self, names: list[Choice]) -> None:
        """O: which printer instead."""
        self._printers.set_choices(names)
        self._printers.set_value(None)
        self._printers.show()
        self._printers.setFocus(Qt.FocusReason.OtherFocusReason)
        self._printers.open_list()

    def close_printers(self) -> bool:
        """Esc: put the list away; False if it was not open."""
        was = self._printers.isVisible()
        if was:
            self._printers.hide()
            self.focus_first()
        return was

    def focus_first(self) -> None:
        """The keys to 已出纸."""
        next(iter(self._buttons)).setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """The paper panel is 448 wide, 320 in a narrow window, 272 in a tiny one with a smaller number."""
        tiny = self.window().width() < px(TINY)
        fix(self._side, width=272 if tiny else 320 if narrow(self) else 448)
        self._spoken.set_kind("visitor" if tiny else "number")
        space(self._left.body, (16, 12, 16, 16) if tiny else (40, 28, 40, 48))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.acted.emit("seen")
        else:
            super().keyPressEvent(event)

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if isinstance(sender, Button):
            self.acted.emit(self._buttons[sender])

    @Slot(object)
    def _chosen(self, name: object) -> None:
        if name:
            self._printers.hide()
            self.printer_chosen.emit(str(name))
