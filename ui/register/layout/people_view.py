"""The panel about one visitor: certificate, name, sex, birth, phone, address."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.terms import ID_TYPES, SEXES
from ui.register.entry.fields import PERSON_PARTS, identifier_of, person_key
from ui.register.entry.tables import Tables
from ui.register.layout.binder import Binder
from ui.theme import fix, space
from ui.widgets import Button, Choice, FormGrid, Heading, Picker, Tag, TextField
from ui.widgets.check_box import CheckBox

REASONS = ("忘带", "遗失补办中", "未成年人", "拒绝出示", "其他")
TYPES = [
    Choice(kind, kind, hint)
    for kind, hint in zip(
        ID_TYPES, ("sfz", "hz", "gatxz", "tbz", "jzz", "wgryjj", "jgz", "hkb", "qt", "w"), strict=True
    )
]


class PersonHead(QWidget):
    """Title row shared by the single form and the batch grid."""

    def __init__(self) -> None:
        super().__init__()
        row = QVBoxLayout(self)
        space(row)
        self.heading = Heading("来访人")
        self.again = Tag()
        self.heading.add_left(self.again)
        self.group = Button("集体访", "register.group", key="F7", kind="small", shape="users")
        self.more = Button("加代表", "register.more", key="Alt+D", kind="small", shape="plus")
        self.heading.add_right(self.more)
        self.heading.add_right(self.group)
        self.more.hide()
        row.addWidget(self.heading)

    def show_group(self, group: bool) -> None:
        """What F7 does next, and the way to one more representative."""
        self.heading.title.setText("来访人（代表）" if group else "来访人")
        self.group.setText(" 单人 F7" if group else " 集体访 F7")
        self.more.setVisible(group)


class PersonView(QWidget):
    """One visitor's fields in three columns whose edges stand in line."""

    def __init__(self, binder: Binder) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        space(column)
        self.grid = FormGrid(3)
        column.addWidget(self.grid)
        self._brief = False
        self._proof = (False, False, False, "")
        self.fields = self._made()
        self._lay_out()
        for part, field in self.fields.items():
            binder.tie(person_key(0, part), field)

    def _made(self) -> dict[str, TextField | CheckBox]:
        made: dict[str, TextField | CheckBox] = {}
        for part, label in PERSON_PARTS.items():
            identifier = identifier_of(person_key(0, part))
            if part == "no_id":
                made[part] = CheckBox(label, identifier)
            elif part in ("id_type", "sex", "division"):
                made[part] = Picker(label, identifier)
            elif part == "no_id_reason":
                reasons = [Choice(reason, reason) for reason in REASONS]
                made[part] = Picker(label, identifier, reasons, placeholder="原因", free=True)
            else:
                made[part] = TextField(label, identifier)
        _choices(made["id_type"], TYPES)
        _choices(made["sex"], [Choice("男", "男", "nan"), Choice("女", "女", "nv")])
        assert SEXES == ("男", "女")
        fix(made["id_type"], width=152)
        fix(made["no_id_reason"], min_width=64)
        return made

    def _lay_out(self) -> None:
        of = self.fields
        self.grid.put(0, 0, 2, "证件", of["id_type"], of["id_number"], stretch=(0, 1))
        self.grid.put(0, 2, 1, "", of["no_id"], of["no_id_reason"], stretch=(0, 1))
        self.grid.put(1, 0, 1, "姓名", of["name"])
        self.grid.put(1, 1, 1, "性别", of["sex"])
        self.grid.put(1, 2, 1, "出生", of["birth"])
        self.grid.put(2, 0, 1, "电话", of["phone"])
        self.grid.put(2, 1, 1, "住址", of["division"])
        self.grid.put(2, 2, 1, "", of["address"])

    def offer(self, tables: Tables) -> None:
        """Fill the pickers from the reference tables."""
        _choices(self.fields["division"], tables.homes())

    def shorten(self, *, narrow: bool, brief: bool) -> None:
        """Where it is narrow the box leaves the reason its room, where brief a remark the value its own."""
        box = self.fields["no_id"]
        assert isinstance(box, CheckBox)
        box.setText("无证件" if narrow else PERSON_PARTS["no_id"])
        if brief != self._brief:
            self._brief = brief
            self.show_proof(*self._proof)

    def show_proof(self, proven: bool, recalled: bool, no_id: bool, age: str = "") -> None:
        """What the certificate number proves: a tick, sex and birth read-only."""
        self._proof = (proven, recalled, no_id, age)
        of = self.fields
        remark = ("上次所留", "history") if recalled else ("校验通过", "done") if proven else ("", "")
        _remark(of["id_number"], ("当场无证件", "") if no_id else remark)
        for part in ("sex", "birth"):
            field = of[part]
            assert isinstance(field, TextField)
            field.setReadOnly(proven)
            beside = age if part == "birth" else ""
            _remark(field, (("自动" if self._brief else "由证件得出") if proven else beside, ""))
        of["id_number"].setEnabled(not no_id)
        of["no_id_reason"].setEnabled(no_id)


def _remark(field: TextField | CheckBox, words: tuple[str, str]) -> None:
    assert isinstance(field, TextField)
    field.set_remark(*words)


def _choices(field: TextField | CheckBox, choices: list[Choice]) -> None:
    assert isinstance(field, Picker)
    field.set_choices(choices)
