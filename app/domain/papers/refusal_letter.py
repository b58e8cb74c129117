"""不予受理告知书 (条例第19、23、31条): why, by which article, and where and how to ask instead."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import heading, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import received, sentence, the_step, to_visitor
from app.domain.papers.say import needed

KIND = names.REFUSAL


def refusal_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 不予受理告知书. It names no right of 复查: none is given by the 条例."""
    step = the_step(dossier, "不予受理步骤")
    ground = step.detail.get("ground_text")
    reason = needed(ground or step.reason, "reason", "不予受理的理由和依据")
    rule = step.detail.get("ground_article") or step.detail.get("rule") or dossier.detail.get("rule")
    way = step.detail.get("way_text")
    remark = step.detail.get("remark") if ground else None
    body = step.detail.get("body") or dossier.detail.get("body")
    where = (
        f"您可以向{body}依照法定程序提出。"
        if body
        else "您可以向依法有权处理的机关、单位依照法定程序提出，我单位窗口可为您引导。"
    )
    return to_visitor(
        KIND,
        head,
        dossier,
        [
            text(received(dossier) + "经研究，决定不予受理。"),
            heading("一、理由和依据"),
            text(sentence(reason)),
            *([text(sentence(f"依据：{rule}"))] if rule else []),
            *([text(sentence(str(remark)))] if remark and not dossier.guarded else []),
            heading("二、提出的途径"),
            *([text(sentence(f"法定途径：{way}"))] if way else []),
            text(where),
        ],
        title="信访事项不予受理告知书",
    )
