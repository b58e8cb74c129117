"""Makes a new desk's home out of the hub: the centre's keys, the newest rows, own signing key.

The home is put together in a folder of its own and moved in at the end. A try that was cut goes on where it
stopped; a wrong password or a lost answer does not spend the one-time code.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from app.desk import Place
from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import SecondFactor
from app.ports.vault import Keys
from db.access.keys import FileVault
from db.access.persons import Person, enrolment_words
from db.cipher import Connection
from db.exchange.entering import Admitted, DoorAsked, Entry
from db.exchange.proofs import Voice
from db.home.files import file_faults, sync_folder, write_json
from db.home.place import write_place
from db.store import Store
from db.sync import claim, history, state
from db.sync.accounts import RECOVERY, as_key_file, is_sound, remember_wraps
from db.sync.ends import HubEnd
from db.sync.exchange import exchange
from db.sync.http import HttpHub, authority_in
from db.sync.joining import door_private
from db.sync.series import publish_keys, take_new_series
from db.typed import LETTER

WORKSHOP, STORE, KEYS, PLACE, CLAIM = ".enrol", "store.db", "keys.json", "desk.json", "claim.json"
ADMITTED = "sync_admitted"


@dataclass(frozen=True, slots=True)
class Joining:
    """What ``enrol`` was told."""

    url: str
    code: str
    login: str
    password: str
    certificate: Path | None = None
    pin: str | None = None
    """Of the account's token, where it has one."""


def authority_of(joining: Joining) -> str | None:
    """The centre's own authority as PEM text, where one was given."""
    return authority_in(joining.certificate)


def enrol_home(home: Path, joining: Joining, factor: SecondFactor | None = None) -> dict[str, Any]:
    """Make the home. Unavailable: store_exists, hub_…, snapshot_…; NotAllowed: enrol_code, wrong_password."""
    if (home / STORE).exists() or (home / KEYS).exists():
        raise Unavailable("store_exists")
    began = time.monotonic()
    folder = home / WORKSHOP
    with file_faults():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    vault = FileVault(folder, factor=factor)
    keys, admitted = _admission(folder, vault, joining, factor)
    end = HttpHub(joining.url, admitted.token, authority_of(joining))
    try:
        rows = _fill(folder, keys, end)
        series = _settle(folder, vault, keys, end, admitted)
    finally:
        end.close()
    place = Place(centre=admitted.centre, code=admitted.centre_code, letter=admitted.letter)
    write_place(folder, place, keys.store)
    _move_in(folder, home)
    return {
        "desk": admitted.letter,
        "series": series,
        "centre": admitted.centre,
        "code": admitted.centre_code,
        "rows": rows,
        "seconds": round(time.monotonic() - began, 3),
    }


def _admission(
    folder: Path, vault: FileVault, joining: Joining, factor: SecondFactor | None
) -> tuple[Keys, Admitted]:
    """The keys and the token: of an earlier try, or new ones for the code."""
    if vault.exists() and (folder / STORE).exists():
        keys = vault.unlock(joining.login, joining.password, joining.pin)
        store = Store(folder / STORE, keys.store)
        try:
            held = store.on_writer(lambda c: state.get(c, ADMITTED))
        finally:
            store.close()
        if held is not None:
            return keys, msgspec.json.decode(held, type=Admitted)
    for left in (KEYS, STORE, "tries.json"):
        (folder / left).unlink(missing_ok=True)
    return _admitted_now(folder, vault, joining, factor)


def _salt(folder: Path) -> str:
    """What an earlier try was made with: its answer may have been lost, or the password was wrong."""
    file = folder / CLAIM
    with file_faults():
        if not file.exists():
            write_json(file, {"salt": claim.new_salt()})
        return str(json.loads(file.read_text(encoding="utf-8"))["salt"])


