"""Requests as rows and lines; no Qt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.case.obligations import Obligation
from app.services.approvals.check_request import BARS, HOLDS, LOOK
from app.services.approvals.read_requests import DecidedRequest, RequestShown, ToSign
from app.words import sentence
from app.words.signing import check_words
from ui.forms.correction_lines import preview_lines
from ui.forms.effect import SIGNATURE, moved_lines, status_line
from ui.forms.why import Reason, corrected_reasons, moved_reasons, why_owed, with_others
from ui.widgets.dates import short_day
from ui.widgets.row_item import RowItem

_LOOKS = {HOLDS: ("check", "ok", "好"), LOOK: ("warning", "warn", "请看"), BARS: ("error", "err", "批不了")}
"""State of a check: shape, colour, and the word that a screen reader says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """One thing that was checked before the signature."""

    code: str
    shape: str
    token: str
    spoken: str
    what: str
    why: str


def check_lines(shown: RequestShown) -> list[CheckLine]:
    """What was checked, in the order in which it was."""
    lines = []
    for check in shown.checks:
        shape, token, spoken = _LOOKS[check.state]
        what, why = check_words(check.code, check.facts)
        lines.append(CheckLine(code=check.code, shape=shape, token=token, spoken=spoken, what=what, why=why))
    return lines


def past_row(item: DecidedRequest, now: datetime) -> RowItem:
    """已批准：不予受理 · 加装电梯费用分摊，赵小雨送 · 今日 10:05."""
    day = "今日" if item.at.date() == now.date() else f"{item.at:%m-%d}"
    return RowItem(
        title=f"{'已批准' if item.approved else '已退回'}：{item.request.mode}",
        second=f"{item.claim or item.number}，{item.asked_by}送",
        right=f"{day} {item.at:%H:%M}",
        shape="seal" if item.approved else "undo",
        token="ok" if item.approved else "text2",
        data=item,
        key=f"decided {item.request.id}",
    )


def past_parts(item: DecidedRequest) -> list[tuple[str, list[str | CheckLine]]]:
    """What a leader is told of a request that he has decided."""
    word = "批准" if item.approved else "退回"
    result: list[str | CheckLine] = [f"{item.at:%m-%d %H:%M} {word}，{item.asked_by}送批"]
    return [
        ("诉求", [item.claim] if item.claim else []),
        ("结果", result),
        ("退回理由", [item.reason] if item.reason else []),
    ]


def row_of(item: ToSign, now: datetime) -> RowItem:
    """不予受理 · 加装电梯费用分摊 · 赵小雨 今日 09:58 送 · 12-10 前."""
    asked = item.request.at
    day = "今日" if asked.date() == now.date() else f"{asked:%m-%d}"
    return RowItem(
        title=item.request.mode,
        second=f"{item.claim or item.number}，{item.asked_by} {day} {asked:%H:%M} 送",
        tag=due_tag(item.due, now.date()),
        shape="seal",
        data=item,
        key=item.request.id,
    )


def due_tag(due: date | None, today: date) -> tuple[str, str, str] | None:
    """逾期 10 日, 今日到期, 12-10 前: with the icon and the colour that go with it."""
    if due is None:
        return None
    left = (due - today).days
    shape, token = ("error", "err") if left < 0 else ("open", "text2") if left else ("clock", "warn")
    return shape, _due_words(due, today), token


def _due_words(due: date, today: date) -> str:
    left = (due - today).days
    if left < 0:
        return f"逾期 {-left} 日"
    return f"{short_day(due, today)} 前" if left else "今日到期"


def change_words(shown: RequestShown, today: date) -> list[str]:
    """What signing does: status, then each obligation, then what runs on."""
    preview = shown.preview
    if shown.correction is not None:
        signed = replace(shown.correction, second=False)
        return [f"{word}　{what}" for word, what, _ in preview_lines(signed) if word != SIGNATURE]
    if preview is None:
        return [shown.item.status]
    lines = [*status_line(preview.status), *moved_lines(preview.moved, preview.kept, today)]
    return [f"{word}　{what}" for word, what, _ in lines]


def sign_reasons(shown: RequestShown | None, waiting: Iterable[ToSign]) -> list[Reason]:
    """F1: the dates of the request that is read, then the one that binds each case in the list."""
    own: list[Reason] = []
    others: list[Obligation] = []
    if shown is not None:
        if shown.preview is not None:
            own, others = list(moved_reasons(shown.preview.moved)), list(shown.preview.kept)
        if shown.correction is not None:
            own += corrected_reasons(shown.correction.moved)
        others += [
            value for check in shown.checks for value in check.facts.values() if isinstance(value, Obligation)
        ]
    listed = [
        (f"{item.number}\n{item.owed.who} {item.owed.what}", why_owed(item.owed))
        for item in waiting
        if item.owed is not None
    ]
    return [*with_others(own, others), *listed]


def against(shown: RequestShown) -> str:
    """Why it cannot be signed now; empty where it can."""
    preview = shown.preview or shown.correction
    errors = preview.errors if preview else ()
    return sentence(errors[0].code, errors[0].facts) if errors else ""


def head_words(shown: RequestShown) -> str:
    return f"{shown.item.request.mode}　{shown.item.number}"
