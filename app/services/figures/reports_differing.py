"""Names the reports of figures written to files that say other numbers once a case is read otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from app.domain.case.casefile import CaseFile
from app.domain.figures.counting import counted_visits, is_among
from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import BASES
from app.domain.rows.case import CountedVisit
from app.domain.rows.figures import ReportOut
from app.errors import FieldError
from app.ports.records import Reads
from app.words.figures import narrowed_words


def reports_differing(
    reads: Reads, before: Iterable[CaseFile], after: Iterable[CaseFile]
) -> tuple[FieldError, ...]:
    """A warning for each report in which a visit of these cases counted, or would count, otherwise.

    Of a report that was written several times the last one is named.
    """
    was, becomes = _counted(before), _counted(after)
    rows = [
        row
        for id in was.keys() | becomes.keys()
        if was.get(id) != becomes.get(id)
        for row in (was.get(id), becomes.get(id))
        if row is not None
    ]
    if not rows:
        return ()
    newest = {
        (out.start, out.end, _named(out)): out
        for out in sorted(reads.find(ReportOut), key=lambda out: out.at)
        if any(_counts(out, row) for row in rows)
    }
    return tuple(_warning(out) for _, out in sorted(newest.items()))


def _counted(cases: Iterable[CaseFile]) -> dict[str, CountedVisit]:
    """How each visit counts, whatever matter it belongs to."""
    return {row.id: replace(row, matter_id="") for case in cases for row in counted_visits(case)}


def _counts(out: ReportOut, row: CountedVisit) -> bool:
    """Whether the visit, counted so, is in the report."""
    day = (row.registered_at if out.basis == BASES[0] else row.arrived_at).date()
    return out.start <= day <= out.end and is_among(row, Narrowed(out.of_desk, out.of_form))


def _named(out: ReportOut) -> str:
    part = narrowed_words(Narrowed(out.of_desk, out.of_form))
    return f"{out.kind}（{part}）" if part else out.kind


def _warning(out: ReportOut) -> FieldError:
    facts = {
        "from": out.start.isoformat(),
        "to": out.end.isoformat(),
        "kind": _named(out),
        "day": out.at.date().isoformat(),
    }
    return FieldError("json", "reported_figures", facts)
