"""谁看过: who opened a case, looked at an attachment or got a paper; told only to who may read the case."""

from __future__ import annotations

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.case import VisitMove
from app.errors import NotAllowed, Refused
from app.services.case.case_readings import ASKED, OPENED, case_readings, note_reading
from app.services.case.show_record import show_record
from app.services.papers.issue_paper import issue_paper
from tests.app.services.office import Office, at

ON = "2026-11-23 16:00"


def told(office: Office, number: str, login: str = "leader") -> list[tuple[str, str, bool]]:
    found = case_readings(office.desk(login, ON), number)
    return [(one.login, one.what, one.allowed) for one in found.readings]


def test_who_opened_it_looked_at_numbers_and_got_papers(office: Office) -> None:
    visit = office.register()
    note_reading(office.desk("host", ON), visit.visit_number)
    show_record(office.desk("leader", ON), visit.visit_number, unmask=True, purpose="核对身份")
    issue_paper(office.desk("host", ON), visit.visit_number)
    found = case_readings(office.desk("clerk", ON), visit.matter)
    assert {(one.login, one.what) for one in found.readings} >= {
        ("host", OPENED),
        ("leader", "查看完整证件号"),
    }
    assert {one.name for one in found.readings} == {"赵接谈（示例）", "李局（示例）"}
    assert [one.purpose for one in found.readings if one.what == "查看完整证件号"] == ["核对身份"]
    assert found.as_json()["matter"] == visit.matter
    assert office.all(AuditEntry)[-1].act == ASKED


def test_acts_on_the_case_are_no_readings_of_it(office: Office) -> None:
    visit = office.register()
    office.step(visit.matter, "转送", ON, unit="市公安局")
    assert told(office, visit.matter) == []


def test_of_a_guarded_case_the_refused_look_is_told_to_its_readers_alone(office: Office) -> None:
    visit = office.register(purpose="揭发控告", units=["市教育局"])
    for number in (visit.matter, visit.query_code):
        note_reading(office.desk("watch", ON), number)
        with pytest.raises(NotAllowed, match="withheld"):
            case_readings(office.desk("watch", ON), number)
    assert told(office, visit.matter) == [("watch", OPENED, False)] * 2


def test_a_visit_that_was_moved_is_read_with_its_new_case(office: Office) -> None:
    first, second = office.register(), office.register("2026-11-23 10:00")
    visit = office.case(first.matter).visits[0]
    target = office.case(second.matter).matter
    office.add(
        VisitMove(
            id=new_id(), visit_id=visit.id, from_matter=visit.matter_id, matter_id=target.id, act="并案",
            at=at("2026-11-23 12:00"), by="host",
        )
    )  # fmt: skip
    note_reading(office.desk("host", ON), first.visit_number)
    assert told(office, second.matter) == [("host", OPENED, True)]


def test_roles_and_numbers(office: Office) -> None:
    with pytest.raises(NotAllowed, match="role_missing"):
        case_readings(office.desk("admin"), "XF0")
    with pytest.raises(Refused):
        case_readings(office.desk("host"), "XF0")
