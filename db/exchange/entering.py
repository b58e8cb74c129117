"""The messages by which a desk comes into a centre, and by which accounts' sealed keys travel."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Annotated, ClassVar, Final

import msgspec
from msgspec import Meta

from db.exchange.frame import MAX_STARTS, MAX_UNPACKED, Facts, Message, Name, Number, Short

MAX_WRAPS: Final = 2_000


class Wrap(Message):
    """The sealed centre key of one account, or None when the account was taken away; the newest shows."""

    login: Short
    at: Number
    body: Annotated[str, Meta(max_length=4_096)] | None


class Wraps(Message):
    MOST: ClassVar[int] = MAX_UNPACKED
    wraps: Annotated[list[Wrap], Meta(max_length=MAX_WRAPS)]


class Entry(Message):
    """A desk that presents its one-time code; a desk with a store brings its centre along."""

    code: Short
    centre: Short | None = None
    centre_code: Short | None = None
    letter: Short | None = None
    seal: Short | None = None
    """Public half of the centre's sealing key, hex."""
    token: Short | None = None
    """The token that the desk chose: with it the same desk may ask again if the answer was lost."""
    login: Name | None = None
    """The account of the centre that lets the desk in."""
    proof: Annotated[bytes, Meta(max_length=128)] | None = None
    """Its signature (enrolment_words of db.access.persons), by its own or the key that its password gives."""
    key: Short | None = None
    """Public key (hex) that vouches for what the desk brings along; the founding desk's administrator's."""
    history: Number = 0
    """The last sequence of what the desk brings along, and the starts of its file that wrote it."""
    authors: Annotated[list[Name], Meta(max_length=MAX_STARTS)] = msgspec.field(default_factory=list)


class Admitted(Message):
    MOST: ClassVar[int] = MAX_UNPACKED
    token: Short
    desk: Short
    letter: Short
    centre: Short
    centre_code: Short
    epoch: Number
    wraps: Annotated[list[Wrap], Meta(max_length=MAX_WRAPS)]
    seal: Short | None = None


class DoorAsked(Message):
    """A new desk asks how an account's password becomes the key that lets it in."""

    code: Short
    login: Name
    token: Short | None = None
    """The token that the desk chose, for one that has been let in and has not heard of it."""


class DoorTold(Message):
    """Salt (hex) and cost of the account, or of nobody: an unknown one cannot be told from another."""

    salt: Short
    memory: Number
    time: Number
    lanes: Number
    cipher: Short = ""
    """By which the centre's wraps are sealed; a hub that is older has none but AES-256-GCM."""
    token: Facts | None = None
    """Label, serial, salt and key of the token that the account is bound to."""


def digest_of(wraps: Iterable[Wrap]) -> str:
    """Both ends compare this in the hello."""
    lines = sorted(f"{wrap.login}\t{wrap.at}\t{wrap.body or ''}" for wrap in wraps)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
