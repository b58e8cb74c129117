"""The hub itself, without a network: what a desk may ask, each in one transaction."""

from __future__ import annotations

import time
from collections.abc import Callable

from app.errors import NotAllowed, Unavailable
from db.exchange.codes import hashed
from db.exchange.content_wire import ContentPiece, ContentsAsked, ContentsTold, ContentTaken, ContentWanted
from db.exchange.entering import Admitted, DoorAsked, DoorTold, Entry, Wraps
from db.exchange.frame import unpack
from db.exchange.orders import Obeyed, Order
from db.exchange.wire import (
    PAGE_ROWS,
    Buckets,
    Carried,
    Earlier,
    HeadAsked,
    HeadTold,
    Hello,
    Page,
    Push,
    Pushed,
    Round,
    Rounded,
    Welcome,
)
from db.hub import contents, places
from db.hub.account_wraps import check_wraps, keep_wraps, read_wraps
from db.hub.accounts import speaking_of
from db.hub.admission import admit, check_entry, tell_door
from db.hub.audit_heads import audit_head
from db.hub.carry import check_carried, signer_of
from db.hub.digest import table_digest
from db.hub.earlier import check_earlier, read_earlier
from db.hub.greet import greet, greet_again, new_epoch
from db.hub.judging import Judgement, judge
from db.hub.memory import Memory
from db.hub.orders import obey
from db.hub.pages import check_pull, read_page
from db.hub.places import Caller
from db.hub.recent import Recent
from db.hub.rounds import judge_round, read_round
from db.hub.storage import Storage, Work
from db.hub.together import REFUSALS, Together

KNOWN_SECONDS = 5.0
"""How long a body is taken from a token that was good, before it is looked at again."""


def wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Hub:
    """One storage, any number of centres. ``clock`` gives milliseconds; sync keeps the machine's clock."""

    def __init__(self, storage: Storage, clock: Callable[[], int] = wall_ms) -> None:
        self.storage = storage
        self.clock = clock
        self.on_change: Callable[[int], None] = _nobody
        self._together = Together(lambda: self.storage.writing())
        self._memory = Memory()
        self._recent = Recent(self._memory)
        self._callers: dict[str, tuple[Caller, float]] = {}
        """Of tokens (hashed): the desk, and when it was looked up."""

    def caller(self, token: str) -> Caller:
        """The desk of a token. NotAllowed: hub_token, hub_revoked."""
        with self.storage.reading() as work:
            caller = places.caller_of(work, token)
        self._callers[hashed(token)] = caller, time.monotonic()
        return caller

    def known_caller(self, token: str) -> Caller | None:
        """The desk of a token that was good a moment ago, without a look; whatever it asks is judged anew."""
        caller, at = self._callers.get(hashed(token), (None, 0.0))
        return caller if time.monotonic() - at < KNOWN_SECONDS else None

    def _centre(self, token: str) -> int:
        """The centre whose turn a message of this token waits for; a desk never changes it."""
        caller, _ = self._callers.get(hashed(token), (None, 0.0))
        return (caller or self.caller(token)).centre

    def enrol(self, entry: Entry) -> Admitted:
        """Admit a desk by its one-time code and an account's proof; the same desk may ask again.

        NotAllowed: enrol_code, enrol_proof. Unavailable: hub_empty, hub_other_centre, hub_other_letter.
        """
        check_entry(entry)
        with self.storage.writing() as work:
            answer = admit(work, entry, self.clock())
        if isinstance(answer, NotAllowed):
            raise answer
        return answer

    def door(self, asked: DoorAsked) -> DoorTold:
        """How an account's password becomes the key that lets a desk in. NotAllowed('enrol_code')."""
        with self.storage.reading() as work:
            return tell_door(work, asked, self.clock())

    def hello(self, token: str, hello: Hello) -> Welcome:
        """Unavailable: sync_desk_older for a desk that may still push (it says so), sync_hub_older."""
        with self.storage.reading() as work:
            welcome = greet_again(work, places.caller_of(work, token), hello, self.clock())
        if welcome is not None:
            return welcome
        return self._together.write(
            self._centre(token),
            lambda work: greet(work, places.caller_of(work, token), hello, self.clock()),
        )

    def push(self, token: str, push: Push) -> Pushed:
        """Judge a batch. Stale if the epochs differ; BadWire, NotAllowed."""
        return self._push(self._centre(token), push, lambda work: places.caller_of(work, token))

    def carry(self, token: str, carried: Carried) -> Pushed:
        """Judge a batch that another desk signed and this one brings. NotAllowed: courier_foreign …"""
        with self.storage.reading() as work:
            bearer = places.caller_of(work, token)
            check_carried(work, bearer, carried)
        push = unpack(carried.push, Push)
        return self._push(
            bearer.centre,
            push,
            lambda work: signer_of(work, places.caller_of(work, token), carried, push.author),
        )

    def _push(self, centre: int, push: Push, of: Callable[[Work], Caller]) -> Pushed:
        judgement = self._together.write(
            centre, lambda work: judge(work, of(work), push, self._memory, self.clock()), len(push.seq)
        )
        return self._stands(judgement)

    def _stands(self, judgement: Judgement) -> Pushed:
        """Its transaction has ended well."""
        self._memory.keep(judgement.centre, judgement.known)
        if judgement.answer.top > judgement.before:
            self.on_change(judgement.centre)
        return judgement.answer

    def pull(
        self, token: str, since: int, mine: list[tuple[str, int]], schema: int, limit: int = PAGE_ROWS
    ) -> Page:
        """One page. BadWire for a senseless cursor; Unavailable('sync_desk_older' | 'sync_hub_older')."""
        check_pull(since, mine, schema, limit)
        with self.storage.reading() as work:
            caller = places.caller_of(work, token)
            return read_page(work, caller, since, mine, limit, self._memory, self._recent)

    def round(self, token: str, asked: Round) -> Rounded:
        """Hello, push and pull in one transaction. Refused as its hello is; the rest may be left out."""
        try:
            check_pull(asked.pull.since, asked.pull.mine, asked.pull.schema)
            rounded = (
                self._judged_round(token, asked, asked.push) if asked.push else self._read_round(token, asked)
            )
        except REFUSALS:
            rounded = None
        return rounded or self._by_itself(token, asked)

    def _read_round(self, token: str, asked: Round) -> Rounded | None:
        with self.storage.reading() as work:
            caller = places.caller_of(work, token)
            return read_round(work, caller, asked, self._memory, self._recent, self.clock())

    def _judged_round(self, token: str, asked: Round, push: Push) -> Rounded:
        judgement, rounded = self._together.write(
            self._centre(token),
            lambda work: judge_round(
                work, places.caller_of(work, token), asked, push, self._memory, self._recent, self.clock()
            ),
            len(push.seq),
        )
        self._stands(judgement)
        return rounded

    def _by_itself(self, token: str, asked: Round) -> Rounded:
        """One after the other, up to what is refused: that is then asked by itself, and told why."""
        welcome = self.hello(token, asked.hello)
        if welcome.epoch != asked.hello.epoch:
            return Rounded(welcome, None, None)
        try:
            pushed = self.push(token, asked.push) if asked.push else None
        except REFUSALS:
            return Rounded(welcome, None, None)
        return Rounded(welcome, pushed, None)

    def top(self, token: str) -> int:
        """The newest revision of the caller's centre."""
        with self.storage.reading() as work:
            return places.centre_of(work, places.caller_of(work, token).centre).top

    def wraps(self, token: str, wraps: Wraps) -> Wraps:
        """Exchange the sealed keys of accounts; the newest of each shows."""
        check_wraps(wraps.wraps)

        def keep(work: Work) -> Wraps:
            caller = places.caller_of(work, token)
            centre = places.centre_of(work, caller.centre)
            keep_wraps(work, caller, centre, speaking_of(work, centre), wraps.wraps, self.clock())
            return Wraps(read_wraps(work, centre.id))

        return self._together.write(self._centre(token), keep)

    def earlier(self, token: str, asked: Earlier, limit: int = PAGE_ROWS) -> Page:
        """Rows for a new desk. BadWire for senseless questions."""
        check_earlier(asked)
        with self.storage.reading() as work:
            return read_earlier(work, places.caller_of(work, token), asked, limit)

    def contents_held(self, token: str, asked: ContentsAsked) -> ContentsTold:
        """How much of each content lies here. BadWire."""
        with self.storage.reading() as work:
            return contents.held(work, places.caller_of(work, token), asked)

    def take_content(self, token: str, piece: ContentPiece) -> ContentTaken:
        """Take a piece of a content. BadWire; Unavailable: content_unnamed, content_quota."""
        with self.storage.writing() as work:
            caller = places.caller_of(work, token)
            work.lock(caller.centre)
            return contents.take(work, caller, piece, self.clock())

    def give_content(self, token: str, wanted: ContentWanted) -> ContentPiece:
        """A piece of a content. BadWire; Unavailable('content_unknown')."""
        with self.storage.reading() as work:
            return contents.give(work, places.caller_of(work, token), wanted)

    def head(self, token: str, asked: HeadAsked) -> HeadTold:
        """The last entry of a desk's audit here."""
        with self.storage.reading() as work:
            return audit_head(work, places.caller_of(work, token).centre, asked.series)

    def leave(self, token: str) -> None:
        """The desk of this token goes of its own accord: it is cut off, and no other one."""
        with self.storage.writing() as work:
            places.let_go(work, places.caller_of(work, token), self.clock())
        self._callers.clear()

    def order(self, token: str, order: Order) -> Obeyed:
        """Let one more desk in, or stop one, for an administrator. NotAllowed('hub_order'); Unavailable …"""
        with self.storage.writing() as work:
            caller = places.caller_of(work, token)
            speaking = speaking_of(work, places.centre_of(work, caller.centre), None, caller)
            obeyed = obey(work, caller, speaking, order, self.clock())
        self._callers.clear()
        return obeyed

    def digest(self, token: str, table: str) -> Buckets:
        with self.storage.reading() as work:
            return table_digest(work, places.caller_of(work, token).centre, table)

    def tops(self) -> dict[int, int]:
        """The newest revision of every centre."""
        with self.storage.reading() as work:
            return dict(work.all("SELECT id, top FROM centres"))  # type: ignore[arg-type]

    def begin_anew(self, code: str | None = None) -> int:
        """The owner's word that this database is an older one: a new epoch. Unavailable: hub_empty …"""
        with self.storage.writing() as work:
            centre = places.only_centre(work, code)
            if centre is None:
                raise Unavailable("hub_empty")
            work.lock(centre.id)
            return new_epoch(work, centre)

    def close_history(self, code: str | None = None) -> bool:
        """Take nothing more that nobody signed; False if it was so already. Unavailable: hub_empty …"""
        with self.storage.writing() as work:
            centre = places.only_centre(work, code)
            if centre is None:
                raise Unavailable("hub_empty")
            return places.close_history(work, centre.id, self.clock())

    def mark(self, tops: dict[int, int]) -> None:
        """Note what is in a backup; desks then forget what they kept for sending again."""
        with self.storage.writing() as work:
            work.many("UPDATE centres SET mark = ? WHERE id = ?", [(top, id) for id, top in tops.items()])

    def close(self) -> None:
        self.storage.close()


def _nobody(_centre: int) -> None:
    """Nobody waits."""
