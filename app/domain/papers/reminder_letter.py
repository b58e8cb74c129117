"""催办单 and 督办函 (条例第40条, 115 督办): what is owed, since when, until when, by and to which rank."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import document, fields, signatures, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.letter import sentence
from app.domain.papers.names import REMINDER, SUPERVISION
from app.domain.papers.say import counted_on_paper, full_date, needed, who


def reminder(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 催办单, 15 or 10 days before the date."""
    return _letter(REMINDER, head, dossier)


def supervision_letter(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 督办函, 5 days before the date, to the unit's first leader."""
    return _letter(SUPERVISION, head, dossier)


def _letter(kind: str, head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    reminder = needed(dossier.reminder, "reminder", "催办记录")
    unit = reminder.unit or dossier.unit or needed(None, "unit", "责任单位")
    left = (reminder.due - dossier.at.date()).days
    asked = "请抓紧办理，" if kind == REMINDER else "现予督办。请你单位主要负责人亲自过问，"
    overdue = left < 0
    until = "尽快" if overdue else f"于{full_date(reminder.due)}前"
    report = head.contact or head.phone
    return document(
        kind,
        head,
        dossier,
        [
            text(f"你单位承办的下列信访事项{_state(left)}。{asked}{until}办结，"
                 f"并{'立即' if overdue else '在此日期前'}书面反馈办理情况。（《信访工作条例》第四十条）"),
            fields(*_rows(dossier, left)),
            text("对推诿、敷衍、拖延、弄虚作假或者拒不执行的，将依照《信访工作条例》的规定提出改进工作、"
                 "追究责任的建议。") if kind == SUPERVISION else text("办理中有困难的，请在期限内说明。"),
            *([text(sentence(f"反馈联系：{report}"))] if report else []),
            signatures("签收人", "签收时间"),
        ],
        addressee=unit,
    )  # fmt: skip


def _state(left: int) -> str:
    if left < 0:
        return f"已逾期 {-left} 日"
    return "今日到期" if left == 0 else f"将于 {left} 日后到期"


def _rows(dossier: Dossier, left: int) -> list[list[str]]:
    reminder = needed(dossier.reminder, "reminder", "催办记录")
    visit, matter = dossier.visit, dossier.matter
    owed = needed(dossier.obligation, "obligation", "承办事项")
    rows = [["信访事项", matter.number if matter else "—"]]
    came = [["登记日期", full_date(visit.registered_at.date())]] if visit else []
    if not dossier.guarded:
        rows.append(["诉求", (matter.claim if matter else None) or "—"])
        if visit and dossier.people:
            came = [["来访人", who(visit, dossier.people), *came[0]]]
    left_over = f"逾期 {-left} 日" if left < 0 else f"{left} 日"
    rows += [
        *came,
        ["承办事项", owed.text or owed.what],
        ["到期日期", full_date(reminder.due), "剩余天数", left_over],
        [
            "催办层级",
            f"{reminder.from_rank} → {reminder.to_rank}{_person(dossier)}（到期前 {reminder.tier} 日）",
        ],
    ]
    derivation = counted_on_paper(owed.counted, reminder.due)
    return rows + ([["期限依据", derivation]] if derivation else [])


def _person(dossier: Dossier) -> str:
    """The person whom the unit names for the rank."""
    to = dossier.detail.get("to") or {}
    return f"{to['name']}" if to.get("name") else ""
