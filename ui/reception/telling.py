"""The foot shows a reception's result and notices for all visits, or for one of several."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from app.domain.entries.understood import UnderstoodLine
from app.domain.papers.sizes import RECORDS
from ui.reception.foot_view import FootView
from ui.reception.form import NoticesTyped, ReceptionForm, latest_due, likely_result, lines_of, will_make


class Telling(QObject):
    """Keeps the foot and the form alike for the visit that is chosen; None: for all of them."""

    def __init__(self, foot: FootView, parent: QObject) -> None:
        super().__init__(parent)
        self._foot = foot
        self.visit: str | None = None

    def show(self, form: ReceptionForm, visit: str | None) -> None:
        """The words for a visit that is heard, else those for all."""
        self.visit = visit if visit in form.visits else None
        common = NoticesTyped(form.result, form.opinion, form.contact)
        shown = common if self.visit is None else form.own.get(self.visit, NoticesTyped())
        self._foot.show_case(self.visit, shown, common)

    def read(self, form: ReceptionForm) -> None:
        """Put what stands in the foot into the form."""
        typed = self._foot.typed()
        if self.visit is None:
            form.result, form.opinion, form.contact = typed.result, typed.opinion, typed.contact
        else:
            form.say_own(self.visit, typed)

    def next(self, form: ReceptionForm) -> str | None:
        """After all the first visit, after the last one all."""
        cases: list[str | None] = [None, *form.visits] if len(form.visits) > 1 else [None]
        place = cases.index(self.visit) if self.visit in cases else 0
        return cases[(place + 1) % len(cases)]

    def show_made(self, form: ReceptionForm, understood: Sequence[UnderstoodLine]) -> None:
        """What F9 makes of the lines, and what is still missing for the chosen visit."""
        place = form.visits.index(self.visit) + 1 if self.visit in form.visits else None
        own = lines_of(understood, place)
        self._foot.show_made(
            will_make(understood),
            likely_result(will_make(own)),
            latest_due(own),
            form.notices_of(self.visit or ""),
            RECORDS[form.form],
        )
