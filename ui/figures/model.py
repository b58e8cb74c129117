"""Puts the page of figures into words: tiles, tables, the sentence under the rows; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.figures.indicators import (
    AGAIN_RATE,
    BUREAU_IN_TIME,
    BY_FORM,
    BY_LEADER,
    CONTENT,
    FINISHED_IN_TIME,
    FINISHED_OF_DUE,
    GROUP,
    JOINT,
    ON_THE_SPOT,
    RATED,
    TAKING_PART,
    VISITS,
    Counts,
    Tally,
    rates,
)
from app.domain.figures.rates import Rate, percent, period_on_period, year_on_year
from app.services.figures.figures_page import FiguresShown, counted_of, is_counted, sum_of
from app.services.figures.rows_behind import FigureRows, RowBehind
from app.words.figures import missing_words
from ui.tables.columns import Cell, Column

FIGURES: tuple[tuple[str, ...], ...] = (
    (VISITS,),
    (GROUP,),
    (JOINT,),
    (ON_THE_SPOT,),
    (AGAIN_RATE,),
    (BUREAU_IN_TIME,),
    (FINISHED_IN_TIME,),
    (CONTENT, RATED[0]),
)
"""The paths of the eight tiles, by their keys 1 … 8."""
TITLES = {BUREAU_IN_TIME: "及时受理率", CONTENT: "满意率，本中心"}
WIDEST = 18
"""Letters of number and unit that a tile holds; longer ones say the second number in the line below."""
NO_VISITS = "这段时间没有来访。"
COUNTING = "正在数…"


@dataclass(frozen=True, slots=True)
class TileWords:
    """A tile: its title, the number, what stands behind it, and two lines."""

    title: str
    number: str
    unit: str
    lines: tuple[str, str]
    more: str = ""
    """What is read aloud and told by the mouse, and has no room in the tile."""


def title_of(path: tuple[str, ...]) -> str:
    return TITLES.get(path[0], path[0])


def tiles_of(shown: FiguresShown, heads: bool = False) -> list[TileWords]:
    """The eight tiles of a period; the counted ones in 批次 or 人次."""
    report = shown.report
    now, before = report.now, report.before
    counts = (now, before, report.previous)
    rates_now = rates(now, report.measured)
    earlier = _rate(rates(before, report.measured), AGAIN_RATE)
    return [
        *(_counted(name, counts, heads) for name in (VISITS, GROUP, JOINT)),
        _of_visits(ON_THE_SPOT, counts, heads),
        _tile((AGAIN_RATE,), _rate(rates_now, AGAIN_RATE), "批", f"上年同期 {earlier.text}"),
        _in_time(_rate(rates_now, BUREAU_IN_TIME)),
        _finished(_rate(rates_now, FINISHED_IN_TIME), _rate(rates_now, FINISHED_OF_DUE)),
        _content(rates_now),
    ]


def _counted(name: str, counts: tuple[Counts, Counts, Counts], heads: bool) -> TileWords:
    """A counted figure against last year and the last period, in 批次 or 人次."""
    now, before, last = (of[name].heads if heads else of[name].batches for of in counts)
    unit = "人次" if heads else "批"
    lines = (
        f"{unit} 同比{_change(year_on_year(now, before))}",
        f"{unit} 环比{_change(period_on_period(now, last))}",
    )
    number, of = _amount(counts[0], name, heads)
    if len(number) + len(of) > WIDEST:
        of, _, other = of.partition(" ")
        lines = (f"{other}；同比{_change(year_on_year(now, before))}", lines[1])
    return TileWords(name, number, of, lines)


def _of_visits(name: str, counts: tuple[Counts, Counts, Counts], heads: bool) -> TileWords:
    now = counts[0]
    tally, whole = now[name], now[VISITS]
    part = percent(tally.batches, whole.batches) if whole.batches else "—"
    tile = _counted(name, counts, heads)
    return TileWords(name, tile.number, tile.unit, (f"占来访批次 {part}", tile.lines[0]))


def _amount(now: Counts, name: str, heads: bool) -> tuple[str, str]:
    batches, persons = f"{now[name].batches:,}", f"{now[name].heads:,}"
    return (persons, f"人次 {batches} 批") if heads else (batches, f"批 {persons} 人次")


def _change(words: str) -> str:
    """What fits into a tile: 上年同期为0 in place of the whole sentence."""
    return f"，{words.split('，')[0]}" if "为0" in words else words


def _tile(path: tuple[str, ...], rate: Rate, unit: str, second: str) -> TileWords:
    return TileWords(
        title_of(path), rate.text, "", (f"{rate.numerator:,} / {rate.denominator:,} {unit}", second)
    )


def _in_time(rate: Rate) -> TileWords:
    late = rate.denominator - rate.numerator
    lines = (f"{rate.numerator:,} / {rate.denominator:,}，超期 {late:,}", "信访部门，15 日内")
    return TileWords(title_of((BUREAU_IN_TIME,)), rate.text, "", lines)


def _finished(whole: Rate, of_due: Rate) -> TileWords:
    lines = (
        f"{whole.numerator:,} / {whole.denominator:,}，含未到期",
        f"只算到期 {of_due.numerator:,} / {of_due.denominator:,}，{of_due.text}",
    )
    return TileWords(FINISHED_IN_TIME, whole.text, "", lines)


def _content(rates: Mapping[str, Rate | dict[str, Rate]]) -> TileWords:
    content, taking = rates[CONTENT], rates[TAKING_PART]
    assert isinstance(content, dict)
    assert isinstance(taking, dict)
    bureau, units = (content[whom] for whom in RATED)
    lines = (
        f"{bureau.numerator:,} / {bureau.denominator:,}，参评率 {taking[RATED[0]].text}",
        f"责任单位 {units.text}",
    )
    more = f"责任单位 {units.numerator:,} / {units.denominator:,}，参评率 {taking[RATED[1]].text}"
    return TileWords(title_of((CONTENT,)), bureau.text, "", lines, more)


def _rate(rates: Mapping[str, Rate | dict[str, Rate]], name: str) -> Rate:
    rate = rates[name]
    assert isinstance(rate, Rate)
    return rate


@dataclass(frozen=True, slots=True)
class CellRow:
    """One row of a table: what it is, its numbers, last year's, and its part of the largest."""

    name: str
    tally: Tally
    before: Tally
    part: float


