"""Lists the registration screen's fields in the order of talk, each with its key, label and group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ui.register.entry import more

PERSON, MATTER, MORE, NOTICES = "person", "matter", "more", "notices"
GROUP_TITLES: Final = {PERSON: "来访人", MATTER: "来访事项", MORE: "更多项", NOTICES: "三个告知"}

PERSON_PARTS: Final = {
    "id_type": "证件类型",
    "id_number": "证件号码",
    "no_id": "当场无证件",
    "no_id_reason": "无证件原因",
    "name": "姓名",
    "sex": "性别",
    "birth": "出生",
    "phone": "电话",
    "division": "住址所在地",
    "address": "住址",
}
GRID_PARTS: Final = ("name", "id_type", "id_number", "phone", "address")
"""What the batch grid asks of each representative, left to right."""
MATTER_LABELS: Final = {
    "headcount": "人数",
    "purpose": "目的",
    "place": "属地",
    "category": "类别",
    "units": "单位",
    "claim": "诉求",
    "facts": "情况",
    "written": "已交书面材料",
}
NOTICE_LABELS: Final = {
    "opinion": "工作意见",
    "due": "办理时限",
    "contact": "联络方式",
    "told": "已口头告知",
}
ABSENT_PARTS: Final = ("name", "id_number", "sex", "birth", "phone", "address")
"""Person fields that may be 不详 or 不愿提供 (Alt+U)."""
ABSENT_MATTER: Final = ("claim", "facts", "place", "category")

CLAIM_LENGTH: Final = 60
_PERSON_KEY = re.compile(r"people\[([0-9]+)\](?:\.(\w+))?")


@dataclass(frozen=True, slots=True)
class Key:
    """A field's place in the form: which person, which part."""

    part: str
    row: int | None = None

    def __str__(self) -> str:
        return self.part if self.row is None else f"people[{self.row}].{self.part}"


def person_key(row: int, part: str) -> str:
    """``people[0].name``."""
    return f"people[{row}].{part}"


def parse_key(key: str) -> Key:
    """The key of a field or of an error; ``people[0]`` alone means that person's name."""
    match = _PERSON_KEY.fullmatch(key)
    if match:
        return Key(match[2] or "name", int(match[1]))
    return Key(key.removeprefix("oral_notices.").partition("[")[0])


def label_of(key: str) -> str:
    """The Chinese label that a screen reader says, such as 姓名 or 代表 2 姓名."""
    parsed = parse_key(key)
    if parsed.row is None:
        labels = MATTER_LABELS | NOTICE_LABELS | dict(more.LABELS)
        return labels.get(parsed.part, parsed.part)
    label = PERSON_PARTS.get(parsed.part) or more.PERSON_PARTS.get(parsed.part, parsed.part)
    return label if parsed.row == 0 else f"代表 {parsed.row + 1} {label}"


def group_of(key: str) -> str:
    """Which of the four panels a field lies in."""
    parsed = parse_key(key)
    if parsed.part in more.LABELS or parsed.part in more.PERSON_PARTS:
        return MORE
    if parsed.row is not None or parsed.part == "people":
        return PERSON
    return MATTER if parsed.part in MATTER_LABELS else NOTICES


def identifier_of(key: str) -> str:
    """The name by which tests and readers find the field: ``register.name``, ``register.rep2.name``."""
    parsed = parse_key(key)
    if not parsed.row:
        return f"register.{parsed.part}"
    return f"register.rep{parsed.row + 1}.{parsed.part}"


MORE_ORDER: Final = (
    *(f"organisation.{part}" for part in more.PARTS[more.ORGANISATION]),
    *(person_key(0, part) for part in more.PERSON_PARTS),
    *(f"guardian.{part}" for part in more.PARTS[more.GUARDIAN]),
    *(f"proxy.{part}" for part in more.PARTS[more.PROXY]),
    *("interpreter", "concerned", "accused", "interest", "procedure", "arrived_at"),
    *more.FLAGS,
)
"""The keys of 更多项, row by row."""


def single_order() -> tuple[str, ...]:
    """Enter and Tab go this way when one person has come."""
    people = tuple(person_key(0, part) for part in PERSON_PARTS)
    return people + tuple(MATTER_LABELS) + MORE_ORDER + tuple(NOTICE_LABELS)


def group_order(rows: int) -> tuple[str, ...]:
    """Enter and Tab go this way in the batch grid: row by row, then the matter."""
    people = tuple(person_key(row, part) for row in range(rows) for part in GRID_PARTS)
    return people + tuple(MATTER_LABELS) + MORE_ORDER + tuple(NOTICE_LABELS)
