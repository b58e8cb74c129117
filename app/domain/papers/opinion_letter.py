"""信访处理意见书 (条例第31、32、35条): request, facts, what was found, decision, law, right of 复查."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import Block, heading, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import about, sentence, the_step, to_visitor
from app.domain.papers.say import needed
from app.domain.papers.wording import GUARDED
from app.domain.terms import KINDS_OF_LAW

KIND, REPLY = "信访处理意见书", "直接回复"
PARTS = ("一、投诉请求", "二、事实和理由", "三、查明情况", "四、处理意见", "五、法律法规依据")
TO_FILL_IN = "（由办理单位填写）"
REVIEW = (
    "如不服本处理意见，您可以自收到本意见书之日起30日内，向原办理机关、单位的上一级机关、单位书面请求复查。"
    "（《信访工作条例》第三十五条）"
)


def opinion_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 信访处理意见书; parts that the unit alone knows are left for it to fill in."""
    step = the_step(dossier, "办结步骤")
    matter = needed(dossier.matter, "matter", "信访事项")
    told = {**dossier.detail, **step.detail}
    known = (
        matter.claim,
        matter.facts,
        told.get("found"),
        told.get("opinion") or step.reason,
        told.get("law"),
    )
    parts = zip(PARTS, (None,) * len(PARTS) if dossier.guarded else known, strict=True)
    blocks: list[Block] = [text(f"{about(dossier)}，已经办结，现答复如下。")]
    for title, words in parts:
        blocks += [heading(title), text(sentence(str(words)) if words else TO_FILL_IN)]
    if KINDS_OF_LAW[matter.purpose] == "申诉求决类":
        blocks.append(text(REVIEW))
    return to_visitor(KIND, head, dossier, blocks, query=False)


def direct_reply(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 直接回复: what was answered at the window."""
    step = the_step(dossier, "直接回复步骤")
    told = {**dossier.detail, **step.detail}
    answer = told.get("opinion") or step.reason or (dossier.notice.opinion if dossier.notice else None)
    words = head.say(GUARDED) if dossier.guarded else answer or "已在窗口当面答复"
    return to_visitor(
        REPLY,
        head,
        dossier,
        [text(f"{about(dossier)}，现答复如下。"), text(sentence(str(words)))],
        title="信访事项答复告知单",
    )
