"""Reads the facts of a case (列入, 记事, 销账) as entries on the lists, the same at every desk.

The facts of one matter and kind are read in their order (time, act, author, id): a 列入 opens an entry where
none is open, a 销账 closes the open one, and whatever else two desks wrote without knowing of each other is
a further note of the entry. db/counting/lists says the same in SQL.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from app.domain.lists.columns import PARTS
from app.domain.lists.kinds import (
    ALERT,
    DISCIPLINE,
    FEEDBACK,
    FIRST,
    KINDS,
    NEW_PLAN,
    PUT_ON,
    RECEIPT,
    RECEIVERS,
    SLOTS,
    SPECIAL,
    TAKEN_OFF,
)
from app.domain.rows.case import ListFact
from app.domain.value import Value

_STAGES = {"分类下派": "已下派", "督导": "督导中", FEEDBACK: "已反馈"}


class ListEntry(Value, frozen=True, kw_only=True):
    """A case on a list, with everything noted on it and its end."""

    put_on: ListFact
    notes: tuple[ListFact, ...] = ()
    end: ListFact | None = None

    @property
    def id(self) -> str:
        return self.put_on.id

    @property
    def kind(self) -> str:
        return self.put_on.kind

    @property
    def matter_id(self) -> str:
        """The matter it was put on for; its case is another one after a join."""
        return self.put_on.matter_id

    @property
    def at(self) -> datetime:
        return self.put_on.at

    @property
    def is_open(self) -> bool:
        return self.end is None

    @property
    def values(self) -> Mapping[str, Any]:
        """The columns as they are now: as put on, with what later notes changed."""
        known = KINDS[self.kind]
        values: dict[str, Any] = dict(self.put_on.data)
        for fact in self.notes:
            for key, value in fact.data.items():
                column = known.column(key)
                if key == "text":
                    continue  # the words of a note are its own
                if column is not None and column.sort == PARTS and fact.data.get("item") != NEW_PLAN:
                    value = dict(values.get(key) or {}) | dict(value)
                values[key] = value
        values.pop("item", None)
        return values

    @property
    def due(self) -> date | None:
        """The term that was set when it was put on the list."""
        text = self.put_on.data.get("due")
        return date.fromisoformat(str(text)) if text else None

    @property
    def result(self) -> str | None:
        return str(self.end.data.get("result")) if self.end is not None else None

    @property
    def state(self) -> str:
        """One of the kind's states, or the result it was taken off with."""
        if self.end is not None:
            return str(self.end.data.get("result"))
        states = KINDS[self.kind].open_states
        if self.kind == FIRST:
            return states[not self.empty_slots]
        if self.kind == DISCIPLINE:
            reached = [_STAGES[item] for fact in self.notes if (item := fact.data.get("item")) in _STAGES]
            return max(reached, key=states.index, default=states[0])
        if self.kind == ALERT:
            return states[len(self.receipts) == len(RECEIVERS)]
        if self.kind == SPECIAL:
            return states[bool(self.values.get("solved"))]
        return states[0]

    @property
    def filled_slots(self) -> tuple[str, ...]:
        """The N of 首办 1+N that have somebody."""
        slots = self.values.get("slots") or {}
        return tuple(slot for slot in SLOTS if slots.get(slot))

    @property
    def empty_slots(self) -> tuple[str, ...]:
        return tuple(slot for slot in SLOTS if slot not in self.filled_slots)

    @property
    def receipts(self) -> Mapping[str, ListFact]:
        """The first receipt of each addressee of a 预警."""
        receipts: dict[str, ListFact] = {}
        for fact in self.notes:
            if fact.data.get("item") == RECEIPT and fact.data.get("addressee"):
                receipts.setdefault(str(fact.data["addressee"]), fact)
        return receipts

    def proof(self, name: str) -> str | None:
        """What the last note says of one of 五个不放过; None where nothing proves it yet."""
        notes = self.noted(name)
        return (str(notes[-1].data.get("text") or "") or None) if notes else None

    def noted(self, item: str) -> tuple[ListFact, ...]:
        """The notes of an item, oldest first."""
        return tuple(fact for fact in self.notes if fact.data.get("item") == item)


def read_entries(facts: Iterable[ListFact]) -> tuple[ListEntry, ...]:
    """The entries of these facts, in the order in which they were put on; unknown kinds are left out."""
    by_list: dict[tuple[str, str], list[ListFact]] = defaultdict(list)
    for fact in facts:
        if fact.kind in KINDS:
            by_list[fact.kind, fact.matter_id].append(fact)
    entries = [entry for listed in by_list.values() for entry in _of_one(listed)]
    return tuple(sorted(entries, key=lambda entry: fact_order(entry.put_on)))


def _of_one(facts: Iterable[ListFact]) -> Iterator[ListEntry]:
    """The entries of one matter on one list, one after the other."""
    put_on: ListFact | None = None
    notes: list[ListFact] = []
    end: ListFact | None = None
    for fact in sorted(facts, key=fact_order):
        if fact.act == PUT_ON and (put_on is None or end is not None):
            if put_on is not None:
                yield ListEntry(put_on=put_on, notes=tuple(notes), end=end)
            put_on, notes, end = fact, [], None
        elif put_on is None:
            continue  # a note of what another desk has not sent yet
        elif fact.act == TAKEN_OFF and end is None:
            end = fact
        else:
            notes.append(fact)
    if put_on is not None:
        yield ListEntry(put_on=put_on, notes=tuple(notes), end=end)


def fact_order(fact: ListFact) -> tuple[datetime, str, str, str]:
    """Time, act, author, id; at one moment 列入 comes before 记事 and 销账, as their characters do."""
    return fact.at, fact.act, fact.by, fact.id


def open_entry(entries: Iterable[ListEntry], kind: str) -> ListEntry | None:
    """The entry of a kind that is not taken off."""
    return next((entry for entry in entries if entry.kind == kind and entry.is_open), None)
