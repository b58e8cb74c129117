"""Reads a paper's input beyond the record: 送达回证, 预警单, 移交案例报告 (slip --json)."""

from __future__ import annotations

from typing import Any

from app.domain.entries.entry import Checked, Problems, Reader, as_object
from app.domain.papers.names import ALERT, CASE_REPORT, RECEIPT

CASE = CASE_REPORT
LEVELS = ("一般", "较大", "重大", "特别重大")
_TEXTS: dict[str, tuple[str, ...]] = {
    RECEIPT: ("recipient", "by", "way", "time", "place", "result", "view", "remark"),
    ALERT: ("text", "advice"),
    CASE: ("cause", "advice", "to"),
}
DETAILED = tuple(_TEXTS)
"""Papers drawn up when they are asked for, from the record and these words."""
_LONGEST = 2000


def read_detail(kind: str, data: object) -> dict[str, Any]:
    """The words of a paper as given; Refused for unknown keys and wrong types, all at once."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    detail: dict[str, Any] = {key: reader.text(key, _LONGEST) for key in _TEXTS.get(kind, ())}
    if kind == ALERT:
        detail["level"] = reader.choice("level", LEVELS)
        detail["to"] = list(reader.texts("to"))
    reader.finish()
    Checked(detail, problems.all()).or_refuse()
    return {key: value for key, value in detail.items() if value}
