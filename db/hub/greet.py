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


def greet(work: Work, caller: Caller, hello: Hello, now: int) -> Welcome:
    """In a writing transaction; a hub that finds itself older than the desk's memory starts a new epoch."""
    check_names(hello.lineage)
    check_names(hello.acked)
    if (
        not AUTHOR.fullmatch(hello.author)
        or not 0 <= hello.cursor <= MAX_NUMBER
        or not 0 <= hello.epoch < MAX_NUMBER // 2
    ):
        raise BadWire("hello")
    work.lock(caller.centre)
    centre = centre_of(work, caller.centre)
    last = _judged(work, caller, {hello.author, *dict(hello.lineage), *dict(hello.acked)})
    epoch = centre.epoch
    if (proved := _lost_epoch(work, centre, hello)) is not None:
        epoch = new_epoch(work, centre, proved)
    elif hello.epoch > epoch or (hello.epoch == epoch and _remembers_more(centre, hello, last)):
        raise Unavailable("hub_unproved")
    work.run("UPDATE desks SET seen_at = ? WHERE id = ?", (now, caller.desk))
    enrolled = work.first_row(
        "SELECT count(*) FROM desks WHERE centre = ? AND revoked_at IS NULL", (caller.centre,)
    )
    return Welcome(
        epoch,
        centre.top,
        sorted(last.items()),
        SCHEMAS,
        now,
        centre.mark,
        _desk_went_back(hello, last),
        wraps_digest(work, caller.centre),
        enrolled[0] if enrolled else 0,
        mark_at(work, replace(centre, epoch=epoch), centre.top),
        small=FORM,
        seen=_others(work, caller),
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


def _judged(work: Work, caller: Caller, authors: set[str]) -> dict[str, int]:
    """Up to where each of them is judged: every one that the desk tells of, however many there are."""
    names = sorted(authors)
    inherit(work, caller, names)
    marks = ", ".join("?" * len(names))
    statement = f"SELECT name, last FROM authors WHERE desk = ? AND name IN ({marks})"  # noqa: S608
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
