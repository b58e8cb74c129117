"""What the hints are at the moment, and what their keys do to the form."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.domain.legal_ways import LegalWay, legal_way
from app.events import Event, SettingsChanged, VisitRegistered
from app.ports.records import MatterMatch, PersonMatch
from app.services.look_alike import LookAlikes
from app.services.preview_dates import Preview
from app.services.recall_visit import Recalled, recall_visit
from ui.register import hints
from ui.register.asker import Asker, Question
from ui.register.entry import Entry
from ui.register.recall import join, link
from ui.tasks import Tasks
from ui.widgets import DateLine, shown

_SHORT = {"转送": "转送并告知"}


class Hinting(QObject):
    """Live hints and dates beside the form; they never take the keys."""

    said = Signal(str, str)
    joined = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, entry: Entry) -> None:
        super().__init__(entry)
        self._desk = desk
        self._tasks = tasks
        self._entry = entry
        self._people: tuple[PersonMatch, ...] = ()
        self._matters: tuple[MatterMatch, ...] = ()
        self._preview: Preview | None = None
        self._asker = Asker(desk, tasks, self._question, self)
        self.ask = self._asker.ask
        self._asker.alike.connect(self._alike)
        self._asker.dated.connect(self._dated)

    def again(self) -> None:
        """A new form: nothing of the last one's hints stays."""
        self._people, self._matters = (), ()
        self._show()
        self._asker.again()

    def _question(self) -> Question:
        form, today = self._entry.form, self._entry.today
        return Question(form.like(today, form.place or None, None), form.purpose)

    # answers ------------------------------------------------------------------------------

    @Slot(object)
    def _alike(self, found: LookAlikes) -> None:
        self._people, self._matters = found.same_person, found.same_matter
        self._show()

    @Slot(object)
    def _dated(self, preview: Preview) -> None:
        self._preview = preview
        today = self._entry.today
        lines = [
            DateLine(
                _SHORT.get(one.what, one.what), shown(one.due, today), _why(one.derivation), one.provisional
            )
            for one in (*preview.dates, *preview.if_accepted)
        ]
        self._entry.view.show_dates(lines, today)
        self._entry.show_due(f"{preview.dates[0].due.isoformat()} 前告知" if preview.dates else "")

    def _way(self) -> LegalWay | None:
        form = self._entry.form
        return legal_way(form.category, f"{form.claim} {form.facts}")

    def _show(self) -> None:
        form, today = self._entry.form, self._entry.today
        cards = hints.cards(self._people, self._matters, self._way(), form, today)
        self._entry.view.show_cards(cards)

    @Slot(object)
    def on_event(self, event: Event) -> None:
        """A visit was stored or a setting changed: look again."""
        if isinstance(event, VisitRegistered | SettingsChanged):
            self._asker.again()

    # keys ----------------------------------------------------------------------------------

    @Slot(str)
    def act(self, name: str) -> None:
        """A card's button or its key."""
        acts = {hints.LINK: self.link, hints.JOIN: self.join, hints.NEW: self.new, hints.GUIDE: self.guide}
        acts[name]()

    def link(self) -> None:
        """Alt+L: the visitor is that person; again takes it back."""
        match = self._first_person()
        if match is None:
            self._nothing("没有可关联的人。")
            return
        link(self._entry.form, match, self._entry.tables)
        self._changed()

    def join(self) -> None:
        """Alt+J: this visit continues that matter."""
        match = self._first_matter()
        if match is None:
            self._nothing("没有可并入的事项。")
            return
        self._tasks.run(partial(recall_visit, self._desk, match.visit_number), partial(self._join, match))

    def _join(self, match: MatterMatch, found: Recalled) -> None:
        join(self._entry.form, found, match.visit_number)
        self._changed()

    def new(self) -> None:
        """Alt+N: a matter of its own; the hint goes away."""
        form, match = self._entry.form, self._first_matter()
        if match is not None:
            if form.matter:
                form.matter, form.times = "", 1
            form.dismissed.append(match.matter_id)
        elif (person := self._first_person()) is not None:
            form.dismissed.append(person.visit_id)
        else:
            form.matter, form.times = "", 1
        self._changed()

    def guide(self) -> None:
        """Alt+G: the lawful way goes into the opinion that is told."""
        way = self._way()
        if way is None:
            self._nothing("这件事没有对应的法定途径提示。")
            return
        self._entry.set("opinion", f"{way.what}（{way.rule}）")
        self._entry.view.fill("opinion", self._entry.form.opinion)

    def number_at_hand(self) -> str:
        """The visit that F4 means: of the matter's hint, else of the person's."""
        if self._entry.form.is_blank():
            return ""
        matter, person = self._first_matter(), self._first_person()
        return matter.visit_number if matter else person.visit_number if person else ""

    def reasons(self) -> list[tuple[str, str]]:
        """For F1: why each date is that date, and why each hint is there."""
        dates = (*self._preview.dates, *self._preview.if_accepted) if self._preview else ()
        told = [(_SHORT.get(one.what, one.what), one.derivation) for one in dates]
        return told + [(one.title, f"{one.fact} {one.reason}") for one in self._entry.view.hints.cards()]

    def _first_person(self) -> PersonMatch | None:
        gone = self._entry.form.dismissed
        return next((one for one in self._people if one.visit_id not in gone), None)

    def _first_matter(self) -> MatterMatch | None:
        gone = self._entry.form.dismissed
        return next((one for one in self._matters if one.matter_id not in gone), None)

    def _changed(self) -> None:
        self._entry.show_all()
        self._show()
        self._entry.typed.emit()

    def _nothing(self, sentence: str) -> None:
        self.said.emit("warning", sentence)


def _why(derivation: str) -> str:
    """The derivation without the date that already stands above it."""
    return (
        derivation.partition(" = ")[0]
        + derivation.partition("）")[1]
        + "".join(part for part in derivation.split("；")[1:] if "暂定" in part)
    )
