"""The newest rows of a centre, read once for all desks that are about to ask for them.

What one desk sends all others ask for, each without what it wrote itself. So the rows that are new since
somebody asked last are read and taken apart once, by who wrote them, and a page is put together from such
stretches. They hold while the batch at their end stands, which proves the database to be the one that was
read; a row that is changed takes the stretches with it that have it as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from db.exchange.wire import PAGE_BYTES, PAGE_ROWS, Rows
from db.hub.memory import Memory, word_at
from db.hub.places import Centre
from db.hub.records import Names, tables_of
from db.hub.storage import Work

MOST: Final = 2 * PAGE_ROWS
"""Revisions that are kept of a centre."""
MOST_BYTES: Final = 8 << 20
"""Bytes of rows, as they are stored, that are kept of all centres; taken apart they are ten times that."""
SELECTED: Final = "rev, txe, tbl, pk, shape, body, author, seq, same, born_rev"
Tables = list[tuple[str, Rows]]


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of a stretch that equal their author's copies, or those that nobody's copies equal (None)."""

    author: int | None
    first: int
    last: int
    """Their author's sequences."""
    tables: Tables


@dataclass(frozen=True, slots=True)
class _Stretch:
    """All rows above one revision that were there at another."""

    since: int
    upto: int
    weight: int
    """Bytes of its rows as they are stored."""
    parts: tuple[_Part, ...]

    def holds(self, keys: set[tuple[str, str]]) -> bool:
        """Whether any of these rows (table, id) is in it."""
        return any(
            (table, pk) in keys for part in self.parts for table, rows in part.tables for pk in rows.pk
        )


@dataclass(frozen=True, slots=True)
class _Kept:
    """Stretches that follow each other, and the random word of the batch at their end; never changed."""

    epoch: int
    upto: int
    word: str
    stretches: tuple[_Stretch, ...] = ()

    def weight(self) -> int:
        return sum(stretch.weight for stretch in self.stretches)


class Recent:
    """The newest rows of the centres of one database; any thread may ask."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._kept: dict[int, _Kept] = {}
        """The centre that was asked for last is the last."""
        self._lock = threading.Lock()

    def since(
        self, work: Work, centre: Centre, since: int, own: Sequence[tuple[int, int]], limit: int
    ) -> tuple[str, Tables] | None:
        """The newest batch's word and all rows above a revision; None where that is not known, or too much.

        ``own``: authors of the desk that asks (by number), each with the sequence below which rows of which
        it has an equal copy are left out.
        """
        if not 0 <= centre.top - since <= min(limit, PAGE_ROWS):
            return None
        kept = self._grown(work, centre, since)
        if kept is None:
            return None
        if since == kept.upto:
            return kept.word, []
        places = [at for at, stretch in enumerate(kept.stretches) if stretch.since == since]
        if not places:
            return None
        tables: Tables = []
        for part in (part for stretch in kept.stretches[places[0] :] for part in stretch.parts):
            below = max((seq for author, seq in own if author == part.author), default=0)
            if part.first < below <= part.last:
                return None
            if part.first >= below:
                tables += part.tables
        return kept.word, tables

    def _grown(self, work: Work, centre: Centre, since: int) -> _Kept | None:
        """What is kept, with all that is new; what can be kept where nothing that is kept holds."""
        word = word_at(work, centre.id, centre.top)
        if not word:
            return None
        kept = self._kept.get(centre.id)
        if kept is None or not _stands(work, centre, kept, word):
            kept = _Kept(centre.epoch, since, word)
        if kept.upto < centre.top:
            kept = self._longer(work, centre, kept, word)
        self._keep(centre.id, kept)
        return kept

    def _keep(self, centre: int, kept: _Kept) -> None:
        """Centres that nobody asked for longest are forgotten where there is too much of all of them."""
        with self._lock:
            self._kept.pop(centre, None)
            self._kept[centre] = kept
            weight = sum(held.weight() for held in self._kept.values())
            while weight > MOST_BYTES and len(self._kept) > 1:
                weight -= self._kept.pop(next(iter(self._kept))).weight()

    def _longer(self, work: Work, centre: Centre, kept: _Kept, word: str) -> _Kept:
        weight = _weight(work, centre, kept.upto)
        if weight > PAGE_BYTES:
            return _Kept(centre.epoch, centre.top, word)  # more than a page: it is read page by page
        known = self._memory.of(work, centre)
        names = Names(work, known.shapes)
        rows = work.all(
            f"SELECT {SELECTED} FROM rows WHERE centre = ? AND rev > ? ORDER BY rev",  # noqa: S608
            (centre.id, kept.upto),
        )
        parts = tuple(
            _part(names, author, list(some)) for author, some in groupby(sorted(rows, key=_by), _by)
        )
        self._memory.keep(centre.id, replace(known, shapes=names.shapes))
        changed = {(row[2], row[3]) for row in rows if row[9] <= kept.upto}
        before = [at for at, stretch in enumerate(kept.stretches, 1) if changed and stretch.holds(changed)]
        older = [
            stretch
            for stretch in kept.stretches[max(before, default=0) :]
            if centre.top - stretch.since <= MOST
        ]
        while older and sum(stretch.weight for stretch in older) + weight > PAGE_BYTES:
            del older[0]
        newest = _Stretch(kept.upto, centre.top, weight, parts)
        return _Kept(centre.epoch, centre.top, word, (*older, newest))


def _weight(work: Work, centre: Centre, since: int) -> int:
    """Bytes of all rows above a revision."""
    asked = "SELECT coalesce(sum(length(body)), 0) FROM rows WHERE centre = ? AND rev > ?"
    row = work.first_row(asked, (centre.id, since))
    return int(row[0]) if row else 0


def _stands(work: Work, centre: Centre, kept: _Kept, word: str) -> bool:
    """Whether the database is a later state of the one that was read, and not much later."""
    if kept.epoch != centre.epoch or not 0 <= centre.top - kept.upto <= PAGE_ROWS:
        return False
    return kept.word == (word if kept.upto == centre.top else word_at(work, centre.id, kept.upto))


def _by(row: Sequence[Any]) -> int:
    """The author whose copy the row equals; -1 where it equals none."""
    return int(row[6]) if row[8] else -1


def _part(names: Names, author: int, rows: list[tuple[Any, ...]]) -> _Part:
    seqs = [row[7] for row in rows]
    return _Part(None if author < 0 else author, min(seqs), max(seqs), tables_of(names, rows))
