"""Shows the effects of an act of 管理 before it is done: F9 does it, Esc leaves all as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import px, set_mark, space
from ui.widgets import Button, Heading, Text
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import ENTER
from ui.widgets.over import Over
from ui.widgets.scrolled import Scrolled

T = TypeVar("T")


class Consequences(Over):
    """A sentence a line; many of them scroll by the arrows, the two buttons stay in sight."""

    agreed = Signal()
    gone = Signal()

    def __init__(self, of: QWidget, title: str, lines: Sequence[str], do: str, identifier: str) -> None:
        """``do``: the verb of the button that does it."""
        super().__init__(of, title, identifier)
        column = QVBoxLayout(self)
        space(column, (20, 14, 20, 20), 10)
        column.addWidget(Heading(title, "还没有存"))
        self.area = Scrolled(title, f"{identifier}.lines")
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleDescription(" ".join(lines))
        set_mark(self.area.inner, "ground", "panel")
        inside = self._inside = QVBoxLayout(self.area.inner)
        space(inside, spacing=6)
        for line in lines:
            inside.addWidget(Text(line, "body", wrap=True))
        inside.addStretch(1)
        self.setAccessibleDescription(" ".join(lines))
        column.addWidget(self.area)
        row = QHBoxLayout()
        space(row, (0, 4, 0, 0), 8)
        self.do = Button(do, f"{identifier}.do", key="F9", kind="primary")
        self.back = Button("不改", f"{identifier}.back", key="Esc")
        row.addWidget(self.do)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        self.do.clicked.connect(self._agree)
        self.back.clicked.connect(self.shut)
        self._place()
        self.lift(self.area)  # arrows scroll, Enter does nothing

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by_control = event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F9 or by_control:
            self._agree()
        else:
            super().keyPressEvent(event)

    @Slot()
    def shut(self) -> None:
        if self.is_up:
            super().shut()
            self.gone.emit()
            self.deleteLater()

    @Slot()
    def _agree(self) -> None:
        self.shut()
        self.agreed.emit()

    def _place(self) -> None:
        """As high as its lines need and the window has room for."""
        width = min(px(560), self.over.width() - px(32))
        across = width - px(40) - 2 * self.frameWidth()
        self._inside.activate()
        needed = self._inside.heightForWidth(across)
        height = self.area.take_height(needed, self.over.height() - px(32))
        top = max(px(16), (self.over.height() - height) // 3)
        self.setGeometry((self.over.width() - width) // 2, top, width, height)


class Weighing(AskingBySheet):
    """Says what an act would change before it is done; both go when the page is left."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self.consequences: Consequences | None = None

    def weigh(self, title: str, lines: Sequence[str], do: str, act: Callable[[], object], name: str) -> None:
        """``act`` when it is agreed to."""
        self.consequences = Consequences(self._view, title, lines, do, name)
        self.consequences.agreed.connect(act)
        self.consequences.gone.connect(self._weighed)

    def while_asking(self, weigh: Callable[[T], None]) -> Callable[[T], None]:
        """Take the answer only as long as the sheet lies there that asked: Esc and the lock shut it."""
        return partial(self._answered, self.sheet, weigh)

    def _answered(self, asked_by: QWidget | None, weigh: Callable[[T], None], answer: T) -> None:
        if asked_by is self.sheet:
            weigh(answer)

    def shut(self) -> None:
        if self.consequences is not None:
            self.consequences.shut()
        super().shut()

    @Slot()
    def _weighed(self) -> None:
        if self.sender() is self.consequences:
            self.consequences = None
