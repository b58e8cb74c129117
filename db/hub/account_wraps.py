"""Keeps the sealed centre keys of the accounts, so that any account can sign in at any desk of the centre."""

from __future__ import annotations

from collections.abc import Iterable

from db.hub.storage import Work
from db.sync.wire import BadWire, Wrap, digest_of

MAX_BODY = 4_096
MAX_WRAPS = 2_000


def read_wraps(work: Work, centre: int) -> list[Wrap]:
    """All wraps of a centre, also the taken-away ones."""
    found = work.all("SELECT login, at, body FROM wraps WHERE centre = ? ORDER BY login", (centre,))
    return [Wrap(*row) for row in found]


def keep_wraps(work: Work, centre: int, wraps: Iterable[Wrap]) -> None:
    """Take in what is newer than what is here."""
    work.many(
        "INSERT INTO wraps (centre, login, at, body) VALUES (?, ?, ?, ?) ON CONFLICT (centre, login)"
        " DO UPDATE SET at = excluded.at, body = excluded.body WHERE excluded.at > wraps.at",
        [(centre, one.login, one.at, one.body) for one in wraps],
    )


def check_wraps(wraps: list[Wrap]) -> None:
    """BadWire for more or larger ones than a centre has."""
    if len(wraps) > MAX_WRAPS:
        raise BadWire("too_big")
    for one in wraps:
        texts = one.login + (one.body or "")
        if len(texts) > MAX_BODY or chr(0) in texts or not 0 <= one.at < 1 << 53:
            raise BadWire("wrap")


def wraps_digest(work: Work, centre: int) -> str:
    return digest_of(read_wraps(work, centre))
