"""Answers a hello: how far everything is judged, and whether this hub or that desk went back in time."""

from __future__ import annotations

from dataclasses import replace

from app.errors import Unavailable
from db.exchange.batch import AUTHOR, MAX_NUMBER, check_names
from db.exchange.frame import MAX_STARTS, BadWire
from db.exchange.slim import FORM
from db.exchange.wire import SCHEMA, Hello, Welcome
from db.hub.account_wraps import wraps_digest
from db.hub.marks import genuine, is_lost, mark_at
from db.hub.places import Caller, Centre, centre_of, inherit
from db.hub.storage import Work

SCHEMAS = (SCHEMA - 1, SCHEMA + 1)
SEEN_MS = 30_000
"""How old the note of a desk's last word may be. A durable commit takes longer than all of a round."""


def greet(work: Work, caller: Caller, hello: Hello, now: int) -> Welcome:
    """Under the sequencer; a hub that finds itself older than the desk's memory starts a new epoch."""
    _check(hello)
    centre = centre_of(work, caller.centre)
    inherit(work, caller, _authors_in(hello))
    work.run("UPDATE desks SET seen_at = ? WHERE id = ?", (now, caller.desk))
    if (proved := _lost_epoch(work, centre, hello)) is not None:
        anew = replace(centre, epoch=new_epoch(work, centre, proved))
        return _welcome(work, caller, anew, hello, _judged(work, caller, _authors_in(hello)), now)
    return _welcome_of_the_epoch(work, caller, centre, hello, now)


def greet_again(work: Work, caller: Caller, hello: Hello, now: int) -> Welcome | None:
    """The same for a desk that spoke just now; None where there is something to note: see ``greet``."""
    _check(hello)
    if not 0 <= now - caller.seen_at < SEEN_MS:
        return None
    names = _authors_in(hello)
    others = f"SELECT count(*) FROM authors WHERE name IN ({_marks(names)}) AND desk <> ?"  # noqa: S608
    if work.all(others, (*names, caller.desk)) != [(0,)]:
        return None
    centre = centre_of(work, caller.centre)
    if _lost_epoch(work, centre, hello) is not None:
        return None
    return _welcome_of_the_epoch(work, caller, centre, hello, now)


def _check(hello: Hello) -> None:
    check_names(hello.lineage)
    check_names(hello.acked)
    if (
        not AUTHOR.fullmatch(hello.author)
        or not 0 <= hello.cursor <= MAX_NUMBER
        or not 0 <= hello.epoch < MAX_NUMBER // 2
    ):
        raise BadWire("hello")


def _marks(names: list[str]) -> str:
    return ", ".join("?" * len(names))


def _authors_in(hello: Hello) -> list[str]:
    """Every author that the desk tells of, however many there are."""
    return sorted({hello.author, *dict(hello.lineage), *dict(hello.acked)})


def _welcome_of_the_epoch(work: Work, caller: Caller, centre: Centre, hello: Hello, now: int) -> Welcome:
    """Where no mark proves that the hub went back. Unavailable('hub_unproved') if the desk says it did."""
    last = _judged(work, caller, _authors_in(hello))
    if hello.epoch > centre.epoch or (hello.epoch == centre.epoch and _remembers_more(centre, hello, last)):
        raise Unavailable("hub_unproved")
    return _welcome(work, caller, centre, hello, last, now)


def _welcome(
    work: Work, caller: Caller, centre: Centre, hello: Hello, last: dict[str, int], now: int
) -> Welcome:
    enrolled = work.first_row(
        "SELECT count(*) FROM desks WHERE centre = ? AND revoked_at IS NULL", (caller.centre,)
    )
    return Welcome(
        centre.epoch,
        centre.top,
        sorted(last.items()),
        SCHEMAS,
        now,
        centre.mark,
        _desk_went_back(hello, last),
        wraps_digest(work, caller.centre),
        enrolled[0] if enrolled else 0,
        mark_at(work, centre, centre.top),
        small=FORM,
        seen=_others(work, caller),
        rounds=True,
    )


def _others(work: Work, caller: Caller) -> list[tuple[str, int]]:
    """When each other desk of the centre spoke to this hub last; those that never did are left out."""
    statement = (
        "SELECT letter, max(seen_at) FROM desks WHERE centre = ? AND id <> ?"
        " AND revoked_at IS NULL AND seen_at IS NOT NULL GROUP BY letter ORDER BY letter"
    )
    return [(letter, seen) for letter, seen in work.all(statement, (caller.centre, caller.desk))][:MAX_STARTS]


def require_schema(schema: int) -> None:
    """Unavailable('sync_desk_older' | 'sync_hub_older') for a desk too far from this hub's version."""
    if schema < SCHEMAS[0]:
        raise Unavailable("sync_desk_older", desk=schema, hub=SCHEMA)
    if schema > SCHEMAS[1]:
        raise Unavailable("sync_hub_older", desk=schema, hub=SCHEMA)


def new_epoch(work: Work, centre: Centre, proved: int = 0) -> int:
    """From here on every desk sends again what it has and reads again from the beginning.

    ``proved``: the epoch that a mark of this hub's own shows it to have had.
    """
    epoch = max(centre.epoch, proved) + 1
    work.run("UPDATE centres SET epoch = ? WHERE id = ?", (epoch, centre.id))
    return epoch


def _judged(work: Work, caller: Caller, names: list[str]) -> dict[str, int]:
    """Up to where each of these authors is judged."""
    statement = f"SELECT name, last FROM authors WHERE desk = ? AND name IN ({_marks(names)})"  # noqa: S608
    return dict(work.all(statement, (caller.desk, *names)))


def _lost_epoch(work: Work, centre: Centre, hello: Hello) -> int | None:
    """The newest epoch that a mark of the desk proves, if one proves that this database went back in time."""
    marks = [mark for text in (hello.nonce, hello.mark) if (mark := genuine(centre, text))]
    return max((mark.epoch for mark in marks if is_lost(work, centre, mark)), default=None)


def _remembers_more(centre: Centre, hello: Hello, last: dict[str, int]) -> bool:
    """The desk says that it saw more than this database has, and has no mark to prove it."""
    return hello.cursor > centre.top or any(seq > last.get(name, 0) for name, seq in hello.acked)


def _desk_went_back(hello: Hello, last: dict[str, int]) -> bool:
    """The hub has judged operations of an author that this file has lost."""
    ends = [first for _, first in hello.lineage[1:]]
    closed = zip(hello.lineage, ends, strict=False)
    return any(last.get(name, 0) >= end for (name, _), end in closed)
