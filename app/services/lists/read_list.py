"""Reads the lists of cases (台账): which there are, and what stands on one, block by block."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.lists.entries import ListEntry
from app.domain.lists.kinds import KINDS, ListKind
from app.domain.paging import Block, Order, PageAsked
from app.ports.records import Reads
from app.services.case.case_door import case_of, may_read_case, withheld_line
from app.services.case.case_reader import CaseReader
from app.services.lists.keep_list import known_kind
from app.services.lists.list_json import entry_json

AT_ONCE = 400
MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedCase:
    """An entry as the list shows it to the person at the desk."""

    case: CaseFile
    entry: ListEntry
    on: date
    withheld: bool
    """Guarded, and not for this person: the number alone may be shown."""

    @property
    def kind(self) -> ListKind:
        return KINDS[self.entry.kind]

    def as_json(self) -> dict[str, Any]:
        if self.withheld:
            return withheld_line(self.case.matter.number)
        return entry_json(self.case, self.entry)


@dataclass(frozen=True, slots=True)
class ListRead:
    """A list as the command line prints it."""

    kind: ListKind
    rows: tuple[ListedCase, ...]
    total: int

    def as_json(self) -> dict[str, Any]:
        return {
            **self.kind.as_json(),
            "total": self.total,
            "open": sum(row.entry.is_open for row in self.rows),
            "items": [row.as_json() for row in self.rows],
        }


def list_kinds(desk: Desk) -> dict[str, int]:
    """Every kind with how many cases stand on it. NotAllowed(role_missing)."""
    desk.require("list")
    with desk.records.reading() as reads:
        return reads.list_counts()


def kinds_json(counts: dict[str, int]) -> dict[str, Any]:
    """The kinds with their columns (``list`` alone)."""
    return {"kinds": [kind.as_json() | {"open": counts[kind.name]} for kind in KINDS.values()]}


def list_block(
    desk: Desk, kind: str, only_open: bool, asked: PageAsked, *, counted: bool = True
) -> Block[ListedCase]:
    """A block of a list, with its total where that is to be counted.

    Refused(list_kind_unknown). NotAllowed(role_missing). KeyError: sort key.
    """
    desk.require("list")
    name = known_kind(kind).name
    with desk.records.reading() as reads:
        ids = reads.list_block(name, only_open, asked, counted)
        rows = tuple(_rows(desk, reads, ids.rows))
    return Block(rows, ids.first, ids.last, ids.ends, ids.total)


def read_list(desk: Desk, kind: str, *, only_open: bool = False, most: int = MOST) -> ListRead:
    """What stands on a list, newest first, with what was taken off it unless told otherwise.

    Refused(list_kind_unknown). NotAllowed(role_missing).
    """
    rows: list[ListedCase] = []
    asked = PageAsked(Order("at", descending=True), most=min(AT_ONCE, most))
    total = 0
    while len(rows) < most:
        block = list_block(desk, kind, only_open, asked)
        total = block.total if block.total is not None else total
        rows += block.rows
        if block.ends:
            break
        asked = PageAsked(asked.order, block.last, most=min(AT_ONCE, most - len(rows)))
    return ListRead(known_kind(kind), tuple(rows), total)


def _rows(desk: Desk, reads: Reads, ids: tuple[tuple[str, str], ...]) -> Iterator[ListedCase]:
    reader = CaseReader(reads)
    cases = reader.cases(dict.fromkeys(matter for _, matter in ids))
    on = desk.clock.now().date()
    for entry_id, matter_id in ids:
        case = cases.get(matter_id)
        if case is None:
            continue
        if case.merged_into is not None:
            case = case_of(reads, case.matter)
        entry = next((entry for entry in case.entries if entry.id == entry_id), None)
        if entry is not None:
            yield ListedCase(case=case, entry=entry, on=on, withheld=not may_read_case(desk, case))
