"""The papers that a person asks for from a matter, with the words each of them needs; no Qt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.entries.paper_detail import ALERT, CASE, DETAILED, LEVELS, RECEIPT, read_detail
from app.domain.papers.names import NOTICES, REGISTRATION, SLIP
from app.domain.papers.sizes import SIZE_WORDS
from app.services.case.shown import ShownPaper

FORM = REGISTRATION
ASKABLE = (FORM, NOTICES, RECEIPT, ALERT, CASE)
PAPERS = {size: word for size, word in SIZE_WORDS.items() if size != "a5-large"}
_BY_HAND = "空着就手填"


@dataclass(frozen=True, slots=True)
class PaperField:
    """A field of the sheet."""

    key: str
    label: str
    hint: str = ""
    offered: tuple[str, ...] = ()


FIELDS: dict[str, tuple[PaperField, ...]] = {
    ALERT: (
        PaperField("level", "级别", offered=LEVELS),
        PaperField("text", "内容", "要防备什么，什么时候，多少人"),
        PaperField("advice", "建议", _BY_HAND),
        PaperField("to", "推送", "空着就推送三方，几个用顿号分开"),
    ),
    CASE: (
        PaperField("cause", "症结", "问题卡在哪里"),
        PaperField("advice", "建议", "建议怎样处理"),
        PaperField("to", "报送", "报送给谁，空着不写"),
    ),
    RECEIPT: (
        PaperField("way", "方式", _BY_HAND, ("当面", "邮寄", "其他")),
        PaperField("recipient", "送达", "受送达人，空着就是来访人"),
        PaperField("time", "时间", _BY_HAND),
        PaperField("place", "地点", _BY_HAND),
        PaperField("remark", "备注", _BY_HAND),
    ),
}


def fields_of(kind: str) -> tuple[PaperField, ...]:
    """What the sheet of a kind asks beside paper and printer."""
    return FIELDS.get(kind, ())


def detail_of(kind: str, typed: Mapping[str, Any]) -> dict[str, Any] | None:
    """The words as the service takes them; None for a kind without. Refused as in read_detail."""
    if kind not in DETAILED:
        return None
    words: dict[str, Any] = {key: str(value).strip() for key, value in typed.items() if value}
    if kind == ALERT and "to" in words:
        words["to"] = [unit for unit in re.split(r"[、，,；;\s]+", words["to"]) if unit]
    return read_detail(kind, {key: value for key, value in words.items() if value})


def subject_of(kind: str, number: str, chosen: ShownPaper | None) -> str:
    """The number the paper is asked for: of a 送达回证 the chosen document's, else the record's."""
    if kind == RECEIPT and chosen is not None and chosen.kind not in (SLIP, FORM, RECEIPT):
        return chosen.number
    return number
