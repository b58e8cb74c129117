"""A desk that is not believed: it has a token of the centre and sends whatever it likes, at any time.

It hears what the honest desks send and are answered, and gives it back changed: any operation, any field, any
message, any clock. What comes of it: nothing of theirs changes, everything it says is refused and listed.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from app.errors import NotAllowed, Unavailable
from db.exchange import entering, frame, wire
from db.exchange.frame import BadWire, Stale
from db.exchange.wire import INSERT, Block, Push
from db.hub.hub import Hub
from db.hub.records import Names, decoded
from tests.simulation.network import judged_of

TABLES = (
    *("matters", "people", "visits", "attendances", "steps", "conflicts", "staff", "person_keys", "desks"),
    *("settings", "units", "documents", "decisions", "audit", "hobbies", "outbox", "meta", "Ä", "x" * 50),
)
OWN = frozenset({"audit", "desks"})
"""Tables for which a desk's token speaks: of its own series alone."""
ANSWERS = (BadWire, NotAllowed, Unavailable, Stale)
MOST_HEARD = 40
VALUES: tuple[Any, ...] = (
    *(None, "", "假", "安全管理员", '["安全管理员"]', "{}", "[]", "null", "x" * 300, "../../x", "A", "M"),
    *(0, 1, -1, 1 << 52, 2.5, float("inf"), "2026-11-23", "2026-11-23T09:00:00+08:00", "ab" * 32, "已办结"),
)


