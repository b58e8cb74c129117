"""Asks to whom or where a waiting visitor is handed on, and why one is held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from app.domain.hall import HANDED, HELD
from ui.widgets import Choice, Picker
from ui.widgets.asking import AskingBySheet
from ui.widgets.fields import TextField


class Handing(AskingBySheet):
    """One small sheet at a time."""

    settled = Signal(str, str, str, str)
    """Number, act, to whom, why."""

    def ask_whom(self, number: str, spoken: str, colleagues: Sequence[Choice]) -> None:
        """转交: a colleague from the list, or a place as typed."""
        whom = Picker("转给", "handing.to", colleagues, placeholder="同事，或 法律咨询室", free=True)
        why = TextField("原因", "handing.reason", "可以不写")
        self.fields = {"to": whom, "reason": why}
        self._ask(number, HANDED, f"转交 {spoken}", "转交", ("转给", "原因"))

    def ask_why(self, number: str, spoken: str) -> None:
        """暂缓: why, where there is a reason to keep."""
        self.fields = {"reason": TextField("原因", "handing.reason", "例如 等同伴，可以不写")}
        self._ask(number, HELD, f"暂缓 {spoken}", "暂缓", ("原因",))

    def _ask(self, number: str, act: str, title: str, button: str, labels: Sequence[str]) -> None:
        sheet = self._open(title, button, labels, "handing")
        sheet.setProperty("number", number)
        sheet.setProperty("act", act)
        sheet.asked.connect(self._done)

    @Slot()
    def _done(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        to = str(self.fields["to"].value() or "") if "to" in self.fields else ""
        if "to" in self.fields and not to:
            self._wrong("to", "还没有写转给谁。选一位同事，或者写地方，例如 法律咨询室。")
            return
        number, act = str(sheet.property("number")), str(sheet.property("act"))
        reason = str(self.fields["reason"].value() or "")
        sheet.shut()
        self.settled.emit(number, act, to, reason)
