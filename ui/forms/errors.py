"""Keeps the errors that the clerk sees: raised on leaving a field or on F9, gone once they are right."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import FieldError

_MISSING = frozenset({"required", "facts_required", "no_id_reason_required"})


class ErrorBook:
    """The errors there are, those raised, and where Alt+E goes next."""

    def __init__(self) -> None:
        self._found: tuple[FieldError, ...] = ()
        self._raised: set[str] = set()
        self._typed: set[str] = set()

    def typed(self, key: str) -> None:
        """Something was typed into a field: from now on leaving it empty is told."""
        self._typed.add(key)

    def set_errors(self, errors: Iterable[FieldError]) -> None:
        """The errors of the form as it stands; a raised one that is right now is gone."""
        self._found = tuple(errors)
        self._raised &= {error.field for error in self._found}

    def left(self, key: str) -> None:
        """The keys have left a field: what is wrong with it is told, but not that it was passed over."""
        for error in self._found:
            if error.field == key and (error.code not in _MISSING or key in self._typed):
                self._raised.add(key)

    def all(self) -> None:
        """F9: everything is told."""
        self._raised |= {error.field for error in self._found}

    def shown(self) -> tuple[FieldError, ...]:
        """One error per raised field, in the order of talk."""
        first: dict[str, FieldError] = {}
        for error in self._found:
            if error.field in self._raised:
                first.setdefault(error.field, error)
        return tuple(first.values())

    def next_after(self, key: str | None, order: tuple[str, ...]) -> str | None:
        """The next field with a shown error after the one that has the keys, round and round."""
        wrong = [error.field for error in self.shown()]
        if not wrong:
            return None
        at = order.index(key) if key in order else -1
        later = [field for field in wrong if field in order and order.index(field) > at]
        return (later or wrong)[0]
