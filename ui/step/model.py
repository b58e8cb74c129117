"""What the sheet says of moves and their effect, in words; no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.case.moves import Move
from app.domain.case.obligations import Obligation
from app.domain.derivation import WEEKDAYS
from app.services.handling.preview_step import Moved, StepPreview
from app.words import sentence

Line = tuple[str, str, str]
"""变的 …, what, and why or how counted."""


def article_words(move: Move) -> str:
    """第23条, 出受理告知书."""
    paper = f"出{move.mode.paper}" if move.mode.paper else ""
    article = move.mode.article.replace("信访工作条例", "")
    return "，".join(part for part in (article, paper) if part) or "不出文书"


def why_words(move: Move) -> str:
    """Why a mode may not be taken now."""
    if move.why is None:
        return ""
    return sentence(move.why.code, move.why.facts)


def day_words(obligation: Obligation) -> str:
    day = obligation.due
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}" + ("，暂定" if obligation.provisional else "")


def effect_lines(preview: StepPreview) -> list[Line]:
    """变的 · 新的 · 做到了 · 不变, in this order (LOOK2 A3)."""
    before, after = preview.status
    lines: list[Line] = []
    if before != after:
        lines.append(("状态", f"{before} → {after}", ""))
    lines += [line for pair in preview.moved if (line := _moved(pair)) is not None]
    lines += [("不变", f"{one.who}　{one.what} {day_words(one)}", "") for one in preview.kept]
    return lines


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
    return "变的", f"{after.who}　{after.what} {day_words(before)} → {day_words(after)}", after.derivation


def owed_lines(obligations: Iterable[Obligation]) -> list[tuple[str, str]]:
    """The reading column: who owes what, by when."""
    return [
        (f"{one.who}　{day_words(one)}", f"{one.what}{'：' + one.text if one.text else ''}（{one.kind}）")
        for one in obligations
    ]
