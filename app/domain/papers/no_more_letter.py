"""不再受理告知书 (条例第36条第3款): by whom and when the 复核意见 was given."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.case.modes import RECHECKED
from app.domain.papers import names
from app.domain.papers.blocks import text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import received, sentence, the_step, to_visitor
from app.domain.papers.say import full_date, needed
from app.domain.rows.matters import Step

KIND = names.NO_MORE


def no_more_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 不再受理告知书."""
    step = the_step(dossier, "不再受理步骤")
    reason = _unused(step) if step.detail.get("ground") == "review_unused" else _reviewed(dossier, step)
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(f"{received(dossier)}经查，您反映的事项，{reason}"),
            text(_rule(step)),
            *([text(sentence(step.reason))] if step.reason and not dossier.guarded else []),
        ],
        title="信访事项不再受理告知书",
    )  # fmt: skip


def _reviewed(dossier: Dossier, step: Step) -> str:
    """The 复核意见 that the refusal stands on: of the file, or an outside one."""
    own = [step for step in dossier.steps if step.mode == RECHECKED]
    review = step.detail.get("review") or (own[-1].detail if own else {})
    number = needed(review.get("number") or step.detail.get("review_number"), "review", "复核意见书的文号")
    whose = review.get("body") or step.detail.get("body") or "复核机关"
    day = review.get("date")
    return f"{whose}已{f'于{full_date(date.fromisoformat(day))}' if day else ''}作出复核意见（{number}）。"


def _unused(step: Step) -> str:
    return f"{step.detail.get('ground_text') or '未在规定期限内申请复查、复核'}。"


def _rule(step: Step) -> str:
    if step.detail.get("ground") == "review_unused":
        return f"依据：{step.detail.get('ground_article')}。"
    return (
        "根据《信访工作条例》第三十六条第三款，信访人对复核意见不服，仍然以同一事实和理由"
        "提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理。"
    )
