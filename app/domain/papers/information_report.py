"""信访信息专报: a grave and urgent matter reported at once (信访工作条例第25条)."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import document, fields, heading, signatures, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import sentence
from app.domain.papers.names import GRAVE_REPORT
from app.domain.papers.say import category, cited, moment, needed, who_masked

KIND = GRAVE_REPORT
REPORTED_TO = ("本级党委和政府", "上一级信访部门", "国家信访局")
TOLD_TO = ("相关主管部门", "本级信访工作联席会议办公室")
"""Whom 条例第25条 names: reported to the first, told to the second."""
RULE = "信访工作条例第25条"
KEPT_BACK = "涉及保密事项，具体内容由知情人员另行报告。"


def information_report(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 信访信息专报. Needs detail kinds, what and measures.

    Of a guarded case nothing but that something has happened.
    """
    detail = dossier.detail
    kinds = "、".join(str(kind) for kind in needed(detail.get("kinds"), "kinds", "情况的种类"))
    what = str(needed(detail.get("what"), "what", "发生的情况"))
    measures = str(needed(detail.get("measures"), "measures", "已采取的措施"))
    open_words = not dossier.guarded
    blocks = [
        fields(
            ["报送", "、".join(REPORTED_TO)],
            ["通报", "、".join(TOLD_TO)],
            [
                *("发生时间", str(detail.get("at") or moment(dossier.at))),
                *("紧急程度", str(detail.get("level") or "重大")),
            ],
        ),
        heading(f"一、发生的情况（{kinds}）"),
        text(sentence(what) if open_words else KEPT_BACK),
        heading("二、涉及的人员和信访事项"),
        text(sentence(_who(dossier)) if open_words else KEPT_BACK),
        heading("三、已采取的措施"),
        text(
            f"{sentence(measures)}公安机关：{detail.get('police') or '没有报警'}。"
            if open_words
            else KEPT_BACK
        ),
    ]
    if detail.get("advice") and open_words:
        blocks += [heading("四、工作建议"), text(sentence(str(detail["advice"])))]
    blocks += [text(f"依{cited(RULE)}报告，情况有变随时续报。"), signatures("签发人", "报告人")]
    return document(KIND, head, dossier, blocks)


def _who(dossier: Dossier) -> str:
    """Who did it as noted, and the visitor's case with its place and unit."""
    parts = [f"涉及人员：{dossier.detail['who']}"] if dossier.detail.get("who") else []
    matter, visit = dossier.matter, dossier.visit
    if visit is not None and dossier.people:
        parts.append(f"来访人：{who_masked(visit, dossier.people, len(dossier.representatives))}")
    if matter is not None:
        parts.append(f"信访事项：{matter.number}，{matter.claim or '没有写诉求'}")
        about = [category(matter.category), dossier.place_name or "", matter.unit or ""]
        parts += ["，".join(part for part in about if part)] if any(about) else []
    return "；".join(parts) or "没有登记的来访人"
