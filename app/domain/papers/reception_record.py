"""接访记录 of every form: who sat, who came, what was said, what each unit must do by when."""

from __future__ import annotations

from typing import Any

from app.domain.dates.derivation import MONTHS, WORKDAYS, Span
from app.domain.entries.lines import ANSWER, DUTY, parse_line
from app.domain.entries.notice_entry import WITNESSED
from app.domain.papers.blocks import FORM, Block, document, fields, heading, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead, hidden
from app.domain.papers.say import full_date, moment, needed, numeral, who
from app.domain.papers.sizes import RECORDS
from app.domain.papers.wording import GUARDED
from app.domain.rows.matters import Notice
from app.domain.rows.receptions import Line, Seat
from app.domain.terms import RECEPTION_FORMS, TALK_FORM

LEADERS = dict.fromkeys(RECEPTION_FORMS, "带班领导") | {
    TALK_FORM: "接谈人",
    "约访": "约访领导",
    "下访": "下访领导",
}
"""What who leads a reception is called in its minutes."""
TALKED = {TALK_FORM: RECORDS[TALK_FORM]}
WHERE_LED = {True: "牵头单位", False: "接访单位"}
"""By whether other units were called."""
NOT_ON_PAPER = "本次接访含有检举控告或者要求保密的内容，谈话内容不印在纸上，存于本系统，凭权限查看。"
BY_SHEET = "见交办单"


def reception_record(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of the minutes, named by their form; of a guarded case nothing that was said."""
    reception = needed(dossier.reception, "reception", "接访")
    leads = LEADERS[reception.form]
    came: list[Block] = []
    if dossier.seats:
        rows = [_seat(seat) for seat in dossier.seats]
        came = [table(["单位", "参加人", "职务", "到场"], rows, [40, 20, 22, 18])]
    parts = (
        ("来访批次", [table(["来访编号", "来访人", "人数", "诉求"], _visits(dossier), [36, 20, 10, 34])]),
        ("到场单位", came),
        (TALKED.get(reception.form, "接访记录"), [_lines(dossier)]),
        ("议定事项", _duties(dossier)),
        ("三个告知", _notices(head, dossier)),
    )
    shown = [(title, blocks) for title, blocks in parts if blocks]
    numbered = [
        block
        for n, (title, blocks) in enumerate(shown, start=1)
        for block in (heading(f"{numeral(n)}、{title}"), *blocks)
    ]
    blocks = [
        fields(
            ["接访编号", reception.number, "形式", reception.form],
            ["时间", _span(dossier), "地点", reception.room],
            [WHERE_LED[bool(dossier.seats)], reception.lead, leads, reception.leader or _talker(dossier)],
            ["记录人", reception.recorder, "结果", reception.result],
        ),
        *numbered,
        signatures(leads, *(["牵头单位"] if dossier.seats else []), "记录人", "来访代表"),
    ]
    return document(RECORDS[reception.form], head, dossier, blocks, layout=FORM, sealed=False)


def _talker(dossier: Dossier) -> str | None:
    """Who held a 接谈: it has no leader, its recorder talked to the visitor."""
    reception = needed(dossier.reception, "reception", "接访")
    return reception.recorder if reception.form == TALK_FORM else None


def _span(dossier: Dossier) -> str:
    reception = needed(dossier.reception, "reception", "接访")
    ended = f" 至 {reception.ended_at:%H:%M}" if reception.ended_at else ""
    return moment(reception.at) + ended


def _visits(dossier: Dossier) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for heard in dossier.heard:
        claim = "已登记" if hidden(heard.visit) else heard.visit.claim
        rows.append(
            [heard.visit.number, who(heard.visit, heard.people), f"{heard.visit.headcount} 人", claim]
        )
    return rows


def _closed(dossier: Dossier) -> bool:
    """Whether an accusation or a confidential matter was heard."""
    return dossier.guarded or any(hidden(heard.visit) for heard in dossier.heard)


def _lines(dossier: Dossier) -> Block:
    if _closed(dossier):
        return text(NOT_ON_PAPER)
    rows: list[list[str | None]] = [[line.at, line.kind, _spoken(dossier, line)] for line in dossier.lines]
    return table(["时间", "类别", "内容"], rows, [12, 16, 72])


def _spoken(dossier: Dossier, line: Line) -> str:
    """What was said, without the marks that the recorder types: 市住建局：核查产权登记，10 日内，回复李局."""
    parsed = parse_line(line.text)
    if line.kind == ANSWER:
        return parsed.answer or line.text
    if line.kind != DUTY:
        return line.text
    made = next((duty for duty in dossier.duties if duty.line_id == line.id), None)
    unit, duty = (made.unit, made.duty) if made else (parsed.unit_text, parsed.duty)
    within = f"{_within(parsed.span)}内" if parsed.span else None
    if parsed.until and made:
        within = f"{full_date(made.due)}前"
    contact = f"回复{parsed.contact}" if parsed.contact else None
    return f"{unit}：" + "，".join(part for part in (duty, within, contact) if part)


def _within(span: Span) -> str:
    return f"{span.n} 个{span.unit}" if span.unit in (WORKDAYS, MONTHS) else str(span)


def _seat(seat: Seat) -> list[str | None]:
    return [seat.unit, seat.person, seat.title, "未到场" if seat.absent else seat.arrived]


def _duties(dossier: Dossier) -> list[Block]:
    closed = _closed(dossier)
    lines = [line for line in dossier.lines if line.kind == ANSWER and not closed]
    blocks = []
    if dossier.duties:
        rows = [
            [
                duty.unit,
                BY_SHEET if closed else duty.duty,
                f"{full_date(duty.due)}前" + ("（暂定）" if duty.provisional else ""),
                duty.contact,
            ]
            for duty in dossier.duties
        ]
        blocks.append(table(["责任单位", "事项", "期限", "联络"], rows, [24, 36, 25, 15]))
    blocks += [text(f"现场答复：{_spoken(dossier, line)}") for line in lines]
    return blocks or [text("没有交办事项。")]


def _notices(head: Letterhead, dossier: Dossier) -> list[Block]:
    notice = dossier.notice
    if notice is None:
        return [text("尚未告知。")]
    due = f"{full_date(notice.due)}前" if notice.due else None
    closed = _closed(dossier)
    opinion = head.say(GUARDED) if closed and notice.opinion else notice.opinion
    contact = (head.contact or head.phone or notice.contact) if closed and notice.contact else notice.contact
    return [
        fields(
            ["工作意见", opinion],
            ["办理时限", due],
            ["联络方式", contact],
            ["告知方式", _notice_words(notice)],
        )
    ]


def _notice_words(notice: Notice) -> str:
    """口头告知，来访人签字."""
    parts = [f"{notice.told}告知"]
    if notice.acknowledged is not None and notice.acknowledged != WITNESSED:
        parts.append(f"来访人{notice.acknowledged}")
    if notice.witness:
        parts.append(f"见证人{notice.witness}")
    return "，".join(parts)
