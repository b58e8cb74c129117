"""How far the store has come, kept beside it: a cut or re-written audit, an older store put back are found.

HOME/heads.json holds, under a proof by the store's key, the last entry of this desk's audit and how far each
series of numbers has been counted. It only ever goes forward, so a number that was used once is never given
again, and ``check`` compares it with the store.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from pathlib import Path

from msgspec import field

from app.domain.value import Value
from app.errors import Unavailable
from db.access import seals
from db.cipher import Connection, as_unavailable
from db.home.files import write_json

FILE = "heads.json"
KEPT = "heads_kept"
"""What the store notes once there is such a file: whoever takes it away is found."""
MOST_SERIES = 5_000


class Heads(Value, frozen=True):
    """The last audit entry of each chain written here, and the last number of each series."""

    chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Series of the desk to position and hash."""
    serials: dict[str, int] = field(default_factory=dict)
    damaged: bool = False
    """The file is there and is not what was written."""


def read(home: Path, key: bytes) -> Heads:
    """What was noted last; nothing where nothing was, or where the file was changed by others."""
    file = home / FILE
    if not file.exists():
        return Heads()
    try:
        held = json.loads(file.read_text(encoding="utf-8"))
        noted_heads = held["heads"]
        if not hmac.compare_digest(held["proof"], seals.proof(key, "heads", noted_heads)):
            return Heads(damaged=True)
        chains = {
            desk: (int(position), str(hash)) for desk, (position, hash) in noted_heads["chains"].items()
        }
        return Heads(chains, {series: int(value) for series, value in noted_heads["serials"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Heads(damaged=True)


def note(home: Path, key: bytes, series: str, connection: Connection) -> None:
    """Write down how far the store is now; what was noted and is not there any more stays noted.

    A disk that takes nothing leaves the note as it was: it is older then, and never wrong.
    """
    before = read(home, key)
    with as_unavailable():
        chains = dict(before.chains)
        last = connection.execute(
            "SELECT position, hash FROM audit WHERE desk = ? ORDER BY position DESC LIMIT 1", (series,)
        ).fetchone()
        if last is not None and not list(lost_entries(connection, Heads({**_of(before, series)}))):
            chains[series] = (int(last[0]), str(last[1]))
        rows = connection.execute(
            "SELECT series, value FROM serials ORDER BY rowid DESC LIMIT ?", (MOST_SERIES,)
        ).fetchall()
    serials = before.serials | {name: max(value, before.serials.get(name, 0)) for name, value in rows}
    if (chains, serials) == (before.chains, before.serials):
        return
    heads = {"chains": {desk: list(head) for desk, head in chains.items()}, "serials": serials}
    try:
        write_json(home / FILE, {"heads": heads, "proof": seals.proof(key, "heads", heads)})
        with as_unavailable():
            connection.execute("INSERT OR IGNORE INTO meta (key, value) VALUES (?, '1')", (KEPT,))
    except Unavailable:
        return


def count_on(heads: Heads, connection: Connection) -> list[str]:
    """Bring counters that are behind what was noted up to it: an older store was put back. Their series."""
    with as_unavailable():
        held = dict(connection.execute("SELECT series, value FROM serials").fetchall())
        behind = sorted(name for name, value in heads.serials.items() if held.get(name, 0) < value)
        connection.executemany(
            "INSERT INTO serials (series, value) VALUES (?, ?)"
            " ON CONFLICT (series) DO UPDATE SET value = excluded.value",
            [(name, heads.serials[name]) for name in behind],
        )
    return behind


def is_missing(home: Path, connection: Connection) -> bool:
    """Whether there was such a file and it is gone."""
    with as_unavailable():
        kept = connection.execute("SELECT 1 FROM meta WHERE key = ?", (KEPT,)).fetchone()
    return kept is not None and not (home / FILE).exists()


def begin_anew(connection: Connection) -> None:
    """A restored store has no such file yet."""
    connection.execute("DELETE FROM meta WHERE key = ?", (KEPT,))


def lost_entries(connection: Connection, heads: Heads) -> Iterator[tuple[str, str]]:
    """Code and place of the noted audit entries that the store does not have, or has otherwise."""
    for desk, (position, noted) in sorted(heads.chains.items()):
        row = connection.execute(
            "SELECT hash FROM audit WHERE desk = ? AND position = ?", (desk, position)
        ).fetchone()
        if row is None:
            yield "audit_cut", f"{desk}-{position}"
        elif row[0] != noted:
            yield "audit_rewritten", f"{desk}-{position}"


def _of(heads: Heads, series: str) -> dict[str, tuple[int, str]]:
    return {series: heads.chains[series]} if series in heads.chains else {}
