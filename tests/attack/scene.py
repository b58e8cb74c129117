"""A hub and two desks, made anew often enough that nothing grows; what a desk asks, of each kind."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from app.domain.rows.attachments import Attachment
from app.errors import Unavailable
from app.services.sync.sync_overview import aside_page
from db.access.keys import FileVault
from db.access.wraps import Cost
from db.cipher import Connection
from db.contents import SealedContents
from db.exchange import entering, frame, wire
from db.home.place import Place, write_place
from db.hub.hub import Hub
from db.hub.sqlite import open_file
from db.sync import contents, history
from db.sync.accounts import as_bodies
from db.sync.conflicts import asides, open_clashes
from db.sync.enrolment import Joining, enrol_home
from db.sync.exchange import exchange
from db.sync.joining import Joiner, join_hub
from tests.attack.at_hub import attachment
from tests.attack.lying import LyingHub
from tests.db.hub.people import CENTRE, KEY, Window, person

CHEAP = Cost(memory=64, time=1, lanes=1)
PASSWORD = "Zhong-2026-xin!"
KINDS = (
    "hello",
    "push",
    "pull",
    "round",
    "earlier",
    "wraps",
    "carry",
    "contents",
    "content",
    "piece",
    "door",
    "enrol",
)
REMEMBERED = ("meta", "boots", "known_wraps", "carried", "local_contents")
"""What a desk knows of its hub: put back after each lie."""
NEW_HOME = 60
"""Of so many admissions one makes a whole new home; the others join a desk that has a store."""
LETTERS = "AB"


class Scene:
    """The first desk brings news, the other is lied to."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        self.hub = Hub(open_file(folder / "hub.db", folder / "hub.key"))
        self.first, self.other = (Window(self.hub, folder, letter) for letter in LETTERS)
        self.vault = FileVault(folder, CHEAP)
        self.centre = self.vault.create("admin", PASSWORD)[0].centre
        self.keys = self.vault.centre_wraps()
        write_place(folder, Place(centre=CENTRE[0], code=CENTRE[1], letter="B"), KEY)
        self.sealed = {one.letter: SealedContents(folder / one.letter, KEY) for one in self.windows}
        self.content = self._put(self.first, b"one" * 400)
        self.own = self._put(self.other, b"two" * 400)
        self.homes = 0
        self._clash()

    @property
    def windows(self) -> tuple[Window, Window]:
        return self.first, self.other

    def _put(self, window: Window, content: bytes) -> str:
        """An attachment whose row and content the hub has."""
        name = self.sealed[window.letter].keep(content).name
        row = attachment(name, window.letter)
        window.add(row)
        window.store.on_writer(
            lambda c: c.execute(
                "INSERT INTO local_contents (id, here, at, epoch) VALUES (?, 1, '', 0)", (name,)
            )
        )
        window.sync()
        contents.send(window.store, self.sealed[window.letter], window.end)
        return name

    def _clash(self) -> None:
        """Both desks change one field while apart: the hub has a conflict to tell of."""
        row = person(phone="13800001234")
        self.first.add(row)
        for one in (self.first, self.other):
            one.sync()
        self.first.change(row, phone="13911111111")
        self.other.change(row, phone="13922222222")
        for one in (self.first, self.other, self.first):
            one.sync()

    def looked(self) -> None:
        """Read what a person is shown after an exchange: conflicts, and why something was set aside."""
        with self.other.store.reading() as reads:
            open_clashes(reads)
            for one in asides(reads.connection):
                aside_page(one)

    def answers(self) -> dict[str, frame.Message]:
        """What is said in the hub's place where its own answer would be none."""
        bodies = as_bodies(self.keys)
        wraps = [entering.Wrap(login, 1 << 45, body) for login, body in bodies.items()]
        wraps.append(entering.Wrap("clerk", 1 << 45, bodies["admin"]))
        admitted = entering.Admitted("t" * 43, "d" * 12, "B", *CENTRE, 1, wraps)
        return {
            "wraps": entering.Wraps(wraps),
            "carry": wire.Pushed(1, 1, [(1, 1, 1)], []),
            "door": entering.DoorTold("00" * 16, 64, 1, 1),
            "enrol": admitted,
        }

    def question(self, kind: str, lying: LyingHub, number: int) -> Callable[[], Any]:
        """What the desk does whose answer is a lie."""
        store, sealed = self.other.store, self.sealed["B"]
        if kind == "earlier":
            self.forget("DELETE FROM meta WHERE key = 'sync_history'")
            return lambda: (history.begin(store, lying), history.fill(store, lying, 50))
        if kind in ("contents", "content"):
            self.forget("UPDATE local_contents SET epoch = 0")
            if kind == "content":
                with self.hub.storage.writing() as work:
                    for table in ("contents", "content_sendings", "content_pieces"):
                        work.run(f"DELETE FROM {table}")
            return lambda: (contents.send(store, sealed, lying), contents.look(store, lying))
        if kind == "piece":
            sealed.drop(self.content)
            return lambda: contents.fetch(store, sealed, lying, self.content)
        if kind in ("door", "enrol"):
            return self._admission(kind, lying, number)
        if kind == "carry":
            self.forget("INSERT OR REPLACE INTO carried (name, body, at) VALUES ('x', x'93a130c400c400', '')")
        return lambda: exchange(store, lying, self.vault if kind == "wraps" else None)

    def _admission(self, kind: str, lying: LyingHub, number: int) -> Callable[[], Any]:
        if number % NEW_HOME == 0:
            self.homes += 1
            joining = Joining("http://127.0.0.1:1", "CODE", "admin", PASSWORD)
            return _with(lying, lambda: enrol_home(self.folder / f"home{self.homes}", joining))
        self.forget("DELETE FROM meta WHERE key IN ('sync_url', 'sync_token')")
        person = _Somebody() if kind == "door" else None
        joiner = Joiner(person, PASSWORD, partial(self.vault.prove, centre=self.centre))  # type: ignore[arg-type]
        told = (self.folder, self.other.store, self.vault, "http://127.0.0.1:1", "CODE", None, joiner)
        return _with(lying, lambda: join_hub(*told))

    def forget(self, sql: str, window: Window | None = None) -> None:
        """Take from a desk, the other one by default, what it knows of the hub."""
        (window or self.other).store.on_writer(lambda c: c.execute(sql))

    def remembered(self) -> dict[str, list[Any]]:
        """What the desk knows of the hub, before it was lied to."""
        return self.other.store.on_writer(
            lambda c: {table: c.execute(f"SELECT * FROM {table}").fetchall() for table in REMEMBERED}
        )

    def remember(self, before: dict[str, list[Any]]) -> None:
        if self.vault.centre_wraps() != self.keys:
            self.vault.take_wraps(self.keys)
        self.other.store.on_writer(lambda c: _put_back(c, before))

    def faults(self) -> list[str]:
        """Stores that are not whole, rows that cannot be read; whatever an honest exchange raises."""
        wrong = []
        for desk in self.windows:
            if desk.ask("PRAGMA integrity_check") != [("ok",)]:
                wrong.append(f"desk {desk.letter} is not whole")
            with desk.store.reading() as reads:
                reads.find(type(person()))
                reads.find(Attachment)
            desk.sync()
        try:
            self.vault.centre_wraps()
        except Unavailable as error:
            wrong.append(f"keys.json: {error}")
        return wrong

    def close(self) -> None:
        for one in self.windows:
            one.close()
        self.hub.close()


class _Somebody:
    """A person at the desk; the signature is looked at by the hub alone."""

    login, public = "admin", "00" * 32

    def sign(self, _words: bytes) -> bytes:
        return bytes(64)


def _with(lying: LyingHub, work: Callable[[], Any]) -> Callable[[], Any]:
    """The work, with every connection to a hub being the lying one."""

    def done() -> Any:
        with (
            patch("db.sync.enrolment.HttpHub", lambda *_: lying),
            patch("db.sync.joining.HttpHub", lambda *_: lying),
        ):
            return work()

    return done


def _put_back(connection: Connection, before: dict[str, list[Any]]) -> None:
    connection.execute("BEGIN")
    for table, rows in before.items():
        connection.execute(f"DELETE FROM {table}")
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        if rows:
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    connection.execute("COMMIT")
