"""谁欠什么: one row per obligation, open ones first by their date, then what was met; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.dates.limits import SIMPLE_RULE
from ui.forms.effect import open_first
from ui.forms.why import Reason, owed_reasons, right_reasons
from ui.tables.columns import DUE, LATE, Cell, Column
from ui.widgets.dates import day_words

MET_SHOWN = 3
"""Of the obligations that were met the last ones; O shows all."""
_WORDS = {
    names.FORWARD: "转送、交办并告知",
    names.NOTIFY: "书面告知受理与否",
    names.FINISH: "办结，出信访处理意见书",
    names.PROMISE_ACCEPT: "承诺：受理",
    names.PROMISE_FINISH: "承诺：办理",
    names.PROMISE_REPLY: "承诺：回复",
    names.REVIEW_OPINION: "出复查意见",
    names.RECHECK_OPINION: "出复核意见",
}


@dataclass(frozen=True, slots=True)
class OwedRow:
    """An obligation as of a day."""

    owed: Obligation
    today: date


def owed_rows(case: CaseFile, today: date, everything: bool = False) -> list[OwedRow]:
    """Running ones by date, promises behind what binds; then the met ones, the newest first."""
    running = open_first(case.in_sight)
    met = sorted(
        (obligation for obligation in case.obligations if obligation.met_at), key=_met_at, reverse=True
    )
    shown_met = met if everything else met[:MET_SHOWN]
    return [OwedRow(obligation, today) for obligation in (*running, *shown_met)]


def all_reasons(case: CaseFile, focused: object, today: date) -> list[Reason]:
    """F1: why each date is what it is, in full; the one with the keys first."""
    owed = [row.owed for row in owed_rows(case, today, everything=True)]
    first = [row for row in owed if isinstance(focused, OwedRow) and row.id == focused.owed.id]
    owing = owed_reasons([*first, *(row for row in owed if row not in first)])
    return [*owing, *right_reasons(case.rights)]


def met_words(case: CaseFile) -> str:
    """做到了的 6 项，下面是最近 3 项，全部 O."""
    met = sum(obligation.met_at is not None for obligation in case.obligations)
    if not met:
        return "先到期的在上"
    return f"做到了的 {met} 项" + ("，列最近 3 项，全部 O" if met > MET_SHOWN else "")


def _met_at(obligation: Obligation) -> tuple[object, str]:
    return obligation.met_at, obligation.id


def _who(row: OwedRow) -> Cell:
    return Cell(row.owed.who)


def _what(row: OwedRow) -> Cell:
    return Cell(row.owed.text or _WORDS.get(row.owed.what, row.owed.what))


def _due(row: OwedRow) -> Cell:
    return Cell(day_words(row.owed.due, row.today))


def left(row: OwedRow) -> Cell:
    """逾期 5 日, 今日到期, 超承诺 40 日, 还有 6 日, or when it was met."""
    owed, today = row.owed, row.today
    if owed.met_at is not None:
        return Cell(f"{day_words(owed.met_at.date(), today)[:-3]} 做到", shape="check", token="ok")
    days = (owed.due - today).days
    if days > 0:
        sure = "，暂定" if owed.provisional else ""
        return Cell(f"还有 {days} 日{sure}", shape="open", token="text2")
    if owed.kind == names.PROMISE:
        words = f"超承诺 {-days} 日" if days else "承诺今日到"
        return Cell(words, shape="warning", token="warn")
    if not owed.binds:
        return Cell(f"过了 {-days} 日" if days else "今日", shape="clock", token="warn")
    return Cell(f"逾期 {-days} 日", chip=LATE) if days else Cell("今日到期", chip=DUE)


def _kind(row: OwedRow) -> Cell:
    return Cell(row.owed.kind, token="text2")


def _counted(row: OwedRow) -> Cell:
    """11-13 次日起 60 日，条例第34条; a date that was given has no span."""
    counted = row.owed.counted
    began = f"{counted.start:%m-%d} 次日起 {counted.span}" if counted.span is not None else ""
    rule = counted.rule.replace("信访工作条例", "条例").replace(SIMPLE_RULE, "简易办理办法")
    return Cell("，".join(part for part in (began, rule) if part), token="text2")


COLUMNS = (
    Column(name="who", title="谁", cell=_who, wide=96, share=1, rank=0),
    Column(name="what", title="该做什么", cell=_what, wide=144, share=3, rank=1),
    Column(name="due", title="期限", cell=_due, wide=96, longest=Cell("2027-01-22 周五"), rank=0),
    Column(name="left", title="还有 / 何时做到", cell=left, wide=120,
           longest=Cell("还有 90 日，暂定", shape="open"), rank=0),
    Column(name="kind", title="性质", cell=_kind, wide=52, longest=Cell("法定"), rank=2),
    Column(name="counted", title="怎么算", cell=_counted, wide=184,
           longest=Cell("11-23 次日起 15 日，条例第23条第3款"), rank=3),
)  # fmt: skip
