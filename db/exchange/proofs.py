"""A person's signature over a push covers who did what to which row, in the order it was done.

It leaves out what the desk and the hub settle between them: the epoch, earlier judgements, and the
revisions the author had seen (a new epoch makes them nothing).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import msgspec

from db.exchange.wire import INSERT, Proof, Push
from db.suites.suite import Suite, condensed


class Signer(Protocol):
    """A signed-in person."""

    @property
    def login(self) -> str: ...

    @property
    def suite(self) -> Suite: ...

    def sign(self, message: bytes) -> bytes: ...


def words(push: Push, centre: str, desk: str, login: str | None, suite: Suite) -> bytes:
    """What is signed: everything that one login did in the message, or all of it where none is named.

    Its digest is by the suite of the key that signs.
    The desk's letter is in it: a message that was overheard is worth nothing at another desk.
    """
    rows = [
        iter(zip(*push.inserts[table].values, strict=True)) if table in push.inserts else iter(())
        for table in push.tables
    ]
    changes = iter(push.changes)
    by = [push.logins[at] for at in push.login]
    new = [base == INSERT for base in push.base]
    values = [next(rows[tbl]) if fresh else next(changes) for tbl, fresh in zip(push.tbl, new, strict=True)]
    tables = [push.tables[at] for at in push.tbl]
    done = list(zip(push.seq, tables, push.pk, new, push.ms, push.txn, by, values, strict=True))
    if login is not None and {*push.logins} != {login}:
        done = [operation for operation in done if operation[6] == login]
    columns = {table: block.columns for table, block in push.inserts.items()}
    packed = msgspec.msgpack.encode((centre, desk, push.author, login, columns, done), order="deterministic")
    return condensed(suite, b"jiefangtai push", packed)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks at this desk, and of which centre."""

    signer: Signer | None
    centre: str
    """Six-digit code."""
    desk: str
    """The desk's letter."""

    def prove(self, push: Push, brought: int) -> Push:
        """The message with the signature of whoever is signed in.

        He vouches for all of it where the hub may have to take it from a desk that did not write it: after it
        went back in time, and for what this desk brought along.
        """
        return _prove(push, self, push.epoch > 1 or push.seq[0] <= brought)


NOBODY = Voice(None, "", "")


def _prove(push: Push, voice: Voice, whole: bool) -> Push:
    """The message with the proof of whoever is signed in; ``whole``: he vouches for all that is in it."""
    signer = voice.signer
    if signer is None:
        return push
    kept = [proof for proof in push.proofs if proof.login != signer.login or proof.whole]
    if signer.login in push.logins:
        own = words(push, voice.centre, voice.desk, signer.login, signer.suite)
        kept.append(Proof(signer.login, signer.sign(own)))
    if whole:
        kept = [proof for proof in kept if not proof.whole]
        all_of_it = words(push, voice.centre, voice.desk, None, signer.suite)
        kept.append(Proof(signer.login, signer.sign(all_of_it), True))
    push.proofs = kept
    return push
