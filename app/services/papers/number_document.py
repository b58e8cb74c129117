"""The number a document gets: a series per desk, kind and year (铜信受A〔2026〕1号)."""

from __future__ import annotations

from datetime import date

from app.desk import Desk
from app.domain.numbers import document_number
from app.domain.papers.sizes import RECORDS
from app.ports.records import Reads, Writes

MARKS = {
    "受理告知书": "受",
    "转送告知单": "转",
    "交办告知单": "交告",
    "交办单": "交",
    "不予受理告知书": "不受",
    "不再受理告知书": "不再",
    "直接回复": "复",
    "引导单": "引",
    "延期办理告知书": "延",
    "信访处理意见书": "意",
    "复查意见书": "查",
    "复核意见书": "核",
    "听证通知": "听",
    "调解协议书": "调",
    "和解协议书": "和",
    "异议退回函": "退",
    **dict.fromkeys(RECORDS.values(), "接"),
    "三个告知单": "告",
    "催办单": "催",
    "督办函": "督",
    "送达回证": "送",
    "来访登记表": "登",
    "预警单": "警",
    "信访信息专报": "专",
    "移交案例报告": "案",
    "包案表": "包",
    "日报": "日",
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
