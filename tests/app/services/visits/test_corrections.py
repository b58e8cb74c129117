"""Notices, amendments, taking back, drafts: what may be put right, and what stays of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.entries.notice_entry import parse_notice
from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Gap
from app.domain.rows.desk import Draft
from app.domain.rows.matters import Matter, Notice
from app.domain.rows.visits import Amendment, Person, Visit, Void
from app.errors import NotAllowed, Refused
from app.services.desk.keep_draft import DraftForm, clear_old_drafts, discard_draft, keep_draft, list_drafts
from app.services.handling.give_notices import give_notices
from app.services.visits.amend_record import amend_record
from app.services.visits.void_visit import void_visit


def tell(front, **over):
    data = {"told": "书面", "opinion": "转市住建局核查", "contact": "李局", **over}
    return give_notices(front.desk(), parse_notice(data))


def test_notices_take_the_engine_s_date(front):
    done = front.register()
    notice = tell(front, matter=done.matter, acknowledged={"kind": "签字"}).notice
    assert (notice.due, notice.acknowledged) == (date(2026, 12, 8), "签字")
    assert "第 15 日" in notice.derivation


def test_another_date_needs_its_reason(front):
    done = front.register()
    with pytest.raises(Refused) as caught:
        tell(front, visit=done.visit_number, due="2026-12-20")
    assert front.refused(caught) == {("due_reason", "due_reason_required")}
    notice = tell(front, visit=done.visit_number, due="2026-12-20", due_reason="需要测绘").notice
    assert (notice.due, notice.derivation) == (date(2026, 12, 20), None)


def test_a_date_that_no_acceptance_would_allow_is_refused(front):
    """Registered 11-23, forwarded by 12-08 at the latest, then 60 days: 2027-02-06 (条例第34条)."""
    done = front.register()
    tell(front, visit=done.visit_number, due="2027-02-06", due_reason="需要测绘")
    for due in ("2027-02-07", "2027-11-23"):
        with pytest.raises(Refused) as caught:
            tell(front, visit=done.visit_number, due=due, due_reason="需要测绘")
        assert front.refused(caught) == {("due", "due_past_statutory")}


def test_incomplete_notices_are_refused_with_every_field(front):
    front.register()
    with pytest.raises(Refused) as caught:
        give_notices(front.desk(), parse_notice({"visit": "7KQ4M-2XP9T-3", "told": "口信"}))
    assert front.refused(caught) >= {
        ("visit", "not_found"),
        ("opinion", "opinion_required"),
        ("contact", "contact_required"),
        ("told", "not_a_choice"),
    }
    assert front.all(Notice) == []


def test_a_witness_has_a_name(front):
    done = front.register()
    with pytest.raises(Refused) as caught:
        tell(front, visit=done.visit_number, acknowledged={"kind": "见证"})
    assert ("acknowledged.witness", "required") in front.refused(caught)


def test_an_amended_person_keeps_old_and_new(front):
    done = front.register()
    change = {"person": 0, "phone": "139 0000 1234", "id_number": "340621190211058847"}
    amend_record(front.desk(), done.visit_number, change)
    person = front.one(Person)
    assert (person.phone, person.sex, person.birth) == ("13900001234", "女", date(1902, 11, 5))
    kept = {one.field: (one.old, one.new) for one in front.all(Amendment)}
    assert kept["phone"] == ("13800001234", "13900001234")
    assert kept["sex"] == ("男", "女")
    assert front.all(AuditEntry)[-1].act == "更正"


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"person": 0, "id_number": "340722190103200018"}, ("id_number", "id_check_digit")),
        ({"person": 0, "phone": "1"}, ("phone", "phone_length")),
        ({"person": 0, "name": None}, ("name", "required")),
        ({"person": 0, "address": None}, ("address", "required")),
        ({"person": 7, "phone": "13900001234"}, ("person", "person_unknown")),
        ({"person": "0", "phone": "13900001234"}, ("person", "wrong_type")),
        ({"person": 0, "claim": "x"}, ("claim", "unknown_key")),
        ({"claim": None}, ("claim", "required")),
        ({"category": "无此类"}, ("category", "category_unknown")),
        ({"place": "999999"}, ("place", "place_unknown")),
        ({"person": 0}, ("json", "nothing_amended")),
        ({"claim": "丽景园小区办证"}, ("json", "nothing_amended")),
        ({}, ("json", "nothing_amended")),
    ],
)
def test_amendments_are_checked_as_when_registering(front, change, wrong):
    done = front.register()
    with pytest.raises(Refused) as caught:
        amend_record(front.desk(), done.visit_number, change)
    assert front.refused(caught) == {wrong}
    assert front.all(Amendment) == []


def test_an_amended_matter(front):
    done = front.register()
    amend_record(front.desk(), done.matter, {"claim": "丽景园二期办证", "purpose": "揭发控告"})
    matter = front.one(Matter)
    assert (matter.claim, matter.confidential) == ("丽景园二期办证", True)


def test_taken_back_within_ten_minutes(front):
    done = front.register()
    void_visit(front.desk(at=front.monday + timedelta(minutes=9)), done.visit_number, "登记重复")
    assert front.one(Matter).status == "已撤回"
    assert front.one(Void).reason == "登记重复"
    assert (front.one(Gap).series, front.one(Gap).serial) == ("LF-A-261123", 1)
    assert front.register().visit_number.split("-")[3] == "002"
    with pytest.raises(Refused) as caught:
        void_visit(front.desk(), done.visit_number, "再撤")
    assert front.refused(caught) == {("number", "void_again")}


def test_a_return_visit_taken_back_leaves_the_matter(front):
    first = front.register()
    back = front.register(matter=first.matter)
    void_visit(front.desk(), back.visit_number, "登记重复")
    assert front.one(Matter).status == "已登记"
    assert len(front.all(Visit)) == 2


def test_drafts_are_kept_side_by_side_and_discarded_on_purpose(front):
    desk = front.desk()
    form = {"people": [{"name": "王小明"}], "claim": "未写完"}
    first = keep_draft(desk, DraftForm(screen="登记", title="王**", words="", stopped_at="诉求", form=form))
    second = keep_draft(desk, DraftForm(screen="登记", title="李**", words="", stopped_at="姓名"))
    later = front.desk(at=front.monday + timedelta(minutes=1))
    again = DraftForm(id=first.id, screen="登记", title="王**", words="未写完", stopped_at="情况", form=form)
    keep_draft(later, again)
    assert [one.id for one in list_drafts(desk)] == [first.id, second.id]
    assert list_drafts(desk)[0].form == form
    assert list_drafts(front.desk("other")) == []
    discard_draft(desk, second.id)
    assert [one.id for one in front.all(Draft)] == [first.id]


def test_a_draft_is_kept_seven_days(front):
    keep_draft(front.desk(), DraftForm(screen="登记", title="王**", words="", stopped_at="姓名"))
    assert len(list_drafts(front.desk(at=front.monday + timedelta(days=7)))) == 1
    later = front.desk(at=front.monday + timedelta(days=7, seconds=1))
    assert list_drafts(later) == []
    assert len(front.all(Draft)) == 1, "listing takes nothing away"
    assert clear_old_drafts(front.desk("other", at=later.clock.now())) == 0
    assert clear_old_drafts(later) == 1
    assert not front.all(Draft)


def test_an_administrator_keeps_no_drafts(front):
    with pytest.raises(NotAllowed):
        list_drafts(front.desk("admin"))
