"""New rows judged by columns come to what they come to one by one, whatever the message holds."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Holiday, Staff, Unit
from app.domain.rows.matters import Step
from db.exchange.frame import BadWire
from db.exchange.speaking import Speaking
from db.exchange.wire import Push
from db.hub import judge, places
from db.hub.accounts import speaking_of
from db.hub.hub import Hub
from db.hub.judging import scope_of
from db.hub.plain import Plain
from db.hub.records import COLUMNS
from db.hub.sqlite import open_file
from db.sync.push import next_batch
from tests.db.hub.people import Window, person

SHAPE = "(SELECT s.columns FROM shapes s WHERE s.id = shape)"
KEPT = ", ".join(SHAPE if name == "shape" else name for name in COLUMNS)
SEEDS = 150
VALUES = (None, 5, -1, 1.5, float("inf"), "x", "a\0b", 10**17, 1 << 62, "B", "2026-11-23", "[]", "{}", "")
AT = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=8)))
NOW = 1_800_000_000_000


class Undone(Exception):
    """Takes the transaction back."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Window]:
    hub = Hub(open_file(tmp_path / "hub.db", tmp_path / "hub.key"))
    one = Window(hub, tmp_path, "A")
    yield one
    one.close()
    hub.close()


def written(desk: Window) -> Push:
    """A message of many kinds of rows, some of them changed later in it."""
    kept = person()
    desk.add(kept)
    desk.sync()
    desk.add(person("李大为（示例）"), person("赵小雨（示例）"))
    desk.add(Staff(id=new_id(), login="zhaoxy", name="赵小雨（示例）", roles=("登记员",), at=AT))
    changed = person(phone="13800001111")
    desk.add(changed, Unit(id=new_id(), name="市住建局", short="住建", kind="部门", initials="sjj"))
    desk.change(changed, phone="13800002222")
    desk.change(kept, phone="13800003333")
    desk.add(Holiday(id=new_id(), day=date(2027, 1, 1), kind="休", name="元旦", source="示例"))
    for mode in ("登记", "转送", "登记", "受理"):
        desk.add(person(), person())
        desk.add(*(_step(mode) for _ in range(2)))
    desk.add(_step("登记"), _step("转送"))
    desk.add(_step("登记", by="zhaoxy"))
    push = desk.store.on_writer(next_batch)
    assert push is not None
    return push


def _step(mode: str, by: str = "clerk") -> Step:
    return Step(id=new_id(), matter_id=new_id(), mode=mode, at=AT, by=by)


def spoilt(push: Push, chance: random.Random) -> Push:
    """The message with a few things in it that are not as a desk of ours sends them."""
    push = copy.deepcopy(push)
    for _ in range(chance.randrange(4)):
        what = chance.randrange(6)
        at, other = (chance.randrange(len(push.seq)) for _ in range(2))
        if what == 0:
            column = chance.choice(chance.choice([*push.inserts.values()]).values)
            column[chance.randrange(len(column))] = chance.choice(VALUES)
        elif what == 1:
            push.pk[at] = push.pk[other]
        elif what == 2:
            table = chance.randrange(len(push.tables))
            name = chance.choice(("outbox", "newer_table", "Bad Name", "conflicts", "decisions"))
            block = push.inserts.pop(push.tables[table], None)
            push.tables[table] = name
            push.inserts |= {name: block} if block else {}
        elif what == 3:
            push.author = "another-desk-start"  # all of it is judged, over rows that are here
        elif what == 4:
            push.logins[push.login[at]] = chance.choice((None, "nobody", "zhaoxy"))
        else:
            push.ms[at] = chance.choice((0, -5, NOW * 2, NOW))
    return push


def judged(desk: Window, push: Push, monkeypatch: pytest.MonkeyPatch, **how: Any) -> Any:
    """What the hub answers and holds afterwards; it is taken back."""
    found: Any = None
    try:
        with desk.end.hub.storage.writing() as work:
            caller = places.caller_of(work, desk.token)
            centre = places.centre_of(work, caller.centre)
            scope = scope_of(caller, centre, push, speaking_of(work, centre, push, caller))
            scope.carries, scope.open = how["carries"], how["open"]
            scope.speaking.roles["clerk"] = how["roles"]
            monkeypatch.setattr(Speaking, "is_proved", lambda _, login: how["signed"] and login == "clerk")
            answer = judge.judge_push(work, centre, caller, push, scope, NOW)
            rows = work.all(f"SELECT {KEPT} FROM rows ORDER BY tbl, pk")
            aside = work.all("SELECT tbl, pk, code, operation FROM quarantine ORDER BY seq")
            found = (answer.last, answer.top, answer.runs, answer.aside, rows, aside)
            raise Undone
    except Undone:
        return found
    except BadWire as error:
        return error.reason


def test_plain_rows_come_to_the_same(desk: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    push, chance = written(desk), random.Random(11)
    taken: list[bool] = []
    real: Callable[..., bool] = Plain.takes

    def counted(self: Plain, action: range, top: int) -> bool:
        taken.append(real(self, action, top))
        return taken[-1]

    for seed in range(SEEDS):
        given = push if seed == 0 else spoilt(push, chance)
        how = {
            "carries": chance.random() < 0.3,
            "open": chance.random() < 0.7,
            "signed": chance.random() < 0.5,
            "roles": chance.choice(((), ("登记员",), ("接谈员",), ("安全管理员",))),
        }
        monkeypatch.setattr(Plain, "takes", counted)
        by_columns = judged(desk, given, monkeypatch, **how)
        monkeypatch.setattr(Plain, "takes", lambda *_: False)
        assert by_columns == judged(desk, given, monkeypatch, **how), (seed, how)
    assert taken.count(True) > SEEDS
    assert taken.count(False) > SEEDS
