"""Reads what the step would come to while one types; its paper follows, for drawing it takes longer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.desk import Desk
from app.services.handling.preview_step import StepPreview, preview_step
from ui.forms.inputs import FormField
from ui.step.form import StepForm
from ui.tasks import Tasks

PAUSE = 150
"""Milliseconds after the last key until the effect is read again."""
StepAsked = tuple[StepForm, tuple[FormField, ...]]
"""The form as it stands, with the fields that its mode asks for."""


class Foretelling(QObject):
    """One form at a time: an answer about a form that was typed on meanwhile is passed over."""

    foretold = Signal()
    """``preview`` is of the form as it stands."""
    drawn = Signal(object)
    """The picture of its paper; None where it cannot be drawn."""

    def __init__(
        self, desk: Desk, tasks: Tasks, asked: Callable[[], StepAsked | None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._asked = asked
        self.preview: StepPreview | None = None
        self._of: StepForm | None = None
        """The form that the preview is of."""
        self._waits: Callable[[], None] | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PAUSE)
        self._rest.timeout.connect(self.look)

    def clear(self) -> None:
        """Another case: nothing is foretold yet."""
        self.preview = self._of = self._waits = None

    @property
    def is_known(self) -> bool:
        """Whether the preview is of the form as it stands."""
        return self.preview is not None and self._of is not None and self._is_of(self._of)

    def once_known(self, act: Callable[[], None]) -> None:
        """Act on what the form comes to as it stands: at once, or when that has been read."""
        if self.is_known:
            act()
        else:
            self._waits = act
            self.look()

    def touch(self) -> None:
        """A key: look once the hand rests."""
        self._rest.start()

    @property
    def is_resting(self) -> bool:
        """Whether nothing typed is still to be read."""
        return not self._rest.isActive()

    def look(self) -> None:
        """Now."""
        self._ask(self._previewed, "step.preview", picture=False)

    def _ask(self, then: Callable[[StepForm, StepPreview], None], latest: str, *, picture: bool) -> None:
        if (asked := self._asked()) is None:
            return
        form, fields = StepForm.of(asked[0].kept()), asked[1]
        work = partial(preview_step, self._desk, form.entry(fields), picture=picture)
        self._tasks.run(work, partial(then, form), latest=latest)

    def _is_of(self, form: StepForm) -> bool:
        asked = self._asked()
        return asked is not None and asked[0] == form

    def _previewed(self, form: StepForm, preview: StepPreview) -> None:
        if not self._is_of(form):
            return  # something was typed meanwhile: its answer is on the way
        self.preview, self._of = preview, form
        self.foretold.emit()
        waits, self._waits = self._waits, None
        if waits is not None:
            waits()
        if preview.paper and not preview.errors:
            self._ask(self._drawn, "step.paper", picture=True)

    def _drawn(self, form: StepForm, preview: StepPreview) -> None:
        if self._is_of(form):
            self.drawn.emit(preview.picture)
