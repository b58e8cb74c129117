"""Holds what a person decides about single rows of one file, and the cells of them that she puts right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.domain.ledger.headings import fold

TAKE: Final = "照导"
"""The row goes in as it stands; a cell with several names is the name of one person."""
LEAVE: Final = "不导"
SPLIT: Final = "拆开"
"""A cell with several names is as many people who came together; what else is asked is answered with yes."""
DECISIONS = (TAKE, LEAVE, SPLIT)


@dataclass(frozen=True, slots=True)
class Mending:
    """The rows of one sheet that somebody has dealt with."""

    decided: Mapping[int, str] = field(default_factory=dict)
    """First row of a visit to what was decided about it."""
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    """Row to its new cells by heading; a cell without one by its place, counted from 1."""

    def joined(self, later: Mending) -> Mending:
        """Both; where they speak of the same row, the later one holds."""
        return Mending({**self.decided, **later.decided}, {**self.cells, **later.cells})


def place_of(headings: Sequence[str], name: str) -> int | None:
    """The place of the cell that is called by its heading or, where it has none, by its number."""
    wanted = fold(name)
    for place, heading in enumerate(headings):
        if fold(heading) == wanted and wanted:
            return place
    number = int(name) - 1 if name.isascii() and name.isdigit() else -1
    is_bare = number >= len(headings) or not fold(headings[number])
    return number if 0 <= number < 16_384 and is_bare else None


def name_of(headings: Sequence[str], place: int) -> str:
    """What ``place_of`` finds a cell by."""
    heading = " ".join(headings[place].split()) if place < len(headings) else ""
    return heading or str(place + 1)


def put_right(
    cells: Sequence[str], headings: Sequence[str], by_name: Mapping[str, str]
) -> tuple[tuple[str, ...], dict[str, str]]:
    """The cells with the new ones among them, and what stood where something else stands now."""
    new, before = list(cells), dict[str, str]()
    for name, text in by_name.items():
        place = place_of(headings, name)
        if place is None:
            continue
        new += [""] * (place + 1 - len(new))
        if new[place] != text.strip():
            before[name] = new[place]
        new[place] = text.strip()
    return tuple(new), before
