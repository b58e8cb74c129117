"""Shows the hints of the moment; their keys change the form."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from app.desk import Desk
from app.domain.dates.deadlines import Dated
from app.domain.legal_ways import LegalWay, legal_way
from app.events import Event, SettingsChanged, VisitRegistered
from app.ports.records import MatterMatch, PersonMatch
from app.services.visits.look_alike import LookAlikes
from app.services.visits.preview_dates import Preview
from app.services.visits.recall_visit import Recalled, recall_visit
from ui.forms.why import why_counted
from ui.register.entry.entry import Entry
from ui.register.entry.more import read_moment, value_of
from ui.register.entry.recall import join, link, meant
from ui.register.hints import cards as hints
from ui.register.hints.agreement import agreement
from ui.register.hints.asker import Asker, FormQuestion
from ui.tasks import Tasks
from ui.widgets import DateLine, day_words
from ui.widgets.ask import Question

_SHORT = {"转送": "转送并告知", "承诺办理": "本局承诺", "承诺回复": "本局承诺"}
_ARTICLE = re.compile(r"信访工作条例第([0-9]+)条")
_SPACED = r"条例第 \1 条"


class Hinting(QObject):
    """Live hints and dates beside the form; they never take the keys."""

    announced = Signal(str, str)
    joined = Signal()

    def __init__(self, desk: Desk, tasks: Tasks, entry: Entry) -> None:
        super().__init__(entry)
        self._desk = desk
        self._tasks = tasks
        self._entry = entry
        self._people: tuple[PersonMatch, ...] = ()
        self._matters: tuple[MatterMatch, ...] = ()
        self._preview: Preview | None = None
        self._then: Callable[[], None] | None = None
        self._asker = Asker(desk, tasks, self._question, self)
        self.ask = self._asker.ask
        self._asker.alike.connect(self._alike)
        self._asker.dated.connect(self._dated)
        entry.view.resized.connect(self._show)

    def again(self) -> None:
        """A new form: nothing of the last one's hints stays."""
        self._people, self._matters = (), ()
        self._show()
        self._asker.again()

    def _question(self) -> FormQuestion:
        form, today = self._entry.form, self._entry.today
        now = self._entry.now
        came = read_moment(value_of(form.more, "arrived_at"), now) or now
        like = form.like(today, form.place or None, None)
        return FormQuestion(like, form.purpose, value_of(form.more, "procedure"), min(came, now).date())

    # answers ------------------------------------------------------------------------------

    @Slot(object)
    def _alike(self, alike: LookAlikes) -> None:
        self._people, self._matters = alike.same_person, alike.same_matter
        self._show()

    @Slot(object)
    def _dated(self, preview: Preview) -> None:
        self._preview = preview
        today = self._entry.today
        lines = [
            DateLine(
                _SHORT.get(deadline.what, deadline.what),
                day_words(deadline.due, today),
                reason(deadline, deadline in preview.if_accepted),
                deadline.provisional,
            )
            for deadline in (*preview.dates, *preview.if_accepted)
            if deadline.what != "承诺受理"  # two days off, and said again by 承诺办理: it stands under F1
        ]
        self._entry.view.show_dates(lines, today)
        self._entry.show_due(preview.dates[0].due if preview.dates else None)

    def _way(self) -> LegalWay | None:
        form = self._entry.form
        return legal_way(form.category, f"{form.claim} {form.facts}")

    @Slot()
    def _show(self) -> None:
        form, today = self._entry.form, self._entry.today
        view, way = self._entry.view, self._way()
        cards = hints.cards(self._people, self._matters, way, form, today, view.compact)
        view.show_cards(cards)

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
        linked = any(visitor.linked == match.person.id for visitor in self._entry.form.people)
        if self.other_number() and not linked:
            self.ask_same(partial(self._link, match))
        else:
            self._link(match)

    def _link(self, match: PersonMatch) -> None:
        link(self._entry.form, match, self._entry.tables)
        self._changed()

    def other_number(self) -> bool:
        """Whether who is typed has another certificate number than the person of the hint."""
        match, form = self._first_person(), self._entry.form
        if match is None:
            return False
        return agreement(meant(form, match), match.person, self._entry.today).other_number

    def ask_same(self, then: Callable[[], None]) -> None:
        """One question, where numbers differ: mostly these are two people of one name."""
        match = self._first_person()
        if match is None:
            return
        compared = agreement(meant(self._entry.form, match), match.person, self._entry.today)
        asked = Question(
            self._entry.view,
            "证件号不同，还是同一个人吗？",
            f"{compared.words}。换过证的人才会这样。不是同一人，就当新来访人登记，他的电话和事项都不会带过来。",
            "是同一人",
            "不是",
            "register.same",
        )
        self._then = then
        asked.agreed.connect(self._agreed)

    @Slot()
    def _agreed(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def join(self) -> None:
        """Alt+J: this visit continues that matter."""
        match = self._first_matter()
        if match is None:
            self._nothing("没有可并入的事项。")
            return
        self._tasks.run(partial(recall_visit, self._desk, match.visit_number), partial(self._join, match))

    def _join(self, match: MatterMatch, recalled: Recalled) -> None:
        join(self._entry.form, recalled, match.visit_number)
        self._changed()

    def new(self) -> None:
        """Alt+N: a matter of its own; the hint goes away."""
        form, match = self._entry.form, self._first_matter()
        if match is not None:
            if form.matter:
                form.leave_matter()
            form.dismissed.append(match.matter_id)
        elif (person := self._first_person()) is not None:
            form.dismissed.append(person.visit_id)
        else:
            form.leave_matter()
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
        reasons = [(_SHORT.get(dated.what, dated.what), why_counted(dated.counted)) for dated in dates]
        return reasons + [
            (card.title, f"{card.fact} {card.reason}") for card in self._entry.view.hints.cards()
        ]

    def _first_person(self) -> PersonMatch | None:
        gone = self._entry.form.dismissed
        return next((match for match in self._people if match.visit_id not in gone), None)

    def _first_matter(self) -> MatterMatch | None:
        gone = self._entry.form.dismissed
        return next((match for match in self._matters if match.matter_id not in gone), None)

    def _changed(self) -> None:
        self._entry.show_all()
        self._show()
        self._entry.typed.emit()

    def _nothing(self, sentence: str) -> None:
        self.announced.emit("warning", sentence)


def reason(deadline: Dated, if_accepted: bool) -> str:
    """登记次日起 15 日，条例第 22 条; the whole derivation is under F1."""
    counted, span = deadline.counted, deadline.counted.span
    spanned = span is not None and span.n > 0
    count = f"次日起 {span.long}" if span is not None and spanned else "当日"
    began = "若今日受理：" if if_accepted else (counted.began if spanned else "登记")
    years = "、".join(map(str, counted.unknown_years))
    unknown = f"，{years} 年放假安排未公布" if counted.unpublished else ""
    return f"{began}{count}，{_ARTICLE.sub(_SPACED, deadline.rule)}{unknown}"