class Mallory:
    """One desk's token in the wrong hands."""

    def __init__(self, hub: Callable[[], Hub], token: str, seed: int) -> None:
        self._hub = hub
        self.token = token
        self.rng = random.Random(seed)
        self.wrong: list[str] = []
        """What must not have happened."""
        self.heard: list[frame.Message] = []
        self.marks: list[str] = [""]
        self.pks: list[str] = ["m-w1"]
        self._count = 0

    def hear(self, message: frame.Message) -> None:
        """What an honest desk sends or is answered."""
        if isinstance(message, Push):
            self.pks += message.pk[:5]
        for name in ("nonce", "mark"):
            if isinstance(mark := getattr(message, name, ""), str) and mark:
                self.marks.append(mark)
        self.heard.append(copy.deepcopy(message))
        del self.heard[:-MOST_HEARD], self.pks[:-MOST_HEARD], self.marks[:-MOST_HEARD]

    def act(self, epoch_may_move: bool) -> None:
        """One thing it tries; what the hub holds of others is the same after it."""
        deed = self.rng.choice(
            (
                self._push,
                self._push,
                self._replay,
                self._hello,
                self._wraps,
                self._carry,
                self._ask,
                self._enrol,
            )
        )
        before = self._held()
        try:
            deed()
        except ANSWERS:
            pass
        except Exception as error:  # noqa: BLE001 - whatever else it is, it is the hub's fault
            self.wrong.append(f"{deed.__name__}: {type(error).__name__} {error}")
        after = self._held()
        if after[0] != before[0]:
            self.wrong.append(f"{deed.__name__} changed {sorted(_differing(before[0], after[0]))[:3]}")
        if after[1] != before[1]:
            self.wrong.append(f"{deed.__name__} changed the accounts' wraps")
        if after[2] != before[2] and not epoch_may_move:
            self.wrong.append(f"{deed.__name__} moved the epoch")

    def _held(self) -> tuple[dict[tuple[str, str], Any], list[Any], int]:
        """The rows of everybody else, the wraps, the epoch."""
        with self._hub().storage.reading() as work:
            names = Names(work)
            rows = {
                (table, pk): decoded(names, shape, body)
                for table, pk, shape, body in work.all("SELECT tbl, pk, shape, body FROM rows")
                if table not in OWN
            }
            wraps = work.all("SELECT login, at, body FROM wraps ORDER BY login")
            return rows, wraps, work.all("SELECT epoch FROM centres")[0][0]

    def _push(self) -> None:
        """Operations made up, or an honest message under its own name."""
        push = self._made_up() if self.rng.random() < 0.6 else self._changed()
        judged = judged_of(self._hub(), push.author)
        answer = self._hub().push(self.token, push)
        aside = {one.seq for one in answer.aside}
        for seq, tbl in zip(push.seq, push.tbl, strict=True):
            if seq > judged and seq not in aside and push.tables[tbl] not in OWN:
                self.wrong.append(f"taken: an operation on {push.tables[tbl]}")

    def _made_up(self) -> Push:
        rng = self.rng
        table = rng.choice(TABLES)
        known = self._columns(table)
        columns = rng.sample(known, rng.randint(1, len(known)))
        pk = rng.choice([*self.pks, self._fresh()])
        new = rng.random() < 0.5
        values = [self._value() for _ in columns]
        self._count += 1
        first = self._count * 10
        return Push(
            f"mallory-{rng.randrange(3)}",
            rng.choice([[], [(f"mallory-{rng.randrange(3)}", 1)], self._lineage()]),
            self._epoch(),
            rng.choice([0, 0, 1 << 50]),
            wire.SCHEMA,
            [table],
            [rng.choice(["clerk", None, "mallory", "恢复密钥"])],
            [first],
            [0],
            [pk],
            [INSERT if new else rng.choice([0, 1, 1 << 52])],
            [rng.choice([1, self._hub().clock(), (1 << 53) - 1, -5])],
            [0],
            [0],
            {table: Block(columns, [[value] for value in values])} if new else {},
            [] if new else [dict(zip(columns, values, strict=True))],
            *rng.choice([(0, ""), (first, f"mallory-{rng.randrange(3)}"), (1 << 52, "mallory-0")]),
            self._proofs(),
        )

    def _columns(self, table: str) -> list[str]:
        """Such as honest messages have, with one of its own."""
        found = {name for push in self._pushes() for name in push.inserts.get(table, Block([], [])).columns}
        return [*sorted(found), "login", "roles", "desk", "by", "id", "_rev", "x"]

    def _changed(self) -> Push:
        """An honest message with something in it changed, in its own name or the honest desk's."""
        rng = self.rng
        pushes = self._pushes()
        if not pushes:
            return self._made_up()
        push = copy.deepcopy(rng.choice(pushes))
        push.epoch = self._epoch()
        if rng.random() < 0.8:
            push.author, push.upto_author, push.prev = f"mallory-{rng.randrange(3)}", "", 0
            self._count += 1
            push.seq = [self._count * 100_000 + place for place in range(len(push.seq))]
        if rng.random() < 0.7 and push.inserts:
            block = rng.choice(sorted(push.inserts.items()))[1]
            column = rng.choice(block.values)
            if column:
                column[rng.randrange(len(column))] = self._value()
        if rng.random() < 0.5:
            push.pk[rng.randrange(len(push.pk))] = rng.choice(self.pks)
        return push

    def _replay(self) -> None:
        """Any message that was heard, as it was."""
        ask: dict[type, Callable[[Any], Any]] = {
            Push: lambda message: self._hub().push(self.token, message),
            wire.Hello: lambda message: self._hub().hello(self.token, message),
        }
        if self.heard:
            message = copy.deepcopy(self.rng.choice(self.heard))
            ask.get(type(message), lambda _message: None)(message)

    def _hello(self) -> None:
        rng = self.rng
        far = rng.choice([0, 1, 5, 1 << 40, 1 << 53])
        hello = wire.Hello(
            "mallory-0",
            rng.choice([[], [("mallory-0", 1)], self._lineage()]),
            rng.choice([[], [("mallory-0", far)], [(name, far) for name, _ in self._lineage()]]),
            wire.SCHEMA,
            far,
            rng.choice([*self.marks, f"{far}.{far}.ab.{'0' * 24}"]),
            rng.choice([self._epoch(), far]),
            "",
            rng.choice([*self.marks, f"9.1.ab.{'f' * 24}", "9.9.9.9", "x" * 200]),
        )
        self._hub().hello(self.token, hello)

    def _wraps(self) -> None:
        rng = self.rng
        bodies = [None, "{}", "x", '{"nonce": "000000000000000000000000", "sealed": "00"}', "[]"]
        wraps = [
            entering.Wrap(login, rng.choice([1, 1 << 52]), rng.choice(bodies)) for login in ("", "clerk", "m")
        ]
        self._hub().wraps(self.token, entering.Wraps(wraps))

    def _carry(self) -> None:
        body = frame.pack(self._changed())
        self._hub().carry(self.token, wire.Carried("00000000", bytes(64), body))

    def _ask(self) -> None:
        """Questions without sense."""
        rng = self.rng
        far = rng.choice([-5, -1, 0, 3, 1 << 52, 1 << 60])
        rng.choice(
            (
                lambda: self._hub().pull(self.token, far, self._lineage(), wire.SCHEMA),
                lambda: self._hub().pull(self.token, 0, [("'; --", 1)], wire.SCHEMA),
                lambda: self._hub().earlier(self.token, wire.Earlier(["staff"] * rng.randint(0, 50), far)),
                lambda: self._hub().digest(self.token, rng.choice(TABLES)),
                lambda: self._hub().hello("x" * 43, wire.Hello("a" * 8, [], [], 1, 0, "", 0, "")),
            )
        )()

    def _enrol(self) -> None:
        self._hub().enrol(
            entering.Entry("AAAA-AAAA-AAAA-AAAA", token="m" * 43, login="clerk", proof=bytes(64))
        )

    def _proofs(self) -> list[wire.Proof]:
        """None, made up, or an honest person's over something else."""
        stolen = [proof for push in self._pushes() for proof in push.proofs]
        made_up = wire.Proof("clerk", self.rng.randbytes(64), self.rng.random() < 0.5)
        return self.rng.choice([[], [made_up], stolen[-3:], [made_up, *stolen[:2]]])

    def _pushes(self) -> list[Push]:
        return [message for message in self.heard if isinstance(message, Push)]

    def _lineage(self) -> list[tuple[str, int]]:
        pushes = self._pushes()
        return list(self.rng.choice(pushes).lineage) if pushes else []

    def _epoch(self) -> int:
        with self._hub().storage.reading() as work:
            return int(work.all("SELECT epoch FROM centres")[0][0])

    def _value(self) -> Any:
        return self.rng.choice(VALUES)

    def _fresh(self) -> str:
        return f"evil-{self.rng.randrange(1 << 40)}"


def _differing(before: dict[Any, Any], after: dict[Any, Any]) -> set[Any]:
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
