"""Lists the effects of a correction: paper, dates, figures, whom to tell (LOOK2 amend); no Qt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from app.domain.case.facts import Paper
from app.domain.case.moved import Moved
from app.domain.dates.derivation import WEEKDAYS
from app.domain.rows.visits import Amendment
from app.services.papers.outdated_papers import with_units
from app.services.papers.paper_words import lies_with_unit
from app.services.visits.preview_correction import CorrectionPreview
from app.words import sentence
from app.words.fields import PERSONAL_FIELDS, column_words, corrected_words
from ui.forms.effect import SIGNATURE, Line

_LONG = 24
OWN_MATTER = "另立的事项"
"""A matter that gets its number with the split."""


def preview_lines(preview: CorrectionPreview) -> Iterator[Line]:
    """What changes, papers, dates, figures, whom to tell, whether it is signed."""
    yield from (_changed(row) for row in preview.amendments)
    yield from _papers(preview)
    of_several = len({moved.matter for moved in preview.moved}) > 1
    yield from (_moved(moved, of_several) for moved in preview.moved)
    if not preview.moved:
        yield "不变", "期限都不变", ""
    if preview.status[0] != preview.status[1]:
        yield "状态", f"{preview.status[0]} → {preview.status[1]}", ""
    yield from _figures(preview)
    for warning in preview.warnings:
        yield "注意", sentence(warning.code, warning.facts), ""
    for unit, kinds in with_units(preview.replaced).items():
        yield "告诉", f"{unit}：{'、'.join(kinds)}换发", "它手里的写错了，出新的送去，旧的请它作废"
    for unit, kinds in with_units(preview.void).items():
        yield "告诉", f"{unit}：{'、'.join(kinds)}作废", "不用再照它办，请它退回；没有新的给它"
    if any(not lies_with_unit(paper) for paper in preview.void):
        yield "告诉", "来访人：作废的文书请他交回", "还要给他一份的，重新办那一步"
    if any(not lies_with_unit(paper) for paper in preview.replaced) or any(
        moved.kind == "法定" for moved in preview.moved
    ):
        yield "告诉", "来访人：换发的文书、变了的日期", "三个告知变了的，按 T 再告知一次"
    yield from _signature(preview)


def _changed(row: Amendment) -> Line:
    label = column_words(row.table, row.field)
    if row.field in PERSONAL_FIELDS or row.table == "people":
        return "变的", f"{label}已改", "新旧都留着，这里不显示全文"
    old, new = (_short(corrected_words(row.field, value)) for value in (row.old, row.new))
    return "变的", f"{label}　{old} → {new}", ""


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _papers(preview: CorrectionPreview) -> Iterator[Line]:
    if preview.replaced:
        yield (
            "换发",
            _listed(preview.replaced),
            "记下以后按 P 出新的；旧的扫码显示“已换发”",
        )
    replaced = {paper.id for paper in preview.replaced}
    waiting = tuple(paper for paper in preview.signed if paper.id not in replaced)
    if waiting:
        yield "改字", _listed(waiting), "带班领导签过，还没有出；出的就是改过的"
    if preview.void:
        yield "作废", _listed(preview.void), "号不再用，空号自动说明"
    if preview.out:
        yield "已在外", _listed(preview.out), "改成保密以前出去的，要不要收回由带班领导定"
    if not (preview.replaced or preview.void):
        yield "不换发", "来访人和单位手里的文书不变", ""


def _listed(papers: tuple[Paper, ...]) -> str:
    return "、".join(
        f"{paper.kind} {paper.number}" + (f"（{paper.unit}）" if lies_with_unit(paper) else "")
        for paper in papers
    )


def _moved(moved: Moved, of_several: bool) -> Line:
    """One date; where a visit goes from one matter to another, with its matter."""
    what = f"{moved.who}　{moved.what}"
    if of_several:
        what = f"{moved.matter or OWN_MATTER}　{what}"
    if moved.old is None and moved.new is not None:
        return "新的", f"{what} {_day(moved.new)}", f"{moved.kind}"
    if moved.new is None:
        return "不再欠", what, f"原来 {_day(moved.old)}"
    return "变的", f"{what} {_day(moved.old)} → {_day(moved.new)}", f"{moved.kind}；按更正后的日子重新算"


def _day(day: date | None) -> str:
    if day is None:
        return "没有"
    return f"{day:%m-%d} 周{WEEKDAYS[day.weekday()]}"


def _figures(preview: CorrectionPreview) -> Iterator[Line]:
    for row in preview.amendments:
        if row.field == "headcount" and row.old and row.new and row.table == "visits":
            change = int(row.new) - int(row.old)
            yield "统计", f"人次 {change:+d}，批次不变", "日报、通报按更正后的重新数"
        elif row.field == "arrived_at":
            yield "统计", "按信访日期的统计归到新的日子", ""


def _signature(preview: CorrectionPreview) -> Iterator[Line]:
    if preview.second:
        why = "他签过的文书要改字；" if preview.signed else ""
        yield SIGNATURE, "要带班领导批准，批准以后才改", f"{why}批准以前什么都不变"
    else:
        yield SIGNATURE, "不要批准，记下就改", "谁、什么时候、从什么改成什么都留着"
