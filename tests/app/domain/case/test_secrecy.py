"""Who a case is guarded from, and who began it (条例第30条第3款; CASE.md 4)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.case.reading import read_case
from app.domain.case.secrecy import may_read
from app.domain.rows.base import new_id
from app.domain.rows.case import OWNER, READER, Appointment, VisitMove
from tests.app.domain.case.cases import Tale, at


@pytest.mark.parametrize(
    ("purpose", "confidential", "guarded"),
    [("揭发控告", False, True), ("求决", True, True), ("揭发控告", True, True), ("求决", False, False)],
)
def test_an_accusation_is_guarded_whether_or_not_it_was_ticked(purpose, confidential, guarded):
    tale = Tale("求决")
    tale.visit("2026-03-02", purpose=purpose, confidential=confidential)
    assert tale.case.guarded == guarded
    tale = Tale(purpose)
    tale.facts = replace(tale.facts, matter=replace(tale.facts.matter, confidential=confidential))
    tale.visit("2026-03-02", purpose="求决", confidential=False)
    assert tale.case.guarded == guarded, "in any standing form of the case"


def test_who_is_named_reads_it_and_who_owns_it_does_not_by_that():
    tale = Tale("揭发控告")
    tale.visit("2026-03-02", by="clerk")
    parts = {READER: "host", OWNER: "watch"}
    rows = tuple(
        Appointment(
            id=new_id(), matter_id=tale.matter.id, part=part, login=login, at=at("2026-03-03"), by="lead"
        )
        for part, login in parts.items()
    )
    case = read_case(replace(tale.facts, appointments=rows), tale.rules)
    assert case.readable_by == {"clerk", "host"}
    assert case.owner == "watch"


def test_a_visit_that_was_joined_makes_its_clerk_no_reader():
    """An act never grants reading: who registered the case's own first visit reads it."""
    tale = Tale("揭发控告")
    own = tale.visit("2026-03-05", by="clerk")
    earlier = replace(own, id=new_id(), matter_id="other", arrived_at=at("2026-03-01"), clerk="host")
    move = VisitMove(
        id=new_id(), visit_id=earlier.id, from_matter="other", matter_id=tale.matter.id, act="并案",
        at=at("2026-03-06"), by="lead",
    )  # fmt: skip
    facts = replace(tale.facts, visits=(*tale.facts.visits, earlier), moves=(move,))
    case = read_case(facts, tale.rules)
    assert [visit.clerk for visit in case.visits] == ["host", "clerk"]
    assert case.readable_by == {"clerk"}
    assert [visit.first for visit in case.visits] == [True, False]


@pytest.mark.parametrize(
    ("guarded", "login", "roles", "may"),
    [
        (False, "anybody", ("登记员",), True),
        (True, "anybody", ("登记员", "接谈员", "督办"), False),
        (True, "named", ("接谈员",), True),
        (True, "boss", ("带班领导",), True),
    ],
)
def test_a_guarded_case_is_read_by_who_is_named_and_by_leaders(guarded, login, roles, may):
    assert may_read(guarded, {"named"}, login, roles) == may


def test_the_first_clerk_owns_the_case_until_it_is_routed_and_never_with_an_interest():
    """首接负责; 条例第28条 回避."""
    tale = Tale()
    tale.visit("2026-03-02", by="clerk")
    assert tale.case.owner == "clerk"
    tale.step("转送", "2026-03-03", unit="市住建局")
    assert tale.case.owner is None
    tale = Tale()
    tale.visit("2026-03-02", by="clerk", interest=("clerk",))
    assert tale.case.owner is None


@pytest.mark.parametrize(
    ("purpose", "accused"), [("揭发控告", {"市公安局", "市人社局"}), ("求决", {"市公安局"})]
)
def test_the_units_of_an_accusation_count_as_accused_too(purpose, accused):
    tale = Tale(purpose)
    tale.visit("2026-03-02", accused=("市公安局",), units=("市人社局",))
    assert tale.case.accused == accused
