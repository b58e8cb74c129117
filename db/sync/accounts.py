"""Step: exchange the accounts' sealed keys, so that any account can sign in at any desk of the centre."""

from __future__ import annotations

import json
import time
from typing import Any

from app.ports.link import WrapsKeeper
from db.cipher import Connection
from db.exchange.entering import Wrap, Wraps, digest_of
from db.exchange.sound_wraps import wrap_in
from db.store import transaction
from db.sync.ends import HubEnd
from db.sync.pull import Writer

RECOVERY = ""
"""Stands in for the login of the recovery key's wrap."""


def own_digest(store: Writer, keeper: WrapsKeeper | None) -> str:
    """Digest of this desk's wraps, after noting what changed in the key file since the last time."""
    if keeper is None:
        return ""
    held = as_bodies(keeper.centre_wraps())
    return store.on_writer(lambda c: digest_of(_noted(c, held)))


def exchange_wraps(store: Writer, end: HubEnd, keeper: WrapsKeeper) -> None:
    """Send ours, take the newest of each; the key file is written only if something changed.

    One of ours that the hub does not take stays and is sent again: who vouches for it may be new to the hub.
    """
    held = as_bodies(keeper.centre_wraps())
    noted = {wrap.login: wrap for wrap in store.on_writer(lambda c: _noted(c, held))}
    answer = end.wraps(Wraps(list(noted.values())))
    newest = [
        wrap for wrap in answer.wraps if is_sound(wrap) and not _is_refused(wrap, noted.get(wrap.login))
    ]
    bodies = held | {wrap.login: wrap.body for wrap in newest}
    merged = {login: body for login, body in bodies.items() if body is not None}
    if merged != held and RECOVERY in merged:
        keeper.take_wraps(as_key_file(merged))
    store.on_writer(lambda c: _remember(c, newest))


def is_sound(wrap: Wrap) -> bool:
    """Whether a key file can hold it; an account that was taken away has no body."""
    if wrap.body is None:
        return wrap.login != RECOVERY
    return wrap.at >= 0 and wrap_in(wrap.body) is not None


def _is_refused(theirs: Wrap, ours: Wrap | None) -> bool:
    """Whether the hub did not take a newer wrap of ours: it stays here and still opens this desk."""
    return (
        ours is not None
        and ours.body is not None
        and theirs.body is not None
        and ours.at > theirs.at
        and ours.body != theirs.body
    )


def as_bodies(key_file: dict[str, Any]) -> dict[str, str]:
    """The key file's wraps as they travel: login to JSON text."""
    bodies = {login: _text(wrap) for login, wrap in key_file["accounts"].items()}
    return bodies | {RECOVERY: _text(key_file["recovery"])}


def as_key_file(bodies: dict[str, str]) -> dict[str, Any]:
    """Back to what the key file holds."""
    accounts = {login: json.loads(body) for login, body in bodies.items() if login != RECOVERY}
    return {"accounts": accounts, "recovery": json.loads(bodies[RECOVERY])}


def remember_wraps(store: Writer, wraps: list[Wrap]) -> None:
    """Note the wraps as the hub gave them at enrolment."""
    store.on_writer(lambda c: _remember(c, wraps))


def _text(wrap: Any) -> str:
    return json.dumps(wrap, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _noted(connection: Connection, held: dict[str, str]) -> list[Wrap]:
    """The known wraps brought up to date: changed here means newer than any known."""
    rows = connection.execute("SELECT login, at, body FROM known_wraps ORDER BY login").fetchall()
    known = {login: Wrap(login, at, body) for login, at, body in rows}
    now = max([time.time_ns() // 1_000_000, *(wrap.at + 1 for wrap in known.values())])
    changed = [Wrap(login, now, body) for login, body in held.items() if _body(known, login) != body]
    gone = [
        Wrap(login, now, None) for login, wrap in known.items() if wrap.body is not None and login not in held
    ]
    if changed or gone:
        _remember(connection, [*changed, *gone])
    return sorted(
        (known | {wrap.login: wrap for wrap in (*changed, *gone)}).values(), key=lambda wrap: wrap.login
    )


def _body(known: dict[str, Wrap], login: str) -> str | None:
    return known[login].body if login in known else None


def _remember(connection: Connection, wraps: list[Wrap]) -> None:
    with transaction(connection):
        connection.executemany(
            "INSERT OR REPLACE INTO known_wraps (login, at, body) VALUES (?, ?, ?)",
            [(wrap.login, wrap.at, wrap.body) for wrap in wraps],
        )
