"""The visits or matters behind a figure, by its path; whether they add up to it is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.dates.period import Period
from app.domain.figures.figure_question import WHOLE, FigureRow, Narrowed, Question, Total
from app.domain.figures.indicators import (
    BASES,
    COUNTED,
    FORMULAS,
    MEANINGS,
    OWED,
    RATED,
    RATES,
    RESOLVED,
    TABLES,
    Counts,
    figures,
)
from app.domain.lists.kinds import KINDS
from app.domain.masks import mask_party
from app.domain.rows.matters import Matter
from app.errors import FieldError, Refused
from app.ports.records import Reads
from app.services.case.case_door import withheld_matters
from app.services.case.case_reader import CaseReader
from app.services.figures.report_figures import check_asked, limits_of
from app.services.lists.list_figures import (
    ListFigureRows,
    kind_of_figure,
    known_figures,
    list_figure_rows,
)
from app.words.figures import narrowed_words

UNITS = ("批次", "人次")
BY_WHOM = ("参评率", "群众满意率")
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class RowBehind:
    """One row as who asks may see it; of a case that is not for him no more than its number."""

    number: str
    counted: bool
    withheld: bool = False
    matter: str | None = None
    name: str = WITHHELD
    claim: str = WITHHELD
    heads: int = 0
    at: str = ""

    def as_json(self) -> dict[str, Any]:
        if self.withheld:
            return {"number": self.number, "name": WITHHELD, "withheld": True, "counted": self.counted}
        return {
            "number": self.number,
            "matter": self.matter,
            "name": self.name,
            "headcount": self.heads,
            "at": self.at,
            "counted": self.counted,
        }


@dataclass(frozen=True, slots=True)
class FigureRows:
    """The rows behind one figure, and whether they add up to it."""

    figure: str
    period: Period
    basis: str
    formula: str
    value: dict[str, Any]
    rows: tuple[RowBehind, ...]
    total: Total
    """Of all rows, also those that are not listed here."""
    listed: ListFigureRows | None = None
    """For a figure of a list of cases: its rows, which have a part and a whole each."""

    @property
    def agrees(self) -> bool:
        """Whether the rows add up to what the report says."""
        if self.listed is not None:
            return self.listed.agrees
        if "numerator" in self.value:
            return (self.total.counted, self.total.rows) == (
                self.value["numerator"],
                self.value["denominator"],
            )
        if "到期" in self.value:
            return (self.total.counted, self.total.rows) == (self.value["按期"], self.value["到期"])
        return (self.total.rows, self.total.heads) == (self.value["批次"], self.value["人次"])

    def as_json(self) -> dict[str, Any]:
        return {
            "figure": self.figure,
            "from": self.period.start.isoformat(),
            "to": self.period.end.isoformat(),
            "basis": self.basis,
            "formula": self.formula,
            "value": self.value,
            "rows": list(self.listed.rows) if self.listed else [row.as_json() for row in self.rows],
            "agrees": self.agrees,
        }


def figure_rows(
    desk: Desk,
    path: str,
    start: date,
    end: date,
    basis: str = BASES[0],
    *,
    first: int = 0,
    most: int = -1,
    only: Narrowed = WHOLE,
) -> FigureRows:
    """Rows behind a figure by its path: 集体访.批次, 来访.类别.城乡建设, 义务.法定.办结, 群众满意率.责任单位.

    ``first`` and ``most`` give a part of a long list. Refused: dates_reversed, not_one_of, figure_unknown.
    """
    desk.require("report")
    period = check_asked(start, end, basis)
    names = _path(path)
    asked = Question(basis, period, limits_of(desk), desk.clock.now().date(), names, only)
    kind = kind_of_figure(names)
    with desk.records.reading() as reads:
        if kind is not None:
            listed = list_figure_rows(desk, reads, kind, period)
            return FigureRows(path, period, basis, KINDS[kind].formula, listed.value, (), Total(), listed)
        rows = reads.figure_rows(asked, first, most)
        total = reads.figure_total(asked)
        value = _value(reads, asked)
        shown = _shown(desk, reads, rows)
    formula = "；".join(part for part in (formula_of(names), narrowed_words(only)) if part)
    return FigureRows(path, period, basis, formula, value, shown, total)


def formula_of(names: tuple[str, ...]) -> str:
    """How the figure of a path is made, in a sentence."""
    if names[0] == OWED:
        return f"{names[1]}的“{names[2]}”中到期日在本期的：按期做到 ÷ 到期；中途终止的不算"
    if names[0] in FORMULAS:
        return FORMULAS[names[0]]
    within = f"，{names[1]}是“{names[2]}”" if len(names) > 2 else ""
    return f"{MEANINGS[names[0]]}{within}"


def known_paths() -> list[str]:
    """The figures that have rows; each counted one by the cell of a table too."""
    by_whom = [f"{name}.{whom}" for name in BY_WHOM for whom in RATED]
    plain = [name for name in RATES if name not in (*BY_WHOM, RESOLVED)]
    return [*COUNTED, *plain, *by_whom, *known_figures()]


def _path(path: str) -> tuple[str, ...]:
    """The parts of a path without its unit. Refused(figure_unknown)."""
    names = tuple(part.strip() for part in path.split("."))
    if len(names) > 1 and names[-1] in UNITS and names[0] in COUNTED:
        names = names[:-1]
    in_table = len(names) == 3 and names[0] in COUNTED and names[1] in TABLES
    if ".".join(names) in known_paths() or in_table or (len(names) == 3 and names[0] == OWED):
        return names
    raise Refused(FieldError("FIGURE", "figure_unknown", {"figure": path, "known": "、".join(known_paths())}))


def _value(reads: Reads, asked: Question) -> dict[str, Any]:
    """What the report says for the path."""
    names = asked.path
    if names[0] in COUNTED and len(names) > 2:
        groups = reads.visit_groups(asked.basis, asked.period, names[0], (names[1],), asked.only)
        tally = groups[names[1]].get(names[2])
        return tally.as_json() if tally else dict.fromkeys(UNITS, 0)
    now = reads.visit_counts(asked.basis, asked.period, asked.only)
    if names[0] in COUNTED:
        return now[names[0]].as_json()
    if names[0] == OWED:
        kept = reads.owed(asked.period, asked.today, asked.only).kept.get((names[1], names[2]))
        return kept.as_json() if kept else {"到期": 0, "按期": 0, "逾期": 0}
    measured = reads.measured(asked.period, asked.today, asked.limits, asked.only)
    figure: dict[str, Any] = figures(now, Counts(), measured)
    for name in names:
        figure = figure[name]
    return figure


def _shown(desk: Desk, reads: Reads, rows: list[FigureRow]) -> tuple[RowBehind, ...]:
    shown: list[RowBehind] = []
    reader = CaseReader(reads)
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        ids = {row.matter_id for row in part}
        hidden = withheld_matters(desk, reads, ids)
        matters = {matter.id: matter for matter in reads.among(Matter, "id", ids)}
        claims = {
            visit.id: visit.claim or ""
            for case in reader.cases(ids - hidden).values()
            for visit in case.visits
        }
        for row in part:
            matter = matters.get(row.matter_id)
            if matter is None or row.matter_id in hidden:
                shown.append(RowBehind(row.number, row.counted, withheld=True))
                continue
            name = mask_party(row.name, row.heads)
            claim = claims.get(row.visit_id, matter.claim or "")
            shown.append(
                RowBehind(row.number, row.counted, False, matter.number, name, claim, row.heads, row.at)
            )
    return tuple(shown)
