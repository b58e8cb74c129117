"""不再受理告知书 (条例第36条第3款): by whom and when the 复核意见 was given."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import received, sentence, the_step, to_visitor
from app.domain.papers.say import needed

KIND = "不再受理告知书"


def no_more_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 不再受理告知书."""
    step = the_step(dossier, "不再受理步骤")
    number = needed(
        step.detail.get("review_number") or dossier.detail.get("review_number"),
        "review_number",
        "复核意见书的文号",
    )
    whose = step.detail.get("body") or step.unit or "复核机关"
    day = step.detail.get("review_date")
    given = f"{whose}已{f'于{day}' if day else ''}作出复核意见（{number}）。"
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(f"{received(dossier)}经查，您反映的事项，{given}"),
            text("根据《信访工作条例》第三十六条第三款，信访人对复核意见不服，仍然以同一事实和理由"
                 "提出投诉请求的，各级党委和政府信访部门和其他机关、单位不再受理。"),
            *([text(sentence(step.reason))] if step.reason and not dossier.guarded else []),
        ],
        title="信访事项不再受理告知书",
    )  # fmt: skip
