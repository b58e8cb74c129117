"""The hub itself, without a network: what a desk may ask, each in one transaction."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from app.errors import Unavailable
from db.hub import places
from db.hub.account_wraps import check_wraps, keep_wraps, read_wraps
from db.hub.batch import MAX_NUMBER, check_names
from db.hub.carry import check_carried, signer_of
from db.hub.digest import table_digest
from db.hub.earlier import check_earlier, read_earlier
from db.hub.greet import greet, new_epoch, require_schema
from db.hub.judge import judge_push
from db.hub.pages import read_page
from db.hub.places import Caller, Centre
from db.hub.records import Names, decoded
from db.hub.scope import Scope, known_roles
from db.hub.storage import Storage, Work
from db.sync.wire import (
    PAGE_ROWS,
    Admitted,
    BadWire,
    Buckets,
    Carried,
    Earlier,
    Entry,
    Hello,
    Page,
    Push,
    Pushed,
    Stale,
    Welcome,
    Wraps,
    unpack,
)

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits as a desk chooses them."""


def wall_ms() -> int:
    return time.time_ns() // 1_000_000


class Hub:
    """One storage, any number of centres. ``clock`` gives milliseconds; sync keeps the machine's clock."""

    def __init__(self, storage: Storage, clock: Callable[[], int] = wall_ms) -> None:
        self.storage = storage
        self.clock = clock
        self.on_change: Callable[[int], None] = _nobody

    def caller(self, token: str) -> Caller:
        """The desk of a token. NotAllowed: hub_token, hub_revoked."""
        with self.storage.reading() as work:
            return places.caller_of(work, token)

    def enrol(self, entry: Entry) -> Admitted:
        """Admit a desk by its one-time code; the same desk may ask again with it as long as the code lives.

        NotAllowed: enrol_code. Unavailable: hub_empty, hub_other_centre, hub_other_letter.
        """
        now = self.clock()
        if any(len(text or "") > 200 or chr(0) in (text or "") for text in (entry.centre, entry.centre_code)):
            raise BadWire("centre")
        if entry.token is not None and not TOKEN.fullmatch(entry.token):
            raise BadWire("token")
        with self.storage.writing() as work:
            before = places.admitted_before(work, entry.code, entry.token, now) if entry.token else None
            if before is not None:
                known, desk, letter = before
                return _admitted(work, entry, places.centre_of(work, known), desk, letter, entry.token or "")
            centre_id, letter = places.spend_code(work, entry.code, now)
            if entry.letter is not None and entry.letter != letter:
                raise Unavailable("hub_other_letter", letter=letter, mine=entry.letter)
            centre = (
                places.centre_of(work, centre_id)
                if centre_id
                else places.only_centre(work, entry.centre_code)
            )
            if centre is None:
                if entry.centre is None or entry.centre_code is None:
                    raise Unavailable("hub_empty")
                centre = places.found_centre(work, entry.centre_code, entry.centre, entry.seal)
            elif entry.centre_code not in (None, centre.code):
                raise Unavailable("hub_other_centre", mine=str(entry.centre_code), theirs=centre.code)
            desk, token = places.admit_desk(work, centre.id, letter, now, entry.token)
            return _admitted(work, entry, centre, desk, letter, token)

    def hello(self, token: str, hello: Hello) -> Welcome:
        """Unavailable: sync_desk_older for a desk that may still push (it says so), sync_hub_older."""
        with self.storage.writing() as work:
            return greet(work, places.caller_of(work, token), hello, self.clock())

    def push(self, token: str, push: Push) -> Pushed:
        """Judge a batch. Stale if the epochs differ; BadWire, NotAllowed."""
        return self._push(push, lambda work: places.caller_of(work, token))

    def carry(self, token: str, carried: Carried) -> Pushed:
        """Judge a batch that another desk signed and this one brings. NotAllowed: courier_foreign …"""
        with self.storage.reading() as work:
            check_carried(work, places.caller_of(work, token), carried)
        push = unpack(carried.push, Push)
        return self._push(
            push, lambda work: signer_of(work, places.caller_of(work, token), carried, push.author)
        )

    def _push(self, push: Push, of: Callable[[Work], Caller]) -> Pushed:
        stale = False
        with self.storage.writing() as work:
            caller = of(work)
            work.lock(caller.centre)
            centre = places.centre_of(work, caller.centre)
            _, last = places.author_of(work, caller, push.author)
            if push.epoch != centre.epoch or push.prev > last:
                stale = True
            else:
                scope = Scope(
                    caller.letter, caller.enrolled_at, known_roles(_staff(work, centre.id)), centre.epoch > 1
                )
                judged = judge_push(work, centre, caller, push, scope, self.clock())
        if stale:
            raise Stale
        if judged.top > centre.top:
            self.on_change(caller.centre)
        return judged

    def pull(
        self, token: str, since: int, mine: list[tuple[str, int]], schema: int, limit: int = PAGE_ROWS
    ) -> Page:
        """One page. BadWire for a senseless cursor; Unavailable('sync_desk_older' | 'sync_hub_older')."""
        require_schema(schema)
        check_names(mine)
        if not 0 <= since <= MAX_NUMBER or not 1 <= limit <= 10 * PAGE_ROWS:
            raise BadWire("cursor")
        with self.storage.reading() as work:
            return read_page(work, places.caller_of(work, token), since, mine, limit)

    def top(self, token: str) -> int:
        """The newest revision of the caller's centre."""
        with self.storage.reading() as work:
            return places.centre_of(work, places.caller_of(work, token).centre).top

    def wraps(self, token: str, wraps: Wraps) -> Wraps:
        """Exchange the sealed keys of accounts; the newest of each shows."""
        check_wraps(wraps.wraps)
        with self.storage.writing() as work:
            caller = places.caller_of(work, token)
            keep_wraps(work, caller.centre, wraps.wraps)
            return Wraps(read_wraps(work, caller.centre))

    def earlier(self, token: str, asked: Earlier, limit: int = PAGE_ROWS) -> Page:
        """Rows for a new desk. BadWire for senseless questions."""
        check_earlier(asked)
        with self.storage.reading() as work:
            return read_earlier(work, places.caller_of(work, token), asked, limit)

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

    def mark(self, tops: dict[int, int]) -> None:
        """Note what is in a backup; desks then forget what they kept for sending again."""
        with self.storage.writing() as work:
            work.many("UPDATE centres SET mark = ? WHERE id = ?", [(top, id) for id, top in tops.items()])

    def close(self) -> None:
        self.storage.close()


def _admitted(work: Work, entry: Entry, centre: Centre, desk: str, letter: str, token: str) -> Admitted:
    wraps = read_wraps(work, centre.id)
    seal = centre.seal or entry.seal
    return Admitted(token, desk, letter, centre.name, centre.code, centre.epoch, wraps, seal)


def _nobody(_centre: int) -> None:
    """Nobody waits."""


def _staff(work: Work, centre: int) -> list[dict[str, str | int | float | None]]:
    names = Names(work)
    found = work.all("SELECT shape, body FROM rows WHERE centre = ? AND tbl = 'staff'", (centre,))
    return [decoded(names, shape, body) for shape, body in found]
