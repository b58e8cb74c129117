"""Centres and their desks: one-time codes, tokens hashed at rest, revocation, whose author is whose."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from app.errors import NotAllowed, Unavailable
from db.exchange.codes import CODE_MS, fresh_code, hashed, hashed_code
from db.exchange.entering import Entry
from db.hub.storage import Work

TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
"""256 bits as a desk chooses them."""
_OF_A_CENTRE = "id, code, name, epoch, top, mark, seal, secret, closed_at IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Centre:
    id: int
    code: str
    name: str
    epoch: int
    top: int
    mark: int
    seal: str | None
    secret: str = field(repr=False)
    """Of its marks (db.hub.marks), hex."""
    closed: bool = False
    """Whether everything must be signed: no unsigned history is taken any more."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The desk that asks, known by its token."""

    desk: str
    letter: str
    centre: int
    enrolled_at: int
    founder: bool = False
    """Whether it brought the centre along: what it brought is the centre's beginning."""
    history: int = 0
    """Last sequence of what it brought along."""
    authors: tuple[str, ...] = ()
    """The starts of its file that wrote that."""
    admitted: tuple[str, str] | None = None
    """The account that let it in, and the key that vouches for what it brought along."""
    seen_at: int = 0
    """When it spoke to the hub last, as far as that was noted (db.hub.greet)."""


_OF_A_DESK = "id, letter, centre, enrolled_at, founder, history, authors, admitted_by, admitted_key, seen_at"


def caller_in(row: tuple[Any, ...]) -> Caller:
    """A desk in the order of OF_A_DESK."""
    desk, letter, centre, enrolled_at, founder, history, authors, by, key, seen_at = row
    admitted, own = (by, key) if by and key else None, tuple(authors.split())
    return Caller(desk, letter, centre, enrolled_at, bool(founder), history, own, admitted, seen_at or 0)


def centre_of(work: Work, id: int) -> Centre:
    row = work.first_row(f"SELECT {_OF_A_CENTRE} FROM centres WHERE id = ?", (id,))  # noqa: S608 - our own names
    assert row is not None
    return Centre(*row)


def only_centre(work: Work, code: str | None = None) -> Centre | None:
    """The centre of that code, or the only one. Unavailable('hub_which_centre') if there are several."""
    where, values = ("WHERE code = ?", (code,)) if code else ("", ())
    rows = work.all(f"SELECT {_OF_A_CENTRE} FROM centres {where}", values)  # noqa: S608 - our own names
    if len(rows) > 1:
        raise Unavailable("hub_which_centre", codes="、".join(row[1] for row in rows))
    return Centre(*rows[0]) if rows else None


def new_code(work: Work, letter: str, centre: int | None, now: int) -> str:
    """A one-time enrolment code for a desk letter."""
    code = fresh_code()
    keep_code(work, letter, centre, hashed_code(code), now)
    return code


def keep_code(work: Work, letter: str, centre: int | None, hash: str, now: int) -> bool:
    """Let a desk of that letter in by the code of that hash, for a day. False if it was used up before."""
    work.run("DELETE FROM codes WHERE letter = ? AND used_at IS NULL AND expires_at < ?", (letter, now))
    known = work.first_row("SELECT used_at FROM codes WHERE hash = ?", (hash,))
    if known is not None:
        return known[0] is None
    work.run(
        "INSERT INTO codes (hash, centre, letter, expires_at) VALUES (?, ?, ?, ?)",
        (hash, centre, letter, now + CODE_MS),
    )
    return True


def spend_code(work: Work, code: str, now: int) -> tuple[int | None, str]:
    """Centre and letter of a code, which is then used up. NotAllowed('enrol_code') for any other."""
    key = hashed_code(code)
    if not work.run(
        "UPDATE codes SET used_at = ? WHERE hash = ? AND used_at IS NULL AND expires_at > ?", (now, key, now)
    ):
        raise NotAllowed("enrol_code")
    row = work.first_row("SELECT centre, letter FROM codes WHERE hash = ?", (key,))
    assert row is not None
    return row[0], row[1]


def peek_code(work: Work, code: str, now: int) -> tuple[int | None, str]:
    """Centre and letter of a code that may still be used. NotAllowed('enrol_code') for any other."""
    row = work.first_row(
        "SELECT centre, letter FROM codes WHERE hash = ? AND used_at IS NULL AND expires_at > ?",
        (hashed_code(code), now),
    )
    if row is None:
        raise NotAllowed("enrol_code")
    return row[0], row[1]


def count_try(work: Work, code: str, most: int, now: int) -> int:
    """Count a wrong proof; how many are left before the code is used up."""
    key = hashed_code(code)
    work.run("UPDATE codes SET tries = tries + 1 WHERE hash = ?", (key,))
    work.run("UPDATE codes SET used_at = ? WHERE hash = ? AND tries >= ?", (now, key, most))
    row = work.first_row("SELECT tries FROM codes WHERE hash = ?", (key,))
    return max(0, most - int(row[0])) if row else 0


def admitted_before(work: Work, code: str, token: str, now: int) -> tuple[int, str, str] | None:
    """Centre, desk and letter that this code brought to whoever chose this token; the code still lives."""
    row = work.first_row(
        "SELECT d.centre, d.id, d.letter FROM desks d JOIN codes c ON c.letter = d.letter"
        " AND (c.centre IS NULL OR c.centre = d.centre) AND c.used_at = d.enrolled_at"
        " WHERE c.hash = ? AND c.expires_at > ? AND d.token = ? AND d.revoked_at IS NULL",
        (hashed_code(code), now, hashed(token)),
    )
    return (row[0], row[1], row[2]) if row else None


