"""A restore drill: the backup is opened in a folder beside the store, checked, counted, and removed."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.domain.rows.attachments import Attachment
from app.domain.rows.base import Row
from app.domain.rows.centre import Staff
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.visits import Visit
from app.errors import NotAllowed, Unavailable
from app.ports.second_factor import SecondFactor
from app.ports.vault import Keys
from db.access.keys import FileVault
from db.backups import parcel
from db.backups.backup import PLACE, STORE, workshop
from db.check import check_store
from db.contents import FOLDER
from db.home.place import read_place
from db.store import Store

ACT = "试恢复"
COUNTED: tuple[tuple[str, type[Row]], ...] = (
    ("来访", Visit),
    ("事项", Matter),
    ("文书", Document),
    ("附件", Attachment),
    ("账号", Staff),
)
"""What is counted in the backup and in the store: rows of these kinds are never deleted."""


def drill(
    home: Path,
    store: Store,
    login: str,
    password: str,
    file: Path,
    pin: str | None = None,
    factor: SecondFactor | None = None,
) -> dict[str, Any]:
    """Try a backup out with an account of it; the store in use is read alone, and gets an audit entry.

    Unavailable: backup_missing, backup_damaged, backup_newer, backup_other_centre, store_damaged …
    NotAllowed: wrong_password, locked_out, and of tokens as app.ports.vault has them; token_drill where the
    backup asks for one and no ``pin`` was given. A refusal is audited as a drill that did not succeed; a
    wrong password counts as one at this desk's door.
    """
    began = time.monotonic()
    try:
        answer = _tried(home, store, login, file, partial(_unlocked, home, factor, login, password, pin))
    except Unavailable:
        store.write(lambda writes: writes.audit(login, ACT, file.name, success=False))
        raise
    answer["seconds"] = round(time.monotonic() - began, 1)
    words = "、".join(f"{count['what']} {count['backup']}" for count in answer["counts"])
    store.write(lambda writes: writes.audit(login, ACT, file.name, purpose=words, success=answer["ok"]))
    return answer


def _tried(
    home: Path, store: Store, login: str, file: Path, unlocked: Callable[[Path], Keys]
) -> dict[str, Any]:
    with workshop(home) as made:
        folder = Path(made)
        facts = parcel.unpack(file, folder, lambda name: not name.startswith(f"{FOLDER}/"))
        _check_centre(home, folder)
        keys = unlocked(folder)
        copy = Store(folder / STORE, keys.store)
        try:
            counts = _counts(copy, store)
            findings = check_store(copy, login)["findings"]
        finally:
            copy.close()
    return {
        "ok": not findings and all(count["backup"] <= count["now"] for count in counts),
        "made_at": facts["made_at"],
        "counts": counts,
        "findings": findings,
    }


def _check_centre(home: Path, folder: Path) -> None:
    """Unavailable('backup_other_centre'): asked before the password, which would be wrong there."""
    if not (folder / PLACE).exists():
        return
    own, other = read_place(home), read_place(folder)
    if own.code != other.code:
        raise Unavailable("backup_other_centre", centre=other.centre)


def _unlocked(
    home: Path, factor: SecondFactor | None, login: str, password: str, pin: str | None, folder: Path
) -> Keys:
    """The backup's keys. NotAllowed('token_drill') for an account with a token where no PIN was given."""
    try:
        return FileVault(folder, factor=factor, counted_in=home).unlock(login, password, pin)
    except NotAllowed as error:
        if error.code == "token_needed":
            raise NotAllowed("token_drill", **error.facts) from error
        raise


def _counts(copy: Store, store: Store) -> list[dict[str, Any]]:
    with copy.reading() as then, store.reading() as now:
        return [{"what": what, "backup": then.count(kind), "now": now.count(kind)} for what, kind in COUNTED]
