"""Previews the slip of a visit in progress; stores nothing and uses up no number.

The visit is put beside the facts of its case and read as it would be once it is saved: the paper that follows
is drawn up from the same dossier.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.desk import Desk
from app.domain import numbers
from app.domain.case.facts import CaseFacts, Visitor
from app.domain.case.promise import date_to_tell
from app.domain.case.reading import read_case
from app.domain.dates.limits import Limits
from app.domain.entries.people import is_identified
from app.domain.entries.visit_entry import VisitEntry, check_visit
from app.domain.papers.dossier import Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.papers.names import SLIP
from app.domain.rows.visits import Visit
from app.ports.records import Reads
from app.services.case.case_door import may_read_case
from app.services.case.case_reader import CaseReader
from app.services.case.notices import merged
from app.services.papers.keep_glyph import with_glyphs
from app.services.papers.paper_subject import Subject, dossier_of, on_paper
from app.services.visits import visit_rows
from app.services.visits.register_visit import earlier_case, with_known
from app.services.visits.visit_rules import rules_for

NO_CODE = "00000-00000-0"


@dataclass(frozen=True, slots=True)
class SlipPreview:
    """The picture, and which of its characters another face draws."""

    png: bytes
    fallback: str = ""


def preview_slip(desk: Desk, entry: VisitEntry, paper: str = "a5") -> SlipPreview:
    """The slip as a PNG, marked 预览. Refused with every error of the entry, as saving would."""
    desk.require("register")
    now = desk.clock.now()
    with desk.records.reading() as reads:
        case, _ = earlier_case(reads, entry)
        earlier = case.matter if case and may_read_case(desk, case) else None
        known = with_known(entry, earlier)
        entry = check_visit(known, now, rules_for(reads, desk.settings, known, earlier)).or_refuse()
    return lay_out_preview(desk, entry, paper)


def lay_out_preview(desk: Desk, entry: VisitEntry, paper: str, kind: str = SLIP) -> SlipPreview:
    """The slip, or another paper of a registration, of an entry that has been checked."""
    with desk.records.reading() as reads:
        content = build(kind, letterhead(desk.place.centre, desk.settings), _dossier(desk, reads, entry))
        marked = with_glyphs(desk, reads, content | {"title": f"{content['title']}（预览，没有登记）"})
    return SlipPreview(desk.papers.render(marked, paper, "png"), desk.papers.fallback(marked, paper))


def _dossier(desk: Desk, reads: Reads, entry: VisitEntry) -> Dossier:
    """What the papers of the visit may speak of once it is saved."""
    now = desk.clock.now()
    facts, visit = _with_visit(desk, reads, entry, now)
    rules = replace(CaseReader(reads).rules, limits=Limits.of(desk.settings))
    case = read_case(facts, rules)
    oral = visit_rows.oral_notice(entry, visit, now)
    if oral is not None:
        notices = (*facts.notices, merged(oral, case.notice, date_to_tell(case)))
        case = read_case(replace(facts, notices=notices), rules)
    matter, shown = on_paper(case, visit)
    subject = Subject(shown, matter, case.notice, amendments=(), counted_anew=0, case=case)
    return dossier_of(desk, reads, subject, visit.number, now, code="JFT:PREVIEW", old=None)


def _with_visit(desk: Desk, reads: Reads, entry: VisitEntry, now: datetime) -> tuple[CaseFacts, Visit]:
    """The facts of the case with the visit beside them; of a case not for these eyes, the visit alone."""
    case, _ = earlier_case(reads, entry)
    earlier = case if case is not None and may_read_case(desk, case) else None
    arrived, series = entry.arrived_at or now, desk.records.series()
    number = numbers.visit_number(desk.place.code, series, arrived.date(), 0)
    matter = earlier.matter if earlier else visit_rows.matter_row(entry, number, arrived)
    if case is not None and case.guarded:
        matter = replace(matter, confidential=True)
    registration = visit_rows.Registration(
        number=number,
        query_code=NO_CODE,
        arrived_at=arrived,
        registered_at=now,
        desk=series,
        clerk=desk.staff.login,
        first=case is None,
    )
    visit = visit_rows.visit_row(entry, registration, matter)
    people = [visit_rows.person_row(entry, place) for place in range(len(entry.people))]
    seats = [visit_rows.attendance_row(entry, visit, place, person) for place, person in enumerate(people)]
    facts = CaseReader(reads).facts(matter.id) if earlier else CaseFacts(matter=matter)
    known = is_identified(people[0].name, people[0].address)
    with_visit = replace(
        facts,
        visits=(*facts.visits, visit),
        people=(*facts.people, *map(Visitor, seats, people)),
        identified=facts.identified | ({visit.id} if known else set()),
        steps=(*facts.steps, visit_rows.first_step(visit)),
    )
    return with_visit, visit
