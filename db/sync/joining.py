"""Step: an existing store joins a hub, brings its centre along or joins the one that is there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.errors import NotAllowed, Unavailable
from db.keys import FileVault
from db.store import Store, transaction
from db.sync import claim, state
from db.sync.accounts import as_bodies, remember_wraps
from db.sync.http import HttpHub, authority_in
from db.sync.wire import Admitted, Entry, Wrap, Wraps

CLAIM = "sync_claim"
LET_IN_AGAIN = ("hub_token", "hub_revoked")


def join_hub(
    home: Path, store: Store, vault: FileVault, url: str, code: str, certificate: Path | None
) -> dict[str, Any]:
    """Present the code and note the token. Unavailable: hub_joined, hub_other_centre, hub_other_letter …

    A desk may join again when its hub does not know it any more (the hub's backup was older than the desk)
    or has cut it off: the administrator gave it a new code, and what it wrote meanwhile goes along.
    """
    if _known_to_its_hub(*store.on_writer(_address)):
        raise Unavailable("hub_joined")
    place = json.loads((home / "desk.json").read_text(encoding="utf-8"))
    authority = authority_in(certificate)
    token = claim.token_for(store.on_writer(_salt), code)
    end = HttpHub(url, "", authority)
    try:
        admitted = end.enrol(Entry(code, place["centre"], place["code"], place["letter"], token=token))
    finally:
        end.close()
    own = as_bodies(vault.centre_wraps())
    store.on_writer(lambda c: _note(c, url, admitted, authority, _other_keys(own, admitted.wraps)))
    if not _other_keys(own, admitted.wraps):
        remember_wraps(store, admitted.wraps)
    return {"desk": admitted.letter, "centre": admitted.centre, "code": admitted.centre_code}


def _address(connection: Any) -> tuple[str | None, str | None, str | None]:
    url, token = state.get(connection, state.URL), state.get(connection, state.TOKEN)
    return url, token, state.get(connection, state.CERTIFICATE)


def _known_to_its_hub(url: str | None, token: str | None, authority: str | None) -> bool:
    """Whether this desk has a token that its hub does not refuse; a hub that is away may know it."""
    if url is None or token is None:
        return False
    end = HttpHub(url, token, authority)
    try:
        end.wraps(Wraps([]))
    except NotAllowed as error:
        return error.code not in LET_IN_AGAIN
    except Unavailable:
        return True
    finally:
        end.close()
    return True


def _salt(connection: Any) -> str:
    """What an earlier try was made with, whose answer may have been lost."""
    with transaction(connection):
        known = state.get(connection, CLAIM) or claim.new_salt()
        state.put(connection, CLAIM, known)
    return known


def _other_keys(own: dict[str, str], theirs: list[Wrap]) -> bool:
    """Whether the centre at the hub was founded with other keys: then this desk keeps its own accounts."""
    recovery = [one.body for one in theirs if one.login == ""]
    return bool(recovery) and recovery[0] != own[""]


def _note(connection: Any, url: str, admitted: Admitted, authority: str | None, own_keys: bool) -> None:
    with transaction(connection):
        state.put(connection, state.URL, url)
        state.put(connection, state.TOKEN, admitted.token)
        state.put(connection, state.DESK, admitted.desk)
        if authority is not None:
            state.put(connection, state.CERTIFICATE, authority)
        if own_keys:
            state.put(connection, state.OWN_KEYS, 1)
