"""转送告知单 and 交办告知单 (条例第22、23条): where the matter went, what that office owes the visitor."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import received, sentence, the_step, to_visitor
from app.domain.papers.rights import TOLD_AFTER_FORWARDING
from app.domain.papers.say import full_date, needed

FORWARDED, ASSIGNED = names.FORWARDING_NOTICE, names.ASSIGNING_NOTICE


def forwarding_notice(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 转送告知单."""
    return _notice(FORWARDED, "转送", head, dossier)


def assigning_notice(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 交办告知单."""
    return _notice(ASSIGNED, "交办", head, dossier)


def _notice(kind: str, verb: str, head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    step = the_step(dossier, f"{verb}步骤")
    unit = needed(step.unit or dossier.unit, "unit", "去向单位")
    day = full_date(step.at.date())
    sent_on = (
        f"现已于{day}按照管理权限{verb}有权处理的机关。"
        if dossier.guarded
        else f"现已于{day}{verb}{unit}办理。"
    )
    law = (
        f"该单位将在收到之日起{TOLD_AFTER_FORWARDING}日内书面告知您是否受理。"
        "（《信访工作条例》第二十二条、第二十三条）"
    )
    reason = [text(sentence(f"办理要求：{step.reason}"))] if step.reason and not dossier.guarded else []
    return to_visitor(
        kind,
        head,
        dossier,
        [text(received(dossier) + sent_on), text(law), *reason],
        title=f"信访事项{verb}告知单",
    )
