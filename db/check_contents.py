"""Step of ``check``: the contents that should lie here, compared byte for byte with their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

from db.cipher import Connection
from db.contents import PART, SealedContents

_CODES = {"missing": "check_content_missing", "damaged": "check_content_damaged"}


def unsound_contents(connection: Connection, contents: SealedContents) -> Iterator[tuple[str, str, int]]:
    """Code, number of the matter and how many contents of it; of contents that are or once were here.

    What another desk put and this one never fetched is no finding.
    """
    here = connection.execute("SELECT id FROM local_contents WHERE here = 1 ORDER BY id").fetchall()
    counts: Counter[tuple[str, str]] = Counter()
    for (name,) in here:
        code = _CODES.get(contents.state(name))
        if code is not None:
            counts.update((code, number) for number in _matters(connection, name))
    for (code, number), count in sorted(counts.items()):
        yield code, number, count


def sweep(connection: Connection, contents: SealedContents, before: float) -> int:
    """Take away what a kill in the middle left: files that no row speaks of, written before that moment.

    How many. A content that came before its row is younger than a day.
    """
    known = {row[0] for row in connection.execute("SELECT content FROM attachments")}
    known |= {row[0] for row in connection.execute("SELECT id FROM local_contents WHERE here = 1")}
    gone = 0
    for file in contents.folder.glob("??/*"):
        name = file.name.lstrip(".").partition(".")[0]
        fetched = file.name == f"{name}{PART}" and name in known
        if name not in known or not (file.name == name or fetched):
            with suppress(OSError):
                if file.stat().st_mtime < before:
                    file.unlink()
                    gone += 1
    return gone


def _matters(connection: Connection, name: str) -> list[str]:
    rows = connection.execute(
        "SELECT DISTINCT m.number FROM attachments a JOIN matters m ON m.id = a.matter_id"
        " WHERE a.content = ? ORDER BY m.number",
        (name,),
    ).fetchall()
    return [row[0] for row in rows]
