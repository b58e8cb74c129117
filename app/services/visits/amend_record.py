"""Correct a person's, a visit's or a matter's fields; who, when, why, what it was and what it is are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.case.moved import Moved
from app.domain.case.signing import AMEND
from app.domain.entries.entry import Problems
from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Visit
from app.errors import FieldError, Refused
from app.events import RecordAmended
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase, open_record, require_no_interest
from app.services.case.lookups import find_record
from app.services.case.record_pages import shown_masked
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.handling.advance_matter import Pending, ask, asked_leader
from app.services.papers.outdated_papers import paper_json
from app.services.visits.amend_fields import AskedCorrection, read_amendment
from app.services.visits.correction import Correction, plan_correction, require_visit_named


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrected:
    """The corrections as they are kept, and what they came to."""

    number: str
    matter_id: str
    amendments: tuple[Amendment, ...]
    moved: tuple[Moved, ...] = ()
    replaced: tuple[Paper, ...] = ()
    void: tuple[Paper, ...] = ()
    """作废: nothing of what they tell is left."""
    out: tuple[Paper, ...] = ()
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Personal values masked, as everywhere on the command line."""
        changed = [
            {
                "table": row.table,
                "field": row.field,
                "old": shown_masked(row.field, row.old),
                "new": shown_masked(row.field, row.new),
                "reason": row.reason,
                "at": row.at,
                "by": row.by,
                "approved_by": row.approved_by,
            }
            for row in self.amendments
        ]
        return {
            "number": self.number,
            "changed": changed,
            "amended": changed,
            "moved": [date.as_json() for date in self.moved],
            "replaced": [paper_json(paper) for paper in self.replaced],
            "void_papers": [paper_json(paper) for paper in self.void],
            "out": [paper_json(paper) for paper in self.out],
        }


def amend_record(
    desk: Desk, number: str, data: Mapping[str, Any], *, draft_id: str | None = None
) -> RecordCorrected | Pending:
    """Correct ``{"person": 0, "phone": …}`` of a visit, or fields of a visit and its matter.

    Every date is counted anew in the same transaction, in which the window's draft ends too. Making a
    guarded case open or changing the words of a paper that a 带班领导 signed becomes a request to one;
    nothing changes until he signs. Checked as when registering, all errors at once.
    Refused: not_found, not_a_visit, visit_voided, person_unknown, nothing_amended, request_waits,
    unknown_key … NotAllowed: role_missing, withheld, has_interest.
    """
    desk.require("amend")
    asked, problems = _read(data)

    def work(writes: Writes) -> RecordCorrected | Pending:
        record = _record(writes, number)
        opened = open_record(desk, writes, record)
        require_no_interest(desk, opened.case)
        correction = plan_correction(desk, writes, opened, asked, problems)
        end_draft(writes, draft_id)
        if correction.second:
            return _ask(writes, desk, opened, asked, data)
        return _store(writes, desk, opened, correction)

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(
        RecordAmended(done.matter_id if isinstance(done, RecordCorrected) else done.request.matter_id)
    )
    return done


def amend_signed(
    writes: Writes, desk: Desk, case: CaseFile, request: Request, leader: str
) -> RecordCorrected:
    """The correction of a request, in the transaction in which the leader signs it.

    Refused as ``amend_record`` and: request_moved, request_names_no_visit.
    """
    asked, problems = _read(request.entry["changes"])
    opened = open_record(desk, writes, _record(writes, str(request.entry["number"])))
    require_visit_named(opened, asked, request.at)
    if opened.matter.id != case.matter.id:
        raise Refused(FieldError("number", "request_moved", {"number": opened.matter.number}))
    correction = plan_correction(desk, writes, opened, asked, problems)
    rows = tuple(replace(row, approved_by=leader) for row in correction.amendments)
    return _store(writes, desk, opened, replace(correction, amendments=rows))


def _read(data: Mapping[str, Any]) -> tuple[AskedCorrection, Problems]:
    problems = Problems()
    asked = read_amendment(data, problems)
    if problems.has("person"):
        raise Refused(*problems.all())
    return asked, problems


def _record(reads: Reads, number: str) -> Visit | Matter:
    record = find_record(reads, number)
    if not isinstance(record, Visit | Matter):
        raise Refused(FieldError("number", "not_a_visit", {"number": record.number}))
    return record


def _store(writes: Writes, desk: Desk, opened: OpenCase, correction: Correction) -> RecordCorrected:
    for row, columns in correction.changes:
        writes.change(row, **columns)
    writes.add(*correction.amendments)
    fields = " ".join(row.field for row in correction.amendments)
    writes.audit(desk.staff.login, "更正", opened.number, purpose=fields)
    effects = correction.effects
    return RecordCorrected(
        number=opened.number,
        matter_id=opened.matter.id,
        amendments=correction.amendments,
        moved=effects.moved,
        replaced=effects.replaced,
        void=effects.void,
        out=effects.out,
        warnings=effects.warnings,
    )


def _ask(
    writes: Writes, desk: Desk, opened: OpenCase, asked: AskedCorrection, data: Mapping[str, Any]
) -> Pending:
    changes = {key: value for key, value in data.items() if key != "send_to"}
    if any(row.act == AMEND for row in opened.case.pending):
        raise Refused(FieldError("json", "request_waits", {"mode": AMEND}))
    of_visit = asked.person is not None or bool(asked.visit)
    visit = opened.newest_visit if of_visit else opened.visit  # a later one is not what was asked about
    request = Request(
        id=new_id(),
        matter_id=opened.matter.id,
        visit_id=visit.id if visit else None,
        act=AMEND,
        mode=AMEND,
        entry={"number": visit.number if visit else opened.number, "changes": changes},
        send_to=asked_leader(writes, desk, asked.send_to),
        at=desk.clock.now(),
        by=desk.staff.login,
    )
    return ask(writes, desk, request, opened.case)
