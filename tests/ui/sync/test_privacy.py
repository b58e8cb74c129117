"""The page of conflicts shows names of fields, masked people, and nothing of confidential matters."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from app.desk import Desk, MachineClock
from app.domain.rows.base import Keep, new_id
from app.domain.rows.clashes import RESTORED, Conflict
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Person
from app.errors import NotAllowed, Refused
from app.ports.records import Writes
from app.services.staff.manage_staff import NewStaff, add_staff
from app.services.sync.settle_conflicts import decide_conflict, list_conflicts, undo_decision
from app.services.sync.sync_overview import ClashPage, sync_overview
from app.words.fields import COLUMNS, UNNAMED_COLUMN, UNNAMED_TABLE, column_words, table_words
from db.cipher import Connection
from db.mapping import KINDS, shape
from db.sync import state
from home import Home
from tests.ui.house import ID_NUMBER, PASSWORD, add_visit

OTHER_ID = "340705190203120021"
"""Differs from ID_NUMBER among its last four."""
TWIN_ID = "340705190204120013"
"""Differs from ID_NUMBER only where it is masked."""


def add_conflict(desk: Desk, table: str, row_id: str, field: str, kept: Any, lost: Any) -> Conflict:
    """As the hub makes one."""
    row = Conflict(
        id=new_id(), tbl=table, row_id=row_id, field=field, kept=json.dumps(kept), lost=json.dumps(lost),
        reason="同时修改", kept_by="B", lost_by="A", by="zhaoxy", at=desk.clock.now(),
    )  # fmt: skip

    def work(writes: Writes) -> None:
        writes.audit(desk.staff.login, "同步")
        writes.add(row)

    desk.records.write(work)
    return row


def give(desk: Desk, kind: type[Any], row_id: str, **fields: Any) -> None:
    """Set what stands in a row."""

    def work(writes: Writes) -> None:
        writes.audit(desk.staff.login, "更正")
        writes.change(writes.get(kind, row_id), **fields)

    desk.records.write(work)


def shown(home: Home, desk: Desk) -> list[ClashPage]:
    return list(sync_overview(desk, partial(home.link, desk)).clashes)


@pytest.fixture
def person(desk: Desk) -> Person:
    add_visit(desk)
    with desk.records.reading() as reads:
        return reads.find(Person)[0]


@pytest.mark.parametrize(("lost", "alike"), [(OTHER_ID, False), (TWIN_ID, True)])
def test_certificate_numbers_are_never_shown_whole(
    real_home: Home, desk: Desk, person: Person, lost: str, alike: bool
) -> None:
    give(desk, Person, person.id, id_number=ID_NUMBER)
    add_conflict(desk, "people", person.id, "id_number", ID_NUMBER, lost)
    (page,) = shown(real_home, desk)
    assert page.field == "证件号码"
    assert (page.now, page.lost) == ("340705********0013", lost[:6] + "********" + lost[-4:])
    assert page.alike is alike
    (told,) = list_conflicts(desk, real_home.link(desk))
    assert ID_NUMBER not in str(told)
    assert lost not in str(told)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "王小明（示例）", "王**（示例）"),
        ("phone", "13800000000", "138****0000"),
        ("birth", "1990-03-12", "不显示"),
        ("sex", "女", "女"),
        ("ethnic", None, "空"),
        ("absent", '{"phone":"不愿提供"}', "电话 不愿提供"),
    ],
)
def test_values_of_a_person(
    real_home: Home, desk: Desk, person: Person, field: str, value: Any, said: str
) -> None:
    add_conflict(desk, "people", person.id, field, "乙", value)
    (page,) = shown(real_home, desk)
    assert page.lost == said
    assert page.what == "来访人"
    (told,) = list_conflicts(desk, real_home.link(desk))
    assert told["lost"] == {"不显示": None, "空": None}.get(said, value if said == "电话 不愿提供" else said)


def test_codes_are_told_in_words(real_home: Home, desk: Desk, person: Person) -> None:
    with desk.records.reading() as reads:
        (matter,) = reads.find(Matter)
    add_conflict(desk, "matters", matter.id, "place", "340722", "340705")
    add_conflict(desk, "matters", matter.id, "confidential", 0, 1)
    place, secret = shown(real_home, desk)
    assert (place.field, place.now, place.lost) == ("属地", "枞阳县", "铜官区")
    assert (secret.field, secret.now, secret.lost) == ("保密", "否", "是")
    assert place.by == "赵小雨（示例）"


def test_of_a_confidential_matter_strangers_see_nothing_and_decide_nothing(
    real_home: Home, desk: Desk, person: Person
) -> None:
    with desk.records.reading() as reads:
        (matter,) = reads.find(Matter)
    add_conflict(desk, "matters", matter.id, "claim", matter.claim, "另一种说法")
    give(desk, Matter, matter.id, confidential=True)
    (page,) = shown(real_home, desk)
    assert page.readable  # she registered it herself
    stranger = colleague(real_home)
    (page,) = shown(real_home, stranger)
    assert not page.readable
    assert "另一种说法" not in (page.now, page.lost)
    (told,) = list_conflicts(stranger, real_home.link(stranger))
    assert (told["kept"], told["lost"], told["withheld"]) == (None, None, True)
    with pytest.raises(NotAllowed, match="withheld"):
        decide_conflict(stranger, real_home.link(stranger), page.clash.id, restore=True)


def test_the_administrator_sees_how_sync_stands_and_no_conflict(
    real_home: Home, desk: Desk, person: Person
) -> None:
    add_conflict(desk, "people", person.id, "phone", "1", "2")
    admin = real_home.sign_in("guanli", PASSWORD)
    found = sync_overview(admin, partial(real_home.link, admin))
    assert found.clashes == ()
    assert found.link.conflicts == 1


def test_a_value_changed_since_is_not_written_over_by_taking_back(
    real_home: Home, desk: Desk, person: Person
) -> None:
    link = real_home.link(desk)
    row = add_conflict(desk, "people", person.id, "phone", person.phone, "13900000009")
    settled = decide_conflict(desk, link, row.id, restore=True)
    give(desk, Person, person.id, phone="13700000007")
    with pytest.raises(Refused) as refused:
        undo_decision(desk, link, settled)
    assert [one.code for one in refused.value.errors] == ["conflict_changed"]
    with desk.records.reading() as reads:
        assert reads.find(Person)[0].phone == "13700000007"
        assert reads.get(Conflict, row.id) is not None


def test_after_ten_minutes_a_decision_stands(real_home: Home, desk: Desk, person: Person) -> None:
    link = real_home.link(desk)
    row = add_conflict(desk, "people", person.id, "phone", person.phone, "13900000009")
    settled = decide_conflict(desk, link, row.id, restore=True)
    give(desk, Conflict, row.id, decided_at=MachineClock().now() - timedelta(minutes=11))
    with pytest.raises(Refused) as refused:
        undo_decision(desk, link, settled)
    assert [one.code for one in refused.value.errors] == ["conflict_undo_late"]
    with desk.records.reading() as reads:
        assert [one.state for one in reads.find(Conflict)] == [RESTORED]


def keep_filling(home: Home, missing: int) -> None:
    """The desk is new and reads older rows still."""

    def note(connection: Connection) -> None:
        state.put(connection, state.CURSOR, 100)
        state.put(connection, state.HISTORY, missing)

    home.store.on_writer(note)


def take_out(home: Home, table: str) -> None:
    """Rows that have not come from the hub yet."""
    home.store.on_writer(lambda connection: connection.execute(f'DELETE FROM "{table}"'))


@pytest.mark.parametrize("table", ["people", "matters", "receptions", "links"])
def test_while_a_desk_is_being_filled_nobody_but_a_leader_sees_what_clashed_in_a_case(
    real_home: Home, desk: Desk, table: str
) -> None:
    """The attendance that says whose case it is, or the visit that is confidential, may not have come yet."""
    row = add_conflict(desk, table, new_id(), "phone", "13800000001", "13900000009")
    keep_filling(real_home, 40)
    (page,) = shown(real_home, desk)
    assert (page.readable, page.now, page.lost) == (False, "不显示", "不显示")
    (told,) = list_conflicts(desk, real_home.link(desk))
    assert (told["kept"], told["lost"], told["withheld"]) == (None, None, True)
    with pytest.raises(NotAllowed, match="withheld"):
        decide_conflict(desk, real_home.link(desk), row.id, restore=False)
    leader = colleague(real_home, "带班领导")
    (page,) = shown(real_home, leader)
    assert page.readable


def test_what_two_desks_changed_in_a_table_of_the_centre_shows_at_a_new_desk_too(
    real_home: Home, desk: Desk
) -> None:
    add_conflict(desk, "units", new_id(), "phone", "0562-1", "0562-2")
    keep_filling(real_home, 40)
    (page,) = shown(real_home, desk)
    assert (page.readable, page.lost) == (True, "0562-2")


@pytest.mark.parametrize("gone", ["attendances", "visits", "matters"])
def test_a_person_whose_case_is_not_here_is_withheld_at_a_full_desk_too(
    real_home: Home, desk: Desk, person: Person, gone: str
) -> None:
    add_conflict(desk, "people", person.id, "phone", person.phone, "13900000009")
    (page,) = shown(real_home, desk)
    assert page.readable
    take_out(real_home, gone)
    (page,) = shown(real_home, desk)
    assert not page.readable


def test_a_reception_that_heard_nobody_yet_belongs_to_no_case(real_home: Home, desk: Desk) -> None:
    add_conflict(desk, "receptions", new_id(), "room", "一号室", "二号室")
    (page,) = shown(real_home, desk)
    assert page.readable


def test_every_field_that_can_clash_has_a_name() -> None:
    unnamed = [
        f"{kind.TABLE}.{column.name}"
        for kind in KINDS
        if kind.KEEP is Keep.MUTABLE and kind is not Conflict
        for column in shape(kind).columns
        if column.name != "id" and column_words(kind.TABLE, column.name) == UNNAMED_COLUMN
    ]
    assert unnamed == []
    assert [
        kind.TABLE
        for kind in KINDS
        if kind.KEEP is not Keep.LOCAL and table_words(kind.TABLE) == UNNAMED_TABLE
    ] == []
    assert column_words("people", "of_a_newer_program") == UNNAMED_COLUMN
    assert all(not name.isascii() for name in COLUMNS.values())


def colleague(home: Home, role: str = "登记员") -> Desk:
    """Somebody else at the same desk, a clerk unless said otherwise."""
    admin = home.sign_in("guanli", PASSWORD)
    new = NewStaff(login="qianxm", name="钱小美（示例）", roles=(role,))
    add_staff(admin, home.vault, home.keys, new, PASSWORD)
    return home.sign_in("qianxm", PASSWORD)
