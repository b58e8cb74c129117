"""Joins what is typed with what is seen: form and view of one registration, its errors, its defaults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from app.domain.entries.visit_entry import VisitEntry, VisitRules
from app.domain.identity import LATIN_TYPES
from app.domain.terms import ACCUSATION
from app.errors import FieldError
from ui.register.entry.fields import GRID_PARTS, NOTICES, group_of, parse_key, person_key
from ui.register.entry.form import RegisterForm
from ui.register.entry.judge import Judge
from ui.register.entry.more import several, value_of
from ui.register.entry.tables import Tables
from ui.register.entry.tell import summary
from ui.register.layout.view import RegisterView
from ui.widgets.composing import use_input_method

_MASKED = ("id_number", "phone")
_NUMBERS = (
    *("id_number", "phone", "headcount", "birth", "concerned", "arrived_at"),
    *("organisation.code", "guardian.phone", "proxy.phone"),
)

NAMED = ("place", "category", "units")
"""Fields that show the name which a table has for them."""


class Entry(QObject):
    """One registration at a time; ``form`` is the truth, the view follows."""

    typed = Signal()
    """Something changed that a draft and the hints must know."""
    errors_changed = Signal(int)

    def __init__(self, view: RegisterView, now: Callable[[], datetime], contact: Callable[[], str]) -> None:
        super().__init__(view)
        self.view = view
        self.form = RegisterForm()
        self.tables = Tables()
        self.due_day: date | None = None
        self._now = now
        self._contact = contact
        self._judge = Judge(view, now)
        self._auto: set[str] = set()
        """Fields that the program filled in and may fill in anew."""
        view.binder.typed.connect(self._typed)
        view.entered.connect(self._entered)
        view.left.connect(self._left)

    @property
    def today(self) -> date:
        return self._now().date()

    @property
    def now(self) -> datetime:
        return self._now()

    @property
    def due(self) -> str:
        """办理时限 as it is told: of the matter that is continued, else what registering today starts."""
        day = date.fromisoformat(self.form.matter_due) if self.form.matter_due else self.due_day
        return f"{day.isoformat()} 前告知" if day else ""

    def start(self, form: RegisterForm, fresh: bool) -> None:
        """Show a form; a fresh one gets the usual contact."""
        self.form = form
        self._judge.start(form)
        self._auto = set()
        if fresh and not form.contact:
            form.contact, form.contact_is_usual = self._contact(), True
            self._auto.add("contact")
        self.show_all()

    def know(self, tables: Tables, rules: VisitRules) -> None:
        """The reference tables have been read."""
        self.tables, self._judge.rules = tables, rules
        self.view.offer(tables)
        self.show_all()

    def know_anew(self, tables: Tables, rules: VisitRules) -> None:
        """The tables were changed meanwhile: pickers offer what is in force, what is typed stays."""
        self.tables, self._judge.rules = tables, rules
        self.view.offer(tables)
        for key in NAMED:
            if key != self.view.focused_key():
                self.show_field(key)
        self._derive()
        self.check()

    # showing ----------------------------------------------------------------------------

    def show_all(self) -> None:
        """Everything of the form on the screen."""
        form, view = self.form, self.view
        view.show_people(form.group, len(form.people))
        view.walk.order = form.order()
        self._skip_blank()
        for key in list(view.binder.fields):
            if key != "due":
                self.show_field(key)
        self._input_methods()
        self._derive()
        self.check()

    def _skip_blank(self) -> None:
        blank = [row for row, person in enumerate(self.form.people) if row and person.is_blank()]
        self.view.walk.passed = frozenset(person_key(row, part) for row in blank for part in GRID_PARTS[1:])

    def show_field(self, key: str) -> None:
        """One field as it may be read now: masked unless the keys are in it."""
        row = parse_key(key).row
        if row is not None and row >= len(self.form.people):
            return
        self.view.fill(key, self._seen(key))
        self._show_absence(key)

    def _seen(self, key: str) -> Any:
        value = self.form.value(key)
        parsed = parse_key(key)
        if parsed.row is None or parsed.part not in _MASKED:
            return value
        person = self.form.people[parsed.row]
        if parsed.part == "id_number" and person.has_no_id:
            return value if self.form.group else ""  # the grid has the reason there
        elsewhere = parsed.part == "id_number" and self.view.focused_key() != key
        hidden = parsed.part in person.recalled or (elsewhere and person.proven(self.today))
        return person.masked(parsed.part) if hidden else value

    def _show_absence(self, key: str) -> None:
        field = self.view.binder.fields.get(key)
        why = self.form.absence(key)
        if field is not None and hasattr(field, "setPlaceholderText"):
            field.setPlaceholderText("原因" if key.endswith("no_id_reason") else why)

    def show_due(self, due: date | None) -> None:
        """The date of the second notice, from the engine."""
        self.due_day = due
        self.view.fill("due", self.due)
        self.view.notices.due.set_remark("自动")
        self._notices()
        self._folded({})

    # typing -----------------------------------------------------------------------------

    @Slot(str, object)
    def _typed(self, key: str, value: Any) -> None:
        if key == "due" or value == self._seen(key):
            return
        if parse_key(key).part in _MASKED and "*" in str(value):
            value = ""  # part of a mask was typed over: the number is asked anew
        self._auto.discard(key)
        if key == "contact":
            self.form.contact_is_usual = False
        self.set(key, value)
        if value == "" or self.view.focused_key() != key:
            self.view.fill(key, self._seen(key))

    def set(self, key: str, value: Any) -> None:
        """Put a value into the form and let everything follow from it."""
        self.form.put(key, value)
        self._judge.typed(key)
        self._show_absence(key)
        part = parse_key(key).part
        if part in ("no_id", "id_type"):
            self._certificate_changed(key)
        self._defaults(part)
        self._skip_blank()
        self._derive()
        self.check()
        self.typed.emit()

    def _input_methods(self) -> None:
        """Off where a number stands; the certificates of soldiers and households have words in theirs."""
        fields = self.view.binder.fields
        for key, field in fields.items():
            parsed = parse_key(key)
            if parsed.part not in _NUMBERS:
                continue
            worded = False
            if parsed.part == "id_number" and parsed.row is not None and parsed.row < len(self.form.people):
                worded = self.form.people[parsed.row].id_type not in LATIN_TYPES
            use_input_method(field, worded)

    def _certificate_changed(self, key: str) -> None:
        row = parse_key(key).row or 0
        for part in ("id_type", "no_id", "id_number"):
            self.show_field(person_key(row, part))
        self._input_methods()

    def _defaults(self, part: str) -> None:
        """What usually follows: home from the number, place from the home, opinion from the unit."""
        person = self.form.people[0]
        if part == "id_number" and person.proven(self.today):
            self._default(person_key(0, "division"), self.tables.home_of(person.id_number))
        if part in ("id_number", "division"):
            self._default("place", self.tables.place_of(person.division))
        if part == "units":
            known = any(unit.name == self.form.units for unit in self.tables.units)
            self.view.notices.offer_opinions(self.form.units if known else "")
            self._default("opinion", f"转送{self.form.units}" if known else "")

    def _default(self, key: str, value: str) -> None:
        if not self.form.value(key) or key in self._auto:
            self.form.put(key, value)
            self._auto.add(key)
            self.view.fill(key, value)

    def _derive(self) -> None:
        """What follows from numbers: ticks, sex and birth, head-count words, lengths."""
        today = self.today
        for row, person in enumerate(self.form.people):
            proven = person.proven(today)
            if self.form.group:
                born = f"{proven.sex} {today.year - proven.birth.year} 岁" if proven and proven.birth else ""
                self.view.reps.show_proof(row, bool(proven), born)
            elif row == 0:
                recalled = "id_number" in person.recalled
                self.view.person.show_proof(bool(proven), recalled, person.has_no_id, person.age(today))
                if proven:
                    self.view.fill(person_key(0, "sex"), proven.sex)
                    self.view.fill(person_key(0, "birth"), proven.birth)
                else:
                    for part in ("sex", "birth"):
                        self.view.fill(person_key(0, part), person.sex if part == "sex" else person.birth)
        self._look_at_accused()
        self.view.matter.show_heads(self.form.heads())
        self.view.matter.show_length(len(self.form.claim.strip()))
        self.view.fill("due", self.due)
        self.view.matter.show_joined(self.form.matter, self.form.times)
        again = f"重访，第 {self.form.times} 次" if self.form.times > 1 else ""
        self.view.head.again.set(again, "plain", "history")
        self._notices()

    def _look_at_accused(self) -> None:
        """A name that the table does not have is kept, and cannot be told from a slip of the pen."""
        named = several(value_of(self.form.more, "accused"))
        known = {name for unit in self.tables.units for name in (unit.name, unit.short)}
        unknown = any(name not in known for name in named)
        self.view.more.show_accused(unknown, bool(named) and self.form.purpose != ACCUSATION)

    def _notices(self) -> None:
        form = self.form
        self.view.notices.show_state(
            bool(form.opinion.strip()), bool(self.due), bool(form.contact.strip()), form.told
        )
        usual = "contact" in self._auto and bool(form.contact)
        self.view.notices.contact.set_remark("自动" if usual else "")

    @Slot()
    def cycle_absence(self) -> None:
        """Alt+U on the field with the keys: 不详, 不愿提供, 当场无证件, and back."""
        key = self.view.focused_key()
        if key is None or self.form.cycle_absence(key) is None:
            return
        self.view.fill(key, "")
        self._show_absence(key)
        self._derive()
        self.check()
        self.typed.emit()

    def toggle(self, key: str) -> None:
        """Alt+K, Alt+W: tick or untick."""
        self.set(key, not self.form.value(key))
        self.view.fill(key, self.form.value(key))

    # errors -----------------------------------------------------------------------------

    def entry(self) -> VisitEntry:
        """The visit as the core reads it."""
        return self._judge.entry()

    def check(self) -> None:
        """Look at the whole form again; what is right now is not told any more."""
        self._tell(self._judge.look())

    def refused(self, errors: tuple[FieldError, ...]) -> None:
        """Errors that only saving could find; told like any other."""
        self._tell(self._judge.refused(errors))

    def complete(self) -> bool:
        """F9: tell every error; True if there is none."""
        right = self._judge.complete()
        self.check()
        return right

    def mend_first(self) -> None:
        """After F9: the first field that is wrong."""
        self._mend_after(None)

    def mend_next(self) -> None:
        """Alt+E: the next field that is wrong, round and round."""
        self._mend_after(self.view.focused_key())

    def _mend_after(self, at: str | None) -> None:
        key = self._judge.next_wrong(at)
        if key is not None:
            self.view.focus_key(key)

    def _tell(self, sentences: dict[str, str]) -> None:
        self._folded(sentences)
        self.errors_changed.emit(len(sentences))

    def _folded(self, sentences: dict[str, str]) -> None:
        for name in self.view.groups:
            first = next((text for key, text in sentences.items() if group_of(key) == name), "")
            place = self.tables.place_name(self.form.place)
            due = self.due[5:].removesuffix("告知") if name == NOTICES else ""
            self.view.show_folded(name, summary(name, self.form, self.today, place, due), first)

    # focus ------------------------------------------------------------------------------

    @Slot(str)
    def _entered(self, key: str) -> None:
        if parse_key(key).part in _MASKED:
            self.show_field(key)
            field = self.view.binder.fields[key]
            if hasattr(field, "selectAll"):
                field.selectAll()

    @Slot(str)
    def _left(self, key: str) -> None:
        if parse_key(key).part in _MASKED:
            self.show_field(key)
        self._tell(self._judge.left(key))
