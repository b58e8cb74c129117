"""The text of the briefing: the period's figures as the bureau would read them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.dates.period import Period
from app.domain.figures.indicators import BASES, BUREAU_IN_TIME, FINISHED_IN_TIME, RATED, UNIT_IN_TIME

NO_BASE = "上年同期为0，不计同比"


def briefing(
    period: Period, by_what: str, figures: Mapping[str, Any], by: Mapping[str, Mapping[str, Any]]
) -> str:
    """Three paragraphs: who came, how it was handled, what it was about; ``by_what``: 按登记日期统计."""
    return "\n".join(
        part for part in (_coming(period, by_what, figures), _handling(figures), _about(by)) if part
    )


def _coming(period: Period, by_what: str, figures: Mapping[str, Any]) -> str:
    total = figures["来访"]
    head = f"{_span(period)}（{by_what}），共登记群众来访{_amount(total)}，{_change(total)}。"
    kinds = "；".join(
        f"{name}{_amount(figures[name])}，{_change(figures[name])}" for name in ("个体访", "集体访")
    )
    first = f"初次来访{_amount(figures['初次'])}，重复来访{_amount(figures['重复'])}"
    return f"{head}其中，{kinds}。{first}，重复信访率{_rate(figures['重复信访率'])}。"


def _handling(figures: Mapping[str, Any]) -> str:
    joint = f"开展“1+X”联合接访{_amount(figures['联合接访'])}，{_change(figures['联合接访'])}。"
    done = f"现场办结{_amount(figures['现场办结'])}，转办办结{_amount(figures['转办办结'])}。"
    rates = "，".join(f"{name}{_rate(rate)}" for name, rate in _rates(figures) if rate["denominator"])
    return joint + done + (f"{rates}。" if rates else "")


def _rates(figures: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rates of handling by their full names: 群众满意率（责任单位） is one of its own."""
    for name in (BUREAU_IN_TIME, UNIT_IN_TIME, FINISHED_IN_TIME, "化解率"):
        yield name, figures[name]
    for name in ("参评率", "群众满意率"):
        for whom in RATED:
            yield f"{name}（{whom}）", figures[name][whom]


def annual(period: Period, figures: Mapping[str, Any], by: Mapping[str, Any], done: Mapping[str, int]) -> str:
    """年度报告: the four parts that 条例第41条 asks for, with the figures that the store has."""
    forwarded = "、".join(f"{name}{done.get(name, 0)}件次" for name in ("转送", "交办", "转办", "督办"))
    advice = f"采纳建议{done.get('采纳', 0)}件次，未采纳{done.get('不采纳', 0)}件次"
    return "\n".join(
        (
            "一、信访事项的数据统计、涉及领域以及被投诉较多的机关、单位。"
            f"{_coming(period, f'按{BASES[0]}统计', figures)}{_about(by)}",
            f"二、转送、交办、督办情况。{_span(period)}，{forwarded}。{_handling(figures)}",
            f"三、提出改进工作、完善政策和给予处分建议以及被采纳的情况。来访人的建议中，{advice}；"
            "向有关机关、单位提出的建议请补写。",
            "四、其他需要报告的事项。请补写。",
        )
    )


def _about(by: Mapping[str, Mapping[str, Any]]) -> str:
    parts = [
        f"{lead}{_leading(by.get(name, {}))}"
        for name, lead in (
            ("类别", "反映较多的是"),
            ("属地", "来访较多的属地是"),
            ("责任单位", "涉及较多的单位是"),
        )
        if by.get(name)
    ]
    return "；".join(parts) + "。" if parts else ""


def _leading(tallies: Mapping[str, Any], most: int = 3) -> str:
    return "、".join(
        f"{name}（{tally['批次']}批{tally['人次']}人次）" for name, tally in list(tallies.items())[:most]
    )


def _amount(figure: Mapping[str, Any]) -> str:
    return f"{figure['批次']}批{figure['人次']}人次"


def _change(figure: Mapping[str, Any]) -> str:
    """Both changes in one phrase where they go the same way, as the seeds' briefings have it."""
    batches, heads = figure["批次同比"], figure["人次同比"]
    if batches == heads:
        return batches if batches == NO_BASE else f"同比均{batches}"
    way = batches[:2]
    if way == heads[:2] and way in ("上升", "下降"):
        return f"同比分别{way}{batches[2:]}、{heads[2:]}"
    return f"批次{_alone(batches)}、人次{_alone(heads)}"


def _alone(change: str) -> str:
    return change if change == NO_BASE else f"同比{change}"


def _rate(rate: Mapping[str, Any]) -> str:
    return f"为{rate['text']}" if rate["denominator"] else "暂无可计算的基数"


def _span(period: Period) -> str:
    start, end = period.start, period.end
    first = f"{start.year}年{start.month}月{start.day}日"
    if start == end:
        return first
    year = "" if start.year == end.year else f"{end.year}年"
    return f"{first}至{year}{end.month}月{end.day}日"
