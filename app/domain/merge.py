"""The one rule of merging: who saw what, which of two concurrent values shows, and what is kept of the other.

Order comes from revisions the author SAW, never from clocks. A change whose author had seen the last change
of a field replaces it. Otherwise the two are concurrent: the larger (hlc, author) shows, the other is kept as
a ``Lost`` value for a person to look at. A reception's status obeys its allowed moves first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = str | int | float | None
MayFollow: TypeAlias = Callable[[str, str], bool]
"""Whether a status may be followed by another."""

STATUS = "status"
AHEAD_MS = 2_000
"""How far a desk's clock may run before the hub's before it is clamped."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who last set a field: the hub's revision, the hybrid logical clock (ms), author, sequence, account."""

    rev: int
    hlc: int
    author: str
    seq: int
    login: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A row as the hub holds it; a field without a stamp of its own was last set when the row was born."""

    values: Mapping[str, Value]
    born: Stamp
    stamps: Mapping[str, Stamp]

    def stamp(self, field: str) -> Stamp:
        return self.stamps.get(field, self.born)

    def was_never_set(self, field: str) -> bool:
        """Empty since the row was born, or not in it (an older program's row): there is nothing to lose."""
        return field not in self.stamps and self.values.get(field) is None


@dataclass(frozen=True, slots=True)
class Lineage:
    """What one desk's file has been: its authors (starts of the program) in order, with their first sequence.

    A file that went back in time lacks the later sequences of an author it still names: those are not seen.
    """

    starts: tuple[tuple[str, int], ...]

    def holds(self, author: str, seq: int) -> bool:
        """Whether this file holds that operation of that author."""
        return self.wrote(author, seq, seq + 1)

    def wrote(self, author: str, seq: int, before: int) -> bool:
        """Whether this file held that author's operation when it made operation ``before``."""
        if seq >= before:
            return False
        for place, (name, first) in enumerate(self.starts):
            if name == author and first <= seq:
                following = self.starts[place + 1 :]
                return not following or seq < following[0][1]
        return False


@dataclass(frozen=True, slots=True)
class Change:
    """One operation of a desk on one row: the new values of some fields, and the revision it was based on."""

    values: Mapping[str, Value]
    base: int
    author: str
    seq: int
    ms: int
    """The desk's wall clock; only used to choose between concurrent values."""
    lineage: Lineage
    login: str | None = None

    def saw(self, stamp: Stamp) -> bool:
        return stamp.rev <= self.base or self.lineage.wrote(stamp.author, stamp.seq, self.seq)


@dataclass(frozen=True, slots=True)
class Lost:
    """A value that does not show: the field, what shows, what was set aside, and whose each was."""

    field: str
    kept: Value
    lost: Value
    kept_by: Stamp
    lost_by: Stamp
    reason: str
    """同时修改 (concurrent) or 状态不能这样变 (the move is not in the table)."""


CONCURRENT, BAD_MOVE = "同时修改", "状态不能这样变"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a change: the fields to put with their stamps, and the values that lost."""

    put: Mapping[str, Value]
    stamps: Mapping[str, Stamp]
    lost: tuple[Lost, ...]
    refused: frozenset[str]
    """Fields whose new value does not show: the author's copy differs from the row."""


def clamp(ms: int, seen: Stamp | None, now: int) -> int:
    """The hybrid logical clock of a change: after what its author saw, never far ahead of the hub."""
    after = seen.hlc + 1 if seen else 0
    return max(after, min(ms, now + AHEAD_MS))


def judge(held: Held, change: Change, rev: int, now: int, may_follow: MayFollow | None = None) -> Verdict:
    """Merge a change into a row, field by field; ``rev`` is the revision the row will get.

    may_follow: the table of status moves for this row's kind, or None where ``status`` is an ordinary field.
    """
    put: dict[str, Value] = {}
    stamps: dict[str, Stamp] = {}
    lost: list[Lost] = []
    refused: set[str] = set()
    for field, value in change.values.items():
        before = held.stamp(field)
        seen = held.was_never_set(field) or change.saw(before)
        hlc = clamp(change.ms, before if seen else held.born if change.saw(held.born) else None, now)
        mine = Stamp(rev, hlc, change.author, change.seq, change.login)
        current = held.values.get(field)
        if current == value and field in held.values:
            continue  # whoever saw the earlier one saw this value
        if change.seq <= before.seq and change.lineage.holds(before.author, before.seq):
            continue  # the same file has already replaced it
        moves = may_follow if field == STATUS else None
        if _takes_it(current, value, before, mine, seen, moves):
            put[field], stamps[field] = value, mine
            if not seen:
                lost.append(Lost(field, value, current, mine, before, CONCURRENT))
        else:
            refused.add(field)
            reason = BAD_MOVE if seen else CONCURRENT
            lost.append(Lost(field, current, value, before, mine, reason))
    return Verdict(put, stamps, tuple(lost), frozenset(refused))


def _takes_it(
    current: Value, value: Value, before: Stamp, mine: Stamp, seen: bool, moves: MayFollow | None
) -> bool:
    """Whether the new value shows."""
    later = (mine.hlc, mine.author, mine.seq) > (before.hlc, before.author, before.seq)
    if moves is None or current is None or value is None:
        return seen or later
    forward, backward = moves(str(current), str(value)), moves(str(value), str(current))
    if seen:
        return forward
    if forward != backward:
        return forward
    return forward and later
