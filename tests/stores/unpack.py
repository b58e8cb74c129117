"""Packs the home of an earlier build with its store in the clear, and encrypts it again for a test."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from db.cipher import Connection, connect

STORE, PLAIN = "store.db", "store.plain"
MESSAGES = "wire/"


def pack(home: Path, key: bytes, file: Path, messages: Mapping[str, bytes]) -> None:
    """Write the home as a small zip: an encrypted store cannot be compressed, so it is kept in the clear.

    ``messages``: what the build said to a hub, and its own words for them, by name.
    """
    plain = home.parent / PLAIN
    connection = connect(home / STORE, key)
    _export(connection, plain, "")
    connection.close()
    left_out = {STORE, f"{STORE}-wal", f"{STORE}-shm", "tries.json"}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        packed.write(plain, PLAIN)
        for path in sorted(home.rglob("*")):
            if path.is_file() and path.name not in left_out and path.suffix != ".pdf":
                packed.write(path, path.relative_to(home).as_posix())
        for name, message in messages.items():
            packed.writestr(f"{MESSAGES}{name}", message)
    plain.unlink()


def messages_of(file: Path) -> dict[str, bytes]:
    """What the build said to a hub, by name."""
    with zipfile.ZipFile(file) as packed:
        names = [name for name in packed.namelist() if name.startswith(MESSAGES)]
        return {name.removeprefix(MESSAGES): packed.read(name) for name in names}


def unpack(file: Path, key: bytes | None, home: Path) -> None:
    """The home in a folder of its own; ``key`` is None for a zip that holds the encrypted store itself."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(home, [name for name in packed.namelist() if not name.startswith(MESSAGES)])
    if key is None:
        return
    plain = home / PLAIN
    connection = connect(home / STORE, key)
    connection.execute("PRAGMA user_version = 0")  # the file is made
    connection.execute("ATTACH DATABASE ? AS clear KEY ''", (str(plain),))
    (version,) = connection.execute("PRAGMA clear.user_version").fetchone()
    connection.execute("SELECT sqlcipher_export('main', 'clear')")
    connection.execute("DETACH DATABASE clear")
    connection.execute(f"PRAGMA user_version = {int(version)}")
    connection.close()
    plain.unlink()


def _export(connection: Connection, plain: Path, key: str) -> None:
    connection.execute("ATTACH DATABASE ? AS clear KEY ?", (str(plain), key))
    (version,) = connection.execute("PRAGMA main.user_version").fetchone()
    connection.execute("SELECT sqlcipher_export('clear')")
    connection.execute(f"PRAGMA clear.user_version = {int(version)}")
    connection.execute("DETACH DATABASE clear")
