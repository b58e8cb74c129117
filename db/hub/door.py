"""The hub as the command line runs it: serving, codes, desks, backup (app.ports.link.HubDoor)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from app.errors import FieldError, Refused, Unavailable
from app.ports.hub_options import HubOptions
from db.hub import places
from db.hub.check import check_hub
from db.hub.hub import Hub
from db.hub.restore import restore_file
from db.hub.serving import serve
from db.hub.sqlite import SqliteStorage

ZONE = timezone(timedelta(hours=8))


class Door:
    """The hub of one home folder."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def serve(
        self, options: HubOptions, listening: Callable[[str], None], away: Callable[[Unavailable], None]
    ) -> None:
        serve.outlive_hangup()
        ready = serve.prepared(options, self._home, away)
        listening(ready.url)
        ready.run()

    def token(
        self, desk: str, database: str | None, centre: str | None = None, new_centre: bool = False
    ) -> str:
        with self._open(database) as hub, hub.storage.writing() as work:
            known = None if new_centre else places.only_centre(work, centre)
            if centre is not None and known is None:
                raise Refused(FieldError("centre", "hub_no_centre", {"code": centre}))
            return places.new_code(work, desk, known.id if known else None, hub.clock())

    def desks(self, database: str | None) -> list[dict[str, Any]]:
        with self._open(database) as hub, hub.storage.reading() as work:
            rows = work.all(
                "SELECT d.letter, c.code, c.name, d.enrolled_at, d.seen_at, d.revoked_at FROM desks d"
                " JOIN centres c ON c.id = d.centre ORDER BY c.code, d.letter, d.enrolled_at"
            )
        return [
            {
                "desk": letter,
                "centre": code,
                "name": name,
                "enrolled_at": _moment(enrolled),
                "seen_at": _moment(seen),
                "revoked_at": _moment(revoked),
            }
            for letter, code, name, enrolled, seen, revoked in rows
        ]

    def revoke(self, desk: str, database: str | None, centre: str | None = None) -> int:
        with self._open(database) as hub, hub.storage.writing() as work:
            return places.revoke(work, desk, hub.clock(), centre)

    def restored(self, database: str | None, centre: str | None = None) -> int:
        with self._open(database) as hub:
            return hub.begin_anew(centre)

    def close_history(self, database: str | None, centre: str | None = None) -> bool:
        with self._open(database) as hub:
            return hub.close_history(centre)

    def backup(self, file: Path | None, database: str | None) -> dict[str, Any]:
        with self._open(database) as hub:
            storage = hub.storage
            tops = hub.tops()
            if isinstance(storage, SqliteStorage):
                if file is None:
                    raise Refused(FieldError("FILE", "hub_backup_file"))
                storage.copy_to(file)
            elif file is not None:
                raise Refused(FieldError("FILE", "hub_backup_postgres"))
            hub.mark(tops)
            return {"file": str(file) if file else None, "marks": sorted(tops.values())}

    def restore(self, file: Path, key: Path | None) -> dict[str, Any]:
        answer = restore_file(file, key, self._home / "hub")
        epochs = {centre: self.restored(None, centre) for centre in answer["centres"]}
        return answer | {"epochs": epochs}

    def check(self, database: str | None) -> dict[str, Any]:
        with self._open(database) as hub:
            return check_hub(hub.storage)

    @contextmanager
    def _open(self, database: str | None) -> Iterator[Hub]:
        hub = serve.open_hub(database, self._home)
        try:
            yield hub
        finally:
            hub.close()


def _moment(ms: int | None) -> str | None:
    return None if ms is None else datetime.fromtimestamp(ms // 1000, ZONE).isoformat()
