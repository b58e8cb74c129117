"""Rows for the tests: visibly synthetic, made from the types of their fields or in the shape of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.domain.rows.base import Row, new_id
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Attendance, Person, Visit
from db.mapping import CENTRE_ZONE, shape

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=CENTRE_ZONE)
SAMPLES: dict[type, Any] = {
    str: "示例",
    int: 7,
    bool: True,
    date: date(2026, 11, 23),
    datetime: NOON,
    tuple: ("市住建局", "义安区"),
    dict: {"甲": "乙", "n": 1},
}


def sample(kind: type[Row], *, empty: bool = False, **fields: Any) -> Any:
    """A row of any kind, every optional field filled or every one empty."""
    given = {
        column.name: None if empty and column.optional else SAMPLES[column.type]
        for column in shape(kind).columns
    }
    return kind(**given | {"id": new_id()} | fields)


@dataclass(frozen=True)
class Came:
    """A registered visit as it is stored."""

    matter: Matter
    visit: Visit
    person: Person
    attendance: Attendance

    @property
    def rows(self) -> tuple[Row, ...]:
        own = (self.visit, self.person, self.attendance)
        return (self.matter, *own) if self.visit.first else own


def came(
    name: str = "王小明（示例）",
    *,
    serial: int = 1,
    at: datetime = NOON,
    claim: str | None = "丽景园小区办证",
    facts: str | None = "购房多年未办产权证，涉及218户",
    id_number: str | None = "340722190103200019",
    phone: str | None = "13800001234",
    birth: date | None = None,
    code: str = "7KQ4M-2XP9T-3",
    place: str | None = "340706",
    category: str | None = "城乡建设",
    secret: bool = False,
    matter: Matter | None = None,
) -> Came:
    """A visit of one person, of a new matter or a known one."""
    day = f"{at:%y%m%d}"
    about = matter or Matter(
        id=new_id(),
        number=f"XF340700-A-{day}-{serial:03}-K",
        claim=claim,
        facts=facts,
        purpose="求决",
        place=place,
        category=category,
        confidential=secret,
        status="已登记",
        opened_at=at,
    )
    visit = Visit(
        id=new_id(),
        number=f"LF340700-A-{day}-{serial:03}-K",
        query_code=code,
        matter_id=about.id,
        arrived_at=at,
        registered_at=at,
        desk="A",
        clerk="zhang",
        headcount=1,
        kind="个体访",
        first=matter is None,
        purpose="求决",
        place=place,
        category=category,
        claim=claim,
        facts=facts,
        confidential=secret,
    )
    person = Person(
        id=new_id(), name=name, id_type="居民身份证", id_number=id_number, phone=phone, birth=birth
    )
    attendance = Attendance(
        id=new_id(), visit_id=visit.id, person_id=person.id, position=0, representative=False
    )
    return Came(about, visit, person, attendance)
