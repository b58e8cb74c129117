"""After F9: the reception's number, the documents it made, and one question: shall they be put on paper?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.numbers import spoken
from ui.theme import fix, narrow, px, set_mark, space
from ui.widgets import Button, IconText, Panel, Text, clear
from ui.widgets.printed_words import PaperWords
from ui.widgets.scrolled import Scrolled


class EndedView(QWidget):
    """Left what was made, right the paper panel."""

    def __init__(self) -> None:
        super().__init__()
        set_mark(self, "ground", "win")
        whole = QVBoxLayout(self)
        space(whole)
        page = Scrolled("接访结束", "reception.ended")
        whole.addWidget(page)
        row = QHBoxLayout(page.inner)
        space(row, (16, 16, 16, 16), 16)
        self._left = Panel((40, 28, 40, 40), 6)
        self._body = self._left.body
        row.addWidget(self._left, 1, Qt.AlignmentFlag.AlignTop)
        right = Panel((24, 24, 24, 24), 8)
        self._asks = Text("出文书吗？", "fact-strong")
        self._where = Text("", "second", wrap=True)
        self.print_all = Button(
            "出全部文书", "reception.print", key="Enter", kind="tall-primary", shape="printer"
        )
        self.next = Button("下一场", "reception.next", key="F2", kind="tall")
        right.body.addWidget(self._asks)
        right.body.addWidget(self._where)
        right.body.addWidget(self.print_all)
        right.body.addWidget(self.next)
        self._right = right
        row.addWidget(right, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        small = narrow(self)
        fix(self._right, width=304 if small else 416)
        space(self._body, (16, 12, 16, 16) if small else (40, 28, 40, 40), 6)

    def show_held(self, held: Mapping[str, Any], at: str) -> None:
        """The answer of hold_reception (CLI.md)."""
        clear(self._body)
        self._body.addWidget(IconText("done", f"已结束 {at}", "ok", "good-strong"))
        self._body.addWidget(Text(spoken(str(held["number"])), "number"))
        self._body.addWidget(Text(str(held["number"]), "typed"))
        for duty in held["duties"]:
            contact = f"，回复{duty['contact']}" if duty["contact"] else ""
            self._body.addLayout(_fact("交办", f"{duty['unit']}：{duty['duty']}，{duty['due']} 前{contact}"))
        for answer in held["answered_on_the_spot"]:
            self._body.addLayout(_fact("现场答复", str(answer)))
        for notice in held["notices"]:
            words = "；".join(str(notice[key]) for key in ("opinion", "due", "contact") if notice[key])
            self._body.addLayout(_fact("三个告知", words or "还没有告知，下次继续"))
        self._body.addSpacing(px(8))
        self._body.addWidget(Text("文书", "heading"))
        for document in held["documents"]:
            unit = f"（{document['unit']}）" if document.get("unit") else ""
            self._body.addWidget(Text(f"{document['kind']}{unit}　{document['number']}", "body"))
        self._asks.setText("出文书吗？")
        self._where.setText(f"共 {len(held['documents'])} 份。记录已存好，出不出纸都不受影响。")
        self.print_all.setEnabled(True)

    def show_papers(self, words: PaperWords) -> None:
        """Where the papers went, or what the printer said."""
        well = "文书已存成文件" if words.folder else "文书已发出，请看纸"
        self._asks.setText(well if words.kind == "good" else "有文书没有出来")
        self._where.setText(words.text)

    def take_focus(self) -> None:
        self.print_all.setFocus()


def _fact(label: str, text: str) -> QVBoxLayout:
    column = QVBoxLayout()
    space(column, (0, 6, 0, 0), 2)
    column.addWidget(Text(label, "second"))
    column.addWidget(Text(text, "fact", wrap=True))
    return column
