"""来访登记表: the stored record of one visit, signed by the visitor; the one paper with full numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.entries.visit_parties import party_words
from app.domain.papers.blocks import FORM, Block, document, fields, heading, signatures, table, text
from app.domain.papers.dossier import Dossier, Letterhead
from app.domain.papers.names import REGISTRATION
from app.domain.papers.say import category, full_date, moment, needed
from app.domain.papers.slip import handling
from app.domain.rows.visits import Person, Visit

KIND = REGISTRATION
PROMISE = (
    "本人承诺：以上姓名、住址和所反映的情况真实，没有捏造、歪曲事实，没有诬告、陷害他人。"
    "（《信访工作条例》第十九条）"
)


def registration_form(head: Letterhead, dossier: Dossier) -> dict[str, Any]:
    """The content of a 来访登记表. It carries no query code."""
    visit = needed(dossier.visit, "visit", "来访登记")
    people = dossier.people or needed(None, "people", "来访人")
    blocks = [
        fields(
            ["登记编号", visit.number, "来访人数", _heads(visit)],
            ["来访时间", moment(visit.arrived_at), "登记时间", moment(visit.registered_at)],
            ["来访形式", visit.kind, "问题属地", dossier.place_name],
            ["信访目的", visit.purpose, "初访重访", "初访" if visit.first else "重访"],
            ["内容分类", category(visit.category), "办理程序", visit.procedure],
            ["涉及单位", "、".join(visit.units)],
            *_marks(visit),
        ),
        heading("一、来访人"),
        *_main_visitor(people[0]),
        *_others(dossier, people[1:]),
        *_parties(visit),
        heading("二、诉求、事实和理由"),
        fields(["诉求", visit.claim]),
        fields(["事实理由", visit.facts or ("见书面材料" if visit.written else None)], lines=4),
        heading("三、拟办意见"),
        fields(["办理方式", handling(dossier)]),
        fields(["拟办意见", (dossier.notice.opinion if dossier.notice else None) or " "], lines=2),
        text(PROMISE),
        signatures("信访人签名", "接谈人", "登记人", "日期"),
    ]
    return document(KIND, head, dossier, blocks, layout=FORM, sealed=False, notes=_notes(dossier))


def _heads(visit: Visit) -> str:
    concerned = f"，涉及 {visit.concerned} 人" if visit.concerned else ""
    return f"{visit.headcount} 人{concerned}"


def _or_absent(value: str | None, field: str, absent: Mapping[str, str]) -> str:
    return value or absent.get(field) or "—"


def _main_visitor(person: Person) -> list[Block]:
    year = f"{person.birth_year}年" if person.birth_year else None
    birth = full_date(person.birth) if person.birth else year
    number = person.id_number or person.no_id_reason
    return [
        fields(
            ["姓名", person.name, "性别", person.sex],
            ["出生日期", birth, "民族", person.ethnic],
            ["证件类型", person.id_type, "国籍", person.nationality or "中国"],
        ),
        fields(
            ["证件号码", _or_absent(number, "id_number", person.absent)],
            ["电话", _or_absent(person.phone, "phone", person.absent)],
            ["住址", _or_absent(person.address, "address", person.absent)],
        ),
    ]


def _others(dossier: Dossier, people: tuple[Person, ...]) -> list[Block]:
    if not people:
        return []
    rows = [
        [
            person.name,
            "代表" if person.id in dossier.representatives else "同来",
            _or_absent(person.id_number or person.no_id_reason, "id_number", person.absent),
            _or_absent(person.phone, "phone", person.absent),
        ]
        for person in people
    ]
    return [table(["同来人", "身份", "证件号码", "电话"], rows, [26, 12, 36, 26])]


def _marks(visit: Visit) -> list[list[str | None]]:
    """What is said of the visit only where it holds: whom it accuses, that it is urgent or skips a level."""
    rows: list[list[str | None]] = []
    if visit.accused:
        rows.append(["被检举单位", "、".join(visit.accused)])
    flags = {"重大紧急": visit.urgent, "越级": visit.skipped_levels, "要求保密": visit.confidential}
    if any(flags.values()):
        rows.append(["特别情况", "、".join(name for name, holds in flags.items() if holds)])
    return rows


def _parties(visit: Visit) -> list[Block]:
    """Who stands for or beside the visitor."""
    rows: list[list[str | None]] = []
    if visit.organisation:
        rows.append(["来访单位", visit.organisation.get("name")])
        code, contact = visit.organisation.get("code"), visit.organisation.get("contact")
        rows.append(["信用代码", code or "—", "单位联系人", contact])
    for label, party in (("代理人", visit.proxy), ("监护人", visit.guardian)):
        if party:
            rows.append([label, party_words(party)])
    if visit.interpreter:
        rows.append(["翻译", visit.interpreter])
    return [fields(*rows)] if rows else []


def _notes(dossier: Dossier) -> list[str]:
    return [f"登记窗口 {dossier.desk}，登记人 {dossier.clerk}"] if dossier.clerk else []
