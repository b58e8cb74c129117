"""Keeps the sealed centre keys of the accounts, so that any account can sign in at any desk of the centre.

A wrap is taken from who can prove the account, or from a 安全管理员; the recovery key's only from the desk
that brought the centre along. An account that is disabled loses its wrap here, not by a desk's word.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from app.domain.logins import login_as_known
from app.domain.merge import AHEAD_MS
from db.access.persons import PROOF, made_at, wrap_is_of
from db.access.second_factor import TOKEN, TOLD
from db.exchange.entering import MAX_WRAPS, DoorTold, Wrap, digest_of
from db.exchange.frame import MAX_SEQ, BadWire
from db.exchange.sound_wraps import wrap_in
from db.exchange.speaking import Speaking
from db.hub.places import Caller, Centre
from db.hub.storage import Work

MAX_BODY = 4_096
RECOVERY = ""


def read_wraps(work: Work, centre: int) -> list[Wrap]:
    """All wraps of a centre, also the taken-away ones."""
    rows = work.all("SELECT login, at, body FROM wraps WHERE centre = ? ORDER BY login", (centre,))
    return [Wrap(*row) for row in rows]


def read_wrap(work: Work, centre: int, login: str) -> dict[str, Any] | None:
    """The wrap of an account that is in use."""
    row = work.first_row("SELECT body FROM wraps WHERE centre = ? AND login = ?", (centre, login))
    return None if row is None or row[0] is None else wrap_in(row[0])


def meant_account(work: Work, centre: int, typed: str) -> str:
    """The account of the centre that a typed name means (app.domain.logins)."""
    rows = work.all("SELECT login FROM wraps WHERE centre = ? AND body IS NOT NULL", (centre,))
    return login_as_known(typed, (login for (login,) in rows))


def keep_wraps(
    work: Work, caller: Caller, centre: Centre, speaking: Speaking, wraps: Iterable[Wrap], now: int
) -> None:
    """Take in what is newer than what is here and rightly said; the rest is as if it had not been sent."""
    held = {wrap.login: wrap for wrap in read_wraps(work, centre.id)}
    beginning = not held and (caller.founder or not centre.closed)
    for sent in wraps:
        before = held.get(sent.login)
        if speaking.is_disabled(sent.login):
            continue  # what was rightly signed while it was in use opens nothing any more
        if sent.body is None or (before is not None and (sent.at <= before.at or sent.body == before.body)):
            continue
        after = before.at + 1 if before is not None else 0  # this hub's clock may have been years ahead
        at = min(sent.at, max(now + AHEAD_MS, after))
        wrap = wrap_in(sent.body)
        if wrap is None or (before is None and len(held) >= MAX_WRAPS):
            continue
        if beginning or _is_right(sent.login, wrap, before, speaking, centre):
            _keep(work, centre.id, sent.login, at, sent.body)
            held[sent.login] = Wrap(sent.login, at, sent.body)


def take_away(work: Work, centre: int, login: str, now: int) -> None:
    """An account that is disabled has no wrap any more."""
    if work.first_row(
        "SELECT 1 FROM wraps WHERE centre = ? AND login = ? AND body IS NOT NULL", (centre, login)
    ):
        _keep(work, centre, login, now, None)


def door_of(wrap: dict[str, Any], login: str, secret: str, cipher: str) -> DoorTold:
    """Salt and cost of a wrap; of an unknown account (an empty one) made up, always the same.

    ``cipher``: the one of the centre, for all of them.
    """
    if wrap:
        cost = wrap["cost"]
        return DoorTold(wrap["salt"], cost["memory"], cost["time"], cost["lanes"], cipher, _token_of(wrap))
    salt = hashlib.sha256(f"{secret}/{login}".encode()).hexdigest()[:32]
    return DoorTold(salt, 64 * 1024, 3, 1, cipher)


def _token_of(wrap: dict[str, Any]) -> dict[str, str | int] | None:
    """What a new desk has to know of the account's token; not what is kept of it."""
    token = wrap.get(TOKEN)
    return {name: str(token.get(name)) for name in TOLD} if isinstance(token, dict) else None


def check_wraps(wraps: list[Wrap]) -> None:
    """BadWire for more or larger ones than a centre has."""
    if len(wraps) > MAX_WRAPS:
        raise BadWire("too_big")
    for wrap in wraps:
        texts = wrap.login + (wrap.body or "")
        if len(texts) > MAX_BODY or chr(0) in texts or not 0 <= wrap.at < 1 << 53:
            raise BadWire("wrap")


def wraps_digest(work: Work, centre: int) -> str:
    return digest_of(read_wraps(work, centre))


def _is_right(
    login: str, wrap: dict[str, Any], before: Wrap | None, speaking: Speaking, centre: Centre
) -> bool:
    """Whether the account or a 安全管理员 made it; an account that makes its own keeps its key."""
    held = wrap_in(before.body) if before is not None and before.body is not None else None
    if login == RECOVERY or "kdf" not in wrap:
        return False
    proof = wrap.get(PROOF)
    by = proof.get("by") if isinstance(proof, dict) else None
    if made_at(wrap) <= made_at(held) and held is not None and PROOF in held:
        return False  # it was replaced: it must not bring an old password back
    if by == login and made_at(wrap) >= MAX_SEQ:
        return False
    if by == login:
        public = speaking.keys.get(login) or (held or {}).get("public")
        if public is None and not centre.closed and (held is None or "public" not in held):
            return wrap_is_of(str(wrap.get("public")), login, wrap)
        return wrap.get("public") == public and wrap_is_of(public, login, wrap)
    if isinstance(by, str) and by and speaking.may(by, "staff"):
        return wrap_is_of(speaking.keys.get(by), login, wrap)
    return not centre.closed and by is None and (held is None or "public" not in held)


def _keep(work: Work, centre: int, login: str, at: int, body: str | None) -> None:
    work.run(
        "INSERT INTO wraps (centre, login, at, body) VALUES (?, ?, ?, ?) ON CONFLICT (centre, login)"
        " DO UPDATE SET at = excluded.at, body = excluded.body",
        (centre, login, at, body),
    )
