"""join and split undo each other for ever; void after ten minutes and by others is signed for (CASE.md 3)."""

from __future__ import annotations

import pytest

from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.base import new_id
from app.domain.rows.case import VisitMove
from app.domain.rows.centre import Gap, Staff
from app.domain.rows.matters import Matter
from app.domain.rows.papers import PrintJob
from app.domain.rows.visits import Void
from app.errors import NotAllowed, Refused
from app.services.approvals.decide_request import approve_request
from app.services.case.appoint import hand_over, name_reader
from app.services.case.show_record import show_record
from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.find_records import find_records
from app.services.visits.list_hall import list_hall
from app.services.visits.move_visit import MoveWanted, join_visit, own_matter, split_visit
from app.services.visits.register_visit import register_visit
from app.services.visits.void_visit import void_visit
from tests.app.services.office import at, visit_json

ON = "2026-11-24 09:00"


def join(office, visit, matter, login="host", on=ON, **more):
    return join_visit(office.desk(login, on), MoveWanted(visit=visit, matter=matter, **more)).as_json()


def split(office, visit, login="host", on=ON, **more):
    return split_visit(office.desk(login, on), MoveWanted(visit=visit, **more)).as_json()


def codes(caught):
    return {error.code for error in caught.value.errors}


@pytest.fixture
def two(office):
    """Two matters, each of one visit."""
    first = office.register("2026-11-20 09:00", claim="甲事（示例）")
    second = office.register("2026-11-23 09:31", claim="乙事（示例）")
    return first, second


def test_a_joined_visit_starts_nothing_anew_and_its_matter_is_closed_as_merged(office, two):
    first, second = two
    done = join(office, second.visit_number, first.matter, reason="同一件事")
    assert done["from"] == {"number": second.matter, "status": "并入"}
    assert done["due"] == "2026-12-05"
    moved = {(one["matter"], one["what"], one["old"], one["new"]) for one in done["moved"]}
    assert (second.matter, "转送", "2026-12-08", None) in moved
    case = office.case(first.matter)
    assert [visit.number for visit in case.visits] == [first.visit_number, second.visit_number]
    assert [visit.first for visit in case.visits] == [True, False]
    old = office.one(Matter, number=second.matter)
    assert (old.status, old.due) == ("并入", None)
    shown = show_record(office.desk("host"), second.matter)
    assert (shown.matter.row.status, shown.matter.merged_into) == ("并入", first.matter)
    assert show_record(office.desk("host"), second.visit_number).matter.row.number == first.matter
    assert len(show_record(office.desk("host"), first.matter).visits) == 2


def test_an_act_by_the_old_number_is_an_act_on_the_matter_that_has_the_visits(office, two):
    first, second = two
    join(office, second.visit_number, first.matter)
    amend_record(office.desk("host", ON), second.matter, {"claim": "合在一起（示例）"})
    assert office.case(first.matter).matter.claim == "合在一起（示例）"


def test_a_split_after_a_join_brings_the_visit_back_with_all_that_was_its_own(office, two):
    first, second = two
    office.step(second.visit_number, "转送", "2026-11-23 10:00", unit="市住建局")
    before = office.case(second.matter)
    join(office, second.visit_number, first.matter)
    assert office.case(first.matter).holders
    done = split(office, second.visit_number, on="2026-11-24 10:00")
    assert done["matter"] == second.matter
    after = office.case(second.matter)
    assert (after.status, after.due, after.holders) == (before.status, before.due, before.holders)
    assert set(after.obligations) == set(before.obligations)
    assert not office.case(first.matter).holders
    join(office, second.visit_number, first.matter, on="2026-11-24 11:00")
    assert office.case(second.matter).status == "并入"


def test_what_was_done_with_a_whole_matter_goes_along_when_it_is_left_empty(office, two):
    first, second = two
    office.step(second.matter, "转送", "2026-11-23 10:00", unit="市公安局")
    join(office, second.visit_number, first.matter)
    assert [holder.unit for holder in office.case(first.matter).holders] == ["市公安局"]
    split(office, second.visit_number, on="2026-11-24 10:00")
    assert [holder.unit for holder in office.case(second.matter).holders] == ["市公安局"]
    assert not office.case(first.matter).holders


def test_a_visit_split_off_gets_a_matter_of_its_own_and_may_come_back(office):
    first = office.register("2026-11-20 09:00")
    again = office.register("2026-11-23 09:31", matter=first.matter)
    done = split(office, again.visit_number, reason="两件事")
    assert done["matter"] not in (first.matter, "")
    assert office.case(done["matter"]).due.isoformat() == "2026-12-08"
    assert [visit.first for visit in office.case(done["matter"]).visits] == [True]
    assert len(office.case(first.matter).visits) == 1
    office.step(done["matter"], "转送", "2026-11-24 10:00", unit="市公安局")
    back = join(office, again.visit_number, first.matter, on="2026-11-24 11:00")
    assert back["from"] == {"number": done["matter"], "status": "并入"}
    assert [holder.unit for holder in office.case(first.matter).holders] == ["市公安局"]


