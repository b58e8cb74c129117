"""The number a document gets: a series per desk, kind and year (铜信受A〔2026〕1号)."""

from __future__ import annotations

from datetime import date

from app.desk import Desk
from app.domain.numbers import document_number
from app.domain.papers import names
from app.domain.papers.sizes import RECORDS
from app.ports.records import Reads, Writes

MARKS = {
    names.ACCEPTANCE: "受",
    names.FORWARDING_NOTICE: "转",
    names.ASSIGNING_NOTICE: "交告",
    names.DUTY_SHEET: "交",
    names.REFUSAL: "不受",
    names.NO_MORE: "不再",
    names.DIRECT_REPLY: "复",
    names.ROUTE_SLIP: "引",
    names.EXTENSION: "延",
    names.OPINION: "意",
    names.REVIEW_OPINION: "查",
    names.RECHECK_OPINION: "核",
    names.HEARING: "听",
    names.MEDIATION: "调",
    names.SETTLEMENT: "和",
    names.RETURN_LETTER: "退",
    **dict.fromkeys(RECORDS.values(), "接"),
    names.NOTICES: "告",
    names.REMINDER: "催",
    names.SUPERVISION: "督",
    names.RECEIPT: "送",
    names.REGISTRATION: "登",
    names.ALERT: "警",
    names.GRAVE_REPORT: "专",
    names.CASE_REPORT: "案",
    names.CHARGE_TABLE: "包",
    names.DAILY: "日",
}
"""Kind of document to the mark in its number; another kind is numbered under 文."""
_OTHER = "文"


def number_document(writes: Writes, desk: Desk, kind: str, day: date) -> str:
    """The next number of the kind's series at this desk in the day's year."""
    word, mark, series = _series(desk, kind)
    return document_number(word, mark, series, day.year, writes.serial(_key(word, mark, series, day)))


def expected_number(reads: Reads, desk: Desk, kind: str, day: date) -> str:
    """The number that the next document would get; nothing is used up."""
    word, mark, series = _series(desk, kind)
    last = reads.last_serial(_key(word, mark, series, day))
    return document_number(word, mark, series, day.year, last + 1)


def _key(word: str, mark: str, series: str, day: date) -> str:
    return f"{word}{mark}-{series}-{day.year}"


def _series(desk: Desk, kind: str) -> tuple[str, str, str]:
    return desk.settings["机关代字"], MARKS.get(kind, _OTHER), desk.records.series()
