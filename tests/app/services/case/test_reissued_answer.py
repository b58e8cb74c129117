"""A 信访处理意见书 handed out anew: 申请复查 is counted once, from the one in force (条例第35条)."""

from __future__ import annotations

from datetime import date

from app.domain.case import names
from app.domain.rows.papers import Document
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper
from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record
from tests.app.services.office import at

ANSWER = "信访处理意见书"


def deliver(office, matter: str, number: str, day: str) -> None:
    entry = DeliveryEntry(number=matter, document=number, at=at(f"{day} 10:00"))
    deliver_paper(office.desk("host", f"{day} 10:00"), entry)


def test_the_delivery_of_a_corrected_answer_begins_the_one_term(office):
    visit = office.register()
    office.step(visit.matter, "受理告知", "2026-11-23 10:00", unit="市住建局")
    office.close(visit.matter, "2026-12-01 10:00")
    old = office.one(Document, kind=ANSWER)
    issue_paper(office.desk("host", "2026-12-01 10:10"), old.number, ANSWER, "a4")
    deliver(office, visit.matter, old.number, "2026-12-02")
    (right,) = [row for row in office.case(visit.matter).rights if row.what == names.ASK_REVIEW]
    assert right.until == date(2027, 1, 1)
    amend_record(
        office.desk("host", "2026-12-10 09:00"), visit.visit_number, {"person": 0, "name": "王晓明（示例）"}
    )
    new = issue_paper(office.desk("host", "2026-12-10 09:10"), old.number, ANSWER, "a4").document
    assert new.replaces == old.id
    deliver(office, visit.matter, new.number, "2026-12-10")
    (right,) = [row for row in office.case(visit.matter).rights if row.what == names.ASK_REVIEW]
    assert right.until == date(2027, 1, 9), "the letter in force says: 30 days from its receipt"
