"""The figures of a period with last year's and the last period's beside them, and the briefing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.briefing import annual, briefing
from app.domain.indicators import (
    AGAIN,
    BASES,
    COUNTED,
    GROUPINGS,
    RATED,
    RATES,
    Counts,
    FigureRow,
    Measured,
    figures,
    grouped,
)
from app.domain.masks import mask_party
from app.domain.period import PARTS, Period
from app.domain.rows.matters import Matter
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import withheld_matters
from app.services.figures.enter_figure import entered_in
from app.services.lists.list_figures import (
    RESOLVED,
    kind_of_figure,
    known_figures,
    list_figure_rows,
    lists_in,
)

BRIEFING, ANNUAL = "通报", "年度报告"
KINDS = (BRIEFING, ANNUAL)
WITHHELD = "保密事项"
UNITS = ("批次", "人次")
_MOST_PARTS = 400
_MAIN = COUNTED.index(AGAIN) + 1
"""So many of the counted figures stand in every briefing; the others are further ones."""
_EXTRA = "化解率"


@dataclass(frozen=True, slots=True)
class Report:
    """What ``report`` prints; ``now``, ``before`` and ``previous`` are its counts as numbers."""

    period: Period
    basis: str
    kind: str
    figures: dict[str, Any]
    by: dict[str, dict[str, dict[str, int]]]
    text: str
    now: Counts
    before: Counts
    previous: Counts
    measured: Measured
    parts: tuple[tuple[str, Period, Counts], ...] = field(default=())
    entered: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Figures of these days that were entered by hand."""
    lists: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The lists of cases (台账) by kind."""

    def as_json(self) -> dict[str, Any]:
        answer: dict[str, Any] = {
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "basis": self.basis,
            "kind": self.kind,
            "figures": {
                name: _plain(self.figures[name]) for name in (*COUNTED[:_MAIN], *RATES) if name != _EXTRA
            },
            "further": {name: _plain(self.figures[name]) for name in (*COUNTED[_MAIN:], _EXTRA)},
            "last_period": self._last_period(),
            "entered": self.entered,
            "lists": self.lists,
            "by": self.by,
            "obligations": {what: kept.as_json() for what, kept in self.measured.kept.items()},
            "steps": dict(self.measured.steps),
            "text": self.text,
        }
        if self.parts:
            answer["periods"] = [_part_json(*part) for part in self.parts]
        return answer

    def _last_period(self) -> dict[str, Any]:
        before = self.period.before()
        return {
            "from": before.start.isoformat(),
            "to": before.end.isoformat(),
            "figures": {
                name: self.previous[name].as_json()
                | {key: value for key, value in self.figures[name].items() if key.endswith("环比")}
                for name in COUNTED
            },
        }


def _plain(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure without its 环比, which stands under the last period."""
    return {key: value for key, value in figure.items() if not key.endswith("环比")}


def _part_json(label: str, period: Period, counts: Counts) -> dict[str, Any]:
    return {
        "label": label,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "figures": {name: counts[name].as_json() for name in COUNTED},
    }


def report_figures(
    desk: Desk, start: date, end: date, basis: str = BASES[0], *, by: str | None = None, kind: str = BRIEFING
) -> Report:
    """Figures of the days from start to end, both included; ``by`` adds its weeks, months, quarters or years.

    Refused: dates_reversed, not_one_of, too_many_parts.
    """
    desk.require("report")
    period = _checked(start, end, basis)
    _require_one_of("--kind", kind, KINDS)
    if by is not None:
        _require_one_of("--by", by, PARTS)
    parts = list(period.parts(by)) if by else []
    if len(parts) > _MOST_PARTS:
        raise Refused(FieldError("--by", "too_many_parts", {"count": len(parts), "most": _MOST_PARTS}))
    with desk.records.reading() as reads:
        now = reads.visit_counts(basis, period)
        before = reads.visit_counts(basis, period.year_before())
        previous = reads.visit_counts(basis, period.before())
        measured = reads.measured(period, desk.clock.now().date(), _limits(desk))
        groups = reads.visit_groups(basis, period)
        entered = entered_in(reads, period)
        lists = lists_in(reads, period)
        counted = tuple((part.label(by or ""), part, reads.visit_counts(basis, part)) for part in parts)
    shown = figures(now, before, measured, previous)
    tables = {name: grouped(groups[name]) for name in GROUPINGS}
    if kind == ANNUAL:
        text = annual(period, shown, tables, measured.steps)
    else:
        text = briefing(period, basis, shown, tables)
    return Report(
        period, basis, kind, shown, tables, text, now, before, previous, measured, counted, entered, lists
    )


