"""Says of each standing visit of a case in which figures it counts; the only definition of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Hearing
from app.domain.case.modes import ACCEPTING, PETITION_WAY, UNIT_ANSWERS
from app.domain.case.names import OLD_LEDGER
from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import (
    ADOPTED,
    ADOPTION,
    AGAIN,
    ASSIGNED_DONE,
    BANDS,
    BY_APPOINTMENT,
    BY_LAW,
    BY_PROXY,
    CLOSINGS,
    DOWN,
    FIRST,
    FORMS,
    GROUP,
    GUIDANCE,
    JOINT,
    LED,
    NO_HANDLING,
    NOT_HEARD,
    ON_DUTY,
    ON_THE_SPOT,
    SETTLED_AT_ONCE,
    SINGLE,
    SKIPPED,
    TALKED,
    TRANSFERS,
    UNIT_REPLY,
    VISITS,
    WAYS,
    Counts,
    Tally,
)
from app.domain.rows.case import CountedVisit
from app.domain.rows.matters import Step
from app.domain.rows.visits import Visit
from app.domain.terms import GROUP_FROM

HEADS_MOST = 9999
"""Visits of fewer than one or of more persons are counted nowhere (DOMAIN.md section 4.1)."""
LED_FORMS = frozenset({ON_DUTY, BY_APPOINTMENT, DOWN, JOINT})
"""领导接访: a leader sits in every form but 接谈."""


def counted_visits(case: CaseFile) -> Iterator[CountedVisit]:
    """One row for each standing visit of the case, corrected; what was done counts from its arrival on."""
    steps = sorted(case.standing_steps, key=lambda step: (step.at, step.id))
    routed = any(step.mode in TRANSFERS for step in steps)
    for place, visit in enumerate(case.visits):
        since = [step for step in steps if step.at >= visit.arrived_at]
        hearings = [heard for heard in case.hearings if heard.visit_id == visit.id]
        yield _counted(case, visit, place == 0, since, hearings, routed)


def _counted(
    case: CaseFile,
    visit: Visit,
    first: bool,
    since: Sequence[Step],
    hearings: Iterable[Hearing],
    routed: bool,
) -> CountedVisit:
    forms = {heard.form for heard in hearings}
    spot = any(_settles_at_once(step, visit) for step in since)
    closed = any(step.mode in CLOSINGS for step in since)
    return CountedVisit(
        id=visit.id,
        matter_id=case.matter.id,
        registered_at=visit.registered_at,
        arrived_at=visit.arrived_at,
        heads=visit.headcount,
        desk=visit.desk.rstrip("0123456789"),
        first=first,
        purpose=visit.purpose,
        category=visit.category.split("/")[0] if visit.category else None,
        place=visit.place,
        unit=case.unit or next(iter(visit.units), None),
        imported=visit.ledger is not None,
        skipped=visit.skipped_levels,
        proxied=visit.proxy is not None,
        talked=TALKED in forms,
        on_duty=ON_DUTY in forms,
        by_appointment=BY_APPOINTMENT in forms,
        down=DOWN in forms,
        joint=JOINT in forms,
        led=any(heard.form in LED_FORMS and heard.leader for heard in hearings),
        spot=spot,
        assigned=routed and closed and not spot,
        adopted=any(step.mode == ADOPTION for step in since),
        lawful=_lawful_way(since),
        handled_on=_first_day(step for step in since if step.mode not in (*NO_HANDLING, OLD_LEDGER)),
        passed_on=any(step.mode in TRANSFERS for step in since),
        answered_on=_first_day(step for step in since if step.mode in {*UNIT_ANSWERS, UNIT_REPLY}),
    )


def _settles_at_once(step: Step, visit: Visit) -> bool:
    """现场办结 of this visit, or an answer of the day on which it came."""
    if step.mode == ON_THE_SPOT and step.visit_id == visit.id:
        return True
    same_day = step.at.date() == visit.arrived_at.date()
    return step.mode in SETTLED_AT_ONCE and same_day and step.visit_id in (None, visit.id)


def _lawful_way(since: Sequence[Step]) -> int | None:
    """The way of the last such step: shown to another body, or accepted by one of the first five ways."""
    ways: list[int] = []
    for step in since:
        way = int(step.detail.get("way") or 0)
        lawful = 1 <= way < PETITION_WAY
        if step.mode == GUIDANCE or (step.mode == ACCEPTING and lawful):
            ways.append(way if lawful else 0)
    return ways[-1] if ways else None


def _first_day(steps: Iterable[Step]) -> date | None:
    first = next(iter(steps), None)
    return first.at.date() if first else None


def figures_of(row: CountedVisit) -> frozenset[str]:
    """The counted figures (indicators.COUNTED) that a visit belongs to."""
    if not 1 <= row.heads <= HEADS_MOST:
        return frozenset()
    band = next((name for name, (least, most) in BANDS.items() if least <= row.heads <= most), None)
    way = list(WAYS)[row.lawful - 1] if row.lawful else None
    marks = {
        VISITS: True,
        SINGLE: row.heads < GROUP_FROM,
        GROUP: row.heads >= GROUP_FROM,
        JOINT: row.joint,
        ON_THE_SPOT: row.spot,
        ASSIGNED_DONE: row.assigned,
        FIRST: row.first,
        AGAIN: not row.first,
        TALKED: row.talked,
        ON_DUTY: row.on_duty,
        BY_APPOINTMENT: row.by_appointment,
        DOWN: row.down,
        LED: row.led,
        SKIPPED: row.skipped,
        BY_PROXY: row.proxied,
        BY_LAW: row.lawful is not None,
        ADOPTED: row.adopted,
        **({band: True} if band else {}),
        **({way: True} if way else {}),
    }
    return frozenset(name for name, counts in marks.items() if counts)


def is_among(row: CountedVisit, only: Narrowed) -> bool:
    """Whether a visit belongs to a part of them (``db.counting.figure_sql`` asks the same of stored rows)."""
    if only.desk is not None and row.desk != only.desk:
        return False
    heard = figures_of(row).intersection(FORMS)
    return only.form is None or (not heard if only.form == NOT_HEARD else only.form in heard)


def tally(rows: Iterable[CountedVisit]) -> Counts:
    """批次 and 人次 of each figure over the rows."""
    tallies: dict[str, Tally] = {}
    for row in rows:
        for name in figures_of(row):
            before = tallies.get(name, Tally())
            tallies[name] = Tally(before.batches + 1, before.heads + row.heads)
    return Counts(tallies)
