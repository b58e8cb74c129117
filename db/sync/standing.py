"""Says how things stand between a desk and its hub: what the status bar and ``sync status`` show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from app.errors import JiefangtaiError
from app.events import Event, SyncStateChanged
from app.ports.link import Exchanged, LinkState
from db.mapping import CENTRE_ZONE
from db.store import Store
from db.sync import state
from db.sync.contents import unsent
from db.sync.exchange import AUDIT, ExchangeCounts

UNSET, ONLINE, OFFLINE, BUSY = "未设置", "已连接", "未连接", "正在同步"


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, CENTRE_ZONE)


class Standing:
    """Remembers how the exchanges since the program was started went; the last one for the next start too."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._word: str | None = None
        self._code: str | None = None
        self._facts: dict[str, Any] = {}
        self._top: int | None = None
        self._last_at: str | None = None
        self._sent = self._fetched = 0
        self._announce: Callable[[Event], None] = _nobody

    def state(self) -> LinkState:
        with self._store.reading() as reads:
            c = reads.connection
            url = state.get(c, state.URL)
            cursor = state.number(c, state.CURSOR)
            remembered = OFFLINE if state.get(c, state.LAST_CODE) else ONLINE
            return LinkState(
                (self._word or remembered) if url else UNSET,
                url,
                state.waiting(c),
                state.set_aside(c),
                state.conflicts(c),
                cursor,
                None if self._top is None else max(0, self._top - cursor),
                self._last_at or state.get(c, state.LAST_AT),
                self._code,
                self._sent,
                self._fetched,
                self._facts,
                state.history(c),
                len(unsent(c)) if url else 0,
                state.number(c, state.CLOCK),
                {letter: _moment(at) for letter, at in state.seen(c).items()} if url else {},
            )

    def announce_to(self, announce: Callable[[Event], None]) -> None:
        """Have every change announced."""
        self._announce = announce

    def announce(self, event: Event) -> None:
        self._announce(event)

    def tell(self, announce: Callable[[Event], None]) -> None:
        """Announce how things stand now."""
        now = self.state()
        counts = (now.waiting, now.conflicts, now.set_aside)
        announce(SyncStateChanged(now.state, *counts, now.last_at, now.history))

    def become(self, word: str, error: JiefangtaiError | None = None) -> None:
        code = None if error is None else error.code
        changed = (word, code) != (self._word, self._code) or word == ONLINE
        self._word, self._code = word, code
        self._facts = {} if error is None else error.facts
        if changed and self._announce is not _nobody:
            self.tell(self._announce)

    def note_failed(self, error: JiefangtaiError) -> None:
        self._remember(error.code)
        self.become(OFFLINE, error)

    def note_done(self, counts: ExchangeCounts, older: int) -> Exchanged:
        """An exchange has ended well; ``older``: rows of the history that it brought."""
        now = datetime.now(CENTRE_ZONE).replace(microsecond=0).isoformat()
        self._store.on_writer(lambda c: state.put(c, state.LAST_AT, now))
        self._remember("")
        self._last_at = now
        pulled = sum(count for table, count in counts.pulled.items() if table != AUDIT) + older
        self._sent += counts.pushed
        self._fetched += pulled
        with self._store.reading() as reads:
            c = reads.connection
            cursor = self._top = state.number(c, state.CURSOR)
            return Exchanged(
                counts.pushed,
                pulled,
                state.set_aside(c),
                state.conflicts(c),
                counts.audit + counts.pulled[AUDIT],
                cursor,
                tuple(sorted(table for table, count in counts.pulled.items() if count)),
            )

    def note_left(self) -> None:
        """The desk has no hub any more."""
        self._top, self._last_at = None, None
        self.become(UNSET)

    def _remember(self, code: str) -> None:
        """How the last exchange ended, for the next start of the program."""
        if self._store.on_writer(lambda c: state.get(c, state.LAST_CODE) or "") != code:
            self._store.on_writer(lambda c: state.put(c, state.LAST_CODE, code))


def _nobody(_event: Event) -> None:
    """Nobody listens."""
