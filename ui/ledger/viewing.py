"""V: the sheet that keeps the ledger as it stands as one of my views."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from app.domain.case.tiles import Only
from app.domain.paging import Order
from app.errors import JiefangtaiError
from app.services.desk.keep_views import PLACES, SavedView, keep_view
from ui.tasks import Tasks
from ui.widgets.asking import AskingBySheet
from ui.widgets.choices import Choice
from ui.widgets.fields import TextField
from ui.widgets.picker import Picker


class Viewing(AskingBySheet):
    """A number from 1 to 9 and a name; what stands under the number is replaced."""

    kept = Signal(object)
    """All views."""
    refused = Signal(str)

    def __init__(self, desk: Desk, tasks: Tasks, view: QWidget) -> None:
        super().__init__(view)
        self._desk = desk
        self._tasks = tasks
        self._looks: tuple[str, Only, Order] | None = None

    def ask(self, tile: str, only: Only, order: Order, views: Sequence[SavedView]) -> None:
        self._looks = (tile, only, order)
        taken = {view.place: view.name for view in views}
        choices = [Choice(place, f"{place} {taken.get(place, '（空）')}") for place in PLACES]
        free = next((place for place in PLACES if place not in taken), PLACES[-1])
        place = Picker("几号", "ledger.view.place", choices)
        place.set_value(free)
        name = TextField("名称", "ledger.view.name", "如 市住建局逾期")
        self.fields = {"place": place, "name": name}
        self._open(
            f"把现在的样子存成视图（{tile}）", "存成视图", ("几号", "名称"), "ledger.view"
        ).asked.connect(self._go)

    @Slot()
    def _go(self) -> None:
        if self.sheet is None or self._looks is None:
            return
        tile, only, order = self._looks
        place = self.fields["place"].value()
        view = SavedView(
            place=place if isinstance(place, int) else 0,
            name=str(self.fields["name"].value() or ""),
            tile=tile,
            only=only,
            order=order,
        )
        self._tasks.run(partial(keep_view, self._desk, view), self._done, self._failed)

    def _done(self, views: tuple[SavedView, ...]) -> None:
        self.shut()
        self.kept.emit(views)

    def _failed(self, error: JiefangtaiError) -> None:
        if words := self._beside(error):
            self.shut()
            self.refused.emit(words)
