"""The right column of a case as lines: who has it, what units were told to do, notices and ratings; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.case.casefile import CaseFile
from app.domain.rows.case import READER
from app.services.case.open_case import NamedCase
from ui.widgets.dates import day_words


@dataclass(frozen=True, slots=True)
class Line:
    """A label, its text, and an icon for what is done or open."""

    label: str
    text: str
    shape: str = ""
    token: str = "text2"


def who_lines(opened: NamedCase, today: date) -> list[Line]:
    """首接, who was named to read it, then each unit that has the case, with its person there."""
    case, lines = opened.case, []
    if case.visits:
        first = case.visits[0]
        lines.append(
            Line(
                "首接", f"{opened.name_of(first.clerk)}，{day_words(first.arrived_at.date(), today)[:-3]} 起"
            )
        )
    if case.owner is not None and (not case.visits or case.owner != case.visits[0].clerk):
        lines.append(Line("经手", opened.name_of(case.owner)))
    readers = dict.fromkeys(row.login for row in case.appointments if row.part == READER)
    if case.guarded and readers:
        lines.append(Line("查看人", "、".join(opened.name_of(login) for login in readers)))
    for holder in sorted(case.holders, key=lambda holder: (holder.role != "主办", holder.since)):
        contact = opened.contacts.get(holder.unit, "")
        received = "" if holder.received_at else "，签收未登记"
        lines.append(Line(holder.role, f"{holder.unit}　{contact}".strip() + received))
    return lines


def pending_words(case: CaseFile) -> str:
    """1 项待批：延期, for the right end of the action bar."""
    if not case.pending:
        return ""
    return f"{len(case.pending)} 项待批：{'、'.join(request.mode for request in case.pending)}"


def duty_lines(opened: NamedCase, today: date) -> list[Line]:
    """Each duty with its last answer."""
    case, lines = opened.case, []
    for duty in case.duties:
        replies = [row for row in case.replies if row.duty_id == duty.id]
        done = any(row.done for row in replies)
        last = f"；{replies[-1].at:%m-%d} 答复：{replies[-1].text}" if replies else ""
        text = f"{duty.duty}，{day_words(duty.due, today)} 前{last}"
        lines.append(Line(duty.unit, text, "check" if done else "open", "ok" if done else "text2"))
    return lines


def notice_lines(opened: NamedCase, today: date) -> list[Line]:
    """The three notices as last told, and each rating."""
    case, lines = opened.case, []
    notice = case.notice
    if notice is None:
        if case.visits and opened.readable:
            lines.append(Line("", "三个告知还没有告知", "open"))
    else:
        parts = (("工作意见", notice.opinion), ("办理时限", notice.due), ("联络方式", notice.contact))
        lacking = [word for word, value in parts if not value]
        day = day_words(notice.at.date(), today)[:-3]
        signed = f"，{notice.acknowledged}" if notice.acknowledged else "，没有签字"
        text = f"三个告知 {day} {notice.told}{signed}" + (f"，缺{'、'.join(lacking)}" if lacking else "")
        lines.append(Line("", text, "open" if lacking else "check", "text2" if lacking else "ok"))
        if notice.opinion:
            lines.append(Line("意见", notice.opinion))
    for rating in case.ratings:
        lines.append(Line("", f"{rating.whom} {rating.value}", "check", "ok"))
    if case.may_rate and opened.readable:
        lines.append(Line("", f"还可以评价{'、'.join(case.may_rate)}", "open"))
    return lines
