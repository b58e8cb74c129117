"""Backup into one encrypted file, proved before success is said; restore into an empty home."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.roles import allows
from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk
from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import SecondFactor
from app.services.staff.sign_in import sign_in
from db import schema
from db.access.keys import FileVault
from db.access.signing import DeskSigner, keep_known, new_signer, publish, signer_of
from db.backups import parcel
from db.cipher import Connection, as_unavailable, connect
from db.contents import FOLDER, content_files
from db.home import heads
from db.home.files import file_faults, require_folder, sync_folder, write_whole
from db.mapping import CENTRE_ZONE
from db.store import Store
from db.sync.series import restored_series
from db.writes import StoreWrites

STORE, KEYS, PLACE, PUBLIC = "store.db", "keys.json", "desk.json", "keys"


def backup(
    home: Path,
    store: Store,
    login: str,
    file: Path,
    *,
    second: Path | None = None,
    purpose: str | None = None,
) -> dict[str, Any]:
    """Write an encrypted copy of the home: store, key file, place, public keys.

    The store stays under its key and the key under the passwords, so the file tells nothing to a thief.
    ``second``: a folder that gets a copy too; where that fails, the answer's ``second`` is the code.
    Unavailable: folder_missing, backup_exists, backup_unproved; backup_full, backup_read_only of the place;
    disk_full, store_read_only of the home's own disk.
    """
    require_folder(file)
    if file.exists():
        raise Unavailable("backup_exists", file=file.name)
    made_at = datetime.now(CENTRE_ZONE).replace(microsecond=0)
    part = file.with_name(f".{file.name}.part")
    with place_faults(file.parent):
        part.touch()  # a place that takes nothing is told before the store is copied
        part.unlink()
    with workshop(home) as made:
        folder = Path(made)
        copy = folder / STORE
        store.copy_to(copy)
        try:
            with place_faults(file.parent):
                facts = {"made_at": made_at.isoformat(), "series": store.series()}
                parcel.pack(part, _parts(home, copy), facts)
            records = _prove(store, part, folder / "proof")
            with place_faults(file.parent):
                part.rename(file)
                sync_folder(file.parent)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    beside = _second(file, second) if second is not None else None
    store.write(lambda writes: writes.audit(login, "备份", file.name, purpose=purpose))
    return {
        "file": str(file),
        "made_at": made_at.isoformat(),
        "bytes": file.stat().st_size,
        "visits": records,
        "verified": True,
        "second": beside,
    }


@contextmanager
def place_faults(folder: Path) -> Iterator[None]:
    """Name the place where the disk refused what was written there: backup_full, backup_read_only."""
    try:
        with file_faults():
            yield
    except Unavailable as error:
        code = {"disk_full": "backup_full", "store_read_only": "backup_read_only"}.get(error.code)
        if code is None:
            raise
        raise Unavailable(code, folder=str(folder)) from error


def restore(
    home: Path,
    file: Path,
    login: str,
    password: str,
    pin: str | None = None,
    factor: SecondFactor | None = None,
) -> dict[str, Any]:
    """Make the home anew from a backup, on to a new series of numbers and a new signing key.

    So paper that was issued after the backup is never contradicted. The account must be one of the backup
    that may restore. Unavailable: store_exists, backup_missing, backup_damaged, backup_newer, store_newer …;
    NotAllowed: wrong_password, account_unknown, account_disabled, role_missing, and of tokens as
    app.ports.vault has them. Nothing is left on refusal.
    """
    if (home / STORE).exists() or (home / KEYS).exists():
        raise Unavailable("store_exists")
    with file_faults():
        home.mkdir(parents=True, exist_ok=True)
    with workshop(home) as made:
        folder = Path(made)
        facts = parcel.unpack(file, folder)
        keys = FileVault(folder, factor=factor).unlock(login, password, pin)
        was, series = _renew(folder, keys.store, login, _remembered(file))
        _move_in(folder, home)
    _remember_series(file, series)
    return {"made_at": facts["made_at"], "was": was, "series": series}


def _move_in(folder: Path, home: Path) -> None:
    """Put the parts in their places, the key file last: without it nobody takes the home for a whole one."""
    public = sorted((folder / PUBLIC).glob("*.json"))
    contents = content_files(folder / FOLDER)
    with file_faults():
        (home / PUBLIC).mkdir(exist_ok=True)
        for shelf in {file.parent.name for file in contents}:
            (home / FOLDER / shelf).mkdir(parents=True, exist_ok=True)
        for file in (*contents, *public, folder / PLACE, folder / STORE, folder / KEYS):
            if file.exists():
                file.replace(home / file.relative_to(folder))
        sync_folder(home)


def workshop(home: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder on the home's own disk, gone afterwards."""
    with file_faults():
        return tempfile.TemporaryDirectory(prefix=".backup-", dir=home)


