"""Lists the effects of a correction: paper, dates, figures, whom to tell (LOOK2 amend); no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.case.facts import Paper
from app.domain.case.moved import Moved
from app.domain.derivation import WEEKDAYS
from app.domain.rows.visits import Amendment
from app.services.visits.preview_correction import CorrectionPreview
from app.words import sentence
from app.words.fields import PERSONAL_FIELDS, column_words, corrected_words
from ui.forms.effect import Line

_LONG = 24
SIGNATURE = "批准"
"""The word of the line that says whether a leader signs."""
OWN_MATTER = "另立的事项"
"""A matter that gets its number with the split."""


def preview_lines(found: CorrectionPreview) -> Iterator[Line]:
    """What changes, papers, dates, figures, whom to tell, whether it is signed."""
    yield from (_changed(row) for row in found.amendments)
    yield from _papers(found)
    of_several = len({one.matter for one in found.moved}) > 1
    yield from (_moved(one, of_several) for one in found.moved)
    if not found.moved:
        yield "不变", "期限都不变", ""
    if found.status[0] != found.status[1]:
        yield "状态", f"{found.status[0]} → {found.status[1]}", ""
    yield from _figures(found)
    for one in found.warnings:
        yield "注意", sentence(one.code, one.facts), ""
    if found.replaced or any(one.kind == "法定" for one in found.moved):
        yield "告诉", "来访人：换发的文书、变了的日期", "三个告知变了的，按 T 再告知一次"
    yield from _signature(found)


def _changed(row: Amendment) -> Line:
    label = column_words(row.table, row.field)
    if row.field in PERSONAL_FIELDS or row.table == "people":
        return "变的", f"{label}已改", "新旧都留着，这里不显示全文"
    old, new = (_short(corrected_words(row.field, value)) for value in (row.old, row.new))
    return "变的", f"{label}　{old} → {new}", ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _papers(found: CorrectionPreview) -> Iterator[Line]:
    if found.replaced:
        yield (
            "换发",
            _listed(found.replaced),
            "记下以后按 P 出新的；旧的扫码显示“已换发”",
        )
    if found.void:
        yield "作废", _listed(found.void), "号不再用，空号自动说明"
    if found.out:
        yield "已在外", _listed(found.out), "改成保密以前出去的，要不要收回由带班领导定"
    if not (found.replaced or found.void):
        yield "不换发", "来访人手里的文书不变", ""


def _listed(papers: tuple[Paper, ...]) -> str:
    return "、".join(f"{paper.kind} {paper.number}" for paper in papers)


def _moved(one: Moved, of_several: bool) -> Line:
    """One date; where a visit goes from one matter to another, with its matter."""
    what = f"{one.who}　{one.what}"
    if of_several:
        what = f"{one.matter or OWN_MATTER}　{what}"
    if one.old is None and one.new is not None:
        return "新的", f"{what} {_day(one.new)}", f"{one.kind}"
    if one.new is None:
        return "不再欠", what, f"原来 {_day(one.old)}"
    return "变的", f"{what} {_day(one.old)} → {_day(one.new)}", f"{one.kind}；按更正后的日子重新算"


def _day(day: date | None) -> str:
    if day is None:
        return "没有"
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"


def _figures(found: CorrectionPreview) -> Iterator[Line]:
    for row in found.amendments:
        if row.field == "headcount" and row.old and row.new and row.table == "visits":
            change = int(row.new) - int(row.old)
            yield "统计", f"人次 {change:+d}，批次不变", "日报、通报按更正后的重新数"
        elif row.field == "arrived_at":
            yield "统计", "按信访日期的统计归到新的日子", ""


def _signature(found: CorrectionPreview) -> Iterator[Line]:
    if found.second:
        yield SIGNATURE, "要带班领导批准，批准以后才改", "批准以前什么都不变"
    else:
        yield SIGNATURE, "不要批准，记下就改", "谁、什么时候、从什么改成什么都留着"
