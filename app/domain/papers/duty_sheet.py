"""交办单: what one unit must do by when, and where it reports (条例第22条)."""

from __future__ import annotations

from typing import Any

from app.domain.dates.derivation import date_set_by_hand
from app.domain.papers.blocks import Block, document, fields, signatures, table, text
from app.domain.papers.dossier import Dossier, Heard, Letterhead, hidden
from app.domain.papers.names import DUTY_SHEET
from app.domain.papers.say import counted_on_paper, full_date, needed, who
from app.domain.rows.receptions import Duty

KIND = DUTY_SHEET
OPENING = "现将下列事项交你单位办理。"


def duty_sheet(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of one unit's 交办单; only that unit's duties stand on it."""
    unit = needed(dossier.unit, "unit", "责任单位")
    duties = [duty for duty in dossier.duties if duty.unit == unit]
    needed(duties[0] if duties else None, "duties", "交办事项")
    rows = [
        [str(place), duty.duty + _about(dossier, duty), _due(duty)] for place, duty in enumerate(duties, 1)
    ]
    report = head.contact or head.phone
    return document(
        KIND,
        head,
        dossier,
        [
            text(_held(dossier) + OPENING),
            *_occasion(dossier),
            table(["序号", "交办事项", "办理期限"], rows, [10, 56, 34]),
            *[text(f"期限依据：{reason}。") for reason in _reasons(dossier, duties)],
            text(f"请在期限内办结，并书面报告办理结果{_answer_to(duties)}。办理情况应当书面告知信访人。"
                 "如认为不属于你单位职权范围，请自收到之日起5个工作日内提出异议并说明理由。"
                 "（《信访工作条例》第二十二条、第二十三条）"),
            *([text(f"联系方式：{report}。")] if report else []),
            signatures("签收人", "签收时间"),
        ],
        addressee=unit,
    )  # fmt: skip


def _held(dossier: Dossier) -> str:
    reception = dossier.reception
    return f"{full_date(reception.at.date())}{reception.form}议定事项，" if reception else ""


def _occasion(dossier: Dossier) -> list[Block]:
    """The reception and who came with what; of an accusation neither person nor content."""
    reception = dossier.reception
    rows = [["接访编号", reception.number]] if reception else []
    for heard in dossier.heard:
        rows += [["来访编号", heard.visit.number], *_who(heard)]
    return [fields(*rows)] if rows else []


def _who(heard: Heard) -> list[list[str]]:
    if hidden(heard.visit):
        return []
    return [["来访人", who(heard.visit, heard.people)], ["诉求", heard.visit.claim or "见书面材料"]]


def _due(duty: Duty) -> str:
    return f"{full_date(duty.due)}前" + ("（暂定）" if duty.provisional else "")


def _about(dossier: Dossier, duty: Duty) -> str:
    """The visits that a duty is about, where the same line has another date for other visits."""
    numbers = dossier.duty_visits.get(duty.id, ())
    return f"（来访编号 {'、'.join(numbers)}）" if numbers else ""


def _reasons(dossier: Dossier, duties: list[Duty]) -> list[str]:
    """Each derivation once."""
    counts = (
        dossier.counted.get(duty.id) or date_set_by_hand(duty.at.date(), duty.due, duty.derivation)
        for duty in duties
    )
    return list(dict.fromkeys(counted_on_paper(counted, counted.due) for counted in counts))


def _answer_to(duties: list[Duty]) -> str:
    contacts = list(dict.fromkeys(duty.contact for duty in duties if duty.contact))
    return f"，回复联系人{'、'.join(contacts)}" if contacts else ""