def table_rows(now: Mapping[str, Tally], before: Mapping[str, Tally]) -> list[CellRow]:
    """The cells of a table, most batches first; what there was only last year stands at the end."""
    names = sorted({*now, *before}, key=lambda name: _order(now.get(name, Tally()), name))
    most = max((tally.batches for tally in now.values()), default=0) or 1
    rows = []
    for name in names:
        tally = now.get(name, Tally())
        rows.append(CellRow(name, tally, before.get(name, Tally()), tally.batches / most))
    return rows


def _order(tally: Tally, name: str) -> tuple[int, int, str]:
    return -tally.batches, -tally.heads, name


def table_columns(table: str) -> tuple[Column, ...]:
    """A table's columns: name, both counts, the change and a bar."""
    return (
        Column(name="name", title=table, cell=lambda row: Cell(row.name), wide=104, share=3, rank=0),
        Column(
            name="batches",
            title="批次",
            cell=lambda row: Cell(f"{row.tally.batches:,}", strong=True),
            wide=64,
            right=True,
            rank=0,
        ),
        Column(
            name="heads",
            title="人次",
            cell=lambda row: Cell(f"{row.tally.heads:,}"),
            wide=72,
            right=True,
            rank=1,
        ),
        Column(
            name="change",
            title="批次同比",
            cell=lambda row: Cell(_change_words(row.tally, row.before), token="text2"),
            wide=112,
            share=1,
            right=True,
            rank=2,
        ),
        Column(name="bar", title="", cell=lambda row: Cell("", bar=row.part), wide=72, share=1, rank=3),
    )


