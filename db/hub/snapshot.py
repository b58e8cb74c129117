"""Makes the ready file from which a new desk starts: pages in sealed frames, hashed and resumable.

Each frame is sealed (AES-256-GCM) with a key made for this one file and told to the desk with its name, so
the file is unreadable wherever it lies half copied, at the hub or at the desk.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.hub.pages import SELECTED, nonce_at, tables_of
from db.hub.places import centre_of
from db.hub.storage import Storage, Work
from db.sync.wire import Page, Snapshot, pack

FRAME_ROWS = 5_000
KEPT_MS = 3_600_000
SUFFIX = ".snapshot"


def ready_snapshot(storage: Storage, folder: Path, centre: int, now: int) -> Snapshot:
    """The file of the present revision, made if there is none."""
    with storage.reading() as work:
        top = centre_of(work, centre).top
        found = work.one(
            "SELECT about, at FROM snapshots WHERE centre = ? AND rev = ? ORDER BY at DESC LIMIT 1",
            (centre, top),
        )
    if found:
        about = msgspec.msgpack.decode(found[0], type=Snapshot)
        if (folder / (about.name + SUFFIX)).exists():
            return about
    about = _make(storage, folder, centre)
    with storage.writing() as work:
        _forget_old(work, folder, centre, now)
        work.run(
            "INSERT INTO snapshots VALUES (?, ?, ?, ?, ?)",
            (about.name, centre, about.rev, msgspec.msgpack.encode(about), now),
        )
    return about


def _make(storage: Storage, folder: Path, centre: int) -> Snapshot:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    name, key = secrets.token_hex(16), secrets.token_bytes(32)
    seal, digest, size, rows = AESGCM(key), hashlib.sha256(), 0, 0
    path = folder / (name + SUFFIX)
    with storage.reading() as work, path.open("xb") as file:
        top = centre_of(work, centre)
        nonce = nonce_at(work, centre, top.top)
        for number, page in enumerate(_frames(work, centre, top.epoch, top.top, nonce)):
            sealed = seal.encrypt(number.to_bytes(12, "big"), pack(page), name.encode())
            frame = len(sealed).to_bytes(4, "big") + sealed
            digest.update(frame)
            size += file.write(frame)
            rows += sum(len(table.pk) for _, table in page.tables)
    path.chmod(0o600)
    return Snapshot(top.top, nonce, top.epoch, name, size, digest.hexdigest(), key, rows)


def _frames(work: Work, centre: int, epoch: int, top: int, nonce: str) -> Iterator[Page]:
    since = 0
    while found := work.all(
        f"SELECT {SELECTED} FROM rows WHERE centre = ? AND rev > ? ORDER BY rev LIMIT ?",  # noqa: S608
        (centre, since, FRAME_ROWS),
    ):
        since = found[-1][0]
        yield Page(epoch, since, nonce, True, top, [], tables_of(work, found))


def _forget_old(work: Work, folder: Path, centre: int, now: int) -> None:
    for (name,) in work.all(
        "SELECT name FROM snapshots WHERE centre = ? AND at < ?", (centre, now - KEPT_MS)
    ):
        (folder / (name + SUFFIX)).unlink(missing_ok=True)
        work.run("DELETE FROM snapshots WHERE name = ?", (name,))


def snapshot_file(work: Work, folder: Path, centre: int, name: str) -> Path | None:
    """Where a snapshot of this centre lies, or None if there is none of that name here."""
    found = work.one("SELECT name FROM snapshots WHERE name = ? AND centre = ?", (name, centre))
    path = folder / (name + SUFFIX)
    return path if found and path.exists() else None
