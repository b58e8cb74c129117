"""Ctrl+Shift+Z after a correction: the fields read as before, both corrections are kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Person, Visit
from app.services.case.open_case import readable_case
from app.services.visits.amend_record import amend_record
from app.services.visits.undo_correction import UNDONE, last_correction, undo_correction


@pytest.mark.parametrize(
    "changes",
    [
        {"person": 0, "name": "王晓明", "phone": "13900001234"},
        {"headcount": 36, "units": ["市公安局"], "urgent": True},
        {"claim": "示例花园 5 幢办证", "purpose": "申诉", "written": True},
        {"proxy": {"name": "王代办", "relation": "子女", "letter": "书面委托书，已收"}},
        {"arrived_at": "2026-11-23T09:00:00+08:00"},
    ],
)
def test_every_field_goes_back_and_both_corrections_stay(front, changes):
    number = front.register().visit_number
    before = everything(front, number)
    amend_record(front.desk(), number, changes)
    case = readable_case(front.desk(), number).case
    rows = last_correction(case, "clerk", front.monday)
    assert {row.field for row in rows} == set(changes) - {"person"}
    undo_correction(front.desk(), case, rows)
    assert everything(front, number) == before
    kept = front.all(Amendment)
    assert len(kept) == 2 * len(rows)
    assert kept[-1].reason == UNDONE


def test_only_ones_own_and_only_for_ten_minutes(front):
    number = front.register().visit_number
    amend_record(front.desk(), number, {"headcount": 3})
    case = readable_case(front.desk(), number).case
    assert last_correction(case, "clerk", front.monday + timedelta(minutes=10))
    assert not last_correction(case, "clerk", front.monday + timedelta(minutes=11))
    assert not last_correction(case, "host", front.monday)


def test_what_was_undone_is_not_undone_again(front):
    number = front.register().visit_number
    amend_record(front.desk(), number, {"headcount": 3})
    case = readable_case(front.desk(), number).case
    undo_correction(
        front.desk(at=front.monday + timedelta(seconds=1)), case, last_correction(case, "clerk", front.monday)
    )
    case = readable_case(front.desk(), number).case
    assert not last_correction(case, "clerk", front.monday + timedelta(seconds=2))


def everything(front, number: str) -> tuple[object, ...]:
    """Person, visit and matter as they read now."""
    case = readable_case(front.desk(), number).case
    visit: Visit = case.visits[-1]
    matter: Matter = case.matter
    return front.all(Person), visit, matter
