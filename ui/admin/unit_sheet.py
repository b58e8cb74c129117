"""Asks for a unit: short name, kind and who answers for it at each rank, with a telephone."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.dates.ladder import CONTACTS
from app.domain.rows.centre import Unit
from app.errors import JiefangtaiError
from app.services.reference.change_unit import add_unit, cells_of, change_unit
from app.services.reference.import_tables import TableImport
from app.services.reference.reference_tables import UNIT_KINDS
from ui.widgets import Choice, Picker, TextField
from ui.widgets.asking import AskingBySheet
from ui.workplace import Workplace

PERSON_HINT = "姓名 电话，可以空着"
LABELS = {"name": "单位", "short": "简称", "kind": "类型"}


class UnitSheet(AskingBySheet):
    """One small sheet; what is refused stands beside its field and nothing typed is lost."""

    done = Signal(str)
    announced = Signal(str, str)

    def __init__(self, view: QWidget, workplace: Workplace) -> None:
        super().__init__(view)
        self._workplace = workplace
        self._name = ""

    def add(self) -> None:
        """N: a unit that the table has not."""
        self._name = ""
        self.fields = {"name": TextField(LABELS["name"], "unit.name", "全称，以后不改"), **_rest()}
        self._ask("加单位", "加上")

    def change(self, unit: Unit) -> None:
        """Enter: what the unit is now, to be typed over."""
        self._name = unit.name
        self.fields = _rest()
        for column, field in self.fields.items():
            field.set_value(cells_of(unit)[column] or None)
        self._ask(unit.name, "改成这样")

    def _ask(self, title: str, button: str) -> None:
        labels = [LABELS.get(column, column) for column in self.fields]
        self._open(title, button, labels, "unit").asked.connect(self._asked)

    @Slot()
    def _asked(self) -> None:
        cells = {column: str(field.value() or "").strip() for column, field in self.fields.items()}
        work: Callable[[], TableImport]
        if self._name:
            work = partial(change_unit, self._workplace.desk, {"name": self._name, **cells})
            words = f"{self._name}改好了，别的台同步以后也是这样。"
        else:
            work = partial(add_unit, self._workplace.desk, cells)
            words = f"{cells['name']}加好了，登记和接访里马上可以选。"
        self._workplace.tasks.run(work, partial(self._finished, words), self._failed)

    def _finished(self, words: str, _done: TableImport) -> None:
        self.shut()
        self.done.emit(words)

    def _failed(self, error: JiefangtaiError) -> None:
        if (words := self._beside(error)) is not None:
            self.announced.emit("warning", words)


def _rest() -> dict[str, TextField]:
    """The fields beside the name."""
    kinds = tuple(Choice(kind, kind) for kind in UNIT_KINDS)
    return {
        "short": TextField(LABELS["short"], "unit.short", "不写就是全称"),
        "kind": Picker(LABELS["kind"], "unit.kind", kinds, placeholder="、".join(UNIT_KINDS)),
        **{rank: TextField(rank, f"unit.{rank}", PERSON_HINT) for rank in CONTACTS.values()},
    }
