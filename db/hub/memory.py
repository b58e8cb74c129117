"""Keeps what a hub process read of a centre from one message to the next, while it is proved to hold.

Every judgement leaves a batch with a random word. Where the batch still stands after which something was
read, the database is the one that was read from: neither another file nor an older copy put in its place.
The list of shapes only grows, so it holds where the last of them stands too: other centres of the database
bring shapes along of which no batch of this one tells. Accounts and keys change by a judgement alone, so they
hold up to its revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.hub.accounts import Accounts
from db.hub.places import Centre
from db.hub.records import Shape
from db.hub.storage import Work


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of a centre when it stood at a revision; never changed, only replaced."""

    epoch: int
    top: int
    word: str
    """Of the batch at that revision."""
    shapes: Mapping[int, Shape] = field(default_factory=dict)
    accounts: Accounts | None = None


class Memory:
    """The centres of one database; any thread may read and replace."""

    def __init__(self) -> None:
        self._known: dict[int, Known] = {}

    def of(self, work: Work, centre: Centre) -> Known:
        """What still holds of a centre in this transaction, at its present revision."""
        known = work.notes.get(centre.id) or self._known.get(centre.id)
        if known is not None and _stands(work, centre, known):
            if known.top == centre.top:
                return known
            return Known(centre.epoch, centre.top, word_at(work, centre.id, centre.top), known.shapes)
        if known is not None and known.top <= centre.top:
            self._known.pop(centre.id, None)  # of another file
        return Known(centre.epoch, centre.top, word_at(work, centre.id, centre.top))

    def note(self, work: Work, centre: int, known: Known) -> None:
        """For whoever comes after in the same transaction."""
        work.notes[centre] = known

    def keep(self, centre: int, known: Known) -> None:
        """Once the transaction has ended well."""
        held = self._known.get(centre)
        if held is None or known.epoch != held.epoch or known.top >= held.top:
            self._known[centre] = known


def _stands(work: Work, centre: Centre, known: Known) -> bool:
    """Whether the database is a later state of the one that was read."""
    if known.epoch != centre.epoch or known.top > centre.top or not known.word:
        return False
    return word_at(work, centre.id, known.top) == known.word and _has_last_shape(work, known)


def _has_last_shape(work: Work, known: Known) -> bool:
    if not known.shapes:
        return True
    id, (table, columns) = max(known.shapes.items())
    words = " ".join((table, *columns))
    return work.first_row("SELECT columns FROM shapes WHERE id = ?", (id,)) == (words,)


def word_at(work: Work, centre: int, rev: int) -> str:
    """The random word of the batch at exactly that revision; empty where there is none."""
    row = work.first_row("SELECT nonce FROM batches WHERE centre = ? AND rev = ?", (centre, rev))
    return str(row[0]) if row else ""
