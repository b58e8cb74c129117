"""One exchange with the hub: hello, push until nothing waits, pull until nothing is new."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from app.errors import NotAllowed, Unavailable
from app.ports.link import WrapsKeeper
from db.exchange.frame import Stale
from db.exchange.proofs import NOBODY, Voice
from db.exchange.wire import Push, Pushed, Welcome
from db.sync import state
from db.sync.accounts import exchange_wraps, own_digest
from db.sync.at_once import ask_at_once
from db.sync.courier import hand_on
from db.sync.ends import HubEnd
from db.sync.hello import compose, newly_gone_back, offer_what_is_missing, say_hello, take_welcome
from db.sync.pull import Writer, pull_all
from db.sync.push import next_batch, next_sealed, take_judgement, take_other_name
from db.sync.rereading import unsee
from db.sync.retry import retry_edited

ATTEMPTS = 4


def wall_ms() -> int:
    """This machine's clock; no other time stands in for it here (CLI.md)."""
    return time.time_ns() // 1_000_000


class _Renamed(Exception):
    """A start of this desk has another name now; the exchange begins anew."""


AUDIT = "audit"


@dataclass(slots=True)
class ExchangeCounts:
    """What one exchange did."""

    pushed: int = 0
    audit: int = 0
    pulled: Counter[str] = field(default_factory=Counter)
    welcome: Welcome | None = None


def exchange(
    store: Writer,
    end: HubEnd,
    keeper: WrapsKeeper | None = None,
    went_back: Callable[[], None] | None = None,
    voice: Voice = NOBODY,
    clock: Callable[[], int] = wall_ms,
) -> ExchangeCounts:
    """Run until both ends agree. Unavailable, NotAllowed; everything done so far stays done.

    ``clock``: this machine's, in milliseconds, to be held against the hub's.
    """
    counts = ExchangeCounts()
    for attempt in range(ATTEMPTS):
        digest = own_digest(store, keeper)
        at_once = None if attempt else ask_at_once(store, end, digest, voice)
        welcome = at_once.welcome if at_once else _hello(store, end, digest)
        counts.welcome = welcome
        _take_welcome(store, end, keeper, digest, welcome, went_back, clock)
        try:
            if store.on_writer(lambda c: state.get(c, state.RECOVERING)):
                _push_sealed(store, end, counts, voice)
                counts.pulled += pull_all(store, end)
                store.on_writer(offer_what_is_missing)
            hand_on(store, end)
            if at_once is not None and (judgement := at_once.judgement()) is not None:
                _take(store, counts, *judgement)
            is_later = _push_all(store, end, counts, voice)
            first = None if at_once is None or is_later else at_once.first_page()
            counts.pulled += pull_all(store, end, first)
        except Stale:
            continue
        except _Renamed:
            continue
        if store.on_writer(lambda c: state.number(c, state.EPOCH)) == welcome.epoch:
            return counts
    raise Unavailable("sync_epoch")


def _hello(store: Writer, end: HubEnd, digest: str) -> Welcome:
    return say_hello(end, store.on_writer(lambda c: compose(c, digest)))


def _take_welcome(
    store: Writer,
    end: HubEnd,
    keeper: WrapsKeeper | None,
    digest: str,
    welcome: Welcome,
    went_back: Callable[[], None] | None,
    clock: Callable[[], int],
) -> None:
    ahead = (clock() - welcome.now) // 1000
    store.on_writer(lambda c: take_welcome(c, welcome, ahead))
    if keeper is not None and digest != welcome.wraps:
        exchange_wraps(store, end, keeper)
    if went_back is not None and store.on_writer(lambda c: newly_gone_back(c, welcome)):
        went_back()


def _push_sealed(store: Writer, end: HubEnd, counts: ExchangeCounts, voice: Voice) -> None:
    """To a hub that is an older one: first what it lost, signed by those who did it."""
    after = 0
    while (push := store.on_writer(lambda c, last=after: next_sealed(c, last))) is not None:  # type: ignore[misc]
        answer = _answer(store, push, partial(end.push, voice.prove(push, 0)))
        store.on_writer(lambda c, p=push, a=answer: take_judgement(c, p, a))  # type: ignore[misc]
        counts.pushed += _taken(push, answer).count(False)
        after = push.seq[-1]


def _push_all(store: Writer, end: HubEnd, counts: ExchangeCounts, voice: Voice) -> bool:
    """Whether anything was sent: a page that was asked for before it is out of date then."""
    store.on_writer(retry_edited)
    store.on_writer(unsee)
    following = store.on_writer(lambda c: next_batch(c, voice=voice))
    is_any = following is not None
    while (push := following) is not None:
        answered = end.later(partial(_answer, store, push, partial(end.push, push)))
        after = push.seq[-1]
        following = store.on_writer(lambda c, last=after: next_batch(c, last, voice=voice))  # type: ignore[misc]
        _take(store, counts, push, answered())
    return is_any


def _take(store: Writer, counts: ExchangeCounts, push: Push, answer: Pushed) -> None:
    store.on_writer(lambda c: take_judgement(c, push, answer))
    audit = _taken(push, answer)
    counts.audit += audit.count(True)
    counts.pushed += audit.count(False)


def _answer(store: Writer, push: Push, ask: Callable[[], Pushed]) -> Pushed:
    """The hub's judgement. _Renamed if the name under which this desk wrote was taken by another."""
    try:
        return ask()
    except NotAllowed as error:
        if error.code != "hub_author" or not store.on_writer(lambda c: take_other_name(c, push)):
            raise
        raise _Renamed from error


def _taken(push: Push, answer: Pushed) -> list[bool]:
    """For each operation that was not set aside: whether it is an audit row."""
    aside = {operation.seq for operation in answer.aside}
    return [push.tables[at] == AUDIT for seq, at in zip(push.seq, push.tbl, strict=True) if seq not in aside]
