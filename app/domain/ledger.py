"""A row of an old ledger as a visit: which heading is which field, and what was never kept."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta, timezone
from typing import Any

from app.domain.terms import OTHER, PURPOSES, STATUSES
from app.domain.visit_entry import VisitEntry, parse_visit
from app.errors import FieldError

FIELDS: dict[str, tuple[str, ...]] = {
    "number": ("编号", "原编号", "信访件编号", "登记编号"),
    "arrived": ("信访日期", "来访日期", "来访时间", "登记日期", "登记时间", "日期"),
    "name": ("姓名", "来访人", "信访人", "来访人姓名", "信访人姓名"),
    "sex": ("性别",),
    "ethnic": ("民族",),
    "id_type": ("证件类型",),
    "id_number": ("证件号码", "身份证号", "身份证号码", "证件号"),
    "phone": ("电话", "联系电话", "手机", "手机号", "联系方式"),
    "address": ("住址", "地址", "家庭住址", "常住地址"),
    "headcount": ("人数", "来访人数", "信访人数", "人次"),
    "concerned": ("涉及人数",),
    "purpose": ("信访目的", "目的"),
    "category": ("内容分类", "类别", "问题类别"),
    "place": ("属地", "问题属地", "区划"),
    "units": ("涉及单位",),
    "unit": ("责任单位", "承办单位"),
    "claim": ("诉求", "主要诉求", "事由", "标题"),
    "facts": ("情况", "概况", "内容", "投诉内容", "反映情况"),
    "status": ("状态", "办理状态"),
}
"""Each field with the headings that stand for it without a map."""
_ARRIVED_FORMS = (
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%Y年%m月%d日",
)
_SPLIT = re.compile(r"[、，,;；/\s]+")
_RESIDENT = re.compile(r"\d{17}[\dXx]")
_NOT_KEPT = "不详"
CHINA = timezone(timedelta(hours=8))
_IN_PERSON = ("name", "sex", "ethnic", "id_type", "id_number", "phone", "address")


@dataclass(frozen=True, slots=True)
class LedgerMap:
    """How a ledger is read: its headings, words to replace, and values for what it does not have."""

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)

    def headings(self, present: tuple[str, ...]) -> dict[str, str]:
        """Heading to field, as far as the sheet has them: the map's first, then the usual ones."""
        found = {heading: name for name, heading in self.columns.items() if heading in present}
        for name, usual in FIELDS.items():
            heading = next((one for one in usual if one in present and one not in found), None)
            if name not in self.columns and heading is not None:
                found[heading] = name
        return found


@dataclass(frozen=True, slots=True)
class LedgerVisit:
    """One row of the ledger read: the visit, what the old system knew beside it, and how to tell it again."""

    entry: VisitEntry
    status: str | None = None
    unit: str | None = None
    number: str | None = None
    """The old system's own number."""
    errors: tuple[FieldError, ...] = ()

    @property
    def mark(self) -> int:
        """80 bits that are the same whenever the same row is read again."""
        told: dict[str, Any] = self.entry.as_json() if self.number is None else {"number": self.number}
        told["arrived_at"] = self.entry.arrived_at.isoformat() if self.entry.arrived_at else None
        text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:10], "big")


def read_ledger_row(cells: Mapping[str, str], given: LedgerMap) -> LedgerVisit:
    """A visit from the cells of a row by field name; what is wrong with single cells is in ``errors``."""
    known = {name: _replaced(name, text, given) for name, text in {**given.defaults, **cells}.items()}
    errors: list[FieldError] = []
    arrived = _arrived(known.get("arrived"), errors)
    status = known.get("status")
    if status is not None and status not in STATUSES:
        errors.append(FieldError("status", "not_a_choice", {"choices": " ".join(STATUSES), "given": status}))
    entry = parse_visit(_visit(known, errors))
    entry = replace(entry, arrived_at=arrived)
    return LedgerVisit(entry, status, known.get("unit"), known.get("number"), tuple(errors))


def _replaced(name: str, text: str, given: LedgerMap) -> str:
    return given.values.get(name, {}).get(text, text)


def _visit(known: Mapping[str, str], errors: list[FieldError]) -> dict[str, Any]:
    """The register JSON of the row; what the ledger does not have is 不详, never invented."""
    purpose = known.get("purpose")
    if purpose is not None and purpose not in PURPOSES:
        errors.append(
            FieldError("purpose", "not_a_choice", {"choices": " ".join(PURPOSES), "given": purpose})
        )
        purpose = None
    absent = {f"people[0].{name}": _NOT_KEPT for name in ("address",) if name not in known}
    absent |= {name: _NOT_KEPT for name in ("claim", "facts") if name not in known}
    if "name" not in known:
        errors.append(FieldError("name", "required"))
    return {
        "people": [_person(known)],
        "headcount": _whole(known, "headcount", errors) or 1,
        "concerned": _whole(known, "concerned", errors),
        "purpose": purpose or OTHER,
        "category": known.get("category"),
        "place": known.get("place"),
        "units": [one for one in _SPLIT.split(known.get("units", "")) if one],
        "claim": known.get("claim"),
        "facts": known.get("facts"),
        "absent": absent,
    }


def _person(known: Mapping[str, str]) -> dict[str, Any]:
    person: dict[str, Any] = {name: known[name] for name in _IN_PERSON if name in known}
    number = person.get("id_number")
    if "id_type" not in person:
        person["id_type"] = (
            "无" if number is None else "居民身份证" if _RESIDENT.fullmatch(number) else "其他"
        )
    if person["id_type"] == "无":
        person["no_id_reason"] = "旧台账没有证件号码"
    return person | {"representative": False}


def _arrived(text: str | None, errors: list[FieldError]) -> datetime | None:
    """A day (its first minute of office, 08:30) or a time, in the ways ledgers have them."""
    if text is None:
        errors.append(FieldError("arrived", "required"))
        return None
    for form in _ARRIVED_FORMS:
        try:
            found = datetime.strptime(text.strip(), form).replace(tzinfo=CHINA)
        except ValueError:
            continue
        return found if "%H" in form else datetime.combine(found.date(), time(8, 30), CHINA)
    errors.append(FieldError("arrived", "bad_day_cell", {"given": text}))
    return None


def _whole(known: Mapping[str, str], name: str, errors: list[FieldError]) -> int | None:
    text = known.get(name)
    if text is None:
        return None
    digits = text.removesuffix("人").strip()
    if digits.isascii() and digits.isdigit():
        return int(digits)
    errors.append(FieldError(name, "wrong_type", {"expected": "整数"}))
    return None
