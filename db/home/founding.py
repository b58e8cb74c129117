"""Makes a centre's first desk: key file, store, signing key, place; whole or not at all."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from app.desk import MachineClock, Place
from app.errors import Unavailable
from app.services.desk.init_desk import FirstDesk, PublicKey, init_desk
from app.services.staff.introduce_person import person_key
from db.access.keys import FileVault
from db.access.signing import publish, signer_of
from db.home.files import file_faults, sync_folder
from db.home.place import write_place
from db.store import Store

STORE, KEYS, PLACE, PUBLIC = "store.db", "keys.json", "desk.json", "keys"


def found_desk(home: Path, first: FirstDesk, password: str) -> str:
    """Make the home's files aside and move them in at the end; the recovery key.

    The home must be empty. Unavailable: home_unusable, disk_full, store_read_only.
    """
    _make_folder(home)
    with file_faults(), TemporaryDirectory(prefix=".init-", dir=home) as folder:
        recovery = _make_desk(Path(folder), first, password)
        _move_in(Path(folder), home)
    return recovery


def _make_folder(home: Path) -> None:
    """The home folder, for this user's eyes only."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as wrong:
        raise Unavailable("home_unusable", folder=str(home), detail=wrong.strerror or "") from None


def _make_desk(folder: Path, first: FirstDesk, password: str) -> str:
    vault = FileVault(folder)
    keys, recovery = vault.create(first.login, password, first.suite)
    store = Store.create(folder / STORE, keys.store, first.letter)
    try:
        signer = store.on_writer(lambda connection: signer_of(connection, store.suite))
        now = MachineClock().now()
        person = person_key(vault, keys, first.login, now)
        public = PublicKey(key_id=signer.key_id, public_key=signer.public_key, person=person)
        init_desk(store, first, public, now)
        publish(folder / PUBLIC, first.letter, store.series(), signer.public_key, now.date())
    finally:
        store.close()
    write_place(folder, Place(centre=first.centre, code=first.code, letter=first.letter), keys.store)
    return recovery


def _move_in(folder: Path, home: Path) -> None:
    """Put the files in their places, the key file last: without it nobody takes the home for a whole one."""
    (home / PUBLIC).mkdir(exist_ok=True)
    for file in (*sorted((folder / PUBLIC).iterdir()), folder / PLACE, folder / STORE, folder / KEYS):
        file.replace(home / file.relative_to(folder))
    sync_folder(home)
