"""Asks for a category: a new one, another name, out of use; says first which records keep the old name."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot

from app.domain.rows.centre import Category
from app.services.reference.change_category import (
    CategoryUse,
    add_category,
    rename_category,
    switch_category,
    use_of_category,
)
from ui.admin.reference_model import renamed_lines, switched_lines
from ui.admin.row_sheet import RowSheet
from ui.widgets import TextField

LABEL, HINT = "类别", "分层的用 / 隔开，如 城乡建设/住房"


class CategorySheet(RowSheet):
    """A category is named by its path."""

    _path = ""

    def add(self) -> None:
        self._path = ""
        self.fields = {"path": TextField(LABEL, "category.path", HINT)}
        self._open("加类别", "加上", (LABEL,), "category").asked.connect(self._asked)

    def change(self, row: Category) -> None:
        self._path = row.path
        self.fields = {"path": TextField(LABEL, "category.path", HINT)}
        self.fields["path"].set_value(row.path)
        self._open(f"{row.path}改名", "看会改什么", (LABEL,), "category").asked.connect(self._asked)

    def switch(self, row: Category) -> None:
        """Alt+X: out of use, or into it again."""
        self.fields = {}
        self.run(partial(use_of_category, self._workplace.desk, row.path), partial(self._weigh_switch, row))

    @Slot()
    def _asked(self) -> None:
        path, desk = self.typed()["path"], self._workplace.desk
        if not self._path:
            self.keep(partial(add_category, desk, path), f"{path}加好了，登记里马上可以选。")
        elif path == self._path:
            self._wrong("path", "还没有改。")
        else:
            self.run(
                partial(use_of_category, desk, self._path), self.while_asking(partial(self._weigh_name, path))
            )

    def _weigh_name(self, path: str, use: CategoryUse) -> None:
        work = partial(rename_category, self._workplace.desk, use.path, path)
        keep = partial(self.keep, work, f"{use.path}改名为{path}。")
        self.weigh(f"{use.path} → {path}", renamed_lines(use, path), "改名", keep, "category.rename")

    def _weigh_switch(self, row: Category, use: CategoryUse) -> None:
        word = "启用" if row.disabled else "停用"
        work = partial(switch_category, self._workplace.desk, row.path, disabled=not row.disabled)
        keep = partial(self.keep, work, f"{row.path}{word}了。")
        self.weigh(f"{word}{row.path}", switched_lines(row, use), word, keep, "category.switch")
