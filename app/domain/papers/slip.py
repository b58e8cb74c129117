"""来访回执: what the visitor takes home, masked, without ID, phone or anything of an accusation."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.domain.papers import rights
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import way_of_notice_date
from app.domain.papers.names import SLIP
from app.domain.papers.say import category, full_date, moment, needed, unit_words, who_masked
from app.domain.papers.wording import DISCLAIMER, GUARDED, HINT, TITLE

KIND = SLIP
NOT_TOLD = "尚未告知"


def slip(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The frozen content of a slip. Needs visit, people and the QR text."""
    visit = needed(dossier.visit, "visit", "来访登记")
    return {
        "kind": KIND,
        "layout": "slip",
        "heading": head.heading,
        "title": head.say(TITLE),
        "number": visit.number,
        "query_code": visit.query_code,
        "facts": _facts(dossier),
        "code": needed(dossier.code, "code", "二维码"),
        "code_hint": "扫码查询进展" if head.host else "扫码核验真伪",
        "notices": notices(head, dossier),
        "rights": rights.rights(dossier),
        "service": _service(head),
        "signatures": ["来访人签名", "经办人签名"],
        "hint": head.say(HINT),
        "disclaimer": head.say(DISCLAIMER),
        "replaces": f"本回执换发，{moment(dossier.replaces)}的回执作废。" if dossier.replaces else None,
    }


def notices(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The three notices as printed; a missing one says so, never a blank."""
    notice = dossier.notice
    opinion = notice.opinion if notice else None
    contact = notice.contact if notice else None
    if dossier.guarded:
        opinion = head.say(GUARDED) if opinion else None
        contact = (head.contact or head.phone or contact) if contact else None
    missing = [
        label
        for label, value in (
            ("工作意见", opinion),
            ("办理时限", notice and notice.due),
            ("联络方式", contact),
        )
        if not value
    ]
    return {
        "complete": not missing,
        "warning": f"三个告知未完成：{'、'.join(missing)}尚未告知，补齐后换发回执。" if missing else None,
        "items": [
            {"label": "工作意见", "strong": "", "text": opinion or NOT_TOLD, "reason": None},
            _due(dossier),
            {"label": "联络方式", "strong": "", "text": contact or NOT_TOLD, "reason": None},
        ],
    }


def _due(dossier: Dossier) -> dict[str, Any]:
    notice = dossier.notice
    if notice is None or notice.due is None:
        return {"label": "办理时限", "strong": "", "text": NOT_TOLD, "reason": None}
    forwarded = any(step.mode != "登记" for step in dossier.steps)
    return {
        "label": "办理时限",
        "strong": f"{full_date(notice.due)}前",
        "text": "告知您办理情况。" if forwarded else "告知您转送、交办情况。",
        "reason": notice.due_reason or way_of_notice_date(dossier) or None,
    }


def shows(content: dict[str, Any], what: str, due: date) -> bool:
    """Whether a slip as it was issued tells such a date: as one of the visitor's or as the notices' 时限."""
    day = f"{full_date(due)}前"
    return rights.shows(content["rights"], what) or any(
        item["strong"] == day for item in content["notices"]["items"]
    )


def _facts(dossier: Dossier) -> list[list[str]]:
    visit = needed(dossier.visit, "visit", "来访登记")
    people = dossier.people or needed(None, "people", "来访人")
    window = f"，{dossier.desk}\u00a0号窗口" if dossier.desk else ""
    facts = [
        ["编号", visit.number],
        ["时间", moment(visit.arrived_at) + window],
        ["来访人", who_masked(visit, people, len(dossier.representatives))],
    ]
    if dossier.guarded:
        return [*facts, ["事项类别", "已登记"]]
    kind = "，".join(part for part in (visit.purpose, category(visit.category)) if part)
    return [*facts, ["事项类别", kind], ["办理方式", handling(dossier)]]


def handling(dossier: Dossier) -> str:
    """How the matter is handled now: 转送市住建局, or that it has been registered."""
    steps = [step for step in dossier.steps if step.mode not in ("登记", "三个告知")]
    if not steps:
        return "已登记，等待转送、交办或答复"
    last = steps[-1]
    units = list(dict.fromkeys(step.unit for step in steps if step.unit and step.mode == last.mode))
    return f"{last.mode}{unit_words(units)}"


def _service(head: Letterhead) -> list[str]:
    lines = []
    if head.phone:
        lines.append(f"查询电话 {head.phone}")
    if head.hours:
        lines.append(f"接待时间 {head.hours}")
    if head.address:
        lines.append(f"接待地址 {head.address}")
    return lines
