"""延期办理告知书 (条例第34条): the old limit, why, who approved, and the new limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import fields, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import about, in_force, sentence, the_step, to_visitor
from app.domain.papers.say import full_date, needed
from app.domain.rows.matters import Step

KIND = names.EXTENSION


def extension_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 延期办理告知书."""
    step = the_step(dossier, "延期步骤")
    due = needed(in_force(dossier, "办结"), "dates", "办结期限")
    days = int(needed(step.detail.get("days"), "days", "延期天数"))
    # the date in force is the extended one, counted from the end of the limit before it
    extended = due.source == step.id or due.due == due.counted.start + timedelta(days=days)
    old = due.counted.start if extended else due.due
    new = due.due if extended else due.due + timedelta(days=days)
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(f"{about(dossier)}，因情况复杂不能在原期限内办结，经批准延期办理。"
                 "（《信访工作条例》第三十四条）"),
            fields(
                ["原办理期限", full_date(old)],
                ["延期", f"{days} 日"],
                ["新的期限", full_date(new) + ("（暂定）" if due.provisional else "")],
                ["延期理由", needed(step.reason, "reason", "延期理由")],
                ["批准人", _approval(step)],
            ),
            text(sentence("我单位将在新的期限内办结并书面答复您")),
        ],
        title="信访事项延期办理告知书",
    )  # fmt: skip


def _approval(step: Step) -> str:
    """Who approved: the head of the unit by his paper, or the leader who signed."""
    head = step.detail.get("unit_head")
    if head:
        return f"{step.unit or ''}负责人 {head['name']}（{head['number']}）"
    return f"{needed(step.approver, 'approver', '批准人')}（本机关、单位负责人）"
