"""A synthetic 1+X reception of a group of 38, with two duties and one answer on the spot."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.dates.derivation import WORKDAYS, Derivation, Span, count
from app.domain.papers.dossier import Dossier, Heard
from app.domain.rows.receptions import Duty, Line, Reception, Seat
from app.domain.terms import JOINT_FORM, TALK_FORM
from tests.printing.samples import AT, CHINA, DAY, KNOWN, chosen, counted, dossier, notice, person, visit


def _line(position: int, at: str, text: str, kind: str) -> Line:
    return Line(
        id=f"line-{position}", reception_id="reception-1", position=position, at=at, text=text, kind=kind
    )


LINES = (
    _line(1, "09:43", "代表：要求11月底前答复办证时间", "诉求"),
    _line(2, "09:51", "@市住建局 核查218户产权登记 10日 回@李局", "交办"),
    _line(3, "09:55", "@义安区 逐户登记联系方式 5工作日", "交办"),
    _line(4, "10:02", "!现场答复：水电不停", "现场答复"),
)


def _duty(unit: str, duty: str, how: Derivation, contact: str | None) -> Duty:
    return Duty(
        id=f"duty-{unit}",
        reception_id="reception-1",
        matter_id="matter-1",
        line_id="line-2",
        unit=unit,
        duty=duty,
        due=how.due,
        derivation=how.derivation,
        provisional=False,
        contact=contact,
        at=AT,
    )


TEN_DAYS = counted(10, began="交办", rule="")
FIVE_WORKDAYS = count(DAY, Span(5, WORKDAYS), KNOWN, began="交办")
DUTIES = (
    _duty(
        "市住建局",
        "核查218户产权登记",
        TEN_DAYS,
        "李局",
    ),
    _duty(
        "义安区",
        "逐户登记联系方式",
        FIVE_WORKDAYS,
        None,
    ),
)


def reception_dossier(**fields: Any) -> Dossier:
    """A group of 38 heard in a 1+X reception with two duties and one answer on the spot."""
    group = visit(headcount=38, kind="集体访")
    people = (person("王小明（示例）"), person("欧阳示例", id_number="340602190307129137"))
    seats = (
        ("市住建局", "王科", "科长", "09:42", False),
        ("市自然资源局", "张示例", "副局长", "09:40", False),
        ("义安区", None, None, None, True),
    )
    return dossier(
        **chosen(
            {
                "number": "铜信接A〔2026〕1号",
                "visit": group,
                "people": people,
                "representatives": tuple(one.id for one in people),
                "notice": notice(
                    opinion="市住建局核查 218 户产权登记，义安区逐户登记联系方式。",
                    due=TEN_DAYS.due,
                    derivation=TEN_DAYS.derivation,
                    contact="李局 0562-0000001",
                ),
                "told_as": TEN_DAYS,
                "counted": {"duty-市住建局": TEN_DAYS, "duty-义安区": FIVE_WORKDAYS},
                "reception": Reception(
                    id="reception-1",
                    number="JF340700-A-261123-001-X",
                    at=datetime(2026, 11, 23, 9, 40, tzinfo=CHINA),
                    form="联合接访",
                    room="联合接访室",
                    lead="市信访局",
                    leader="李局",
                    recorder="赵",
                    status="已结束",
                    result="交办",
                    ended_at=datetime(2026, 11, 23, 10, 5, tzinfo=CHINA),
                    desk="A",
                    clerk="zhao",
                ),
                "seats": tuple(
                    Seat(
                        id=f"seat-{unit}",
                        reception_id="reception-1",
                        position=place,
                        unit=unit,
                        person=name,
                        title=title,
                        arrived=arrived,
                        absent=absent,
                    )
                    for place, (unit, name, title, arrived, absent) in enumerate(seats)
                ),
                "lines": LINES,
                "duties": DUTIES,
                "heard": (Heard(group, people),),
                "unit": "市住建局",
            },
            fields,
        )
    )


def record_dossier(form: str) -> Dossier:
    """The same of another form: no other unit was called, and nobody leads a 接谈."""
    made = reception_dossier()
    if form == JOINT_FORM or made.reception is None:
        return made
    leader = "" if form == TALK_FORM else made.reception.leader
    return replace(made, reception=replace(made.reception, form=form, leader=leader), seats=())