def found_centre(work: Work, code: str, name: str, seal: str | None, closed_at: int | None = None) -> Centre:
    """A new centre, with the store of its first desk; ``closed_at``: all in it is signed from then on."""
    work.run(
        "INSERT INTO centres (code, name, epoch, top, mark, seal, secret, closed_at)"
        " VALUES (?, ?, 1, 0, 0, ?, ?, ?)",
        (code, name, seal, secrets.token_hex(32), closed_at),
    )
    centre = only_centre(work, code)
    assert centre is not None
    return centre


def admit_desk(
    work: Work, centre: int, letter: str, now: int, entry: Entry, founder: bool = False
) -> tuple[str, str]:
    """A new desk of the centre and its token: the one it chose itself, or one that is shown once."""
    desk, token = secrets.token_hex(8), entry.token or secrets.token_urlsafe(32)
    work.run(
        "INSERT INTO desks (id, centre, letter, token, enrolled_at, founder, history, authors, admitted_by,"
        " admitted_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(desk, centre, letter, hashed(token), now, int(founder)),
            *(entry.history, " ".join(entry.authors), entry.login, entry.key),
        ),
    )
    return desk, token


def close_history(work: Work, centre: int, now: int) -> bool:
    """From now on only what is signed is taken. False if it was so already."""
    return bool(
        work.run("UPDATE centres SET closed_at = ? WHERE id = ? AND closed_at IS NULL", (now, centre))
    )


def caller_of(work: Work, token: str) -> Caller:
    """The desk of a token. NotAllowed('hub_token') if unknown, NotAllowed('hub_revoked') if revoked."""
    row = work.first_row(
        f"SELECT revoked_at, {_OF_A_DESK} FROM desks WHERE token = ?",  # noqa: S608 - our own names
        (hashed(token),),
    )
    if row is None:
        raise NotAllowed("hub_token")
    if row[0] is not None:
        raise NotAllowed("hub_revoked")
    return caller_in(row[1:])


def caller_of_desk(work: Work, desk: str) -> Caller:
    row = work.first_row(f"SELECT {_OF_A_DESK} FROM desks WHERE id = ?", (desk,))  # noqa: S608 - our own names
    assert row is not None
    return caller_in(row)


def let_go(work: Work, caller: Caller, now: int) -> None:
    """Cut one desk off, as it asked itself."""
    work.run("UPDATE desks SET revoked_at = ? WHERE id = ?", (now, caller.desk))


def revoke(work: Work, letter: str, now: int, centre: str | None = None) -> int:
    """Cut off every desk of a letter in one centre at once; how many there were.

    Unavailable('hub_which_centre') if the letter is in use in several centres and none is named.
    """
    rows = work.all(
        "SELECT DISTINCT c.id, c.code FROM desks d JOIN centres c ON c.id = d.centre"
        " WHERE d.letter = ? AND d.revoked_at IS NULL ORDER BY c.code",
        (letter,),
    )
    meant = [id for id, code in rows if centre in (None, code)]
    if len(meant) > 1:
        raise Unavailable("hub_which_centre", codes="、".join(code for _, code in rows))
    return sum(
        work.run(
            "UPDATE desks SET revoked_at = ? WHERE letter = ? AND centre = ? AND revoked_at IS NULL",
            (now, letter, id),
        )
        for id in meant
    )


def stop_desks(work: Work, letter: str, centre: int, before: int, now: int) -> int:
    """Cut off the desks of a letter that came in before a moment; how many there were."""
    return work.run(
        "UPDATE desks SET revoked_at = ? WHERE letter = ? AND centre = ? AND revoked_at IS NULL"
        " AND enrolled_at <= ?",
        (now, letter, centre, before),
    )


def author_of(work: Work, caller: Caller, name: str) -> tuple[int, int]:
    """Id and last judged sequence of an author, which belongs to the first desk that used it.

    NotAllowed('hub_author') if it is another desk's.
    """
    row = work.first_row("SELECT id, last, desk FROM authors WHERE name = ?", (name,))
    if row is None:
        work.run(
            "INSERT INTO authors (name, centre, desk, last) VALUES (?, ?, ?, 0)",
            (name, caller.centre, caller.desk),
        )
        row = work.first_row("SELECT id, last, desk FROM authors WHERE name = ?", (name,))
    assert row is not None
    if row[2] != caller.desk and not inherit(work, caller, [name]):
        raise NotAllowed("hub_author")
    return row[0], row[1]


def inherit(work: Work, caller: Caller, names: Sequence[str]) -> int:
    """A desk that was cut off and let in again goes on with its own authors; how many it got.

    What it wrote before and could not send is then judged like anything else. Only authors of a revoked desk
    of the same letter in the same centre: nobody can speak for a desk that is still in use.
    """
    marks = ", ".join("?" * len(names))
    return work.run(
        f"UPDATE authors SET desk = ? WHERE name IN ({marks}) AND desk IN"  # noqa: S608 - only marks
        " (SELECT id FROM desks WHERE centre = ? AND letter = ? AND revoked_at IS NOT NULL)",
        (caller.desk, *names, caller.centre, caller.letter),
    )
