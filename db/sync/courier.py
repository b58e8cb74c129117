"""Step: sync by a signed, encrypted file, for a desk without a network.

The file holds what its desk has not been able to send, each message signed for the hub, and the newest rows
it knows. The reader shows the rows at once and hands the messages on to the hub at its next exchange, in the
other desk's name. Reading a file twice, or files in any order, does no harm: rows go by their revision, and
the hub judges every operation once.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from app.errors import FieldError, NotAllowed, Refused, Unavailable
from db import cases
from db.access.signing import DeskSigner
from db.capture import synced_tables
from db.cipher import Connection
from db.contents import SealedContents
from db.exchange.batch import operations
from db.exchange.frame import (
    MAX_TABLES,
    MAX_UNPACKED,
    BadWire,
    Message,
    Name,
    Short,
    Stale,
    decoded,
    pack,
    unpack,
)
from db.exchange.proofs import NOBODY, Voice
from db.exchange.wire import Carried, Push, Rows
from db.home.files import require_folder, write_whole
from db.mapping import CENTRE_ZONE
from db.store import transaction
from db.suites.suite import NONCE_BYTES, Suite, raw, suite_of, verifies
from db.sync import state
from db.sync.columns import columns_of
from db.sync.contents import take_in, unsent
from db.sync.ends import HubEnd
from db.sync.pull import Writer, catch_up
from db.sync.push import batches
from db.sync.rereading import unsee
from db.sync.retry import retry_edited
from db.sync.showing import show_push, show_rows

MAGIC = re.compile(rb"JFTCOURIER[12]\n")
"""How a file begins, with the digit of its suite."""
MOST_BYTES = 256 << 20
MOST_CONTENTS = 128 << 20
"""Bytes of attachments in one file; the rest goes with the next one or by the hub."""
MOST_PARTS = 100_000
"""Messages or contents in one file."""
NEWEST_REVISIONS = 20_000


class Letter(Message):
    """The content of a courier file."""

    letter: Short
    number: Short
    """Unique; the same file read twice is known by it."""
    at: Short
    messages: Annotated[list[Carried], Meta(max_length=MOST_PARTS)]
    rows: Annotated[list[tuple[Name, msgspec.Raw]], Meta(max_length=MAX_TABLES)]
    """Tables with their packed Rows."""
    contents: Annotated[list[tuple[Name, bytes]], Meta(max_length=MOST_PARTS)] = msgspec.field(
        default_factory=list
    )
    """Sealed contents of attachments that the hub was not seen to hold, by their names."""


class Sealed(Message):
    """The file: who sealed it, and the content under the centre's courier key."""

    key_id: str
    signature: bytes
    sealed: bytes


def courier_key(centre: bytes) -> bytes:
    """The key of all courier files of a centre, by its suite."""
    return suite_of(centre).derive(raw(centre), b"jiefangtai courier")


def magic(suite: Suite) -> bytes:
    """How a file of the suite begins."""
    return b"JFTCOURIER" + suite.file_mark + b"\n"


def write(
    store: Writer,
    signer: DeskSigner,
    centre: bytes,
    letter: str,
    file: Path,
    voice: Voice = NOBODY,
    sealed_contents: SealedContents | None = None,
) -> dict[str, Any]:
    """Write the file, with contents of attachments as far as there is room.

    Unavailable: courier_unset, folder_missing, courier_exists, disk_full …"""
    require_folder(file)
    if file.exists():
        raise Unavailable("courier_exists", file=file.name)
    store.on_writer(retry_edited)
    store.on_writer(unsee)
    pushes, rows = store.on_writer(lambda c: _collect(c, voice))
    messages = [_signed(signer, push) for push in pushes]
    now = datetime.now(CENTRE_ZONE).replace(microsecond=0).isoformat()
    waiting = store.on_writer(unsent) if sealed_contents is not None else []
    taken = list(_room_for(sealed_contents, waiting)) if sealed_contents is not None else []
    packed = [(table, msgspec.Raw(msgspec.msgpack.encode(some))) for table, some in rows]
    content = Letter(letter, os.urandom(8).hex(), now, messages, packed, taken)
    suite, nonce = suite_of(centre), os.urandom(NONCE_BYTES)
    begin = magic(suite)
    sealed = nonce + suite.encrypt(courier_key(centre), nonce, msgspec.msgpack.encode(content), begin)
    signed = signer.sign(begin + sealed)
    write_whole(file, begin + msgspec.msgpack.encode(Sealed(signer.key_id, signed, sealed)))
    return {
        "file": str(file),
        "operations": sum(len(push.seq) for push in pushes),
        "rows": sum(len(some.pk) for _, some in rows),
        "contents": len(taken),
        "contents_left": len(waiting) - len(taken),
    }


def read(
    store: Writer, centre: bytes, file: Path, sealed_contents: SealedContents | None = None
) -> dict[str, Any]:
    """Take a file in. Refused: courier_damaged, courier_foreign, courier_other_suite."""
    content, letter = _opened(store, centre, file)
    try:
        for message in content.messages:
            operations(unpack(message.push, Push))
        rows = [(table, decoded(bytes(some), Rows)) for table, some in _bounded(content.rows)]
    except BadWire as error:
        raise Refused(FieldError("FILE", "courier_damaged")) from error

    def work(connection: Connection) -> tuple[int, int]:
        with transaction(connection):
            shown = sum(show_rows(connection, letter, table, some) for table, some in rows)
            shown += sum(
                show_push(connection, letter, unpack(message.push, Push)) for message in content.messages
            )
            kept = sum(_keep(connection, message, content.at) for message in content.messages)
            cases.catch_up(connection)
        return shown, kept

    shown, kept = store.on_writer(work)
    catch_up(store)
    came = _keep_contents(store, sealed_contents, content.contents)
    return {"from": letter, "at": content.at, "rows": shown, "messages": kept, "contents": came}


