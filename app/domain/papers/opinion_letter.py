"""信访处理意见书 (条例第31、32、35条) and 直接回复: request, facts, what was found, decision, law, 复查."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import Block, heading, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import about, sentence, the_step, to_visitor
from app.domain.papers.say import needed
from app.domain.papers.wording import GUARDED
from app.domain.terms import KINDS_OF_LAW

KIND, REPLY = names.OPINION, names.DIRECT_REPLY
REVIEW = (
    "如不服本处理意见，您可以自收到本意见书之日起30日内，向原办理机关、单位的上一级机关、单位书面请求复查。"
    "（《信访工作条例》第三十五条）"
)


def opinion_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 信访处理意见书; it is not drawn up while a part of it is empty (条例第32条)."""
    step = the_step(dossier, "办结步骤")
    matter = needed(dossier.matter, "matter", "信访事项")
    visit = needed(dossier.visit, "visit", "来访登记")
    detail = {**dossier.detail, **step.detail}
    outcome = detail.get("outcome")
    opinion = sentence(str(needed(detail.get("opinion"), "opinion", "处理意见")))
    facts = matter.facts or visit.facts or "以来访人提交的书面材料为准"
    parts = [
        ("一、投诉请求", needed(matter.claim or visit.claim, "claim", "投诉请求")),
        ("二、事实和理由", facts),
        ("三、查明情况", needed(detail.get("found"), "found", "查明情况")),
        ("四、处理意见", f"对您的请求：{outcome}。{opinion}" if outcome else opinion),
        ("五、法律法规依据", needed(detail.get("law"), "law", "法律法规依据")),
    ]
    blocks: list[Block] = [text(f"{about(dossier)}，已经办结，现答复如下。")]
    for title, words in parts:
        shown = head.say(GUARDED) if dossier.guarded else str(words)
        blocks += [heading(title), text(sentence(shown))]
    if KINDS_OF_LAW[matter.purpose] == "申诉求决类":
        blocks.append(text(REVIEW))
    return to_visitor(KIND, head, dossier, blocks, query=False)


def direct_reply(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 直接回复: what was answered; also for 采纳, 不采纳 and 回复 (条例第29条)."""
    step = the_step(dossier, "直接回复步骤")
    detail = {**dossier.detail, **step.detail}
    answer = needed(detail.get("answer") or detail.get("opinion") or step.reason, "answer", "答复的内容")
    words = head.say(GUARDED) if dossier.guarded else answer
    result = {"采纳": "您的建议已经采纳。", "不采纳": "您的建议经研究未予采纳。"}.get(step.mode, "")
    return to_visitor(
        REPLY,
        head,
        dossier,
        [text(f"{about(dossier)}，现答复如下。"), text(result + sentence(str(words)))],
        title="信访事项答复告知单",
    )
