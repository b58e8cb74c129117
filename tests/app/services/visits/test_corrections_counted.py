"""amend counts every date anew, says which papers say otherwise, and asks a leader to make a case open."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.figures.figure_question import WHOLE, Narrowed
from app.domain.rows.base import new_id
from app.domain.rows.case import Request
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Visit
from app.errors import NotAllowed, Refused
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.case.show_record import show_record
from app.services.figures.report_figures import report_figures
from app.services.figures.report_files import write_xlsx
from app.services.papers.daily_report import daily_report
from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record
from app.services.visits.move_visit import MoveWanted, join_visit
from app.services.visits.preview_correction import preview_move, preview_voiding

ON = "2026-11-24 10:00"


def amend(office, number, login="clerk", on=ON, **changes):
    return amend_record(office.desk(login, on), number, changes).as_json()


def refused(office, number, **changes):
    with pytest.raises(Refused) as caught:
        amend(office, number, **changes)
    return {(error.field, error.code) for error in caught.value.errors}


def test_an_arrival_corrected_moves_every_date_that_runs_from_it(office):
    visit = office.register("2026-11-23 09:31")
    done = amend(office, visit.visit_number, arrived_at="2026-11-20T09:00:00+08:00")
    moved = {one["what"]: (one["old"], one["new"]) for one in done["moved"]}
    assert moved["转送"] == ("2026-12-08", "2026-12-05")
    assert office.case(visit.matter).due == date(2026, 12, 5)
    assert office.one(Matter).due == date(2026, 12, 5), "the cache in the same transaction"
    assert office.one(Matter).opened_at.date() == date(2026, 11, 20)
    shown = show_record(office.desk("host"), visit.visit_number)
    assert f"{shown.visit.line.arrived_at:%Y-%m-%d %H:%M}" == "2026-11-20 09:00"
    (row,) = done["changed"]
    assert (row["field"], row["old"][:16], row["new"][:16]) == (
        "arrived_at", "2026-11-23T09:31", "2026-11-20T09:00",
    )  # fmt: skip


def test_a_visitor_does_not_arrive_after_what_was_done(office):
    visit = office.register("2026-11-23 09:31")
    office.step(visit.visit_number, "转送", "2026-11-23 10:00", unit="市住建局")
    wrong = refused(office, visit.visit_number, arrived_at="2026-11-23T10:30:00+08:00")
    assert wrong == {("arrived_at", "arrival_after")}


def test_a_reception_of_the_visit_binds_its_arrival_too(office):
    visit = office.register("2026-11-23 09:31")
    office.receive(visit.visit_number, on="2026-11-23 09:40")
    wrong = refused(office, visit.visit_number, arrived_at="2026-11-23T09:45:00+08:00")
    assert wrong == {("arrived_at", "arrival_after")}


def test_a_headcount_corrected_replaces_the_slip_alone(office):
    visit = office.register(headcount=38)
    issue_paper(office.desk("clerk", ON), visit.visit_number)
    issue_paper(office.desk("host", ON), visit.visit_number, "来访登记表", "a4")
    done = amend(office, visit.visit_number, headcount=36, concerned=200, reason="数错了")
    assert done["replaced"] == [{"kind": "来访回执", "number": visit.visit_number}]
    assert done["moved"] == []
    assert {row.reason for row in office.all(Amendment)} == {"数错了"}
    (now,) = office.case(visit.matter).visits
    assert (now.headcount, now.concerned, now.kind) == (36, 200, "集体访")
    again = issue_paper(office.desk("clerk", ON), visit.visit_number)
    assert again.document.replaces is not None
    assert "36" in str(again.document.content["facts"])


def test_a_telephone_stands_on_no_slip(office):
    visit = office.register()
    issue_paper(office.desk("clerk", ON), visit.visit_number)
    assert amend(office, visit.visit_number, person=0, phone="13900001234")["replaced"] == []
    done = amend(office, visit.visit_number, person=0, name="李小明（示例）")
    assert [paper["kind"] for paper in done["replaced"]] == ["来访回执"]


def test_a_letter_that_was_never_put_on_paper_is_in_nobodys_hands(office):
    visit = office.register()
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市住建局")
    assert amend(office, visit.matter, claim="另一个诉求（示例）")["replaced"] == []
    number = step["documents"][0]["number"]
    printed = issue_paper(office.desk("host", ON), number, "转送告知单", "a4").document.number
    assert printed != number, "it is drawn up anew, with the claim of today"
    done = amend(office, visit.matter, claim="又一个诉求（示例）")
    assert done["replaced"] == [{"kind": "转送告知单", "number": printed, "unit": "市住建局"}]


def test_purpose_and_procedure_corrected_change_the_path(office):
    visit = office.register()
    office.step(visit.matter, "受理告知", "2026-11-23 10:00")
    done = amend(office, visit.matter, purpose="意见建议")
    moved = {one["what"]: (one["old"], one["new"]) for one in done["moved"]}
    assert moved["办结"] == ("2027-01-22", None)
    back = amend(office, visit.matter, purpose="求决", procedure="简易")
    moved = {one["what"]: (one["old"], one["new"]) for one in back["moved"]}
    assert moved["办结"] == (None, "2027-01-22")
    assert "简易答复" in moved


def test_units_accused_and_proxy_are_kept_as_they_were_told(office):
    visit = office.register()
    proxy = {"name": "孙甲（示例）", "relation": "女儿", "letter": "委托书"}
    done = amend(
        office, visit.visit_number, units=["人社局"], accused=["市教育局"], proxy=proxy, written=True
    )
    assert {row["field"] for row in done["changed"]} == {"units", "accused", "proxy", "written"}
    assert "孙甲" not in str(done)
    (now,) = office.case(visit.matter).visits
    assert (now.units, now.accused, now.proxy, now.written) == (("市人社局",), ("市教育局",), proxy, True)
    amend(office, visit.visit_number, units=[], proxy=None)
    (now,) = office.case(visit.matter).visits
    assert (now.units, now.proxy) == ((), None)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"headcount": 0}, ("headcount", "headcount_range")),
        ({"headcount": None}, ("headcount", "required")),
        ({"headcount": "3"}, ("headcount", "wrong_type")),
        ({"concerned": 0}, ("concerned", "concerned_range")),
        ({"arrived_at": "2026-11-23 09:00"}, ("arrived_at", "wrong_type")),
        ({"arrived_at": None}, ("arrived_at", "required")),
        ({"units": ["不存在的局"]}, ("units[0]", "unit_unknown")),
        ({"proxy": {"name": "甲"}}, ("proxy.relation", "required")),
        ({"proxy": {"nom": "甲"}}, ("proxy.nom", "unknown_key")),
        ({"written": None}, ("written", "required")),
        ({"confidential": None}, ("confidential", "required")),
        ({"headcount": 1}, ("json", "nothing_amended")),
        ({"reason": "没有改什么"}, ("json", "nothing_amended")),
        ({"clerk": "host"}, ("clerk", "unknown_key")),
    ],
)
def test_fields_of_a_visit_are_checked_as_when_registering(office, changes, wrong):
    visit = office.register()
    assert wrong in refused(office, visit.visit_number, **changes)
    assert office.all(Amendment) == []


def test_without_words_and_without_paper_nothing_is_left_of_a_claim(office):
    visit = office.register(written=True, facts=None)
    assert refused(office, visit.visit_number, written=False) == {("facts", "facts_required")}
    amend(office, visit.visit_number, written=False, facts="口头补述（示例）")


def test_fewer_heads_than_people_is_refused(office):
    people = [
        {"name": name, "id_type": "无", "id_number": None, "no_id_reason": "忘带", "address": "义安区"}
        for name in ("王甲（示例）", "王乙（示例）")
    ]  # fmt: skip
    visit = office.register(people=people, headcount=2)
    assert refused(office, visit.visit_number, headcount=1) == {("headcount", "headcount_below_people")}


def test_made_an_accusation_it_hides_what_was_open_and_says_what_is_out(office):
    visit = office.register(units=["市教育局"])
    step = office.step(visit.matter, "转送", "2026-11-23 10:00", unit="市教育局")
    issue_paper(office.desk("clerk", ON), visit.visit_number)
    number = step["documents"][0]["number"]
    issue_paper(office.desk("host", ON), number, "转送告知单", "a4")
    done = amend(office, visit.matter, purpose="揭发控告")
    assert {paper["number"] for paper in done["out"]} == {visit.visit_number, number}
    assert {paper["kind"] for paper in done["replaced"]} == {"来访回执", "转送告知单"}
    warned = amend_record(office.desk("leader", ON), visit.visit_number, {"accused": ["市住建局"]}).warnings
    assert [(one.code, one.facts["unit"]) for one in warned] == [("accused_holds", "市教育局")]
    with pytest.raises(NotAllowed):
        amend(office, visit.matter, login="host", claim="示例")


def test_making_a_guarded_case_open_waits_for_a_leader(office):
    visit = office.register(confidential=True)
    answer = amend(office, visit.matter, confidential=False)
    pending = answer["pending"]
    assert (pending["mode"], pending["waits_for"]) == ("更正", "带班领导")
    assert office.case(visit.matter).guarded
    assert office.all(Amendment) == []
    with pytest.raises(Refused) as caught:
        amend(office, visit.matter, confidential=False)
    assert {one.code for one in caught.value.errors} == {"request_waits"}
    (waiting,) = waiting_requests(office.desk("leader", ON))
    assert waiting.as_json()["act"] == "更正"
    done = approve_request(office.desk("leader", "2026-11-24 11:00"), pending["id"]).as_json()
    assert [row["approved_by"] for row in done["changed"]] == ["leader"]
    assert not office.case(visit.matter).guarded
    assert show_record(office.desk("host"), visit.matter).matter.row.claim == "丽景园小区办证"


def test_an_accusation_made_open_again_needs_both_and_a_leader(office):
    visit = office.register(purpose="揭发控告")
    amend(office, visit.matter, purpose="求决")
    assert office.case(visit.matter).guarded, "confidentiality stays until a leader lifts it"
    pending = amend(office, visit.matter, confidential=False)["pending"]
    refuse_request(office.desk("leader", "2026-11-24 11:00"), pending["id"], "继续保密")
    assert office.case(visit.matter).guarded
    assert not office.case(visit.matter).pending
    assert len(office.all(Request)) == 1


def test_a_leader_does_not_lift_secrecy_alone(office):
    visit = office.register(confidential=True)
    pending = amend(office, visit.matter, login="leader", confidential=False)["pending"]
    with pytest.raises(NotAllowed) as caught:
        approve_request(office.desk("leader", "2026-11-24 11:00"), pending["id"])
    assert caught.value.code == "own_request"
    approve_request(office.desk("second", "2026-11-24 11:00"), pending["id"])
    assert not office.case(visit.matter).guarded


def test_a_day_that_was_reported_already_is_told(office):
    visit = office.register("2026-11-23 09:31", headcount=8)
    daily_report(office.desk("leader", "2026-11-23 17:30"), date(2026, 11, 23))
    done = amend_record(office.desk("clerk", ON), visit.visit_number, {"headcount": 9})
    assert [(one.code, one.facts["day"]) for one in done.warnings] == [("reported_day", "2026-11-23")]
    other = amend_record(office.desk("clerk", ON), visit.visit_number, {"person": 0, "phone": "13900001234"})
    assert other.warnings == ()


NOVEMBER = ("2026-11-01", "2026-11-30", "通报", "2026-11-24")


def _reported(office, tmp_path, basis="登记日期", only=WHOLE):
    """The briefing of November, or of a part of its visits, written to a file."""
    desk = office.desk("leader", "2026-11-24 09:00")
    days = (date(2026, 11, 1), date(2026, 11, 30))
    write_xlsx(desk, report_figures(desk, *days, basis=basis, only=only), tmp_path / f"{basis}.xlsx")


def _differing(warnings):
    """The reports that are named."""
    facts = [warning.facts for warning in warnings if warning.code == "reported_figures"]
    return [(fact["from"], fact["to"], fact["kind"], fact["day"]) for fact in facts]


def test_a_report_that_left_the_program_is_named_where_a_correction_counts_otherwise(office, tmp_path):
    visit, later = office.register("2026-11-23 09:31", headcount=8), office.register("2026-12-01 09:00")
    done = amend_record(office.desk("clerk", ON), visit.visit_number, {"headcount": 9})
    assert _differing(done.warnings) == [], "nothing has been written yet"
    _reported(office, tmp_path)
    for fields in ({"headcount": 10}, {"purpose": "意见建议"}):
        done = amend_record(office.desk("clerk", ON), visit.visit_number, fields)
        assert _differing(done.warnings) == [NOVEMBER], fields
    done = amend_record(office.desk("clerk", ON), visit.visit_number, {"person": 0, "phone": "13900001234"})
    assert _differing(done.warnings) == [], "a telephone counts in no figure"
    done = amend_record(office.desk("clerk", ON), later.visit_number, {"headcount": 2})
    assert _differing(done.warnings) == [], "December is in no report"


@pytest.mark.parametrize(("basis", "named"), [("登记日期", []), ("信访日期", [NOVEMBER])])
def test_the_day_that_a_report_goes_by_decides(office, tmp_path, basis, named):
    """Registered in December, arrived in November."""
    visit = office.register("2026-12-01 09:00", arrived_at="2026-11-30T15:00:00+08:00")
    _reported(office, tmp_path, basis)
    done = amend_record(office.desk("clerk", ON), visit.visit_number, {"headcount": 2})
    assert _differing(done.warnings) == named


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (Narrowed(desk="A"), ["通报（只算 A 台登记的）"]),
        (Narrowed(desk="B"), []),
        (Narrowed(form="没有接访记录"), ["通报（只算没有接访记录的）"]),
        (Narrowed(form="联合接访"), []),
    ],
)
def test_a_report_of_a_part_is_named_for_visits_of_that_part(office, tmp_path, only, kinds):
    visit = office.register("2026-11-23 09:31", headcount=8)
    _reported(office, tmp_path, only=only)
    done = amend_record(office.desk("clerk", ON), visit.visit_number, {"headcount": 9})
    assert [kind for _, _, kind, _ in _differing(done.warnings)] == kinds


def test_what_is_taken_back_or_joined_is_named_before_it_is_done(office, tmp_path):
    visit, other = office.register("2026-11-23 09:31"), office.register("2026-11-23 10:31")
    _reported(office, tmp_path)
    desk = office.desk("leader", ON)
    assert _differing(preview_voiding(desk, visit.visit_number).warnings) == [NOVEMBER]
    assert _differing(preview_move(desk, other.visit_number, visit.matter).warnings) == [NOVEMBER]
    joined = join_visit(desk, MoveWanted(visit=other.visit_number, matter=visit.matter))
    assert _differing(joined.warnings) == [NOVEMBER]


def test_the_number_the_clerk_and_the_matter_of_a_visit_are_never_corrected(office):
    """A forged row of another desk changes nothing of them either."""
    visit = office.register(confidential=True)
    row = office.one(Visit)
    for field, new in (("clerk", "host"), ("number", "LF"), ("matter_id", "x"), ("headcount", "many"),
                       ("units", "5"), ("arrived_at", "2026-11-23T09:00:00"), ("proxy", "[1]")):  # fmt: skip
        office.add(
            Amendment(
                id=new_id(), matter_id=row.matter_id, table="visits", row_id=row.id, field=field,
                old=None, new=new, at=row.arrived_at, by="host",
            )
        )  # fmt: skip
    assert office.case(visit.matter).visits == (row,)
