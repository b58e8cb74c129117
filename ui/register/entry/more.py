"""更多项: what only some visits have, typed in fields that are folded away until wanted; no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from app.domain.entries.visit_entry import MOST_CONCERNED
from app.domain.rows.visits import Visit
from app.domain.terms import PROCEDURES
from app.domain.text.folding import HALF_WIDTH
from app.errors import FieldError

ORGANISATION, GUARDIAN, PROXY = "organisation", "guardian", "proxy"
PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    ORGANISATION: ("name", "code", "contact"),
    GUARDIAN: ("name", "relation", "phone"),
    PROXY: ("name", "relation", "phone", "letter"),
}
LABELS: Final[Mapping[str, str]] = {
    "organisation.name": "来访单位",
    "organisation.code": "统一社会信用代码",
    "organisation.contact": "单位联系人",
    "guardian.name": "监护人",
    "guardian.relation": "监护关系",
    "guardian.phone": "监护人电话",
    "proxy.name": "代理人",
    "proxy.relation": "代理关系",
    "proxy.phone": "代理人电话",
    "proxy.letter": "委托书",
    "interpreter": "翻译",
    "concerned": "涉及人数",
    "procedure": "办理程序",
    "arrived_at": "来访时间",
    "accused": "被检举单位",
    "interest": "应当回避的人",
    "confidential": "要求保密",
    "urgent": "重大紧急",
    "skipped_levels": "越级",
}
PERSON_PARTS: Final[Mapping[str, str]] = {"nationality": "国籍", "ethnic": "民族"}
"""Of the first visitor."""
FLAGS: Final = ("confidential", "urgent", "skipped_levels")
USUAL: Final[Mapping[str, Any]] = {"procedure": PROCEDURES[0], **dict.fromkeys(FLAGS, False)}
"""What stands in a field that nobody touched; the others are empty."""
_SEVERAL = re.compile(r"[、，,；;\s]+")
_CLOCK = re.compile(r"([0-9]{1,2})[:：.]([0-9]{2})")
_DAY_CLOCK = re.compile(
    r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?\s+([0-9]{1,2})[:：.]([0-9]{2})"
)


def value_of(more: Mapping[str, Any], key: str) -> Any:
    """What stands in a field."""
    return more.get(key, USUAL.get(key, ""))


def put_value(more: dict[str, Any], key: str, value: Any) -> None:
    """Take what was typed; a field as it usually stands is not kept."""
    if value in ("", None) or value == USUAL.get(key):
        more.pop(key, None)
    else:
        more[key] = value


def several(text: str) -> list[str]:
    """Names that were typed one after the other."""
    return [part for part in _SEVERAL.split(text) if part]


def read_moment(text: str, now: datetime) -> datetime | None:
    """9:20 of today, or 11-20 9:20 with or without its year; None where it is no time."""
    plain = text.translate(HALF_WIDTH).strip()
    try:
        if match := _CLOCK.fullmatch(plain):
            return now.replace(hour=int(match[1]), minute=int(match[2]), second=0, microsecond=0)
        if match := _DAY_CLOCK.fullmatch(plain):
            year, month, day, hour, minute = (int(part) if part else now.year for part in match.groups())
            return now.replace(
                year=year, month=month, day=day, hour=hour, minute=minute, second=0, microsecond=0
            )
    except ValueError:
        return None
    return None


def unread(more: Mapping[str, Any], now: datetime) -> Iterable[FieldError]:
    """Errors of what is no number or no time that has been."""
    if (text := str(value_of(more, "concerned")).strip()) and _number(text) is None:
        yield FieldError("concerned", "concerned_range", {"most": MOST_CONCERNED})
    if text := value_of(more, "arrived_at"):
        moment = read_moment(text, now)
        if moment is None:
            yield FieldError("arrived_at", "arrived_unclear")
        elif moment > now:
            yield FieldError("arrived_at", "arrived_future")


def as_json(more: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The keys of the register JSON; only those that were filled."""
    data: dict[str, Any] = {}
    for party, parts in PARTS.items():
        filled = {part: _text(value_of(more, f"{party}.{part}")) for part in parts}
        if any(filled.values()):
            data[party] = filled
    for key in ("interpreter", "procedure"):
        if key in more:
            data[key] = _text(more[key])
    for key in ("accused", "interest"):
        if key in more:
            data[key] = several(more[key])
    for key in FLAGS:
        if more.get(key):
            data[key] = True
    if (count := _number(str(value_of(more, "concerned")))) is not None:
        data["concerned"] = count
    if "arrived_at" in more and (moment := read_moment(more["arrived_at"], now)) is not None:
        data["arrived_at"] = moment.isoformat()
    return data


def of_visit(visit: Visit) -> dict[str, Any]:
    """What a return visit takes over: who stands for the visitor, whom it accuses, who keeps away."""
    more: dict[str, Any] = {}
    for party, stored in ((ORGANISATION, visit.organisation), (GUARDIAN, visit.guardian)):
        for part in PARTS[party]:
            put_value(more, f"{party}.{part}", (stored or {}).get(part, ""))
    put_value(more, "interpreter", visit.interpreter or "")
    put_value(more, "accused", "、".join(visit.accused))
    put_value(more, "interest", "、".join(visit.interest))
    return more


def summary(more: Mapping[str, Any]) -> str:
    """What the folded line says of the fields that are filled."""
    phrases = [
        f"{LABELS[key]} {more[key]}" for key in (f"{party}.name" for party in PARTS) if value_of(more, key)
    ]
    phrases += [f"{LABELS[key]} {more[key]}" for key in ("interpreter", "accused", "interest") if key in more]
    phrases += [f"涉及 {more['concerned']} 人"] if "concerned" in more else []
    phrases += [f"来访 {more['arrived_at']}"] if "arrived_at" in more else []
    phrases += [more["procedure"]] if "procedure" in more else []
    return "，".join([*phrases, *(LABELS[key] for key in FLAGS if more.get(key))])


def _number(text: str) -> int | None:
    plain = text.translate(HALF_WIDTH).strip()
    return int(plain) if plain.isascii() and plain.isdigit() else None


def _text(value: Any) -> str | None:
    return str(value).strip() or None