@dataclass(frozen=True, slots=True)
class FigureRows:
    """The rows behind one figure, and whether they add up to it."""

    figure: str
    period: Period
    basis: str
    value: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
    agrees: bool

    def as_json(self) -> dict[str, Any]:
        return {
            "figure": self.figure,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "basis": self.basis,
            "value": self.value,
            "rows": list(self.rows),
            "agrees": self.agrees,
        }


def figure_rows(desk: Desk, path: str, start: date, end: date, basis: str = BASES[0]) -> FigureRows:
    """The visits or matters behind a figure, by its path in the report (集体访.批次, 按期办结率).

    Refused: dates_reversed, not_one_of, figure_unknown.
    """
    desk.require("report")
    period = _checked(start, end, basis)
    names = tuple(part.strip() for part in path.split("."))
    if not _is_figure(names):
        raise Refused(FieldError("FIGURE", "figure_unknown", {"figure": path, "known": "、".join(_known())}))
    with desk.records.reading() as reads:
        listed = kind_of_figure(names)
        if listed is not None:
            of_list = list_figure_rows(desk, reads, listed, period)
            return FigureRows(path, period, basis, of_list.value, of_list.rows, of_list.agrees)
        rows = reads.figure_rows(basis, period, _limits(desk), names)
        value = _value(desk, reads, basis, period, names)
        shown = tuple(_row_json(desk, reads, row) for row in rows)
    return FigureRows(path, period, basis, value, shown, _agrees(value, rows))


def _known() -> list[str]:
    by_whom = [f"{name}.{whom}" for name in ("参评率", "群众满意率") for whom in RATED]
    single = [name for name in RATES if name not in ("参评率", "群众满意率", RESOLVED)]
    return [*COUNTED, *single, *by_whom, *known_figures()]


def _is_figure(names: tuple[str, ...]) -> bool:
    known = _known()
    whole = ".".join(names)
    return whole in known or (len(names) == 2 and names[0] in COUNTED and names[1] in UNITS)


def _value(desk: Desk, reads: Reads, basis: str, period: Period, names: tuple[str, ...]) -> dict[str, Any]:
    now = reads.visit_counts(basis, period)
    if names[0] in COUNTED:
        return now[names[0]].as_json()
    measured = reads.measured(period, desk.clock.now().date(), _limits(desk))
    found: dict[str, Any] = figures(now, Counts(), measured)
    for name in names:
        found = found[name]
    return found


def _agrees(value: dict[str, Any], rows: list[FigureRow]) -> bool:
    if "numerator" in value:
        counted = sum(row.counted for row in rows)
        return bool(counted == value["numerator"] and len(rows) == value["denominator"])
    return bool(len(rows) == value["批次"] and sum(row.heads for row in rows) == value["人次"])


def _row_json(desk: Desk, reads: Reads, row: FigureRow) -> dict[str, Any]:
    """A row as anybody may see it; of a case that is not for who asks no more than its number."""
    matter = reads.get(Matter, row.matter_id)
    if matter is not None and withheld_matters(desk, reads, [matter.id]):
        return {"number": row.number, "name": WITHHELD, "withheld": True, "counted": row.counted}
    return {
        "number": row.number,
        "matter": matter.number if matter else None,
        "name": mask_party(row.name, row.heads),
        "headcount": row.heads,
        "at": row.at,
        "counted": row.counted,
    }


def _checked(start: date, end: date, basis: str) -> Period:
    _require_one_of("--basis", basis, BASES)
    if end < start:
        raise Refused(FieldError("--to", "dates_reversed"))
    return Period(start, end)


def _require_one_of(option: str, given: str, choices: tuple[str, ...]) -> None:
    if given not in choices:
        raise Refused(FieldError(option, "not_one_of", {"choices": "、".join(choices)}))


def _limits(desk: Desk) -> tuple[int, int, int]:
    """Days for the bureau's handling, the unit's, and for rating."""
    forward, notify = desk.settings["转送期限"], desk.settings["书面告知期限"]
    return forward, forward + notify, desk.settings["评价期限"]
