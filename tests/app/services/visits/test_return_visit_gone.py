"""A closed matter is closed again once its return visit is gone, however it went; no page tells a date."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.case import names, tiles
from app.domain.paging import Order, PageAsked
from app.domain.rows.matters import Matter
from app.services.approvals.decide_request import approve_request
from app.services.case.show_record import show_record
from app.services.desk.read_today import read_today
from app.services.supervision.due_matters import due_matters
from app.services.supervision.list_ledger import list_ledger
from app.services.visits.amend_record import amend_record
from app.services.visits.void_visit import void_visit
from tests.app.services.visits.test_moving import join, split

CAME_AGAIN = "2026-11-20 09:00"
GONE = "2026-11-20 09:05"
LATER = "2026-12-30 09:00"
"""Past the 15 days that the return visit started."""


@pytest.fixture
def closed(office):
    """A matter that was answered on the spot, and the same visitor come again."""
    first = office.register("2026-11-02 09:00")
    office.step(first.visit_number, "直接回复", "2026-11-02 10:00", answer="已答复（示例）")
    assert office.case(first.matter).status == names.DONE
    back = office.register(CAME_AGAIN, matter=first.matter)
    assert (office.case(first.matter).status, office.case(first.matter).due) == (
        names.REGISTERED,
        date(2026, 12, 5),
    )
    return first, back


def voided(office, back, login="clerk", on=GONE):
    return void_visit(office.desk(login, on), back.visit_number, "登记重复").as_json()


def voided_at_once(office, _first, back):
    voided(office, back)


def voided_by_a_leader(office, _first, back):
    pending = voided(office, back, "host", "2026-11-21 09:00")["pending"]
    approve_request(office.desk("leader", "2026-11-21 09:10"), pending["id"])


def split_off(office, _first, back):
    split(office, back.visit_number, on=GONE)


def joined_to_another(office, _first, back):
    other = office.register("2026-11-19 09:00", claim="另一件事")
    join(office, back.visit_number, other.matter, on=GONE)


def corrected_then_voided(office, _first, back):
    amend_record(office.desk("clerk", GONE), back.visit_number, {"headcount": 3})
    voided(office, back, on="2026-11-20 09:06")


def split_off_and_voided(office, _first, back):
    split(office, back.visit_number, on=GONE)
    voided(office, back, on="2026-11-20 09:06")


WAYS = (
    voided_at_once,
    voided_by_a_leader,
    split_off,
    joined_to_another,
    corrected_then_voided,
    split_off_and_voided,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_matter_is_closed_and_owes_nothing(office, closed, way):
    first, back = closed
    way(office, first, back)
    case = office.case(first.matter)
    assert (case.status, case.due, case.running) == (names.DONE, None, ())
    row = office.one(Matter, number=first.matter)
    assert (row.status, row.due) == (names.DONE, None)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_no_page_tells_a_date_of_it(office, closed, way):
    first, back = closed
    way(office, first, back)
    leader = office.desk("leader", LATER)
    shown = show_record(leader, first.matter)
    assert (shown.matter.row.status, shown.matter.row.due) == (names.DONE, None)
    assert [row for row in shown.obligations if row.running] == []
    assert [item for item in due_matters(leader).items if item.matter.number == first.matter] == []
    assert [row for row in read_today(leader).due if row.number == first.matter] == []
    late = list_ledger(leader, tiles.LATE, PageAsked(Order("due"))).rows
    assert [row for row in late if row.number == first.matter] == []