def _parts(home: Path, copy: Path) -> dict[str, Path]:
    wanted = [home / KEYS, home / PLACE, *(home / PUBLIC).glob("*.json"), *content_files(home / FOLDER)]
    return {STORE: copy} | {file.relative_to(home).as_posix(): file for file in wanted if file.exists()}


def _prove(store: Store, part: Path, folder: Path) -> int:
    """Take the written file apart again and open the store in it; how many visits it holds.

    Attachments are proved by their checksums and not written out: they may be many times the store.
    """
    try:
        parcel.unpack(part, folder, lambda name: not name.startswith(f"{FOLDER}/"))
        connection = store.open_copy(folder / STORE)
    except Unavailable as error:
        raise Unavailable("backup_unproved") from error
    try:
        with as_unavailable():
            whole = connection.execute("PRAGMA quick_check").fetchall() == [("ok",)]
            visits = int(connection.execute("SELECT count(*) FROM visits").fetchone()[0])
    finally:
        connection.close()
    if not whole:
        raise Unavailable("backup_unproved")
    return visits


def _renew(folder: Path, key: bytes, login: str, others: frozenset[str]) -> tuple[str, str]:
    """Give the unpacked store its new series and signing key, if the account may do so; old and new series.

    What the outside of the file says proves nothing: letter, series and the desks' keys are the store's.
    """
    was, series = _set_series(folder / STORE, key, others)
    letter = _letter(was)
    store = Store(folder / STORE, key)
    try:
        staff = sign_in(store, login)
        if not allows(staff.roles, "restore"):
            raise NotAllowed("role_missing", act="restore", login=login)
        with store.reading() as reads:
            known = {(desk.series, desk.public_key) for desk in reads.find(Desk)}
        known.add((was, store.on_writer(signer_of).public_key))
        keep_known(folder / PUBLIC, known)
        signer = store.on_writer(lambda connection: new_signer(connection, store.suite))

        def work(writes: StoreWrites) -> None:
            writes.add(_desk(letter, series, signer))
            writes.audit(login, "恢复", series)

        store.write(work)
    finally:
        store.close()
    publish(folder / PUBLIC, letter, series, signer.public_key, datetime.now(CENTRE_ZONE).date())
    return was, series


def _set_series(path: Path, key: bytes, others: frozenset[str]) -> tuple[str, str]:
    """A series of its own for what is written from now on; the heads beside the old home are not of it."""
    connection: Connection = connect(path, key)
    try:
        schema.applied(connection)
        with as_unavailable():
            was = schema.meta(connection, "series")
            series = restored_series(connection, _letter(was), others)
            schema.set_meta(connection, "series", series)
            heads.begin_anew(connection)
    finally:
        connection.close()
    return was, series


def _desk(letter: str, series: str, signer: DeskSigner) -> Desk:
    return Desk(
        id=new_id(),
        letter=letter,
        series=series,
        key_id=signer.key_id,
        public_key=signer.public_key,
        at=datetime.now(CENTRE_ZONE),
    )


def _second(file: Path, folder: Path) -> str:
    """Copy a backup into another folder and read it back; its path, or the code of what stood against it."""
    copy, part = folder / file.name, folder / f".{file.name}.part"
    try:
        require_folder(copy)
        with place_faults(folder):
            shutil.copyfile(file, part)
            if parcel.digest(part) != parcel.digest(file):
                return "backup_unproved"
            part.replace(copy)
        return str(copy)
    except Unavailable as error:
        return error.code
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)  # half a copy takes the room that a whole one needs


def _letter(series: str) -> str:
    return series.rstrip("0123456789")


def _remembered(file: Path) -> frozenset[str]:
    """Every series that this backup file was restored to before."""
    beside = _beside(file)
    try:
        return frozenset(beside.read_text(encoding="utf-8").split()) if beside.exists() else frozenset()
    except (OSError, ValueError):
        return frozenset()


def _remember_series(file: Path, series: str) -> None:
    """Note the series beside the backup, so that a second restore of it takes another one."""
    try:
        write_whole(_beside(file), "\n".join(sorted({*_remembered(file), series})).encode())
    except Unavailable:  # a read-only medium: it is drawn by lot all the same
        return


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}.series")
