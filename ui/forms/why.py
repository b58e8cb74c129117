"""Explains dates for F1: start, article, each day passed over and why; no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.case.moved import Moved as Corrected
from app.domain.case.obligations import Obligation, Right
from app.domain.dates.derivation import Derivation, explained
from app.services.handling.preview_step import Moved

Reason = tuple[str, str]
"""What is owed by whom, and why on this day."""


def why_counted(counted: Derivation) -> str:
    """Start, article, each day that was skipped."""
    return "\n".join(explained(counted))


def why_owed(obligation: Obligation) -> str:
    """The same, and what is assumed."""
    assumed = f"\n{obligation.assumed}" if obligation.assumed else ""
    return why_counted(obligation.counted) + assumed


def owed_reasons(obligations: Iterable[Obligation]) -> list[Reason]:
    """Why each date is what it is, in the order of the obligations."""
    return [(f"{obligation.who} {obligation.what}", why_owed(obligation)) for obligation in obligations]


def right_reasons(rights: Iterable[Right]) -> list[Reason]:
    """Why the last day of what somebody may ask for is this day, or why there is none yet."""
    return [
        (f"{right.who} {right.what}", why_counted(right.counted) if right.counted else right.waits)
        for right in rights
        if right.is_open and (right.counted is not None or right.waits)
    ]


def moved_reasons(moved: Iterable[Moved]) -> tuple[Reason, ...]:
    """Why an act's new and changed dates are what they are."""
    return tuple(owed_reasons(pair.after for pair in moved if pair.after is not None and pair.after.running))


def corrected_reasons(moved: Iterable[Corrected]) -> tuple[Reason, ...]:
    """Why the dates that a correction counts anew are what they are; of one no longer owed why it was."""
    return tuple(
        (f"{date.who} {date.what}" + ("" if date.new else "（原来的）"), why_counted(date.counted))
        for date in moved
        if date.counted is not None
    )


def with_others(first: Iterable[Reason], others: Iterable[Obligation]) -> list[Reason]:
    """The act's own dates, then those that are owed anyway and not among them."""
    own = list(first)
    named = {what for what, _ in own}
    return [*own, *(reason for reason in owed_reasons(others) if reason[0] not in named)]
