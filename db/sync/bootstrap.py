"""Step: a new desk's store from the hub's snapshot: fetched with resume, checked, loaded."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.errors import Unavailable
from db import capture, schema
from db.cipher import told
from db.files import told_of_files
from db.search import index
from db.sync import state
from db.sync.apply_page import put_rows
from db.sync.ends import HubEnd
from db.sync.wire import Page, Snapshot, unpack

ATTEMPTS = 6
MOST_FRAME = 64 << 20


def fetch(end: HubEnd, about: Snapshot, part: Path) -> None:
    """Fetch the sealed file, going on where an earlier try was cut. Unavailable('snapshot_damaged')."""
    for _ in range(ATTEMPTS):
        have = part.stat().st_size if part.exists() else 0
        if have > about.size:
            part.unlink()
            have = 0
        if have == about.size:
            break
        _fetch_from(end, about.name, part, have)
    if _digest(part) != about.sha256:
        part.unlink(missing_ok=True)
        raise Unavailable("snapshot_damaged")


def _fetch_from(end: HubEnd, name: str, part: Path, start: int) -> None:
    with told_of_files(), part.open("ab") as file:
        try:
            for piece in end.fetch(name, start):
                file.write(piece)
        except Unavailable as error:
            if error.code != "hub_unreachable" or file.tell() == start:
                raise


def _digest(part: Path) -> str:
    digest = hashlib.sha256()
    if part.exists():
        with part.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.hexdigest()


def pages(about: Snapshot, part: Path) -> Iterator[Page]:
    """The pages of a fetched file, opened frame by frame. Unavailable('snapshot_damaged')."""
    seal = AESGCM(about.key)
    with part.open("rb") as file:
        number = 0
        while head := file.read(4):
            size = int.from_bytes(head, "big")
            if size > MOST_FRAME:
                raise Unavailable("snapshot_damaged")
            try:
                packed = seal.decrypt(number.to_bytes(12, "big"), file.read(size), about.name.encode())
            except InvalidTag as error:
                raise Unavailable("snapshot_damaged") from error
            yield unpack(packed, Page)
            number += 1


def load(path: Path, key: bytes, about: Snapshot, part: Path) -> int:
    """Put a snapshot into a store that nobody has open; how many rows. All of it or nothing."""
    connection = schema.open_current(path, key)
    try:
        with told():
            return _load(connection, about, part)
    finally:
        connection.close()


def _load(connection: Any, about: Snapshot, part: Path) -> int:
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("BEGIN IMMEDIATE")
    count = 0
    try:
        capture.drop(connection)
        for page in pages(about, part):
            for table, rows in page.tables:
                count += put_rows(connection, table, rows)
        index.rebuild(connection)
        capture.install(connection)
        state.put(connection, state.EPOCH, about.epoch)
        state.put(connection, state.CURSOR, about.rev)
        state.put(connection, state.NONCE, about.nonce)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count
