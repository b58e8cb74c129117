"""Previews the slip of a visit in progress; stores nothing and uses up no number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain import numbers
from app.domain.deadlines import Dated, for_registration
from app.domain.limits import Limits
from app.domain.papers.dossier import DateInForce, Dossier, letterhead
from app.domain.papers.kinds import build
from app.domain.papers.names import SLIP
from app.domain.rows.base import new_id
from app.domain.rows.centre import Division
from app.domain.rows.matters import Matter, Notice
from app.domain.rows.visits import Visit
from app.domain.terms import ORAL
from app.domain.visit_entry import VisitEntry, check_visit
from app.services.case.lookups import read_calendar
from app.services.papers.keep_glyph import with_glyphs
from app.services.visits import visit_rows
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
        entry = check_visit(entry, now, rules_for(reads, desk.settings, entry)).or_refuse()
    return lay_out_preview(desk, entry, paper)


def lay_out_preview(desk: Desk, entry: VisitEntry, paper: str, kind: str = SLIP) -> SlipPreview:
    """The slip, or another paper of a registration, of an entry that has been checked."""
    now = desk.clock.now()
    with desk.records.reading() as reads:
        calendar = read_calendar(reads)
        place = reads.find(Division, code=entry.place, limit=1) if entry.place else []
    series = desk.records.series()
    number = numbers.visit_number(desk.place.code, series, now.date(), 0)
    matter = visit_rows.matter_row(entry, number, now)
    visit = visit_rows.visit_row(entry, _registration(desk, number, now), matter)
    people = tuple(visit_rows.person_row(entry, n) for n in range(len(entry.people)))
    limits = Limits.of(desk.settings)
    dates = for_registration(now.date(), visit.purpose, entry.procedure, calendar, limits)
    dossier = Dossier(
        at=now,
        number=number,
        matter=matter,
        visit=visit,
        people=people,
        representatives=tuple(
            row.id for row, person in zip(people, entry.people, strict=True) if person.representative
        ),
        place_name=place[0].name if place else None,
        desk=series,
        clerk=desk.staff.name,
        steps=(visit_rows.first_step(visit),),
        notice=_notice(entry, matter, visit, now, dates[0]),
        dates=tuple(DateInForce(dated.what, dated.kind, dated.counted) for dated in dates),
        told_as=dates[0].counted,
        code="JFT:PREVIEW",
    )
    content = build(kind, letterhead(desk.place.centre, desk.settings), dossier)
    marked = content | {"title": f"{content['title']}（预览，没有登记）"}
    with desk.records.reading() as reads:
        marked = with_glyphs(desk, reads, marked)
    return SlipPreview(desk.papers.render(marked, paper, "png"), desk.papers.fallback(marked, paper))


def _registration(desk: Desk, number: str, now: datetime) -> visit_rows.Registration:
    return visit_rows.Registration(
        number=number,
        query_code=NO_CODE,
        arrived_at=now,
        registered_at=now,
        desk=desk.records.series(),
        clerk=desk.staff.login,
        first=True,
    )


def _notice(entry: VisitEntry, matter: Matter, visit: Visit, now: datetime, engine: Dated) -> Notice | None:
    notices = entry.oral_notices
    if notices is None:
        return None
    return Notice(
        id=new_id(),
        matter_id=matter.id,
        visit_id=visit.id,
        opinion=notices.opinion,
        due=notices.due or engine.due,
        due_reason=notices.due_reason,
        derivation=engine.derivation,
        contact=notices.contact,
        told=ORAL,
        at=now,
        by=visit.clerk,
    )
