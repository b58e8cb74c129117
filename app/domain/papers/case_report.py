"""群众信访典型案例报告 (纪委+信访): who, what was asked, what was done, where it sticks, what is advised."""

from __future__ import annotations

from typing import Any

from app.domain.papers import names
from app.domain.papers.blocks import document, fields, heading, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import sentence
from app.domain.papers.say import category, full_date, needed, who
from app.errors import FieldError, Refused

KIND = names.CASE_REPORT


def case_report(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 移交案例报告. Needs detail cause (问题症结) and advice (处理建议)."""
    visit = needed(dossier.visit, "visit", "来访登记")
    matter = needed(dossier.matter, "matter", "信访事项")
    people = dossier.people or needed(None, "people", "来访人")
    detail = dossier.detail
    if dossier.guarded:
        raise Refused(FieldError("kind", "paper_guarded", {"kind": KIND}))
    return document(
        KIND,
        head,
        dossier,
        [
            heading("一、信访人基本情况"),
            fields(
                ["信访人", who(visit, people)],
                ["住址", people[0].address],
                ["来访日期", full_date(visit.arrived_at.date())],
                ["内容分类", category(matter.category)],
                ["问题属地", dossier.place_name],
                ["责任单位", matter.unit],
            ),
            heading("二、主要诉求"),
            text(sentence("。".join(part for part in (matter.claim, matter.facts) if part))),
            heading("三、办理情况"),
            table(["日期", "办理方式", "单位", "说明"], _steps(dossier), [26, 18, 26, 30]),
            heading("四、问题症结"),
            text(sentence(str(needed(detail.get("cause"), "cause", "问题症结")))),
            heading("五、处理建议"),
            text(sentence(str(needed(detail.get("advice"), "advice", "处理建议")))),
            signatures("主管领导批准", "批准日期"),
        ],
        title="群众信访典型案例报告",
        addressee=detail.get("to"),
    )


def _steps(dossier: Dossier) -> list[list[str | None]]:
    return [[full_date(step.at.date()), step.mode, step.unit, step.reason] for step in dossier.steps]
