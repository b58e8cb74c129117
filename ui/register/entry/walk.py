"""The way the keys go: the order of talk, and what Enter passes over; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

_NO_TYPING = frozenset({"no_id", "no_id_reason", "id_type"})
"""Parts that Enter passes over; Tab stops there."""
_FILLED = frozenset({"division"})
"""Parts that Enter passes over once they are filled in: the county out of the ID number."""
_NOT_FORWARD = "written"
"""Tab out of 情况 goes on to the three notices: Alt+W ticks it, Shift+Tab from there stops at it."""
_NOT_BACKWARD = ".no_id"


class FieldLike(Protocol):
    def isEnabled(self) -> bool: ...


class Walk:
    """Where the keys go next."""

    def __init__(self) -> None:
        self.order: tuple[str, ...] = ()
        self.passed: frozenset[str] = frozenset()
        """Keys that Enter passes over at the moment: the rest of a row that nobody stands in."""
        self.shut: frozenset[str] = frozenset()
        """Keys that are folded away: neither Enter nor Tab goes there."""
        self.by_enter = False
        """The next step was asked for by Enter."""

    def next(self, at: str, forward: bool, fields: Mapping[str, FieldLike]) -> str | None:
        """The field after (or before) one; None at the end of the form."""
        by_enter, self.by_enter = self.by_enter, False
        step = 1 if forward else -1
        place = self.order.index(at) + step
        while 0 <= place < len(self.order):
            key = self.order[place]
            if self._stops_at(key, fields.get(key), by_enter, forward):
                return key
            place += step
        return None

    def _stops_at(self, key: str, field: FieldLike | None, by_enter: bool, forward: bool) -> bool:
        if (
            field is None
            or key in self.shut
            or not field.isEnabled()
            or (forward and key == _NOT_FORWARD)
            or (not forward and key.endswith(_NOT_BACKWARD))
        ):
            return False
        read_only = getattr(field, "isReadOnly", bool)()
        filled = key.rpartition(".")[2] in _FILLED and bool(getattr(field, "text", str)())
        needless = filled or (key.rpartition(".")[2] in _NO_TYPING and key != "people[0].no_id_reason")
        return not (by_enter and (read_only or needless or key in self.passed))
