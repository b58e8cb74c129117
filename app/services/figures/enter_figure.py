"""Enter a figure that the centre's own registrations cannot give, and read those of a period."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.figures.rates import Rate, period_on_period, year_on_year
from app.domain.rows.base import new_id
from app.domain.rows.figures import EnteredFigure
from app.errors import FieldError, Refused
from app.ports.records import Reads

USUAL = (
    *("信访总量", "来信", "网上信访", "来电", "赴省访", "赴省集体访", "进京访"),
    *("初次（全国）", "重复（全国）", "初次（全国同形式）", "重复（全国同形式）"),
    *("信访接待下基层", "现场办公下基层", "调查研究下基层", "宣传方针政策下基层", "四下基层推动解决"),
    *("代理代办", "联席会议", "联席会议就地处理", "调解纠纷", "领导走访"),
    *("初次来信", "批阅来信", "信访专报", "批办专报"),
)
"""Names that are offered: other channels, other bodies, 四下基层; any other short one is taken too."""
SHARES = {"批阅来信": "初次来信", "批办专报": "信访专报", "联席会议就地处理": "联席会议"}
"""An entered figure that is part of another one: where both are entered for the same days, its share too."""
_LONGEST = 40
_MOST = 10**9


def enter_figure(
    desk: Desk,
    figure: str,
    start: date,
    end: date,
    *,
    batches: int | None = None,
    heads: int | None = None,
    source: str,
) -> dict[str, Any]:
    """Keep the figure of these days; a later one of the same name and days stands for it.

    Refused: dates_reversed, figure_name, figure_empty, figure_range, source_missing.
    """
    desk.require("report")
    name = " ".join(figure.split())
    errors = []
    if end < start:
        errors.append(FieldError("--to", "dates_reversed"))
    if not 1 <= len(name) <= _LONGEST:
        errors.append(FieldError("FIGURE", "figure_name", {"most": _LONGEST}))
    if batches is None and heads is None:
        errors.append(FieldError("--batches", "figure_empty"))
    for option, value in (("--batches", batches), ("--heads", heads)):
        if value is not None and not 0 <= value <= _MOST:
            errors.append(FieldError(option, "figure_range"))
    if not source.strip():
        errors.append(FieldError("--source", "source_missing"))
    if errors:
        raise Refused(*errors)
    row = EnteredFigure(
        id=new_id(),
        figure=name,
        start=start,
        end=end,
        batches=batches,
        heads=heads,
        source=source.strip(),
        at=desk.clock.now(),
        by=desk.staff.login,
    )

    def work(writes: Any) -> None:
        writes.add(row)
        writes.audit(desk.staff.login, "录入数字", f"{name}，{start.isoformat()} 至 {end.isoformat()}")

    desk.records.write(work)
    return {"figure": name, "from": start.isoformat(), "to": end.isoformat(), "批次": batches, "人次": heads}


def entered_in(reads: Reads, period: Period) -> dict[str, dict[str, Any]]:
    """The entered figures of exactly these days, against those of last year and of the period before."""
    now = _of(reads, period)
    before, previous = _of(reads, period.year_before()), _of(reads, period.before())
    return {
        name: _json(row, before.get(name), previous.get(name)) | _share(row, now)
        for name, row in sorted(now.items())
    }


def _of(reads: Reads, period: Period) -> dict[str, EnteredFigure]:
    rows = reads.find(EnteredFigure, start=period.start, end=period.end)
    return {row.figure: row for row in sorted(rows, key=lambda row: (row.at, row.id))}


def _share(row: EnteredFigure, now: Mapping[str, EnteredFigure]) -> dict[str, Any]:
    """{"占": the rate} of a part whose whole is entered too, by batches; else nothing."""
    whole = now.get(SHARES.get(row.figure, ""))
    if whole is None or row.batches is None or not whole.batches or row.batches > whole.batches:
        return {}
    return {"占": Rate(row.batches, whole.batches, f"{row.figure} ÷ {whole.figure}").as_json()}


def _json(row: EnteredFigure, before: EnteredFigure | None, previous: EnteredFigure | None) -> dict[str, Any]:
    answer: dict[str, Any] = {"批次": row.batches, "人次": row.heads, "source": row.source}
    for unit, field in (("批次", "batches"), ("人次", "heads")):
        value = getattr(row, field)
        for word, other, compare in (("同比", before, year_on_year), ("环比", previous, period_on_period)):
            prior = getattr(other, field) if other else None
            answer[f"{unit}{word}"] = None if value is None or prior is None else compare(value, prior)
    return answer
