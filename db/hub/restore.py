"""Puts a backup of an embedded hub back: into a home without one, under the key that it was made with."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from app.errors import Unavailable
from db.cipher import as_unavailable, connect
from db.home.files import file_faults, sync_file, sync_folder, write_whole
from db.hub import file_lock

DATABASE, KEY = "hub.db", "hub.key"


def restore_file(file: Path, key: Path | None, folder: Path) -> dict[str, Any]:
    """Copy, open and look before anything bears its final name; desks then begin a new epoch by themselves.

    Unavailable: hub_exists, hub_key_missing, no_file, hub_backup_key (another key, or no backup), hub_in_use,
    disk_full, store_read_only.
    """
    target, own = folder / DATABASE, folder / KEY
    if target.exists():
        raise Unavailable("hub_exists", file=str(target))
    held = key or own
    if not held.is_file():
        raise Unavailable("hub_key_missing", file=str(held))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    release = file_lock.hold(target)
    part = folder / f"{DATABASE}.part"
    try:
        with file_faults():
            _remove(part)  # of a restore that was cut: its -wal would be taken for this one's
            shutil.copyfile(file, part)
            part.chmod(0o600)
            centres = _centres(part, _read_key(held))
            if key is not None and key.resolve() != own.resolve():
                _place_key(key, own)
            sync_file(part)
            part.replace(target)
            sync_folder(folder)
    except OSError as error:
        raise Unavailable("no_file", file=file.name) from error
    finally:
        _remove(part)
        release()
    return {"file": str(target), "centres": centres}


def _remove(part: Path) -> None:
    for rest in (part, part.with_name(f"{part.name}-wal"), part.with_name(f"{part.name}-shm")):
        rest.unlink(missing_ok=True)


def _read_key(file: Path) -> bytes:
    try:
        return bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (ValueError, UnicodeDecodeError):
        raise Unavailable("hub_backup_key") from None


def _centres(file: Path, key: bytes) -> list[str]:
    try:
        with as_unavailable():
            connection = connect(file, key)
            try:
                connection.execute("PRAGMA user_version = 0")  # a copy of a running hub is whole in one file
                return [code for (code,) in connection.execute("SELECT code FROM centres ORDER BY code")]
            finally:
                connection.close()
    except Unavailable as error:
        raise Unavailable("hub_backup_key") from error


def _place_key(source: Path, target: Path) -> None:
    """Unavailable('hub_exists') rather than over another key; a restore that was cut left the same one."""
    if target.exists() and target.stat().st_size > 0:
        if _read_key(target) != _read_key(source):
            raise Unavailable("hub_exists", file=str(target))
        return
    write_whole(target, source.read_bytes())
