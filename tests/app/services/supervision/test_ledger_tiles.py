"""The tiles of the ledger that go by reminders and answers say what the cases say, day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from app.domain.case import tiles
from app.domain.case.tiles import Only
from app.domain.entries.reply_entry import parse_reply
from app.domain.paging import Order, PageAsked
from app.domain.rows.centre import Unit
from app.domain.rows.matters import Matter
from app.services.handling.reply_duty import reply_duty
from app.services.reference.change_category import rename_category
from app.services.reference.change_unit import switch_unit
from app.services.supervision.due_matters import due_matters
from app.services.supervision.list_ledger import LedgerRow, ledger_counts, ledger_filters, list_ledger
from app.services.supervision.send_reminder import ReminderWanted, send_reminder
from app.services.visits.amend_record import amend_record

FIRST = date(2026, 11, 23)


def rows(
    office,
    on: str,
    tile: str,
    only: Only = Only(),  # noqa: B008
    by: str = "leader",
) -> tuple[LedgerRow, ...]:
    return list_ledger(office.desk(by, f"{on} 16:00"), tile, PageAsked(Order("due")), only).rows


def numbers(
    office,
    on: str,
    tile: str,
    only: Only = Only(),  # noqa: B008
    by: str = "leader",
) -> set[str]:
    return {row.number for row in rows(office, on, tile, only, by)}


def a_centre(office):
    """Matters at several stages: at the centre, routed, accepted, with duties, extended, accused."""
    made = [office.register(f"2026-11-23 0{hour}:30") for hour in range(9)]
    office.receive(made[0].visit_number, on="2026-11-23 09:40")
    for visit in made[1:4]:
        office.step(visit.matter, "转送", "2026-11-24 09:00", unit="市住建局")
    office.step(made[2].matter, "受理告知", "2026-11-25 09:00", unit="市住建局")
    office.step(made[3].matter, "交办", "2026-11-25 09:30", unit="市公安局", term="5工作日", remark="核查")
    office.step(made[4].matter, "受理告知", "2026-11-26 09:00")
    office.step(made[5].matter, "转送", "2026-11-26 09:00", unit="市公安局")
    amend_record(office.desk("leader", "2026-11-27 09:00"), made[5].matter, {"purpose": "揭发控告"})
    return made


def test_todays_reminders_are_those_that_due_owes(office):
    made = a_centre(office)
    for days in range(75):
        on = FIRST + timedelta(days=days)
        desk = office.desk("leader", f"{on} 16:00")
        owed = {item.matter.number for item in due_matters(desk, on).items if item.is_owed}
        assert numbers(office, f"{on}", tiles.REMIND) == owed, on
        assert ledger_counts(desk)[tiles.REMIND] == len(owed), on
        if days % 3 == 0 and owed:  # some are sent, some left out, some wait
            row = next(row for row in rows(office, f"{on}", tiles.REMIND))
            skip = days % 2 == 0
            sure = ("confirm_not_sending", "confirm_reminded_again")
            asked = ReminderWanted(
                tier=row.reminding.owed.tier,
                obligation=row.reminding.obligation.id,
                skip=skip,
                confirm=sure,
                reason="已电话",
            )
            send_reminder(desk, row.number, asked)
    assert made


def test_a_units_answer_is_to_be_read_until_something_is_done(office):
    visit = office.register()
    office.receive(visit.visit_number)
    assert not numbers(office, "2026-11-25", tiles.ANSWERED)
    reply_duty(
        office.desk("host", "2026-11-25 09:00"),
        parse_reply({"matter": visit.matter, "unit": "义安区", "text": "已登记 218 户"}),
    )
    assert numbers(office, "2026-11-25", tiles.ANSWERED) == {visit.matter}
    asked = ReminderWanted(tier=5, unit="市住建局")
    send_reminder(office.desk("watch", "2026-11-30 09:00"), visit.matter, asked)
    assert not numbers(office, "2026-11-30", tiles.ANSWERED)


@pytest.mark.parametrize("tile", tiles.TILES)
def test_filters_narrow_what_a_tile_lists(office, tile):
    a_centre(office)
    on = "2026-12-02"
    everything = rows(office, on, tile)
    for only, holds in (
        (Only(unit="市住建局"), lambda row: "市住建局" in {item.unit for item in row.items}),
        (Only(what="办结"), lambda row: "办结" in {item.what for item in row.items}),
        (Only(kind="限期"), lambda row: "限期" in {item.kind for item in row.items}),
        (Only(category="城乡建设"), lambda _row: True),
        (Only(category="城乡"), lambda _row: False),
        (Only(place="340706"), lambda _row: True),
        (Only(place="340700"), lambda _row: False),
        (
            Only(unit="市公安局", what="交办"),
            lambda row: ("市公安局", "交办") in {(item.unit, item.what) for item in row.items},
        ),
    ):
        wanted = {row.number for row in everything if holds(row)}
        assert numbers(office, on, tile, only) == wanted, only


def test_a_unit_under_the_accused_one_is_not_reminded(office):
    branch = "市公安局交警支队"
    office.add(Unit(id="u-branch", name=branch, short="交警支队", kind="部门", initials="sgajjjzd"))
    visit = office.register()
    office.step(visit.matter, "转送", "2026-11-24 09:00", unit=branch)
    assert branch in {item.unit for item in due_matters(office.desk("leader", "2026-12-05 09:00")).items}
    changes = {"purpose": "揭发控告", "accused": ["市公安局"]}
    amend_record(office.desk("leader", "2026-11-25 09:00"), visit.matter, changes)
    items = due_matters(office.desk("leader", "2026-12-05 09:00")).items
    assert {item.owed.tier for item in items if item.unit == branch} == {None}
    assert office.one(Matter, number=visit.matter).number not in numbers(office, "2026-12-05", tiles.REMIND)


def test_the_filters_offer_what_open_cases_name_though_the_tables_do_not(office):
    """A category renamed, a unit out of use, a division off the table, a date that is seldom owed."""
    visit = office.register()
    office.step(visit.matter, "转送", "2026-11-24 09:00", unit="市公安局")
    secret = office.register(category="政法", purpose="揭发控告", units=["市教育局"])
    desk = office.desk("watch", "2026-11-25 09:00")
    admin = office.desk("admin", "2026-11-25 09:00")
    office.step(secret.matter, "转送", "2026-11-24 09:00", login="leader", unit="义安区")
    rename_category(admin, "城乡建设", "住房城乡建设")
    rename_category(admin, "政法", "政法事务")
    for unit in ("市公安局", "义安区"):
        switch_unit(admin, unit, disabled=True)
    of_old = office.one(Matter, number=visit.matter)
    office.store.write(lambda writes: writes.change(of_old, place="340799"))  # as an old ledger brings it
    offered = ledger_filters(desk)
    assert {"住房城乡建设", "城乡建设"} <= set(offered.categories)
    assert "政法" not in offered.categories, f"only the guarded {secret.matter} names it"
    assert "市公安局" in [name for name, *_ in offered.units]
    assert "义安区" not in [name for name, *_ in offered.units], "it has the guarded one"
    assert ("340799", "340799", "") in offered.places
    assert "书面告知" in offered.whats
    for only in (Only(category="城乡建设"), Only(unit="市公安局"), Only(place="340799")):
        assert numbers(office, "2026-11-25", tiles.OPEN, only) == {visit.matter}, only


def test_no_filter_and_no_order_tells_what_a_guarded_case_keeps_to_itself(office):
    """条例第30条: its unit, category, place and what it waits for are not to be asked out of the ledger."""
    open_to_all = office.register(category="政法")
    office.step(open_to_all.matter, "转送", "2026-11-24 09:00", unit="市住建局")
    secret = office.register(category="政法", purpose="揭发控告", units=["市教育局"])
    office.step(secret.matter, "转送", "2026-11-24 09:00", login="leader", unit="市公安局")
    on = "2026-11-25"
    for only in (Only(category="政法"), Only(unit="市公安局"), Only(what="书面告知"), Only(kind="法定")):
        assert secret.matter not in numbers(office, on, tiles.OPEN, only, by="watch"), only
        assert secret.matter in numbers(office, on, tiles.OPEN, only), only
    assert secret.matter in numbers(office, on, tiles.OPEN, by="watch"), "the whole list has it as 保密事项"
    by_unit = [
        [row.number for row in list_ledger(office.desk("watch", f"{on} 09:00"), tiles.OPEN, asked).rows]
        for asked in (PageAsked(Order("unit")), PageAsked(Order("unit", descending=True)))
    ]
    assert by_unit == [[secret.matter, open_to_all.matter], [open_to_all.matter, secret.matter]]
