"""Step: contents of attachments to the hub and from it, a piece at a time, going on where a cut stopped them.

Sending goes on in the background until the hub has proved all that lies here. Fetching is lazy: what somebody
opens at once, what belongs to open cases in the background. What came so far lies in ABCD….part beside its
place, sealed as the whole is.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from app.errors import Unavailable
from db.cipher import Connection
from db.contents import PART, SealedContents
from db.exchange.content_wire import (
    MOST_CONTENT,
    MOST_NAMES,
    PIECE,
    UNNAMED,
    WHOLE,
    ContentPiece,
    ContentsAsked,
    ContentWanted,
)
from db.home.files import file_faults, sync_folder
from db.mapping import CENTRE_ZONE
from db.store import transaction
from db.sync import state
from db.sync.ends import HubEnd
from db.sync.pull import Writer

Stop = Callable[[], bool]
OLD_HUB = "hub_speaks_otherwise"
"""What comes of a hub of an earlier version, which knows nothing of contents, and of nonsense."""


def never() -> bool:
    """Go on to the end."""
    return False


def send(store: Writer, contents: SealedContents, end: HubEnd, stop: Stop = never) -> int:
    """Send what the hub does not hold yet; how many contents it has proved. Unavailable: hub_unreachable …

    A content whose row the hub has not taken, or that is beyond the desk's share, waits.
    """
    proved = 0
    for names in _chunks(store.on_writer(unsent)):
        sizes = _held(end, names)
        for name, held in zip(names, sizes, strict=True):
            if held == UNNAMED:
                continue
            if held == WHOLE or _send(contents, end, name, held, stop):
                store.on_writer(lambda c, name=name: _note_hub(c, name))  # type: ignore[misc]
                proved += 1
            if stop():
                return proved
    return proved


def look(store: Writer, end: HubEnd) -> int:
    """Ask the hub for contents that are not here, and note which it holds; how many it holds newly."""
    known = 0
    for names in _chunks(store.on_writer(_unknown)):
        sizes = _held(end, names)
        there = [name for name, held in zip(names, sizes, strict=True) if held == WHOLE]
        for name in there:
            store.on_writer(lambda c, name=name: _note_hub(c, name))  # type: ignore[misc]
        known += len(there)
    return known


def fetch_open(store: Writer, contents: SealedContents, end: HubEnd, stop: Stop = never) -> int:
    """Fetch the contents of open cases, the newest first; how many came."""
    came = 0
    for name in store.on_writer(_wanted):
        if stop():
            break
        if fetch(store, contents, end, name, stop):
            came += 1
    return came


def fetch(store: Writer, contents: SealedContents, end: HubEnd, name: str, stop: Stop = never) -> bool:
    """Fetch one content; whether it lies here now. Unavailable: content_unknown, content_wrong, disk_full …

    Bytes that are not those of the name are thrown away.
    """
    part = _part(contents, name)
    size = None
    with file_faults():
        contents.make_folder(name)
        begins = part.stat().st_size // PIECE * PIECE if part.exists() else 0
        with part.open("r+b" if part.exists() else "w+b") as stream:
            part.chmod(0o600)
            stream.truncate(begins)
            stream.seek(begins)
            while size is None or begins < size:
                if size is not None and stop():
                    return False
                piece = end.get_content(ContentWanted(name, begins))
                size = _sound(piece, name, begins, size, part)
                stream.write(piece.body)
                begins += len(piece.body)
            stream.flush()
            os.fsync(stream.fileno())
    _settle(contents, name, part)
    store.on_writer(lambda c: _note_here(c, name))
    return True


def unsent(connection: Connection) -> list[str]:
    """Contents that lie here and that the hub was not seen to hold, the oldest first."""
    rows = connection.execute(
        "SELECT id FROM local_contents WHERE here = 1 AND epoch <> ? ORDER BY at, id",
        (_epoch(connection),),
    )
    return [row[0] for row in rows.fetchall()]


def take_in(store: Writer, contents: SealedContents, name: str, sealed: bytes) -> bool:
    """Keep a content that came by courier, if a row here speaks of it; whether it did.

    ValueError where the bytes are not those of the name.
    """
    if not store.on_writer(lambda c: c.execute(_SPOKEN_OF, (name,)).fetchone()):
        return False
    contents.put(name, sealed)
    store.on_writer(lambda c: _note_here(c, name))
    return True


def _held(end: HubEnd, names: list[str]) -> list[int]:
    """How much of each the hub holds. Unavailable('hub_speaks_otherwise') for another number of them."""
    held = end.contents_held(ContentsAsked(names)).held
    if len(held) != len(names):
        raise Unavailable(OLD_HUB)
    return held


def _send(contents: SealedContents, end: HubEnd, name: str, held: int, stop: Stop) -> bool:
    """Send one content from where the hub holds it; whether the hub has proved it."""
    try:
        sealed = contents.sealed(name)
    except Unavailable:  # gone or damaged here: ``check`` says so, and nobody is sent wrong bytes
        return False
    sent_all = False
    for _ in range(2 * len(sealed) // PIECE + 4):
        if held == WHOLE:
            return True
        if stop() or (held == 0 and sent_all):
            return False
        if not 0 <= held < len(sealed):
            break
        body = sealed[held : held + PIECE]
        try:
            held = end.put_content(ContentPiece(name, len(sealed), held, body)).held
        except Unavailable as error:
            if error.code in ("content_unnamed", "content_quota"):
                return False
            raise
        sent_all = True
    raise Unavailable(OLD_HUB)


def _sound(piece: ContentPiece, name: str, begins: int, size: int | None, part: Path) -> int:
    """The size of all of it. Unavailable('content_wrong') for an answer that was not asked for."""
    right = (
        piece.name == name
        and piece.begins == begins
        and begins < piece.size <= MOST_CONTENT
        and size in (None, piece.size)
        and len(piece.body) == min(PIECE, piece.size - begins)
    )
    if not right:
        part.unlink(missing_ok=True)
        raise Unavailable("content_wrong")
    return piece.size


def _settle(contents: SealedContents, name: str, part: Path) -> None:
    """Prove what came and give it its name."""
    with file_faults():
        with part.open("rb") as stream:
            proved = hashlib.file_digest(stream, "sha256").hexdigest() == name
        if not proved:
            part.unlink(missing_ok=True)
            raise Unavailable("content_wrong")
        part.replace(contents.path(name))
        sync_folder(part.parent)


def _part(contents: SealedContents, name: str) -> Path:
    path = contents.path(name)
    return path.with_name(path.name + PART)


_SPOKEN_OF = "SELECT 1 FROM attachments WHERE content = ? LIMIT 1"


def _unknown(connection: Connection) -> list[str]:
    """Contents that rows speak of, that are not here and of which the hub has said nothing, newest first."""
    rows = connection.execute(
        "SELECT DISTINCT a.content FROM attachments a WHERE NOT EXISTS (SELECT 1 FROM local_contents l"
        " WHERE l.id = a.content AND (l.here = 1 OR l.epoch = ?)) ORDER BY a.id DESC LIMIT 2000",
        (_epoch(connection),),
    )
    return [row[0] for row in rows.fetchall()]


def _wanted(connection: Connection) -> list[str]:
    """Contents of open cases that the hub holds and this desk does not."""
    rows = connection.execute(
        "SELECT DISTINCT a.content FROM attachments a JOIN local_contents l ON l.id = a.content"
        " JOIN case_states s ON s.id = a.matter_id"
        " WHERE l.here = 0 AND l.epoch = ? AND s.status IN ('已登记', '办理中', '已受理')"
        " AND NOT EXISTS (SELECT 1 FROM detachments d WHERE d.attachment_id = a.id)"
        " ORDER BY a.id DESC LIMIT 200",
        (_epoch(connection),),
    )
    return [row[0] for row in rows.fetchall()]


def _note_hub(connection: Connection, name: str) -> None:
    _note(connection, name, "epoch", _epoch(connection))


def _note_here(connection: Connection, name: str) -> None:
    _note(connection, name, "here", 1)


def _note(connection: Connection, name: str, column: str, value: int) -> None:
    now = datetime.now(CENTRE_ZONE).replace(microsecond=0).isoformat()
    with transaction(connection):
        connection.execute(
            "INSERT INTO local_contents (id, here, at, epoch) VALUES (?, 0, ?, 0)"
            " ON CONFLICT (id) DO NOTHING",
            (name, now),
        )
        connection.execute(
            f"UPDATE local_contents SET {column} = ? WHERE id = ?",  # noqa: S608 - our own names
            (value, name),
        )


def _epoch(connection: Connection) -> int:
    """The hub's epoch; another one may have lost what it held."""
    return state.number(connection, state.EPOCH)


def _chunks(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + MOST_NAMES] for start in range(0, len(names), MOST_NAMES))
