"""Puts an act's effect into lines: 状态 · 变的 · 新的 · 做到了 · 不变 (LOOK2 A3); no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.case.obligations import Obligation
from app.domain.derivation import WEEKDAYS
from app.services.handling.preview_step import Moved

Line = tuple[str, str, str]
"""变的 …, what, and why or how counted."""


def day_words(obligation: Obligation) -> str:
    day = obligation.due
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}" + ("，暂定" if obligation.provisional else "")


def status_line(status: tuple[str, str]) -> Iterator[Line]:
    """The state before and after, where it changes."""
    before, after = status
    if before != after:
        yield "状态", f"{before} → {after}", ""


def moved_lines(moved: Iterable[Moved], kept: Iterable[Obligation]) -> list[Line]:
    """What the act does to each obligation, then what runs on."""
    lines = [line for pair in moved if (line := _moved(pair)) is not None]
    return [
        *lines,
        *(
            ("不变", f"{obligation.who}　{obligation.what} {day_words(obligation)}", "")
            for obligation in kept
        ),
    ]


def _moved(pair: Moved) -> Line | None:
    before, after = pair.before, pair.after
    if after is None and before is not None:
        return "不再欠", f"{before.who}　{before.what}", ""
    if after is None:
        return None
    if before is None or not before.running:
        return (
            ("新的", f"{after.who}　{after.what} {day_words(after)}", after.derivation)
            if after.running
            else None
        )
    if after.met_at is not None:
        return "做到了", f"{after.who}　{after.what} {day_words(before)}", ""
    if not after.running:
        return "不再欠", f"{after.who}　{after.what}", ""
    if day_words(before) == day_words(after):
        return "记实", f"{after.who}　{after.what} {day_words(after)}", after.derivation
    return "变的", f"{after.who}　{after.what} {day_words(before)} → {day_words(after)}", after.derivation


def owed_lines(obligations: Iterable[Obligation]) -> list[tuple[str, str]]:
    """The reading column: who owes what, by when."""
    return [
        (
            f"{obligation.who}　{day_words(obligation)}",
            f"{obligation.what}{'：' + obligation.text if obligation.text else ''}（{obligation.kind}）",
        )
        for obligation in obligations
    ]
