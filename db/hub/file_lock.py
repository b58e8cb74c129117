"""One serving hub over one embedded file: a lock that ends with the process, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

from app.errors import Unavailable


def hold(database: Path) -> Callable[[], None]:
    """Lock the file beside the database; what releases it. Unavailable('hub_in_use') where another serves."""
    handle = os.open(database.with_name(f"{database.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle)
    except OSError as error:
        os.close(handle)
        raise Unavailable("hub_in_use", file=str(database)) from error

    def release() -> None:
        nonlocal handle
        if handle >= 0:
            os.close(handle)
            handle = -1

    return release


def is_free(database: Path) -> bool:
    """Whether no hub serves the file at this moment."""
    try:
        release = hold(database)
    except Unavailable:
        return False
    release()
    return True


if sys.platform == "win32":  # untried
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
