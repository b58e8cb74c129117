"""Requests as rows and lines; no Qt."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from app.services.handling.read_requests import RequestShown, ToSign
from app.words import sentence
from ui.forms.correction_lines import SIGNATURE, preview_lines
from ui.forms.effect import moved_lines, status_line
from ui.widgets.rowlist import RowItem


def row_of(item: ToSign, now: datetime) -> RowItem:
    """不予受理 · 加装电梯费用分摊 · 赵小雨 今日 09:58 送 · 12-10 前."""
    asked = item.request.at
    day = "今日" if asked.date() == now.date() else f"{asked:%m-%d}"
    return RowItem(
        title=item.request.mode,
        second=f"{item.claim or item.number}，{item.asked_by} {day} {asked:%H:%M} 送",
        right=due_words(item.due, now.date()),
        shape="seal",
        data=item,
        key=item.request.id,
    )


def due_words(due: date | None, today: date) -> str:
    """逾期 10 日, 今日到期, 12-10 前."""
    if due is None:
        return ""
    left = (due - today).days
    if left < 0:
        return f"逾期 {-left} 日"
    return f"{due:%m-%d} 前" if left else "今日到期"


def change_words(shown: RequestShown) -> list[str]:
    """What signing does: status, then each obligation, then what runs on."""
    preview = shown.preview
    if shown.correction is not None:
        signed = replace(shown.correction, second=False)
        return [f"{word}　{what}" for word, what, _ in preview_lines(signed) if word != SIGNATURE]
    if preview is None:
        return [shown.item.status]
    lines = [*status_line(preview.status), *moved_lines(preview.moved, preview.kept)]
    return [f"{word}　{what}" for word, what, _ in lines]


def against(shown: RequestShown) -> str:
    """Why it cannot be signed now; empty where it can."""
    preview = shown.preview or shown.correction
    errors = preview.errors if preview else ()
    return sentence(errors[0].code, errors[0].facts) if errors else ""


def head_words(shown: RequestShown) -> str:
    return f"{shown.item.request.mode}　{shown.item.number}"
