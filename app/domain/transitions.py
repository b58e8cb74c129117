"""Which status a matter may go to by which step: the one table of 办理方式."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.terms import CLOSED_STATUSES

REGISTERED, HANDLING, ACCEPTED, DONE = "已登记", "办理中", "已受理", "已办结"
_OPEN = frozenset({REGISTERED, HANDLING, ACCEPTED})
_BEFORE_ACCEPTANCE = frozenset({REGISTERED, HANDLING})
_AFTER_ROUTING = frozenset({HANDLING, ACCEPTED})


@dataclass(frozen=True, slots=True)
class Move:
    """From which statuses a step may be taken and where it leads; ``to`` None leaves the status as it is."""

    start: frozenset[str]
    to: str | None


MOVES: dict[str, Move] = {
    "转送": Move(_BEFORE_ACCEPTANCE, HANDLING),
    "交办": Move(_OPEN, HANDLING),
    "转办": Move(_OPEN, HANDLING),
    "受理告知": Move(_BEFORE_ACCEPTANCE, ACCEPTED),
    "不予受理": Move(_BEFORE_ACCEPTANCE, "不予受理"),
    "不再受理": Move(_BEFORE_ACCEPTANCE | {DONE}, "不再受理"),
    "直接回复": Move(_OPEN, DONE),
    "现场办结": Move(_OPEN, DONE),
    "引导": Move(_BEFORE_ACCEPTANCE, "已引导"),
    "存": Move(_BEFORE_ACCEPTANCE, "存"),
    "延期": Move(frozenset({ACCEPTED}), None),
    "异议": Move(frozenset({HANDLING}), None),
    "退回": Move(frozenset({HANDLING}), REGISTERED),
    "继续协调": Move(_OPEN, HANDLING),
    "督办": Move(_AFTER_ROUTING, None),
    "办结": Move(_AFTER_ROUTING, DONE),
    "复查": Move(frozenset({DONE}), None),
    "复核": Move(frozenset({DONE}), None),
    "撤回": Move(_OPEN, "已撤回"),
}
"""By mode (DOMAIN.md sections 1.4 and 3.3). 登记 is no move: registering makes the matter."""

_NEVER_AGAIN = frozenset({"已撤回"})
_KEEPS_ACCEPTED = frozenset({"交办", "转办", "继续协调"})


def next_status(status: str, mode: str, *, came_again: bool = False) -> str | None:
    """The status after the step, or None where the step may not be taken from this status.

    came_again: a visit was registered after the matter was closed; it is then treated as 已登记 again,
    and so may be refused, led elsewhere or taken up. KeyError for a mode that is in no table.
    """
    move = MOVES[mode]
    if came_again and status in CLOSED_STATUSES - _NEVER_AGAIN:
        status = REGISTERED
    if status not in move.start:
        return None
    if move.to is None or (status == ACCEPTED and mode in _KEEPS_ACCEPTED):
        return status  # the 60 days of an accepted matter run on whatever is assigned meanwhile
    return move.to


def may_follow(old: str, new: str) -> bool:
    """Whether any step leads from one status to the other (for merging: other edits are set aside)."""
    if old == new:
        return True
    if any(next_status(old, mode) == new for mode in MOVES):
        return True
    return any(next_status(old, mode, came_again=True) == new for mode in MOVES)
