"""Step: hello, what waits and the question for what is new in one message, where there is little to say.

Most rounds are a visit that was saved here, or one that was saved elsewhere. Three requests for it are three
times the work of a request, at the hub and here. What the hub leaves out of its answer, and whatever is more
than a round, goes its ordinary way afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.cipher import Connection
from db.exchange import slim
from db.exchange.proofs import Voice
from db.exchange.wire import SCHEMA, Hello, Page, Pull, Push, Pushed, Round, Welcome
from db.sync import state
from db.sync.ends import HubEnd
from db.sync.hello import compose
from db.sync.pull import FirstPage, Writer, what_to_read
from db.sync.push import next_batch
from db.sync.rereading import unsee
from db.sync.retry import retry_edited


@dataclass(frozen=True, slots=True)
class AtOnce:
    """What was asked in one message, and the answers."""

    hello: Hello
    push: Push | None
    since: int
    mine: list[tuple[str, int]]
    welcome: Welcome
    pushed: Pushed | None
    page: Page | None

    def judgement(self) -> tuple[Push, Pushed] | None:
        """The push with its judgement, if the hub judged it in the epoch in which it was written."""
        if self.push is None or self.pushed is None or self.welcome.epoch != self.hello.epoch:
            return None
        return self.push, self.pushed

    def first_page(self) -> FirstPage | None:
        """The page, for whoever would ask the same."""
        if self.page is None or self.welcome.epoch != self.hello.epoch:
            return None
        return FirstPage(self.since, self.mine, self.page)


def ask_at_once(store: Writer, end: HubEnd, digest: str, voice: Voice) -> AtOnce | None:
    """The answers; None where the hub takes no rounds, or where there is more to do than a round."""
    if not end.takes_rounds() or store.on_writer(_is_more):
        return None
    store.on_writer(retry_edited)
    store.on_writer(unsee)
    hello = store.on_writer(lambda c: compose(c, digest))
    push = store.on_writer(lambda c: next_batch(c, most=slim.FEW, voice=voice))
    if push is not None and len(push.seq) > slim.FEW:
        return None
    since, mine = store.on_writer(what_to_read)
    answer = end.round(Round(hello, push, Pull(since, mine, SCHEMA, small=slim.FORM)))
    if answer is None:
        return None
    return AtOnce(hello, push, since, mine, answer.welcome, answer.pushed, answer.page)


def _is_more(connection: Connection) -> bool:
    """Whether this desk has still to find its place in the epoch, or brings messages of other desks."""
    if not state.number(connection, state.EPOCH) or state.get(connection, state.RECOVERING):
        return True
    return connection.execute("SELECT 1 FROM carried LIMIT 1").fetchone() is not None