def test_the_only_visit_is_not_split_and_nothing_is_joined_to_itself(office, two):
    first, _ = two
    with pytest.raises(Refused) as caught:
        split(office, first.visit_number)
    assert codes(caught) == {"split_alone"}
    with pytest.raises(Refused) as caught:
        join(office, first.visit_number, first.matter)
    assert codes(caught) == {"join_same"}
    with pytest.raises(Refused) as caught:
        join(office, first.matter, first.matter)
    assert codes(caught) == {"not_a_visit"}
    with pytest.raises(NotAllowed):
        join(office, first.visit_number, first.matter, login="clerk")


def test_a_move_is_never_before_the_visit_or_the_move_before_it(office, two):
    first, second = two
    with pytest.raises(Refused) as caught:
        join(office, second.visit_number, first.matter, on="2026-11-23 09:00")
    assert codes(caught) == {"move_before"}
    join(office, second.visit_number, first.matter)
    with pytest.raises(Refused) as caught:
        split(office, second.visit_number, on="2026-11-24 08:59")
    assert codes(caught) == {"move_before"}


def test_a_closed_matter_is_asked_about(office, two):
    first, second = two
    office.step(first.matter, "直接回复", "2026-11-20 10:00", answer="已答复（示例）")
    with pytest.raises(Refused) as caught:
        join(office, second.visit_number, first.matter)
    assert codes(caught) == {"confirm_closed_matter"}
    done = join(office, second.visit_number, first.matter, confirm=("confirm_closed_matter",))
    assert done["status"] == "已登记", "it came after the answer: the case is open again"


def test_an_accusation_joins_no_open_matter_and_who_reads_one_side_alone_moves_nothing(office, two):
    first, second = two
    amend_record(office.desk("clerk", ON), second.matter, {"purpose": "揭发控告"})
    with pytest.raises(NotAllowed):
        join(office, second.visit_number, first.matter)
    with pytest.raises(NotAllowed):
        join(office, first.visit_number, second.matter)
    with pytest.raises(Refused) as caught:
        join(office, second.visit_number, first.matter, login="second")
    assert codes(caught) == {"join_guarded_open"}
    done = join(office, first.visit_number, second.matter, login="second")
    assert done["from"]["status"] == "并入"
    case = office.case(second.matter)
    assert case.guarded
    assert case.readable_by == {"clerk"}
    with pytest.raises(NotAllowed):
        show_record(office.desk("host"), first.visit_number)


def test_what_an_accusing_visit_leaves_behind_stays_guarded(office):
    first = office.register("2026-11-20 09:00")
    again = office.register("2026-11-23 09:31", matter=first.matter, confidential=True)
    done = split(office, again.visit_number, login="second")
    assert office.case(first.matter).guarded, "opening it is signed for"
    assert office.case(done["matter"]).guarded


@pytest.mark.parametrize("confidential", [True, False])
@pytest.mark.parametrize("guarded", [True, False])
def test_a_matter_that_is_split_off_a_guarded_one_is_guarded(office, confidential, guarded):
    visit = office.case(office.register(confidential=confidential).matter).visits[0]
    assert own_matter(visit, "XF", guarded=guarded).confidential == (confidential or guarded)


def test_a_correction_before_a_join_does_not_open_the_visit_that_comes(office):
    """A matter that was made open earlier does not make the confidential visit open that joins it later."""
    first = office.register("2026-11-20 09:00", confidential=True)
    asked = amend_record(office.desk("clerk", "2026-11-20 10:00"), first.matter, {"confidential": False})
    approve_request(office.desk("leader", "2026-11-20 11:00"), asked.request.id)
    amend_record(office.desk("clerk", "2026-11-20 12:00"), first.matter, {"confidential": True})
    second = office.register("2026-11-23 09:31", confidential=True)
    join(office, second.visit_number, first.matter, login="second")
    joined = next(visit for visit in office.case(first.matter).visits if visit.number == second.visit_number)
    assert joined.confidential


