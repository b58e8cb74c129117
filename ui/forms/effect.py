"""Puts an act's effect into lines: 状态 · 变的 · 新的 · 做到了 · 不变 (LOOK2 A3); no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from app.domain.case.names import PROMISE
from app.domain.case.obligations import Obligation
from app.services.handling.preview_step import Moved
from ui.widgets.dates import day_words

Line = tuple[str, str, str]
"""变的 …, what, and why or how counted."""
SIGNATURE = "批准"
"""The word of the line that says whether a leader signs."""


SIGNED = "要批准"
STAYS = frozenset({"不变", "不换发"})
"""Words of lines that tell what an act leaves as it is."""


def counted_words(lines: Iterable[Line], *, second: bool) -> str:
    """变的 1 项，换发 2 项，要批准: an effect in one line, where its panel is out of sight (LOOK2 amend)."""
    counts = Counter(word for word, _what, _why in lines if word and word not in STAYS | {SIGNATURE})
    return "，".join(
        [*(f"{word} {count} 项" for word, count in counts.items()), *([SIGNED] if second else [])]
    )


def due_words(obligation: Obligation, today: date) -> str:
    """11-23 周一, with the year when it is not this year, 暂定 where it is."""
    return day_words(obligation.due, today) + ("，暂定" if obligation.provisional else "")


def open_first(obligations: Iterable[Obligation]) -> list[Obligation]:
    """What runs by its date, promises behind what binds (LOOK2 A5)."""
    return sorted(obligations, key=lambda owed: (owed.kind == PROMISE, owed.due, owed.id))


def status_line(status: tuple[str, str]) -> Iterator[Line]:
    """The state before and after, where it changes."""
    before, after = status
    if before != after:
        yield "状态", f"{before} → {after}", ""


def moved_lines(moved: Iterable[Moved], kept: Iterable[Obligation], today: date) -> list[Line]:
    """What the act does to each obligation, then what runs on."""
    lines = [line for pair in moved if (line := _moved(pair, today)) is not None]
    return [
        *lines,
        *(
            ("不变", f"{obligation.who}　{obligation.what} {due_words(obligation, today)}", "")
            for obligation in open_first(kept)
        ),
    ]


def _moved(pair: Moved, today: date) -> Line | None:
    before, after = pair.before, pair.after
    if after is None and before is not None:
        return "不再欠", f"{before.who}　{before.what}", ""
    if after is None:
        return None
    if before is None or not before.running:
        return (
            ("新的", f"{after.who}　{after.what} {due_words(after, today)}", after.derivation)
            if after.running
            else None
        )
    if after.met_at is not None:
        return "做到了", f"{after.who}　{after.what} {due_words(before, today)}", ""
    if not after.running:
        return "不再欠", f"{after.who}　{after.what}", ""
    if due_words(before, today) == due_words(after, today):
        return "记实", f"{after.who}　{after.what} {due_words(after, today)}", after.derivation
    return (
        "变的",
        f"{after.who}　{after.what} {due_words(before, today)} → {due_words(after, today)}",
        after.derivation,
    )


def owed_lines(obligations: Iterable[Obligation], today: date) -> list[tuple[str, str]]:
    """The reading column: who owes what, by when, in the order of 谁欠什么."""
    return [
        (
            f"{obligation.who}　{due_words(obligation, today)}",
            f"{obligation.what}{'：' + obligation.text if obligation.text else ''}（{obligation.kind}）",
        )
        for obligation in open_first(obligations)
    ]
