"""复查意见书 (条例第35条) and 复核意见书 (条例第36条): what the body asked decided, and what may follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import Block, fields, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import about, sentence, the_step, to_visitor
from app.domain.papers.say import full_date, needed

REVIEW, RECHECK = names.REVIEW_OPINION, names.RECHECK_OPINION
MAY_RECHECK = (
    "如不服本复查意见，您可以自收到本意见书之日起30日内，向复查机关、单位的上一级机关、单位请求复核。"
    "（《信访工作条例》第三十六条）"
)
FINAL = (
    "本复核意见是信访程序的终结意见。对复核意见不服，仍然以同一事实和理由提出投诉请求的，"
    "各级党委和政府信访部门和其他机关、单位不再受理。（《信访工作条例》第三十六条）"
)


def review_opinion(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 复查意见书."""
    return _opinion(head, dossier, REVIEW, "复查", MAY_RECHECK)


def recheck_opinion(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 复核意见书; the days of a hearing stand on it."""
    return _opinion(head, dossier, RECHECK, "复核", FINAL)


def _opinion(head: Letterhead, dossier: Dossier, kind: str, act: str, after: str) -> dict[str, Any]:
    step = the_step(dossier, f"{act}意见步骤")
    detail = {**dossier.detail, **step.detail}
    day = date.fromisoformat(needed(detail.get("date"), "date", f"{act}意见的日期"))
    asked = [step for step in dossier.steps if step.mode == act]
    rows: list[list[str | None]] = [
        [f"{act}机关", str(needed(detail.get("body"), "body", f"{act}机关"))],
        ["文号", str(needed(detail.get("number"), "number", "文号"))],
        ["作出日期", full_date(day)],
        [f"{act}结论", str(needed(detail.get("outcome"), "outcome", f"{act}结论"))],
    ]
    if asked:
        rows.insert(3, [f"申请{act}", full_date(asked[-1].at.date())])
    if detail.get("hearing_days"):
        rows.append(["听证", f"{detail['hearing_days']} 日，不计入办理期限（第三十六条第二款）"])
    remark = detail.get("remark")
    blocks: list[Block] = [
        text(f"{about(dossier)}，您请求{act}，现将{act}意见送达您。"),
        fields(*rows),
        *([text(sentence(str(remark)))] if remark and not dossier.guarded else []),
        text(after),
    ]
    return to_visitor(kind, head, dossier, blocks, title=f"信访事项{kind}")
