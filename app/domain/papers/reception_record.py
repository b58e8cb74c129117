"""联合接访记录: who sat, who came, what was said, what each unit must do by when."""

from __future__ import annotations

from typing import Any

from app.domain.papers.blocks import FORM, Block, document, fields, heading, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.say import full_date, moment, needed, who
from app.domain.rows.receptions import Seat
from app.domain.terms import ACCUSATION

KIND = "联合接访记录"


def reception_record(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of the minutes of a 1+X reception."""
    reception = needed(dossier.reception, "reception", "联合接访")
    blocks = [
        fields(
            ["接访编号", reception.number, "形式", reception.form],
            ["时间", _span(dossier), "地点", reception.room],
            ["牵头单位", reception.lead, "带班领导", reception.leader],
            ["记录人", reception.recorder, "结果", reception.result],
        ),
        heading("一、来访批次"),
        table(["来访编号", "来访人", "人数", "诉求"], _visits(dossier), [36, 20, 10, 34]),
        heading("二、到场单位"),
        table(["单位", "参加人", "职务", "到场"], [_seat(seat) for seat in dossier.seats], [40, 20, 22, 18]),
        heading("三、接访记录"),
        table(["时间", "类别", "内容"], _lines(dossier), [12, 16, 72]),
        heading("四、议定事项"),
        *_duties(dossier),
        heading("五、三个告知"),
        *_notices(dossier),
        signatures("带班领导", "牵头单位", "记录人", "来访代表"),
    ]  # fmt: skip
    return document(KIND, head, dossier, blocks, layout=FORM, sealed=False)


def _span(dossier: Dossier) -> str:
    reception = needed(dossier.reception, "reception", "联合接访")
    ended = f" 至 {reception.ended_at:%H:%M}" if reception.ended_at else ""
    return moment(reception.at) + ended


def _visits(dossier: Dossier) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for heard in dossier.heard:
        guarded = heard.visit.purpose == ACCUSATION or heard.visit.confidential
        claim = "已登记" if guarded else heard.visit.claim
        rows.append(
            [heard.visit.number, who(heard.visit, heard.people), f"{heard.visit.headcount} 人", claim]
        )
    return rows


def _lines(dossier: Dossier) -> list[list[str | None]]:
    return [[line.at, line.kind, line.text.lstrip("!！")] for line in dossier.lines]


def _seat(seat: Seat) -> list[str | None]:
    return [seat.unit, seat.person, seat.title, "未到场" if seat.absent else seat.arrived]


def _duties(dossier: Dossier) -> list[Block]:
    answered = [line.text.lstrip("!！") for line in dossier.lines if line.kind == "现场答复"]
    blocks = []
    if dossier.duties:
        rows = [
            [
                duty.unit,
                duty.duty,
                full_date(duty.due) + ("（暂定）" if duty.provisional else ""),
                duty.contact,
            ]
            for duty in dossier.duties
        ]
        blocks.append(table(["责任单位", "事项", "期限", "联络"], rows, [24, 36, 25, 15]))
    blocks += [text(f"现场答复：{one.removeprefix('现场答复：')}") for one in answered]
    return blocks or [text("没有交办事项。")]


def _notices(dossier: Dossier) -> list[Block]:
    told = dossier.notice
    if told is None:
        return [text("尚未告知。")]
    due = f"{full_date(told.due)}前" if told.due else None
    return [
        fields(["工作意见", told.opinion], ["办理时限", due], ["联络方式", told.contact]),
    ]
