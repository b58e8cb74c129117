"""The hub of today takes what earlier builds say, and they read its answers with their own words.

tests/stores/NAME.zip keeps the bytes of each build's hello, of everything it had to send, of its question for
a page, and its own words: db/sync/wire.py, later db/exchange (tests.stores.make).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from db import boots
from db.exchange import frame, slim, wire
from db.exchange.entering import Entry
from db.hub import places
from db.hub.hub import Hub
from tests.db.hub.people import code_for
from tests.stores.unpack import messages_of

STORES = Path(__file__).resolve().parents[2] / "stores"
BUILDS = sorted(
    file.stem for file in STORES.glob("*.zip") if b"class Proof(" in messages_of(file).get("wire.py", b"")
)
"""Those whose desks sign what their people do; of an earlier one the accounts would be believed by nobody."""
CENTRE = ("示例市人民来访接待中心", "340700")


@pytest.fixture
def database(tmp_path: Path) -> str:
    """One kind of database is enough: the words are the same over both."""
    return f"sqlite:///{tmp_path / 'hub.db'}"


@dataclass
class Earlier:
    """A desk of an earlier build at a hub of today: its bytes, and its own words to read the answers."""

    hub: Hub
    messages: dict[str, bytes]
    words: ModuleType
    token: str = ""
    other: str = ""
    """The token of a second desk of that build, which has nothing."""
    numbers: list[str] = field(default_factory=list)

    def hello(self) -> Any:
        said = frame.unpack(self.messages["hello"], wire.Hello)
        return self._read(self.hub.hello(self.token, said), "Welcome")

    def push(self, body: bytes) -> Any:
        """The judgement of a message that was written before the first hello, sent after it."""
        push = self.words.unpack(body, self.words.Push)
        push.epoch = self.hello().epoch
        return self._read(self.hub.push(self.token, slim.unpack(self.words.pack(push), wire.Push)), "Pushed")

    def pull(self) -> Any:
        """The page that the second desk gets, as its build reads it (as db.hub.serving.web answers)."""
        asked = frame.unpack(self.messages["pull"], wire.Pull)
        assert asked.small == frame.VERSION
        return self._read(self.hub.pull(self.other, asked.since, asked.mine, asked.schema), "Page")

    def _read(self, answer: frame.Message, name: str) -> Any:
        return self.words.unpack(frame.pack(answer), getattr(self.words, name))

    def pushes(self) -> list[Any]:
        """What the build has to send, in order, as it reads it itself."""
        names = sorted((name for name in self.messages if name.startswith("push-")), key=_place)
        return [self.messages[name] for name in names]


def _place(name: str) -> int:
    return int(name.partition("-")[2])


@pytest.fixture(params=BUILDS)
def desk(request: pytest.FixtureRequest, open_hub: Callable[[], Hub]) -> Iterator[Earlier]:
    file = STORES / f"{request.param}.zip"
    messages = messages_of(file)
    words = ModuleType(f"wire_of_{request.param.replace('-', '_')}")
    sys.modules[words.__name__] = words  # msgspec looks its types up there
    exec(compile(messages["wire.py"], "wire.py", "exec"), words.__dict__)  # our own, kept
    hub = open_hub()
    with hub.storage.writing() as work:
        first = places.new_code(work, "A", None, hub.clock())
    token = hub.enrol(Entry(first, *CENTRE, "A", **_brought(words, messages))).token
    other = hub.enrol(Entry(code_for(hub, "B", CENTRE[1]), *CENTRE, "B")).token
    then = json.loads((STORES / f"{request.param}.json").read_text(encoding="utf-8"))
    numbers = [shown["number"] for shown in then["shown"].values()]
    yield Earlier(hub, messages, words, token, other, numbers)
    del sys.modules[words.__name__]


def _brought(words: ModuleType, messages: dict[str, bytes]) -> dict[str, Any]:
    """What the desk says that it brings along when it joins."""
    last = max((name for name in messages if name.startswith("push-")), key=_place)
    push = words.unpack(messages[last], words.Push)
    return {"history": push.seq[-1], "authors": [author for author, _ in push.lineage]}


def test_its_hello_is_answered_in_its_own_words(desk: Earlier) -> None:
    welcome = desk.hello()
    assert welcome.epoch == 1
    low, high = welcome.schemas
    assert low <= desk.words.SCHEMA <= high


def test_all_that_it_has_is_judged_and_nothing_set_aside(desk: Earlier) -> None:
    for body in desk.pushes():
        judged = desk.push(body)
        assert judged.last == desk.words.unpack(body, desk.words.Push).seq[-1]
        assert [(row.code, row.facts) for row in judged.aside] == []


def test_another_desk_of_its_build_reads_every_row_of_it_in_a_page(desk: Earlier) -> None:
    """The page holds columns that the build does not know; it reads those it knows and leaves the rest."""
    for body in desk.pushes():
        desk.push(body)
    page = desk.pull()
    assert not page.more
    tables: dict[str, list[str]] = {}
    for table, rows in page.tables:
        tables.setdefault(table, []).extend(rows.pk)
        if table == "visits":
            numbers = rows.values[rows.columns.index("number")]
            assert set(numbers) <= set(desk.numbers)
    assert len(tables["visits"]) == len(desk.numbers)
    assert {"people", "matters", "steps", "documents", "audit", "staff"} <= tables.keys()


def test_what_it_sends_twice_is_judged_once(desk: Earlier) -> None:
    first, *_ = desk.pushes()
    judged = desk.push(first)
    again = desk.push(first)
    assert again.last == judged.last
    page = desk.pull()
    ids = [pk for _, rows in page.tables for pk in rows.pk]
    assert len(ids) == len(set(ids))


def test_who_knows_another_small_form_is_spoken_to_plainly(desk: Earlier) -> None:
    """The build of the first small form asks for "2 or later" and sends it to whoever says as much.

    Neither end of today reads that form: both say the plain one where that build looks.
    """
    welcome = desk.hello()
    assert getattr(welcome, "form", frame.VERSION) == frame.VERSION
    today = wire.Pull(0, [], wire.SCHEMA, small=slim.FORM)
    as_read_there = desk.words.unpack(frame.pack(today), desk.words.Pull)
    assert getattr(as_read_there, "form", frame.VERSION) == frame.VERSION
    fields = desk.words.Pull.__struct_fields__
    asked = desk.words.Pull(0, [], desk.words.SCHEMA, *([2] if "form" in fields else []))
    assert frame.unpack(desk.words.pack(asked), wire.Pull).small == frame.VERSION


def test_two_of_today_speak_the_small_form(hub: Hub, window: Callable[..., Any]) -> None:
    desk = window("A")
    desk.sync()
    with hub.storage.reading() as work:
        assert work.first_row("SELECT count(*) FROM desks") == (1,)
    lineage = desk.store.on_writer(boots.lineage)
    said = wire.Hello(lineage[-1][0], lineage, [], wire.SCHEMA, 0, "", 0, "")
    assert hub.hello(desk.token, said).small == slim.FORM
