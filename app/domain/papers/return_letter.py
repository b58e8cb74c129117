"""异议退回函 (条例第23条第3款): the sender agrees to a unit's objection and takes the matter back."""

from __future__ import annotations

from typing import Any

from app.domain.case.modes import OBJECTING, ROUTES
from app.domain.papers import names
from app.domain.papers.blocks import Block, document, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import in_force, sentence, the_step
from app.domain.papers.say import full_date, needed

KIND = names.RETURN_LETTER


def return_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 异议退回函: to the unit, without a visitor's name."""
    step = the_step(dossier, "退回步骤")
    unit = needed(step.unit, "unit", "提出异议的单位")
    matter = needed(dossier.matter, "matter", "信访事项")
    claim = f"“{matter.claim}”" if matter.claim and not dossier.guarded else ""
    raised = [step for step in dossier.steps if step.mode == OBJECTING and step.unit == unit]
    sent = [step for step in dossier.steps if step.mode in ROUTES and step.unit == unit]
    routed = f"{full_date(sent[-1].at.date())}{sent[-1].mode}你单位的" if sent else "转你单位的"
    blocks: list[Block] = [
        text(f"我单位于{routed}信访事项{claim}（编号 {matter.number}）。"
             + (f"你单位于{full_date(raised[-1].at.date())}提出异议。" if raised else "")),
    ]  # fmt: skip
    if raised and raised[-1].reason and not dossier.guarded:
        blocks.append(text(sentence(f"异议的理由：{raised[-1].reason}")))
    blocks.append(
        text("经核实，同意你单位的异议，请将该信访事项及相关材料退回我单位，由我单位重新转送、交办。"
             "（《信访工作条例》第二十三条第三款）")
    )  # fmt: skip
    left = in_force(dossier, "转送")
    if left is not None:
        blocks.append(text(f"重新转送、交办的期限仍为{full_date(left.due)}，不另行起算。"))
    remark = step.detail.get("remark")
    if remark and not dossier.guarded:
        blocks.append(text(sentence(str(remark))))
    return document(KIND, head, dossier, blocks, title="信访事项异议退回函", addressee=unit)