def test_chains_of_joins_keep_every_fact(office, two):
    first, second = two
    third = office.register("2026-11-23 15:00", claim="丙事（示例）")
    office.step(second.matter, "转送", "2026-11-23 10:00", unit="市公安局")
    join(office, second.visit_number, third.matter)
    for place, visit in enumerate((second, third)):
        join(office, visit.visit_number, first.matter, on=f"2026-11-24 1{place}:00")
    case = office.case(first.matter)
    assert len(case.visits) == 3
    assert [holder.unit for holder in case.holders] == ["市公安局"]
    assert {office.one(Matter, number=one.matter).status for one in (second, third)} == {"并入"}
    split(office, second.visit_number, on="2026-11-24 12:00")
    assert office.case(third.matter).status != "并入"
    split(office, second.visit_number, on="2026-11-24 13:00")
    assert len(office.all(VisitMove)) == 5
    assert [visit.number for visit in office.case(second.matter).visits] == [second.visit_number]
    assert [holder.unit for holder in office.case(second.matter).holders] == ["市公安局"]
    with pytest.raises(Refused) as caught:
        split(office, second.visit_number, on="2026-11-24 14:00")
    assert codes(caught) == {"split_alone"}


def test_papers_of_a_moved_visit_are_told(office, two):
    first, second = two
    office.step(first.matter, "转送", "2026-11-20 10:00", unit="市住建局")
    issue_paper(office.desk("clerk", "2026-11-23 10:00"), second.visit_number)
    done = join(office, second.visit_number, first.matter)
    assert done["replaced"] == [{"kind": "来访回执", "number": second.visit_number}]
    assert issue_paper(office.desk("clerk", ON), second.visit_number).document.replaces is not None


def test_an_ordinary_visit_joined_to_a_guarded_case_is_in_no_list_any_more(office):
    """Though its former matter stays open with another visit, the guard of its new case holds."""
    first = office.register("2026-11-24 08:00", claim="甲事（示例）")
    moved = office.register("2026-11-24 08:10", matter=first.matter)
    secret = office.register("2026-11-24 08:20", confidential=True)
    join(office, moved.visit_number, secret.matter, login="second")
    waiting = {row.number: row for row in list_hall(office.desk("host", ON)) if row.waits}
    assert (waiting[moved.visit_number].name, waiting[moved.visit_number].claim) == ("保密事项", None)
    assert waiting[first.visit_number].claim == "甲事（示例）"
    (hit,) = find_records(office.desk("host", ON), moved.visit_number).as_json()["hits"]
    assert hit == {"number": moved.visit_number, "name": "保密事项", "withheld": True}
    with pytest.raises(NotAllowed):
        issue_paper(office.desk("host", ON), moved.visit_number, "来访登记表", "a4")


# ------------------------------------------------------------------------ void


def void(office, number, login="clerk", on=ON, **more):
    return void_visit(office.desk(login, on), number, "登记重复", **more).as_json()


@pytest.mark.parametrize(("login", "on"), [("clerk", "2026-11-23 15:00"), ("host", "2026-11-23 09:33")])
def test_later_or_by_another_a_visit_is_voided_by_a_leaders_signature(office, login, on, monkeypatch):
    monkeypatch.setattr("app.services.visits.void_visit.made_at", lambda _id: at("2020-01-01 08:00"))
    visit = office.register("2026-11-23 09:31")
    issued = issue_paper(office.desk("clerk", "2026-11-23 09:32"), visit.visit_number)
    pending = void(office, visit.visit_number, login, on)["pending"]
    assert (pending["mode"], pending["waits_for"]) == ("作废", "带班领导")
    assert office.all(Void) == []
    with pytest.raises(Refused) as caught:
        void(office, visit.visit_number, login, on)
    assert codes(caught) == {"request_waits"}
    done = approve_request(office.desk("leader", "2026-11-23 16:00"), pending["id"]).as_json()
    assert (done["voided"], done["by"], done["approved_by"]) == (True, login, "leader")
    assert done["void_papers"] == [{"kind": "来访回执", "number": issued.document.number}]
    assert office.one(Matter).status == "已撤回"
    assert office.one(Gap).serial == 1
    shown = show_record(office.desk("host"), visit.visit_number)
    assert [paper.void.approved_by for paper in shown.papers] == ["leader"]


def test_what_a_step_took_up_is_signed_for_within_ten_minutes_too(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.matter, "转送", "2026-11-23 09:33", unit="市住建局")
    assert "pending" in void(office, visit.visit_number, on="2026-11-23 09:35")


def test_a_signed_voiding_ends_the_jobs_of_the_visit(office, monkeypatch):
    monkeypatch.setattr("app.services.visits.void_visit.made_at", lambda _id: at("2020-01-01 08:00"))
    visit = office.register("2026-11-23 09:31")
    issue_paper(office.desk("clerk", "2026-11-23 09:32"), visit.visit_number, printer="不在的打印机")
    pending = void(office, visit.visit_number, on="2026-11-23 15:00")["pending"]
    assert office.one(PrintJob).state == "queued"
    approve_request(office.desk("leader", "2026-11-23 16:00"), pending["id"])
    assert office.one(PrintJob).state == "expired"