def _bounded(rows: list[tuple[str, msgspec.Raw]]) -> list[tuple[str, msgspec.Raw]]:
    """BadWire('too_big') before anything is built of more than a message may hold."""
    if sum(len(memoryview(some)) for _, some in rows) > MAX_UNPACKED:
        raise BadWire("too_big")
    return rows


def _room_for(contents: SealedContents, names: list[str]) -> Iterator[tuple[str, bytes]]:
    """The sealed contents that a file has room for; damaged ones stay where ``check`` finds them."""
    room = MOST_CONTENTS
    for name in names:
        with suppress(Unavailable):
            sealed = contents.sealed(name)
            if len(sealed) <= room:
                room -= len(sealed)
                yield name, sealed


def _keep_contents(
    store: Writer, contents: SealedContents | None, contents_sent: list[tuple[str, bytes]]
) -> int:
    """Keep those that a row here speaks of; bytes that are not those of their name are left."""
    came = 0
    for name, sealed in contents_sent if contents is not None else ():
        with suppress(ValueError):
            came += take_in(store, contents, name, sealed)  # type: ignore[arg-type]
    return came


def hand_on(store: Writer, end: HubEnd) -> int:
    """Give the hub what came by courier; how many messages. What it already has is simply known."""
    waiting = store.on_writer(
        lambda c: c.execute("SELECT name, body FROM carried ORDER BY at, name").fetchall()
    )
    for name, body in waiting:
        try:
            end.carry(msgspec.msgpack.decode(body, type=Carried))
        except (Stale, NotAllowed, BadWire):  # another epoch, a desk cut off, no message: not ours to bring
            pass
        except Unavailable as error:
            if error.code != "bad_wire":
                raise
        store.on_writer(lambda c, name=name: c.execute("DELETE FROM carried WHERE name = ?", (name,)))  # type: ignore[misc]
    return len(waiting)


def _collect(connection: Connection, voice: Voice) -> tuple[list[Push], list[tuple[str, Rows]]]:
    if state.get(connection, state.TOKEN) is None:
        raise Unavailable("courier_unset")
    top = state.number(connection, state.CURSOR)
    rows = [
        (table, some)
        for table in synced_tables(connection)
        if (some := _newest(connection, table, top - NEWEST_REVISIONS)).pk
    ]
    return list(batches(connection, voice=voice)), rows


def _newest(connection: Connection, table: str, since: int) -> Rows:
    """Rows that stand as the hub has them: none with changes that wait here."""
    columns = [name for name in columns_of(connection, table) if name not in ("id", "_rev")]
    names = ", ".join(f'"{name}"' for name in columns)
    rows = connection.execute(
        f'SELECT id, _rev, {names} FROM "{table}" WHERE _rev > ?'  # noqa: S608 - our own names
        f" AND id NOT IN (SELECT pk FROM outbox WHERE tbl = ?) ORDER BY _rev",
        (max(0, since), table),
    ).fetchall()
    values = [list(column) for column in zip(*(row[2:] for row in rows), strict=True)]
    return Rows(columns, [row[0] for row in rows], [row[1] for row in rows], values or [[] for _ in columns])


def _signed(signer: DeskSigner, push: Push) -> Carried:
    body = pack(push)
    return Carried(signer.key_id, signer.sign(body), body)


def _opened(store: Writer, centre: bytes, file: Path) -> tuple[Letter, str]:
    """The content, and the letter of the desk whose key sealed it."""
    try:
        held = file.read_bytes() if file.stat().st_size <= MOST_BYTES else b""
    except OSError as error:
        raise Refused(FieldError("FILE", "no_file", {"file": str(file)})) from error
    suite, head = suite_of(centre), MAGIC.match(held)
    if head is None:
        raise Refused(FieldError("FILE", "courier_damaged"))
    if head[0] != magic(suite):
        raise Refused(FieldError("FILE", "courier_other_suite", {"name": suite.name}))
    try:
        outer = msgspec.msgpack.decode(held[head.end() :], type=Sealed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(FieldError("FILE", "courier_damaged")) from error
    letter = _check_signature(store, outer, head[0])
    nonce, sealed = outer.sealed[:NONCE_BYTES], outer.sealed[NONCE_BYTES:]
    try:
        content = suite.decrypt(courier_key(centre), nonce, sealed, head[0])
        if content is not None:
            return msgspec.msgpack.decode(content, type=Letter), letter
    except (ValueError, RecursionError, msgspec.DecodeError) as error:
        raise Refused(FieldError("FILE", "courier_foreign")) from error
    raise Refused(FieldError("FILE", "courier_foreign"))


def _check_signature(store: Writer, outer: Sealed, begin: bytes) -> str:
    """The letter of the desk whose key signed, if this desk knows it. Refused: courier_foreign, …_damaged."""
    rows = store.on_writer(
        lambda c: c.execute(
            "SELECT public_key, letter FROM desks WHERE key_id = ? ORDER BY id", (outer.key_id,)
        ).fetchall()
    )
    if not rows:
        raise Refused(FieldError("FILE", "courier_foreign"))
    if not verifies(rows[0][0], begin + outer.sealed, outer.signature):
        raise Refused(FieldError("FILE", "courier_damaged"))
    return str(rows[0][1])


def _keep(connection: Connection, message: Carried, at: str) -> int:
    name = hashlib.sha256(message.push).hexdigest()
    done = connection.execute(
        "INSERT OR IGNORE INTO carried (name, body, at) VALUES (?, ?, ?)",
        (name, msgspec.msgpack.encode(message), at),
    )
    return int(done.rowcount)
