"""Is the hub whole: pages of an embedded file, revisions, rows that can be read."""

from __future__ import annotations

from typing import Any

from app.errors import Unavailable
from app.words import error_json
from db.hub.contents import is_proved
from db.hub.records import Names, decoded
from db.hub.sqlite import SqliteStorage
from db.hub.storage import Storage, Work

MOST_FINDINGS = 100
PAGE = 1_000


def check_hub(storage: Storage) -> dict[str, Any]:
    """{"ok", "findings", "centres"}; like ``check`` of a desk it finds and does not mend."""
    findings: list[Unavailable] = []
    if isinstance(storage, SqliteStorage):
        findings += [Unavailable("hub_check_pages", detail=line) for line in storage.damaged()]
    with storage.reading() as work:
        centres = [_centre(work, findings, *centre) for centre in _centres(work)]
        _rows(work, findings)
        _contents(work, findings)
    listed = [error_json(finding)["error"] for finding in findings[:MOST_FINDINGS]]
    return {"ok": not findings, "findings": listed, "centres": centres}


def _centres(work: Work) -> list[tuple[Any, ...]]:
    return work.all("SELECT id, code, name, top, epoch FROM centres ORDER BY code")


def _centre(
    work: Work, findings: list[Unavailable], centre: int, code: str, name: str, top: int, epoch: int
) -> dict[str, Any]:
    """The centre's counts; a revision beyond its sequencer is a finding."""
    for table in ("rows", "batches"):
        beyond = _number(work, f"SELECT count(*) FROM {table} WHERE centre = ? AND rev > ?", centre, top)  # noqa: S608
        if beyond:
            findings.append(Unavailable("hub_check_revision", centre=code, count=beyond))
    rows = "SELECT count(*) FROM rows WHERE centre = ?"
    desks = "SELECT count(*) FROM desks WHERE centre = ? AND revoked_at IS NULL"
    asides = "SELECT count(*) FROM quarantine WHERE centre = ?"
    return {
        "code": code,
        "name": name,
        "revision": top,
        "epoch": epoch,
        "rows": _number(work, rows, centre),
        "desks": _number(work, desks, centre),
        "set_aside": _number(work, asides, centre),
    }


def _rows(work: Work, findings: list[Unavailable]) -> None:
    """Every row's body can be read in its shape."""
    names, last = Names(work), 0
    while page := work.all(
        "SELECT id, tbl, shape, body FROM rows WHERE id > ? ORDER BY id LIMIT ?", (last, PAGE)
    ):
        for id, table, shape, body in page:
            try:
                decoded(names, shape, body)
            except (ValueError, KeyError, LookupError) as error:
                findings.append(Unavailable("hub_check_row", table=table, id=id, detail=type(error).__name__))
        last = page[-1][0]


def _contents(work: Work, findings: list[Unavailable]) -> None:
    """Every whole content of an attachment is the one of its name."""
    for centre, name, size, desk in work.all("SELECT centre, name, size, desk FROM contents ORDER BY name"):
        if not is_proved(work, (centre, name, desk), size):
            findings.append(Unavailable("hub_check_content", name=name[:12]))


def _number(work: Work, statement: str, *values: Any) -> int:
    row = work.first_row(statement, values)
    return int(row[0]) if row else 0
