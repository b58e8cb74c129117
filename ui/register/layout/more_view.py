"""The panel 更多项: organisation, guardian, proxy and what else only some visits have."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.ethnic import ETHNIC_GROUPS
from app.domain.terms import PROCEDURES
from app.domain.text.pinyin import initials
from ui.register.entry.fields import identifier_of, person_key
from ui.register.entry.more import FLAGS, LABELS, PERSON_PARTS
from ui.register.entry.tables import Tables
from ui.register.layout.binder import Binder, Field
from ui.theme import space
from ui.widgets import Choice, FormGrid, Heading, Picker, Text, TextField
from ui.widgets.check_box import CheckBox

LABEL = 72
_ROWS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("来访单位", "organisation.name", 1), ("信用代码", "organisation.code", 2)),
    (
        ("联系人", "organisation.contact", 1),
        ("国籍", "people[0].nationality", 1),
        ("民族", "people[0].ethnic", 1),
    ),
    (("监护人", "guardian.name", 1), ("关系", "guardian.relation", 1), ("电话", "guardian.phone", 1)),
    (("代理人", "proxy.name", 1), ("关系", "proxy.relation", 1), ("电话", "proxy.phone", 1)),
    (("委托书", "proxy.letter", 1), ("翻译", "interpreter", 1), ("涉及人数", "concerned", 1)),
    (("被检举", "accused", 1), ("回避", "interest", 1), ("程序", "procedure", 1)),
    (("来访时间", "arrived_at", 1),),
)
"""Label, key and how many columns, row by row."""
MORE_KEYS = (*(key for row in _ROWS for _, key, _ in row), *FLAGS)
_GUARDING = ("父母", "子女", "配偶", "其他近亲属", "居委会、村委会", "民政部门")
_ACTING = ("父母", "子女", "配偶", "兄弟姐妹", "近亲属", "律师", "同事")
_LETTERS = ("书面委托书，已收", "没有书面委托")


class MoreView(QWidget):
    """Each field alike; nothing here is asked of a usual visit."""

    def __init__(self, binder: Binder) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column, spacing=4)
        heading = Heading("更多项")
        heading.add_left(Text("用得着的才填，填了的收起后留一行", "caption"))
        column.addWidget(heading)
        self.grid = FormGrid(3, LABEL)
        column.addWidget(self.grid)
        self.fields = self._made()
        for place, row in enumerate(_ROWS):
            column_at = 0
            for label, key, span in row:
                self.grid.put(place, column_at, span, label, self.fields[key])
                column_at += span
        self.grid.put(len(_ROWS) - 1, 1, 2, "", *(self.fields[key] for key in FLAGS))
        for key, field in self.fields.items():
            binder.tie(key, field)

    def _made(self) -> dict[str, Field]:
        made: dict[str, Field] = {}
        for key in MORE_KEYS:
            label = LABELS.get(key) or PERSON_PARTS[key.rpartition(".")[2]]
            if key in FLAGS:
                made[key] = CheckBox(label, identifier_of(key))
            elif key in _CHOICES:
                made[key] = Picker(label, identifier_of(key), _CHOICES[key], free=key not in _CLOSED)
            else:
                made[key] = TextField(label, identifier_of(key))
        return made

    def offer(self, tables: Tables) -> None:
        """Units that may be accused, people who may have to keep away."""
        self._picker("accused").set_choices(tables.offices())
        self._picker("interest").set_choices(tables.people())

    def show_accused(self, unknown: bool, no_accusation: bool) -> None:
        """What to look at again of the accused units; nothing is refused for it."""
        words = "目的不是揭发控告" if no_accusation else "表里没有，照记" if unknown else ""
        self._picker("accused").set_remark(words, "warning" if words else "", "warn")

    def _picker(self, key: str) -> Picker:
        field = self.fields[key]
        assert isinstance(field, Picker)
        return field


def _of(*texts: str) -> list[Choice]:
    return [Choice(text, text, initials(text)) for text in texts]


_CHOICES: dict[str, list[Choice]] = {
    "guardian.relation": _of(*_GUARDING),
    "proxy.relation": _of(*_ACTING),
    "proxy.letter": _of(*_LETTERS),
    "procedure": _of(*PROCEDURES),
    person_key(0, "ethnic"): _of(*ETHNIC_GROUPS.values()),
    person_key(0, "nationality"): _of("中国", "中国香港", "中国澳门", "中国台湾"),
    "accused": [],
    "interest": [],
}
_CLOSED = frozenset({"procedure"})
"""Pickers that take nothing but what is in their list."""