def _change_words(now: Tally, before: Tally) -> str:
    return "上年为 0" if before.batches == 0 and now.batches else year_on_year(now.batches, before.batches)


def sum_words(table: str, cells: Mapping[str, Tally], figure: str, whole: Tally) -> tuple[str, bool]:
    """Whether a table adds up to its figure, in words; False where it does not and should be looked at."""
    total = sum_of(cells.values())
    if total == whole:
        return f"合计 {total.batches:,} 批，与{figure}相符", True
    more = total.batches - whole.batches
    if table in (BY_LEADER, BY_FORM) and more > 0:
        return f"合计 {total.batches:,} 批，比{figure}多 {more:,}：一批接访过几次，各算一次", True
    return f"合计 {total.batches:,} 批，{figure} {whole.batches:,} 批，差 {abs(more):,}", False


ROW_COLUMNS = (
    Column(name="number", title="号码", cell=lambda row: _number(row), wide=148, share=1, rank=0),
    Column(name="name", title="来访人", cell=lambda row: Cell(row.name), wide=96, share=1, rank=1),
    Column(
        name="claim", title="诉求", cell=lambda row: Cell(row.claim or "见书面材料"), wide=88, share=2, rank=2
    ),
)


def _number(row: RowBehind) -> Cell:
    short = "-".join(row.number.split("-")[1:]) or row.number
    if row.withheld:
        return Cell(short, shape="lock", token="text2")
    return Cell(short, token="text" if row.counted else "text2", shape="" if row.counted else "open")


def rows_title(path: str, rows: FigureRows) -> str:
    """劳动和社会保障，82 批."""
    parts = path.split(".")
    name = parts[-1] if len(parts) > 2 else title_of(tuple(parts))
    unit = "批" if is_counted(parts[0]) or parts[0] == AGAIN_RATE else "件"
    return f"{name}，{rows.total.rows:,} {unit}"


def agreeing_words(rows: FigureRows) -> str:
    """这一格 = …。当前 82 批，表上 82 批，相符。"""
    value = rows.value
    if "numerator" in value:
        here = f"分子 {rows.total.counted:,}，分母 {rows.total.rows:,}"
        there = f"分子 {value['numerator']:,}，分母 {value['denominator']:,}"
    else:
        here = f"{rows.total.rows:,} 批 {rows.total.heads:,} 人次"
        there = f"{value['批次']:,} 批 {value['人次']:,} 人次"
    return f"这一格 = {rows.formula}。明细 {here}，表上 {there}，{'相符' if rows.agrees else '不相符'}。"


def left_words(rows: FigureRows) -> str:
    """还有 77 批，↓ 接着看."""
    left = rows.total.rows - len(rows.rows)
    return f"还有 {left:,} 件，↓ 接着看，Enter 打开一件" if left > 0 else "Enter 打开一件，Backspace 回"


def missing_line(shown: FiguresShown) -> str:
    return "；".join(missing_words(desk.letter, desk.after) for desk in shown.report.missing)


def period_words(shown: FiguresShown) -> tuple[str, str]:
    """The period, and what it is compared with."""
    period, before = shown.asked.period, shown.asked.period.year_before()
    end = f"{period.end:%m-%d}" if period.start.year == period.end.year else period.end.isoformat()
    earlier = f"{before.end:%m-%d}" if before.start.year == before.end.year else before.end.isoformat()
    return f"{period.start.isoformat()} 至 {end}", f"比 {before.start.isoformat()} 至 {earlier}"


def chart_title(path: tuple[str, ...], heads: bool) -> str:
    unit = ("人次" if heads else "批次") if is_counted(path[0]) else "%"
    return f"{title_of(path)}，{unit}"


def years_words(shown: FiguresShown) -> str:
    year = shown.asked.period.start.year
    return f"实心 {year}，空心 {year - 1} 同日截止"


def whole_of(shown: FiguresShown, figure: str) -> Tally:
    """What the tables of a figure must add up to."""
    return shown.report.now[counted_of(figure)]
