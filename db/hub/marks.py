"""Marks: the hub's own word that it stood at a revision of an epoch, which a desk keeps and gives back.

A hub restored from a backup learns from such a mark that it went back in time. Nobody but the hub can make
one, so no desk can have a new epoch begun by saying so.
"""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass

from db.hub.places import Centre
from db.hub.storage import Work

_FORM = re.compile(r"([0-9]{1,15})\.([0-9]{1,16})\.([0-9a-f]{0,32})\.([0-9a-f]{24})")


@dataclass(frozen=True, slots=True)
class Mark:
    """Epoch, revision of a batch, and the batch's own random word."""

    epoch: int
    rev: int
    word: str


def mark_at(work: Work, centre: Centre, rev: int) -> str:
    """The mark of the last batch at or before a revision."""
    return mark_of(centre, *_batch(work, centre.id, rev))


def mark_of(centre: Centre, rev: int, word: str) -> str:
    """The mark of a batch at that revision."""
    return f"{centre.epoch}.{rev}.{word}.{_proof(centre, Mark(centre.epoch, rev, word))}"


def word_in(mark: str) -> str:
    """The random word in a mark of this hub's own."""
    return mark.split(".")[2]


def genuine(centre: Centre, text: str) -> Mark | None:
    """The mark in a text, if this hub made it for this centre."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    mark = Mark(int(match[1]), int(match[2]), match[3])
    return mark if hmac.compare_digest(match[4], _proof(centre, mark)) else None


def is_lost(work: Work, centre: Centre, mark: Mark) -> bool:
    """Whether the hub once stood where the mark says and does not any more: it went back in time.

    A mark of an epoch that is over says nothing: the hub has already begun anew since.
    """
    if mark.epoch != centre.epoch:
        return mark.epoch > centre.epoch
    return mark.rev > centre.top or _batch(work, centre.id, mark.rev) != (mark.rev, mark.word)


def _batch(work: Work, centre: int, rev: int) -> tuple[int, str]:
    batch = work.first_row(
        "SELECT rev, nonce FROM batches WHERE centre = ? AND rev <= ? ORDER BY rev DESC LIMIT 1",
        (centre, rev),
    )
    return (int(batch[0]), str(batch[1])) if batch else (0, "")


def _proof(centre: Centre, mark: Mark) -> str:
    words = f"{centre.code}/{mark.epoch}/{mark.rev}/{mark.word}"
    return hmac.digest(bytes.fromhex(centre.secret), words.encode(), "sha256").hex()[:24]