def test_a_guarded_visit_is_voided_by_those_who_read_it_alone(office):
    visit = office.register("2026-11-23 09:31", confidential=True)
    with pytest.raises(NotAllowed):
        void(office, visit.visit_number, "host")
    assert "pending" in void(office, visit.visit_number, "second")


# ------------------------------------------------------------- owner and reader


def test_a_case_is_handed_over_and_its_new_owner_owns_it_though_it_was_routed(office):
    visit = office.register()
    assert office.case(visit.matter).owner == "clerk"
    office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    assert office.case(visit.matter).owner is None
    done = hand_over(office.desk("host", ON), visit.matter, "watch").as_json()
    assert done["owner"] == "watch"
    assert show_record(office.desk("host"), visit.matter).matter.owner == "watch"
    with pytest.raises(Refused) as caught:
        hand_over(office.desk("host", ON), visit.matter, "watch")
    assert codes(caught) == {"owner_already"}


@pytest.mark.parametrize(("login", "code"), [("nobody", "staff_unknown"), ("admin", "staff_not_window")])
def test_it_is_handed_to_somebody_of_the_window(office, login, code):
    office.add(
        Staff(
            id=new_id(), login="admin", name="管理（示例）", roles=("系统管理员",), at=at("2026-01-01 08:00")
        )
    )
    visit = office.register()
    with pytest.raises(Refused) as caught:
        hand_over(office.desk("host", ON), visit.matter, login)
    assert codes(caught) == {code}


def test_a_leader_alone_names_a_reader_who_then_may_act(office):
    visit = office.register(confidential=True)
    with pytest.raises(NotAllowed):
        name_reader(office.desk("clerk", ON), visit.matter, "host")
    with pytest.raises(Refused) as caught:
        hand_over(office.desk("second", ON), visit.matter, "host")
    assert codes(caught) == {"person_cannot_read"}
    done = name_reader(office.desk("leader", ON), visit.matter, "host").as_json()
    assert done["readers"] == ["clerk", "host"]
    office.step(visit.matter, "转送", ON, unit="市住建局")
    hand_over(office.desk("second", ON), visit.matter, "host")
    with pytest.raises(Refused) as caught:
        name_reader(office.desk("leader", ON), visit.matter, "host")
    assert codes(caught) == {"reader_already"}


def test_an_open_case_needs_no_reader_and_a_closed_one_no_owner(office):
    visit = office.register()
    with pytest.raises(Refused) as caught:
        name_reader(office.desk("leader", ON), visit.matter, "host")
    assert codes(caught) == {"not_guarded"}
    office.step(visit.matter, "直接回复", "2026-11-23 10:00", answer="已答复（示例）")
    with pytest.raises(Refused) as caught:
        hand_over(office.desk("host", ON), visit.matter, "watch")
    assert codes(caught) == {"hand_closed"}


def test_who_has_an_interest_is_named_to_nothing(office):
    visit = office.register(confidential=True, interest=["host"])
    for act in (hand_over, name_reader):
        with pytest.raises(Refused) as caught:
            act(office.desk("second" if act is hand_over else "leader", ON), visit.matter, "host")
        assert codes(caught) == {"person_interest"}


def test_a_registrar_sees_in_full_only_her_own_day_of_a_case_with_moved_or_earlier_visits(office):
    """Its other visits' people and their corrected numbers stay masked, by whichever number she asks."""
    office.add(
        Staff(
            id=new_id(), login="teller", name="钱登记（示例）", roles=("登记员",), at=at("2026-01-01 08:00")
        )
    )
    old = office.register("2026-11-20 09:00", claim="甲事（示例）")
    amend_record(
        office.desk("host", "2026-11-20 10:00"), old.visit_number, {"person": 0, "phone": "13900009999"}
    )
    own = register_visit(office.desk("teller", ON), parse_visit(visit_json(ON, claim="乙事（示例）")))
    desk = office.desk("teller", ON)
    assert show_record(desk, own.matter, unmask=True, purpose="核对").people[0].phone == "13800001234"
    join(office, old.visit_number, own.matter)
    with pytest.raises(NotAllowed, match="unmask_own_day"):
        show_record(desk, own.matter, unmask=True, purpose="核对")
    shown = show_record(desk, own.visit_number, unmask=True, purpose="核对")
    assert shown.people[0].phone == "13800001234"
    assert [row.new for row in shown.amendments if row.field == "phone"] == ["*"]
    whole = show_record(office.desk("host", ON), own.visit_number, unmask=True, purpose="核对")
    assert [row.new for row in whole.amendments if row.field == "phone"] == ["13900009999"]