def _admitted_now(
    folder: Path, vault: FileVault, joining: Joining, factor: SecondFactor | None
) -> tuple[Keys, Admitted]:
    token = claim.token_for(_salt(folder), joining.code)
    end = HttpHub(joining.url, "", authority_of(joining))
    try:
        door = end.door(DoorAsked(joining.code, joining.login, token))
        signer = Person(joining.login, door_private(joining.password, door, factor, joining.pin))
        proof = signer.sign(enrolment_words(signer.suite, joining.code, token, None))
        admitted = end.enrol(Entry(joining.code, token=token, login=joining.login, proof=proof))
    finally:
        end.close()
    wraps = as_key_file(_bodies(admitted))
    try:
        keys = vault.join(wraps, joining.login, joining.password, joining.pin)
    except NotAllowed as error:
        if error.code != "wrong_password":
            raise
        raise NotAllowed("enrol_password", login=joining.login) from error
    store = Store.create(folder / STORE, keys.store, admitted.letter)
    try:
        store.on_writer(lambda c: _note(c, joining, admitted))
        remember_wraps(store, admitted.wraps)
    finally:
        store.close()
    return keys, admitted


def _bodies(admitted: Admitted) -> dict[str, str]:
    """The accounts' wraps. Unavailable('hub_speaks_otherwise') for what no home can be made of."""
    bodies = {wrap.login: wrap.body for wrap in admitted.wraps if wrap.body is not None}
    if not LETTER.fullmatch(admitted.letter) or not re.fullmatch("[0-9]{6}", admitted.centre_code):
        raise Unavailable("hub_speaks_otherwise")
    if RECOVERY not in bodies or not all(map(is_sound, admitted.wraps)):
        raise Unavailable("hub_speaks_otherwise")
    return bodies


def _note(connection: Connection, joining: Joining, admitted: Admitted) -> None:
    connection.execute("BEGIN IMMEDIATE")
    state.put(connection, state.URL, joining.url)
    state.put(connection, state.TOKEN, admitted.token)
    state.put(connection, state.DESK, admitted.desk)
    state.put(connection, state.CENTRE, admitted.centre_code)
    if authority := authority_of(joining):
        state.put(connection, state.CERTIFICATE, authority)
    state.put(connection, ADMITTED, msgspec.json.encode(admitted).decode())
    connection.execute("COMMIT")


def _fill(folder: Path, keys: Keys, end: HubEnd) -> int:
    """What the desk needs to be used; the rest of the history comes with the exchanges that follow."""
    store = Store(folder / STORE, keys.store)
    try:
        return history.begin(store, end) + history.fill(store, end, history.AT_ONCE).total()
    finally:
        store.close()


def _settle(folder: Path, vault: FileVault, keys: Keys, end: HubEnd, admitted: Admitted) -> str:
    """Pull the tail, take a series that no paper carries, announce the desk's own signing key."""
    store = Store(folder / STORE, keys.store)
    try:
        signer = Person(keys.login, keys.person) if keys.person else None
        voice = Voice(signer, admitted.centre_code, admitted.letter)
        exchange(store, end, vault, voice=voice)
        taken = take_new_series(store, folder, admitted.letter, keys.login, "加入")
        publish_keys(store, folder)
        store.on_writer(lambda c: c.execute("DELETE FROM meta WHERE key = ?", (ADMITTED,)))
        exchange(store, end, vault, voice=voice)
    finally:
        store.close()
    return taken


def _move_in(folder: Path, home: Path) -> None:
    """Put the parts in their places, the key file last: without it nobody takes the home for a whole one."""
    with file_faults():
        (home / "keys").mkdir(exist_ok=True)
        for file in sorted((folder / "keys").glob("*.json")):
            file.replace(home / "keys" / file.name)
        for name in (PLACE, STORE, KEYS):
            (folder / name).replace(home / name)
        shutil.rmtree(folder)
        sync_folder(home)


class HomeEnrolment:
    """app.ports.link.Enrolment for one folder."""

    def __init__(self, home: Path, factor: SecondFactor | None = None) -> None:
        self._home = home
        self._factor = factor

    def enrol(
        self,
        url: str,
        code: str,
        login: str,
        password: str,
        certificate: Path | None = None,
        pin: str | None = None,
    ) -> dict[str, Any]:
        return enrol_home(self._home, Joining(url, code, login, password, certificate, pin), self._factor)
