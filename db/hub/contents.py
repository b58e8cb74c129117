"""Contents of attachments at the hub: taken in pieces, proved by their name, given to desks of the centre.

A content is sealed by its desk and named by the SHA-256 of the sealed bytes: the hub reads none of it, and no
desk can put other bytes under a name. Unfinished sendings are kept apart by desk, so that one desk's wrong
pieces are in nobody's way. Only what a row speaks of is taken, and of each desk no more than its share.
"""

from __future__ import annotations

import hashlib

from app.errors import Unavailable
from db.exchange.content_wire import (
    CONTENT,
    MOST_CONTENT,
    PIECE,
    UNNAMED,
    WHOLE,
    ContentPiece,
    ContentsAsked,
    ContentsTold,
    ContentTaken,
    ContentWanted,
)
from db.exchange.frame import BadWire
from db.hub.places import Caller
from db.hub.storage import Work

MOST_OF_A_DESK = 50 << 30
"""Bytes that one desk may have sent: some 15,000 photographs and scans."""
MOST_FILES_OF_A_DESK = 100_000
MOST_UNFINISHED = 256 << 20
"""Bytes of unfinished sendings of one desk."""


def held(work: Work, caller: Caller, asked: ContentsAsked) -> ContentsTold:
    """How much of each content lies here. BadWire('content') for a name that is none."""
    return ContentsTold([_held(work, caller, _name(name)) for name in asked.names])


def take(work: Work, caller: Caller, piece: ContentPiece, now: int) -> ContentTaken:
    """Take a piece that goes on where this desk stopped; any other is answered with where that is.

    BadWire: content; Unavailable: content_unnamed, content_quota. Where all of it came and it is another
    content than its name says, it is thrown away and the answer is 0.
    """
    name, body = _name(piece.name), piece.body
    if not 0 < piece.size <= MOST_CONTENT or not 0 <= piece.begins <= piece.size - len(body) or not body:
        raise BadWire("content")
    if len(body) != min(PIECE, piece.size - piece.begins):
        raise BadWire("content")
    before = _held(work, caller, name)
    if before == UNNAMED:
        raise Unavailable("content_unnamed")
    if before == WHOLE or piece.begins != before:
        return ContentTaken(before)
    if before == 0:
        _begin(work, caller, name, piece.size)
    elif not _is_of_size(work, caller, name, piece.size):
        raise BadWire("content")
    work.run(
        "INSERT INTO content_pieces (centre, name, desk, begins, bytes, body) VALUES (?, ?, ?, ?, ?, ?)",
        (caller.centre, name, caller.desk, piece.begins, len(body), body),
    )
    now_held = piece.begins + len(body)
    work.run(
        "UPDATE content_sendings SET held = ? WHERE centre = ? AND name = ? AND desk = ?",
        (now_held, caller.centre, name, caller.desk),
    )
    if now_held < piece.size:
        return ContentTaken(now_held)
    return ContentTaken(_finish(work, caller, name, piece.size, now))


def give(work: Work, caller: Caller, wanted: ContentWanted) -> ContentPiece:
    """The piece that begins there. Unavailable('content_unknown') for what the hub does not hold whole."""
    name = _name(wanted.name)
    whole = work.first_row(
        "SELECT size, desk FROM contents WHERE centre = ? AND name = ?", (caller.centre, name)
    )
    if whole is None:
        raise Unavailable("content_unknown")
    piece = work.first_row(
        "SELECT body FROM content_pieces WHERE centre = ? AND name = ? AND desk = ? AND begins = ?",
        (caller.centre, name, whole[1], wanted.begins),
    )
    if piece is None:
        raise BadWire("content")
    return ContentPiece(name, whole[0], wanted.begins, bytes(piece[0]))


def _held(work: Work, caller: Caller, name: str) -> int:
    key = (caller.centre, name)
    if work.first_row("SELECT 1 FROM contents WHERE centre = ? AND name = ?", key):
        return WHOLE
    if not work.first_row("SELECT 1 FROM content_names WHERE centre = ? AND name = ?", key):
        return UNNAMED
    row = work.first_row(
        "SELECT held FROM content_sendings WHERE centre = ? AND name = ? AND desk = ?", (*key, caller.desk)
    )
    return int(row[0]) if row else 0


def is_proved(work: Work, key: tuple[int, str, str], size: int) -> bool:
    """Whether the pieces of (centre, name, desk) are the content of that name, one piece at a time."""
    digest, upto = hashlib.sha256(), 0
    while upto < size:
        piece = work.first_row(
            "SELECT body FROM content_pieces WHERE centre = ? AND name = ? AND desk = ? AND begins = ?",
            (*key, upto),
        )
        if piece is None or not piece[0]:
            return False
        digest.update(bytes(piece[0]))
        upto += len(piece[0])
    return upto == size and digest.hexdigest() == key[1]


def _is_of_size(work: Work, caller: Caller, name: str, size: int) -> bool:
    """Whether the sending began with the same size."""
    row = work.first_row(
        "SELECT size FROM content_sendings WHERE centre = ? AND name = ? AND desk = ?",
        (caller.centre, name, caller.desk),
    )
    return row is not None and int(row[0]) == size


def _begin(work: Work, caller: Caller, name: str, size: int) -> None:
    """Reserve what a sending will take. Unavailable('content_quota') beyond the desk's share."""
    files, whole = _sums(
        work, "SELECT count(*), coalesce(sum(size), 0) FROM contents WHERE desk = ?", caller.desk
    )
    begun, unfinished = _sums(
        work, "SELECT count(*), coalesce(sum(size), 0) FROM content_sendings WHERE desk = ?", caller.desk
    )
    if (
        files + begun >= MOST_FILES_OF_A_DESK
        or whole + unfinished + size > MOST_OF_A_DESK
        or unfinished + size > MOST_UNFINISHED
    ):
        raise Unavailable("content_quota")
    work.run(
        "INSERT INTO content_sendings (centre, name, desk, size, held) VALUES (?, ?, ?, ?, 0)",
        (caller.centre, name, caller.desk, size),
    )


def _finish(work: Work, caller: Caller, name: str, size: int, now: int) -> int:
    """Prove what came whole. A wrong one leaves nothing behind; the answer is then 0, from the start."""
    if not is_proved(work, (caller.centre, name, caller.desk), size):
        for table in ("content_pieces", "content_sendings"):
            work.run(
                f"DELETE FROM {table} WHERE centre = ? AND name = ? AND desk = ?",  # noqa: S608 - our names
                (caller.centre, name, caller.desk),
            )
        return 0
    work.run(
        "INSERT INTO contents (centre, name, size, desk, at) VALUES (?, ?, ?, ?, ?)",
        (caller.centre, name, size, caller.desk, now),
    )
    work.run("DELETE FROM content_sendings WHERE centre = ? AND name = ?", (caller.centre, name))
    work.run(
        "DELETE FROM content_pieces WHERE centre = ? AND name = ? AND desk <> ?",
        (caller.centre, name, caller.desk),
    )
    return WHOLE


def _sums(work: Work, statement: str, desk: str) -> tuple[int, int]:
    row = work.first_row(statement, (desk,))
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _name(name: str) -> str:
    if not CONTENT.fullmatch(name):
        raise BadWire("content")
    return name
