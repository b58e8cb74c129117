"""Step: an existing store joins a hub, brings its centre along or joins the one that is there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import SecondFactor
from db import boots
from db.access.account_wrap import door_key
from db.access.keys import FileVault
from db.access.persons import Person, enrolment_words
from db.access.second_factor import TOKEN
from db.access.wraps import NoKey
from db.cipher import Connection
from db.exchange.entering import Admitted, DoorAsked, DoorTold, Entry, Wrap, Wraps
from db.home.place import read_place
from db.store import Store, transaction
from db.sync import claim, state
from db.sync.accounts import as_bodies, remember_wraps
from db.sync.address import LET_IN_AGAIN, Address, noted_address
from db.sync.ends import HubEnd
from db.sync.hello import as_never_judged, queue_all
from db.sync.http import HttpHub, authority_in

CLAIM = "sync_claim"
FIRST_CIPHER = "AES-256-GCM"
"""Of a hub that does not say which."""


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who lets the desk in: the account's key, and the password that was typed now."""

    person: Person | None
    password: str | None
    prove: Callable[[str, str], None]
    """That a password is the account's own, where no hub can tell. NotAllowed: wrong_password, locked_out."""


def join_hub(
    home: Path,
    store: Store,
    vault: FileVault,
    url: str,
    code: str,
    certificate: Path | None,
    joiner: Joiner,
) -> dict[str, Any]:
    """Present the code and note the token. Unavailable: hub_joined, hub_other_centre, hub_other_letter …

    NotAllowed: enrol_code, enrol_proof, wrong_password, locked_out.

    A desk may join again when its hub does not know it any more (the hub's backup was older than the desk)
    or has cut it off: the administrator gave it a new code, and what it wrote meanwhile goes along. One that
    comes to a hub without a centre founds it anew with all it holds.
    """
    if _known_to_its_hub(store.on_writer(noted_address)):
        raise Unavailable("hub_joined")
    place = read_place(home)
    authority = authority_in(certificate)
    token = claim.token_for(store.on_writer(_salt), code)
    key = joiner.person.public if joiner.person else None
    end = HttpHub(url, "", authority)
    try:
        try:
            proof = proof_of(end, code, token, key, joiner)
        except Unavailable as error:
            if error.code != "hub_empty":
                raise
            proof = None, None
            store.on_writer(as_never_judged)
        store.on_writer(queue_all)
        brought, authors = store.on_writer(_brought)
        named = (place.centre, place.code, place.letter)
        admitted = end.enrol(Entry(code, *named, None, token, *proof, key, brought, authors))
    finally:
        end.close()
    store.on_writer(lambda c: _note_brought(c, brought, admitted.centre_code))
    own = as_bodies(vault.centre_wraps())
    store.on_writer(lambda c: _note(c, url, admitted, authority, _other_keys(own, admitted.wraps)))
    if not _other_keys(own, admitted.wraps):
        remember_wraps(store, admitted.wraps)
    return {"desk": admitted.letter, "centre": admitted.centre, "code": admitted.centre_code}


def proof_of(
    end: HubEnd, code: str, token: str, key: str | None, joiner: Joiner
) -> tuple[str | None, bytes | None]:
    """The account and its signature for this desk: by the key its password gives, else by its own.

    Where the hub has nothing to hold the password against, this desk's own account has. Nothing where nobody
    is signed in. NotAllowed: enrol_code, wrong_password, locked_out. Unavailable: hub_empty (no centre yet).
    """
    person, password = joiner.person, joiner.password
    if person is None:
        return None, None
    if password is not None:
        try:
            answer = end.door(DoorAsked(code, person.login, token))
        except Unavailable as error:
            if error.code == "hub_empty":
                joiner.prove(person.login, password)
            raise
        if not answer.token:
            door = Person(person.login, door_private(password, answer))
            return person.login, door.sign(enrolment_words(door.suite, code, token, key))
        joiner.prove(person.login, password)  # the token was shown at sign-in
    return person.login, person.sign(enrolment_words(person.suite, code, token, key))


def door_private(
    password: str, door: DoorTold, factor: SecondFactor | None = None, pin: str | None = None
) -> bytes:
    """The key that a password, and the account's token, give with what the hub told.

    Unavailable: hub_speaks_otherwise, suite_unknown; of the token as in app.ports.vault.
    """
    cost = {"memory": door.memory, "time": door.time, "lanes": door.lanes}
    if not (0 < door.memory <= 1 << 20 and 0 < door.time <= 10 and 0 < door.lanes <= 8):
        raise Unavailable("hub_speaks_otherwise")
    try:
        wrap = {"salt": door.salt, "cost": cost, "cipher": door.cipher or FIRST_CIPHER}
        return door_key(password, wrap | ({TOKEN: door.token} if door.token else {}), factor, pin)
    except (ValueError, KeyError, TypeError, NoKey) as error:
        raise Unavailable("hub_speaks_otherwise") from error


def _brought(connection: Connection) -> tuple[int, list[str]]:
    """The last sequence of what this desk has, and the starts of its file that wrote it."""
    return boots.next_seq(connection) - 1, [author for author, _ in boots.lineage(connection)]


def _note_brought(connection: Connection, brought: int, code: str) -> None:
    with transaction(connection):
        state.put(connection, state.BROUGHT, brought)
        state.put(connection, state.CENTRE, code)


def _known_to_its_hub(address: Address | None) -> bool:
    """Whether this desk has a token that its hub does not refuse; a hub that is away may know it."""
    if address is None:
        return False
    end = HttpHub(*address)
    try:
        end.wraps(Wraps([]))
    except NotAllowed as error:
        return error.code not in LET_IN_AGAIN
    except Unavailable:
        return True
    finally:
        end.close()
    return True


def _salt(connection: Connection) -> str:
    """What an earlier try was made with, whose answer may have been lost."""
    with transaction(connection):
        known = state.get(connection, CLAIM)
        if known is None:
            known = claim.new_salt()
            if not state.number(connection, state.EPOCH):  # no hub has judged anything of it yet
                boots.as_one(connection)
        state.put(connection, CLAIM, known)
    return known


def _other_keys(own: dict[str, str], theirs: list[Wrap]) -> bool:
    """Whether the centre at the hub was founded with other keys: then this desk keeps its own accounts."""
    recovery = [wrap.body for wrap in theirs if wrap.login == ""]
    return bool(recovery) and recovery[0] != own[""]


def _note(
    connection: Connection, url: str, admitted: Admitted, authority: str | None, own_keys: bool
) -> None:
    with transaction(connection):
        state.put(connection, state.URL, url)
        state.put(connection, state.TOKEN, admitted.token)
        state.put(connection, state.DESK, admitted.desk)
        if authority is not None:
            state.put(connection, state.CERTIFICATE, authority)
        if own_keys:
            state.put(connection, state.OWN_KEYS, 1)
