"""条例第35条: the 30 days to ask for 复查 run from the receipt of the answer in force, no void one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain.dates.derivation import explained
from app.domain.rows.base import new_id
from app.domain.rows.case import Delivery
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.errors import Refused
from app.services.handling.note_delivery import DeliveryEntry, deliver_paper
from app.services.handling.open_acts import open_acts
from app.services.papers.issue_paper import issue_paper
from app.services.visits.amend_record import amend_record
from tests.app.services.office import at

OPINION = "信访处理意见书"


@pytest.fixture
def visit(office):
    """Answered on 19 January with a wrong name; the letter reached him on the 20th."""
    made = office.register("2026-01-12 09:00")
    office.step(made.visit_number, "受理告知", "2026-01-13 10:00", unit="市住建局")
    office.close(made.visit_number, "2026-01-19 10:00", unit="市住建局")
    hand_over(office, office.one(Document, kind=OPINION), "2026-01-20 10:00")
    return made.visit_number


def hand_over(office, letter, on):
    issue_paper(office.desk("host", on), letter.number, letter.kind)
    matter = office.one(Matter).number
    deliver_paper(office.desk("host", on), DeliveryEntry(number=matter, document=letter.number, at=at(on)))


def right(office):
    case = office.case(office.one(Matter).number)
    return next(row for row in case.rights if row.what == "申请复查")


def reissue(office, visit, on):
    amend_record(office.desk("host", on), visit, {"person": 0, "name": "汪小明"})
    first = office.one(Document, kind=OPINION)
    return issue_paper(office.desk("host", on), first.number, OPINION).document


def test_a_letter_that_was_replaced_begins_no_term(office, visit):
    assert right(office).until.isoformat() == "2026-02-19"
    new = reissue(office, visit, "2026-01-25 10:00")
    old = new.content["replaces"]
    waiting = right(office)
    assert waiting.until is None
    assert waiting.derivation.endswith("已作废，自换发的送达之日起算，尚未登记送达")
    hand_over(office, new, "2026-01-27 10:00")
    now = right(office)
    assert now.until.isoformat() == "2026-02-26"
    assert "2026-01-27" in explained(now.counted)[0]
    reasons = "\n".join(explained(now.counted))
    assert "已作废，自换发的送达之日起算" in reasons, "the reason stands at the date"
    assert "作废" in old
    assert "自收到本意见书之日起30日内" in str(new.content), "the letter in his hands says the same"


def test_he_asks_until_the_thirtieth_day_of_the_letter_that_stands(office, visit):
    hand_over(office, reissue(office, visit, "2026-01-25 10:00"), "2026-01-27 10:00")
    with pytest.raises(Refused) as late:
        office.step(visit, "复查", "2026-02-27 09:00", body="示例市人民政府")
    assert [error.code for error in late.value.errors] == ["asked_too_late"]
    office.step(visit, "复查", "2026-02-26 16:00", body="示例市人民政府")


def test_of_two_letters_that_two_desks_issued_for_one_the_later_begins_the_term(office, visit):
    """Both stand, and each tells him 30 days from its receipt: neither desk's mistake shortens them."""
    new = reissue(office, visit, "2026-01-25 10:00")
    twin = replace(new, id=new_id(), number=f"{new.number}B", content={**new.content, "number": "示例"})
    office.add(twin)
    for letter, on in ((twin, "2026-01-30 10:00"), (new, "2026-01-27 10:00")):
        matter = office.one(Matter).number
        entry = DeliveryEntry(number=matter, document=letter.number, at=at(on))
        deliver_paper(office.desk("host", "2026-01-31 10:00"), entry)
    assert right(office).until.isoformat() == "2026-03-01"


def test_a_delivery_that_another_desk_noted_later_begins_no_second_term(office, visit):
    first = office.one(Delivery)
    office.add(replace(first, id=new_id(), at=at("2026-01-26 10:00"), noted_at=at("2026-01-26 10:00")))
    assert right(office).until.isoformat() == "2026-02-19"


def test_who_asked_before_the_letter_was_replaced_has_asked(office, visit):
    office.step(visit, "复查", "2026-01-22 09:00", body="示例市人民政府")
    hand_over(office, reissue(office, visit, "2026-01-25 10:00"), "2026-01-27 10:00")
    assert right(office).used_at == at("2026-01-22 09:00")
    with pytest.raises(Refused) as again:
        office.step(visit, "复查", "2026-02-01 09:00", body="示例市人民政府")
    assert [error.code for error in again.value.errors] == ["asked_already"]


def test_a_reissue_before_any_delivery_says_nothing_of_it(office):
    made = office.register("2026-01-12 09:00")
    office.step(made.visit_number, "受理告知", "2026-01-13 10:00", unit="市住建局")
    office.close(made.visit_number, "2026-01-19 10:00", unit="市住建局")
    reissue(office, made.visit_number, "2026-01-20 10:00")
    assert right(office).derivation == "自送达之日起算，尚未登记送达"


def test_the_delivery_of_a_void_letter_says_which_one_is_in_force(office):
    """By post it may come so; it begins nothing, and the sheet 送达 offers the new one alone."""
    made = office.register("2026-01-12 09:00")
    office.step(made.visit_number, "受理告知", "2026-01-13 10:00", unit="市住建局")
    office.close(made.visit_number, "2026-01-19 10:00", unit="市住建局")
    old = office.one(Document, kind=OPINION)
    issue_paper(office.desk("host", "2026-01-19 11:00"), old.number, OPINION)
    new = reissue(office, made.visit_number, "2026-01-20 10:00")
    entry = DeliveryEntry(number=made.matter, document=old.number, at=at("2026-01-21 10:00"))
    done = deliver_paper(office.desk("host", "2026-01-21 10:00"), entry)
    assert [(error.code, error.facts) for error in done.warnings] == [
        ("document_replaced", {"number": old.number, "later": new.number})
    ]
    assert right(office).until is None
    undelivered = open_acts(done.case, at("2026-01-21 11:00")).undelivered
    assert [paper.number for paper in undelivered if paper.kind == OPINION] == [new.number]
