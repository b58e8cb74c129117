"""Asks the core what is wrong with the form, and tells it when it may be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.domain.entries.visit_entry import VisitEntry, VisitRules, check_visit, parse_visit
from app.errors import FieldError
from ui.forms.errors import ErrorBook
from ui.register.entry.form import RegisterForm
from ui.register.entry.more import value_of
from ui.register.entry.tell import error_sentence
from ui.register.layout.view import RegisterView

_FOLLOWS = frozenset({"facts_required", "required"})
"""What a return visit leaves to the matter it continues."""


class Judge:
    """The errors of one form, on the screen as LOOK.md section 5 wants them."""

    def __init__(self, view: RegisterView, now: Callable[[], datetime]) -> None:
        self._view = view
        self._now = now
        self._book = ErrorBook()
        self.form = RegisterForm()
        self.rules = VisitRules()

    def start(self, form: RegisterForm) -> None:
        """Another form: nothing is told yet."""
        self.form = form
        self._book = ErrorBook()

    def typed(self, key: str) -> None:
        self._book.typed(key)

    def left(self, key: str) -> dict[str, str]:
        """The keys have left a field: what is wrong with it is told from now on."""
        self._book.left(key)
        return self.look()

    def look(self) -> dict[str, str]:
        """The whole form again; the sentences that are told now, by field."""
        self._book.set_errors(self._errors())
        return self._show()

    def complete(self) -> bool:
        """F9: everything is told; True if nothing is wrong."""
        self._book.set_errors(self._errors())
        self._book.all()
        return not self._book.shown()

    def refused(self, errors: tuple[FieldError, ...]) -> dict[str, str]:
        """Errors that only saving could find; told like any other until something is typed."""
        self._book.set_errors([*self._errors(), *map(self.form.placed, errors)])
        self._book.all()
        return self._show()

    def next_wrong(self, after: str | None) -> str | None:
        """Where Alt+E goes."""
        return self._book.next_after(after, self.form.order())

    def entry(self) -> VisitEntry:
        """The visit as the core reads it."""
        return parse_visit(self.form.as_json(self._today(), self._now()))

    def _today(self) -> date:
        return self._now().date()

    def _show(self) -> dict[str, str]:
        sentences = {error.field: error_sentence(error) for error in self._book.shown()}
        self._view.show_errors(self.form.group, sentences)
        return sentences

    def _errors(self) -> tuple[FieldError, ...]:
        return self.form.errors(self._today(), self._judge, self._now())

    def _judge(self, data: dict[str, Any]) -> tuple[FieldError, ...]:
        # a unit's name as it stands need not be searched for among all of them at every key
        named = tuple(unit for unit in self.rules.units if unit.name == self.form.units)
        accused = bool(value_of(self.form.more, "accused"))
        rules = replace(self.rules, units=self.rules.units if accused else named or self.rules.units)
        if self.form.matter_category and rules.categories:
            rules = replace(rules, categories={*rules.categories, self.form.matter_category})
        errors = check_visit(parse_visit(data), self._now(), rules).errors
        if not self.form.matter:
            return errors
        return tuple(
            error for error in errors if error.code not in _FOLLOWS or error.field.startswith("people")
        )
