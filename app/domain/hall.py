"""The hall: what may be done with a visitor who waits, and where each visitor of the day is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

CALLED, HELD, BACK, HANDED, TALKING, LEFT = "叫号", "暂缓", "请回", "转交", "进谈", "离开"
ACTS = (CALLED, HELD, BACK, HANDED, TALKING, LEFT)
WAITS, TALKS, GONE = "候", "谈", "走"
"""Where a visitor is: waiting (also held or handed on), in an interview, gone or dealt with."""
ALLOWED: dict[str, frozenset[str]] = {
    WAITS: frozenset({CALLED, HELD, BACK, HANDED, TALKING, LEFT}),
    TALKS: frozenset({BACK, LEFT}),
    GONE: frozenset({BACK}),
}
"""Acts by where the visitor is; a visit that was taken up by a reception or a step takes none."""


class Act(Protocol):
    """A row of hall_acts (app.domain.rows.hall.HallAct)."""

    @property
    def id(self) -> str: ...

    @property
    def act(self) -> str: ...

    @property
    def to_whom(self) -> str | None: ...

    @property
    def reason(self) -> str | None: ...

    @property
    def at(self) -> datetime: ...

    @property
    def by(self) -> str: ...


@dataclass(frozen=True, slots=True)
class HallState:
    """Where a visitor of the day is, read from the acts of every desk."""

    where: str = WAITS
    held: bool = False
    to_whom: str | None = None
    """Login or place that the visitor was handed on to."""
    reason: str | None = None
    calls: int = 0
    called_at: datetime | None = None
    by: str | None = None
    """Login of who took the visitor into the interview, held or sent on."""
    since: datetime | None = None
    taken_up: bool = False
    """Whether a reception or a step has ended the wait for good."""

    def allows(self, act: str) -> bool:
        if self.taken_up:
            return False
        if act == BACK and self.where == WAITS:
            return self.held or self.to_whom is not None
        if act == HELD:
            return self.where == WAITS and not self.held
        return act in ALLOWED[self.where]


UNTOUCHED = HallState()
"""Of a visitor who came and whom nobody has called yet."""


def hall_state(acts: Iterable[Act], *, taken_up: bool = False) -> HallState:
    """The state after these acts in the order of time, author and id, whatever order they arrived in."""
    state = UNTOUCHED
    for act in sorted(acts, key=lambda act: (act.at, act.by, act.id)):
        state = _after(state, act)
    return replace(state, where=GONE, taken_up=True) if taken_up else state


def _after(state: HallState, act: Act) -> HallState:
    if act.act == CALLED:
        return replace(state, calls=state.calls + 1, called_at=act.at)
    whence = replace(state, reason=act.reason, by=act.by, since=act.at, held=False)
    if act.act == HELD:
        return replace(whence, where=WAITS, held=True)
    if act.act == HANDED:
        return replace(whence, where=WAITS, to_whom=act.to_whom, calls=0, called_at=None)
    if act.act == TALKING:
        return replace(whence, where=TALKS)
    if act.act == LEFT:
        return replace(whence, where=GONE)
    return UNTOUCHED  # brought back: in the line as if never called
