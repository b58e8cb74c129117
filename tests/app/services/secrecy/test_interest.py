"""条例第28条 回避: who has an interest of their own in a matter is refused every act on it."""

from __future__ import annotations

import pytest

from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.reply_entry import parse_rating, parse_reply
from app.domain.entries.step_entry import parse_step
from app.domain.rows.matters import Notice, Rating, Reminder, Step
from app.domain.rows.visits import Visit
from app.errors import NotAllowed
from app.services.approvals.decide_request import approve_request
from app.services.case.case_door import case_of
from app.services.case.show_record import show_record
from app.services.handling.advance_matter import advance_matter
from app.services.handling.give_notices import give_notices
from app.services.handling.note_delivery import unit_received
from app.services.handling.rate_matter import rate_matter
from app.services.handling.reply_duty import reply_duty
from app.services.receptions.hold_reception import hold_reception
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record
from tests.app.services.office import at, reception_json

ON = "2026-11-23 16:00"
EVERYBODY = ("clerk", "host", "leader", "second", "watch")


@pytest.fixture
def number(office) -> str:
    """A matter in which all but ``second`` have an interest; it is with a unit already."""
    kept_away = [login for login in EVERYBODY if login != "second"]
    visit = office.register(interest=kept_away)
    office.step(visit.matter, "转送", "2026-11-23 10:00", login="second", unit="市住建局")
    return visit.visit_number


ACTS = {
    "amend": lambda desk, number: amend_record(desk, number, {"claim": "另一件（示例）"}),
    "notice": lambda desk, number: give_notices(
        desk, parse_notice({"visit": number, "opinion": "示例", "contact": "示例", "told": "口头"})
    ),
    "rate": lambda desk, number: rate_matter(
        desk, parse_rating({"visit": number, "whom": "信访部门", "value": "满意"})
    ),
    "reply": lambda desk, number: reply_duty(
        desk, parse_reply({"visit": number, "text": "示例", "done": True})
    ),
    "step": lambda desk, number: advance_matter(
        desk, parse_step({"visit": number, "mode": "受理告知", "unit": "市住建局"})
    ),
    "reception": lambda desk, number: hold_reception(desk, parse_reception(reception_json(number, on=ON))),
    "received": lambda desk, number: unit_received(desk, number, "市住建局", at(ON)),
    "remind": lambda desk, number: send_reminder(desk, number, ReminderWanted(tier=15)),
}
FACTS = (Step, Notice, Rating, Reminder)


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("login", ["host", "leader"])
def test_every_act_is_refused_whatever_the_role(office, number, act, login):
    before = [len(office.all(kind)) for kind in FACTS]
    with pytest.raises(NotAllowed, match="has_interest"):
        ACTS[act](office.desk(login, ON), number)
    assert [len(office.all(kind)) for kind in FACTS] == before


def test_another_acts_on_it(office, number):
    assert office.step(number, "受理告知", ON, login="second", unit="市住建局")


def test_a_leader_with_an_interest_signs_nothing(office):
    visit = office.register(interest=["leader"])
    pending = office.ask(visit.matter, "不予受理", ON, ground="not_remit", body="某机关（示例）")
    with pytest.raises(NotAllowed, match="has_interest"):
        approve_request(office.desk("leader", ON), pending.request.id)
    assert approve_request(office.desk("second", ON), pending.request.id)


def test_it_may_be_read_and_is_owned_by_nobody_with_an_interest(office):
    visit = office.register(interest=["clerk"])
    assert show_record(office.desk("clerk", ON), visit.visit_number).visit.interest == ("clerk",)
    [row] = office.all(Visit, number=visit.visit_number)
    with office.store.reading() as reads:
        assert case_of(reads, row).owner is None
