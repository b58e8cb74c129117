"""The figures of the lists in a report, and the cases behind each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.lists.figures import ListRow
from app.domain.lists.kinds import BACKLOG, KINDS
from app.domain.rows.matters import Matter
from app.ports.records import Reads
from app.services.case.case_door import withheld_line, withheld_matters

LISTS, RESOLVED = "台账", "化解率"
"""First part of the path of a list's figure (台账.积案); 化解率 is that of 积案."""


@dataclass(frozen=True, slots=True)
class ListFigureRows:
    """A list's rate, the cases that it is made of, and whether they add up to it."""

    value: dict[str, Any]
    rows: tuple[dict[str, Any], ...]
    agrees: bool


def kind_of_figure(names: tuple[str, ...]) -> str | None:
    """The kind of a figure's path; None for a figure of something else."""
    if names == (RESOLVED,):
        return BACKLOG
    return names[1] if len(names) == 2 and names[0] == LISTS and names[1] in KINDS else None


def known_figures() -> list[str]:
    return [RESOLVED, *(f"{LISTS}.{kind}" for kind in KINDS)]


def lists_in(reads: Reads, period: Period) -> dict[str, dict[str, Any]]:
    """Each list's figures of a period as the report prints them."""
    by_kind = reads.list_figures(period)
    return {name: by_kind[name].as_json(kind) for name, kind in KINDS.items()}


def list_figure_rows(desk: Desk, reads: Reads, kind: str, period: Period) -> ListFigureRows:
    """The cases behind the rate of a list; of a guarded case no more than its number."""
    rate = reads.list_figures(period)[kind].rate(KINDS[kind])
    rows = reads.list_rows(kind, period)
    matters = {row.id: row for row in reads.among(Matter, "id", [row.matter_id for row in rows])}
    hidden = withheld_matters(desk, reads, matters)
    agrees = (sum(row.part for row in rows), sum(row.whole for row in rows)) == (
        rate.numerator,
        rate.denominator,
    )
    shown = tuple(_row(row, matters.get(row.matter_id), row.matter_id in hidden) for row in rows)
    return ListFigureRows(rate.as_json(), shown, agrees)


def _row(row: ListRow, matter: Matter | None, is_hidden: bool) -> dict[str, Any]:
    number = matter.number if matter else None
    if is_hidden:
        return withheld_line(number or "") | {"counted": row.part, "of": row.whole}
    return {
        "number": number,
        "matter": number,
        "claim": matter.claim if matter else None,
        "at": row.at,
        "counted": row.part,
        "of": row.whole,
    }
