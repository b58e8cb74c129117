"""Asks for one day of the calendar with its document, and names the dates it moves before it is stored."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from app.domain.dates.calendar import OFF, WORK
from app.domain.rows.centre import Holiday
from app.errors import FieldError, Refused
from app.services.reference.change_day import set_day
from app.services.reference.import_tables import TableImport
from ui.admin.reference_model import KIND_WORDS, day_lines
from ui.admin.row_sheet import RowSheet
from ui.widgets import Choice, DateBox, Picker, TextField
from ui.widgets.dates import weekday

LABELS = {"day": "日期", "kind": "休班", "name": "名称", "source": "依据"}
KINDS = (Choice(OFF, KIND_WORDS[OFF]), Choice(WORK, KIND_WORDS[WORK]))


class DaySheet(RowSheet):
    """Every day is set by a document; a mistaken one is set the other way."""

    _day: date | None = None

    def add(self) -> None:
        self._day = None
        today: Callable[[], date] = lambda: self._workplace.desk.clock.now().date()  # noqa: E731
        self.fields = {"day": DateBox(LABELS["day"], "day.day", today, "如 2027-01-01 或 12.31"), **_rest()}
        self._ask("加一天")

    def change(self, row: Holiday) -> None:
        self._day = row.day
        self.fields = _rest()
        for name, value in (("kind", row.kind), ("name", row.name), ("source", row.source)):
            self.fields[name].set_value(value or None)
        self._ask(f"{row.day:%Y-%m-%d} {weekday(row.day)}")

    def _ask(self, title: str) -> None:
        labels = [LABELS[name] for name in self.fields]
        self._open(title, "看会改什么", labels, "day").asked.connect(self._asked)

    @Slot()
    def _asked(self) -> None:
        typed = self.typed()
        if "day" in self.fields and self.fields["day"].value() is None and self.fields["day"].text().strip():
            self._failed(Refused(FieldError("day", "bad_date")))
            return
        day = self._day.isoformat() if self._day else typed["day"]
        keep = partial(set_day, self._workplace.desk, day, typed["kind"], typed["name"], typed["source"])
        asked = typed | {"day": day}
        self.run(partial(keep, check=True), self.while_asking(partial(self._tried, keep, asked)))

    def _tried(self, keep: Callable[[], Any], asked: dict[str, str], answer: TableImport) -> None:
        """``asked``: what was tried; somebody may have typed on since."""
        counted = answer.as_json()
        if counted["same"]:
            self._wrong(next(iter(self.fields)), "和表里的一样，没有要改的。")
            return
        day = date.fromisoformat(asked["day"])
        title = f"{day:%Y-%m-%d} {weekday(day)}：{KIND_WORDS[asked['kind']]}"
        dates = counted["dates"]
        moved = f"，{len(dates)} 个期限跟着变了" if dates else ""
        act = partial(self.keep, keep, f"{title}存好了{moved}。")
        self.weigh(title, day_lines(asked["source"], dates), "存下", act, "day.keep")


def _rest() -> dict[str, TextField]:
    """The fields beside the day."""
    return {
        "kind": Picker(LABELS["kind"], "day.kind", KINDS, placeholder="休息还是调休上班"),
        "name": TextField(LABELS["name"], "day.name", "如 国庆节，可以不写"),
        "source": TextField(LABELS["source"], "day.source", "文号，如 国办发明电〔2025〕7号"),
    }
