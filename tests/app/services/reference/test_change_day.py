"""One day of the calendar: what it moves is named before it is stored, and its document is kept."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Holiday, Setting
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment
from app.errors import NotAllowed, Refused
from app.services.case.lookups import read_calendar
from app.services.case.show_record import show_record
from app.services.reference.change_day import set_day
from app.services.supervision.send_reminder import ReminderWanted, send_reminder

ONE_DUTY = [{"at": "09:51", "text": "@市住建局 核查218户产权登记 5工作日"}]
DAY_OFF = ("2026-11-26", "休", "防汛调休", "示例府办〔2026〕7号")


def heard(office):
    visit = office.register("2026-11-23 09:31")
    office.receive(visit.visit_number, lines=ONE_DUTY)
    return visit


def moved(answer):
    return {date_["what"]: (date_["old"], date_["new"]) for date_ in answer.as_json()["dates"]}


def test_a_look_names_what_moves_and_stores_nothing(office):
    heard(office)
    answer = set_day(office.desk("admin"), *DAY_OFF, check=True)
    both = ("2026-11-30", "2026-12-01")
    assert moved(answer) == {"提出异议": both, "交办": both}, "the five working days of art 22 too"
    assert not office.all(Holiday, day=date(2026, 11, 26))
    assert not office.all(Amendment)


def test_a_day_off_moves_a_duty_in_working_days_and_says_whose_document_it_was(office):
    visit = heard(office)
    before = office.one(Duty)
    set_day(office.desk("admin"), *DAY_OFF)
    (duty,) = show_record(office.desk("host"), visit.matter).duties
    assert (before.due, duty.due) == (date(2026, 11, 30), date(2026, 12, 1))
    stored = office.one(Holiday, day=date(2026, 11, 26))
    assert (stored.kind, stored.name, stored.source) == ("休", "防汛调休", "示例府办〔2026〕7号")
    audited = office.one(AuditEntry, act="更改日历")
    assert (audited.record, audited.purpose) == ("2026-11-26", "休，防汛调休，示例府办〔2026〕7号")
    assert office.one(AuditEntry, act="重算期限").record == visit.matter


def test_a_letter_at_a_unit_names_what_it_owes_by_law_too(office):
    """A last day that rolled over a Sunday comes back to it once that is worked: the letter says Monday."""
    office.add(Setting(id=new_id(), key="末日遇休息日顺延", value={"value": True}))
    visit = office.register("2026-11-20 09:00")
    office.step(visit.matter, "转送", "2026-11-21 10:00", unit="市住建局")
    send_reminder(office.desk("watch", "2026-11-30 09:00"), visit.matter, ReminderWanted(tier=5))
    dates = set_day(office.desk("admin"), "2026-12-06", "班", "", "示例府办〔2026〕7号", check=True).as_json()
    told = {(row["what"], row["new"]): [paper["kind"] for paper in row["told"]] for row in dates["dates"]}
    assert told[("书面告知", "2026-12-06")] == ["督办函"]


def test_a_day_set_back_moves_the_date_back(office):
    visit = heard(office)
    set_day(office.desk("admin"), *DAY_OFF)
    set_day(office.desk("admin"), "2026-11-26", "班", "", "更正通知")
    (duty,) = show_record(office.desk("host"), visit.matter).duties
    assert duty.due == date(2026, 11, 30)


def test_one_day_does_not_make_a_year_known(office):
    office.register("2026-12-23 09:00")
    answer = set_day(office.desk("admin"), "2027-01-01", "休", "元旦", "国办发明电（示例）")
    assert moved(answer) == {}, "what is 暂定 stays so"
    with office.store.reading() as reads:
        assert not read_calendar(reads).knows(date(2027, 1, 7))


@pytest.mark.parametrize(
    ("cells", "wrong"),
    [
        (("2026-11-26", "休", "", " "), [("source", "cell_empty")]),
        (("", "", "", ""), [("day", "cell_empty"), ("kind", "cell_empty"), ("source", "cell_empty")]),
        (("2026-11-31", "休", "", "文"), [("day", "bad_day_cell")]),
        (("2026-11-26", "假", "", "文"), [("kind", "not_one_of")]),
    ],
)
def test_what_is_wrong_stands_at_its_column(office, cells, wrong):
    with pytest.raises(Refused) as caught:
        set_day(office.desk("admin"), *cells)
    assert [(error.field, error.code) for error in caught.value.errors] == wrong


def test_the_system_administrator_alone(office):
    for login in ("clerk", "host", "leader", "watch"):
        with pytest.raises(NotAllowed):
            set_day(office.desk(login), *DAY_OFF)
