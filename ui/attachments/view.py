"""The panel of a case's attachments: small pictures in a list; files can be dropped on the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QSizePolicy

from ui.attachments.model import EMPTY
from ui.theme import pad, space
from ui.widgets.basics import Heading, Panel, Text, name_widget, rule
from ui.widgets.row_item import RowItem
from ui.widgets.rowlist import RowList

ROW = 60
MOST = 6
"""Rows that stand in the panel; the list scrolls beyond them."""


class AttachmentsPanel(Panel):
    """Title with the number, the list, and what to do where there is nothing."""

    def __init__(
        self, identifier: str, *, caption: str = "添加 J　粘贴 Ctrl+V", empty: str = EMPTY, most: int = MOST
    ) -> None:
        super().__init__((1, 6, 1, 1), 0)
        name_widget(self, "附件", f"{identifier}.panel")
        self.head = Heading("附件", caption)
        inside = self.head.layout()
        assert inside is not None
        space(inside, (15, 0, 15, 4), 8)
        self.rows = RowList(
            "附件", identifier, height=ROW, most=most, middle=1.0, keeps=True, pictures=True, wraps=True
        )
        self.rows.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.empty = Text(empty, "second", wrap=True)
        pad(self.empty, 15, 8, 15, 10)
        for part in (self.head, rule(), self.empty, self.rows):
            self.body.addWidget(part)

    def show_rows(self, title: str, rows: Sequence[RowItem]) -> None:
        self.head.title.setText(title)
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))
        self.empty.setVisible(not rows)


def dropped_files(data: QMimeData) -> list[Path]:
    """The files of this machine that are dragged; nothing where something else is."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()] if data.hasUrls() else []


COPY = Qt.DropAction.CopyAction
