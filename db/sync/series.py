"""The desk's series of numbers: a new one whenever numbers on paper might otherwise be used twice."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from pathlib import Path

from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk
from db.access.signing import publish, signer_of
from db.cipher import Connection
from db.mapping import CENTRE_ZONE
from db.store import Store
from db.typed import is_series
from db.writes import StoreWrites

RESTORED, LAST = 10_000, 59_999
"""Generations of restored desks: drawn by lot, as no restore can know of another one."""


def next_series(connection: Connection, letter: str) -> str:
    """The generation of a letter after those that desk rows, or this store, have counted: A, A2, A3 …"""
    rows = connection.execute("SELECT series FROM desks WHERE letter = ?", (letter,)).fetchall()
    used = [generation for row in rows if (generation := _generation(row[0])) < RESTORED]
    return f"{letter}{max(used) + 1}" if used else f"{letter}2" if rows else letter


def restored_series(connection: Connection, letter: str, others: frozenset[str]) -> str:
    """A series of a restored desk: another one each time, whatever file it comes from.

    Two backups of one desk know nothing of each other, and both may be restored: a counted generation would
    be the same for both. ``others``: series known from elsewhere to be taken.
    """
    rows = connection.execute("SELECT series FROM desks WHERE letter = ?", (letter,)).fetchall()
    used = {row[0] for row in rows} | others
    while (drawn := f"{letter}{RESTORED + secrets.randbelow(LAST - RESTORED + 1)}") in used:
        continue
    return drawn


def take_new_series(store: Store, home: Path, letter: str, who: str, why: str) -> str:
    """Go on in a new series, tell the other desks, and let slips of it be verified here."""
    signer = store.on_writer(lambda c: signer_of(c, store.suite))
    series = store.on_writer(lambda c: next_series(c, letter))
    store.renew_series(series)

    def work(writes: StoreWrites) -> None:
        writes.add(
            Desk(
                id=new_id(),
                letter=letter,
                series=series,
                key_id=signer.key_id,
                public_key=signer.public_key,
                at=datetime.now(CENTRE_ZONE).replace(microsecond=0),
            )
        )
        writes.audit(who, why, series)

    store.write(work)
    publish(home / "keys", letter, series, signer.public_key, datetime.now(CENTRE_ZONE).date())
    return series


def publish_keys(store: Store, home: Path) -> None:
    """Write every desk's public key where ``verify`` looks for it, also over one that is not what it was."""
    with store.reading() as reads:
        desks = reads.find(Desk)
    for desk in desks:
        if is_series(desk.series):
            publish(home / "keys", desk.letter, desk.series, desk.public_key, desk.at.date())


class DeskSeries:
    """The series of one desk that syncs, under the letter and by the account it was opened with."""

    def __init__(self, store: Store, home: Path, letter: str, who: str) -> None:
        self._store = store
        self._home = home
        self._letter = letter
        self._who = who

    def renew(self) -> None:
        """Papers may carry numbers that this store does not know of."""
        take_new_series(self._store, self._home, self._letter, self._who, "换号段")

    def follow_desks(self) -> None:
        """Rows of desks came in: keep their keys, and leave a series that another desk writes in."""
        publish_keys(self._store, self._home)
        signer = self._store.on_writer(signer_of)
        if self._store.on_writer(lambda c: doubled(c, self._store.series(), signer.key_id)):
            self.renew()


def doubled(connection: Connection, series: str, key_id: str) -> bool:
    """Whether another desk writes numbers in the same series."""
    sql = "SELECT 1 FROM desks WHERE series = ? AND key_id <> ? LIMIT 1"
    return connection.execute(sql, (series, key_id)).fetchone() is not None


def _generation(series: str) -> int:
    match = re.search(r"[0-9]+$", series)
    return int(match.group()) if match else 1
