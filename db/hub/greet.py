"""Answers a hello: how far everything is judged, and whether this hub or that desk went back in time."""

from __future__ import annotations

import secrets

from app.errors import Unavailable
from db.hub.account_wraps import wraps_digest
from db.hub.batch import AUTHOR, MAX_NUMBER, check_names
from db.hub.pages import nonce_at
from db.hub.places import Caller, centre_of, inherit
from db.hub.storage import Work
from db.sync.wire import SCHEMA, BadWire, Hello, Welcome

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
    last = _judged(work, caller, [name for name, _ in hello.lineage] + [hello.author])
    epoch = centre.epoch
    newer = hello.epoch > epoch  # a desk of an epoch that this older database has not begun yet
    if newer or (hello.epoch == epoch and _hub_went_back(work, caller.centre, centre.top, hello, last)):
        epoch = new_epoch(work, caller.centre, hello.epoch)
    work.run("UPDATE desks SET seen_at = ? WHERE id = ?", (now, caller.desk))
    enrolled = work.one(
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
    )


def require_schema(schema: int) -> None:
    """Unavailable('sync_desk_older' | 'sync_hub_older') for a desk too far from this hub's version."""
    if schema < SCHEMAS[0]:
        raise Unavailable("sync_desk_older", desk=schema, hub=SCHEMA)
    if schema > SCHEMAS[1]:
        raise Unavailable("sync_hub_older", desk=schema, hub=SCHEMA)


def new_epoch(work: Work, centre: int, above: int = 0) -> int:
    """From here on every desk sends again what it has and reads again from the beginning."""
    found = work.one("SELECT epoch FROM centres WHERE id = ?", (centre,))
    assert found is not None
    epoch = max(int(found[0]), above) + 1 + secrets.randbelow(1_000)
    work.run("UPDATE centres SET epoch = ? WHERE id = ?", (epoch, centre))
    return epoch


def _judged(work: Work, caller: Caller, authors: list[str]) -> dict[str, int]:
    names = sorted(set(authors[-64:]))
    inherit(work, caller, names)
    marks = ", ".join("?" * len(names))
    statement = f"SELECT name, last FROM authors WHERE desk = ? AND name IN ({marks})"  # noqa: S608
    return dict(work.all(statement, (caller.desk, *names)))


def _hub_went_back(work: Work, centre: int, top: int, hello: Hello, last: dict[str, int]) -> bool:
    """The desk remembers a judgement or a mark that this database does not have."""
    if hello.cursor > top or any(seq > last.get(name, 0) for name, seq in hello.acked):
        return True
    return hello.cursor > 0 and nonce_at(work, centre, hello.cursor) != hello.nonce


def _desk_went_back(hello: Hello, last: dict[str, int]) -> bool:
    """The hub has judged operations of an author that this file has lost."""
    ends = [first for _, first in hello.lineage[1:]]
    closed = zip(hello.lineage, ends, strict=False)
    return any(last.get(name, 0) >= end for (name, _), end in closed)
