"""Is the store whole: pages, triggers, search index, audit chains, series of numbers."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.domain.audit import ChainKey, verify_chain
from app.domain.numbers import BATCHES
from app.errors import Unavailable
from app.words import sentence
from db import capture, cases, chain
from db.access.belongings import is_older
from db.check_contents import sweep, unsound_contents
from db.cipher import Connection, as_unavailable
from db.contents import SealedContents
from db.home.heads import Heads, lost_entries
from db.search import index
from db.store import Store, transaction
from db.sync import state

REMNANT_SECONDS = 24 * 3600
"""How long a content may lie here before its row comes."""
LISTED = 20
"""Findings of one kind that are listed; the rest are summed up by their number."""
SAMPLED = 500
"""Newest visits whose entry in the index is compared word by word."""
Finding = dict[str, Any]
DAMAGED = "store_damaged"
_PARTS = {
    "_sealed_pages": "加密页",
    "_pages": "库页",
    "_triggers": "触发器",
    "_index": "查找索引",
    "_cases": "事项状态",
    "chains": "审计链",
    "_numbers": "编号",
}
"""The parts of the check as its findings name them."""


def check_store(
    store: Store,
    login: str,
    noted: Heads | None = None,
    keys_count: int | None = None,
    *,
    contents: SealedContents | None = None,
    rebuild: bool = False,
    at_hub: tuple[int, str] | None = None,
) -> dict[str, Any]:
    """{"ok", "findings": [{"code", "message", "record"}]}; the check itself is audited.

    noted, keys_count: what the files beside the store say of it (db.home.heads, db.access.belongings).
    rebuild: first write anew what is read from the facts (matters' status, unit, dates).
    at_hub: position and hash of the last entry that the hub has of this desk's audit, where it was asked.
    """
    if rebuild:
        store.on_writer(_rebuild)
    own = _Own(store.series(), store.audit_key)
    findings = store.on_writer(lambda c: _findings(c, own)) + store.on_writer(
        lambda c: _beside(c, noted or Heads())
    )
    if at_hub is not None:
        held = Heads({store.series(): at_hub})
        findings += [
            finding for finding in store.on_writer(lambda c: _beside(c, held)) if finding not in findings
        ]
    if keys_count is not None and store.on_writer(lambda c: is_older(c, keys_count)):
        findings.append(_finding("keys_older", None))
    if contents is not None:
        findings += store.on_writer(lambda c: _contents(c, contents))
    try:
        store.write(lambda writes: writes.audit(login, "核对", success=not findings))
    except Unavailable:  # a damaged file may take no more rows, which is no reason to say less of it
        if not findings:
            raise
        findings.append(_finding("check_unwritten", None))
    return {"ok": not findings, "findings": findings}


def _rebuild(connection: Connection) -> None:
    with transaction(connection), as_unavailable():
        cases.rebuild(connection)


def _findings(connection: Connection, own: _Own) -> list[Finding]:
    parts = (_sealed_pages, _pages, _triggers, _index, _cases, own.chains, _numbers)
    return [finding for part in parts for finding in _findings_of(part, connection)]


def _beside(connection: Connection, noted: Heads) -> list[Finding]:
    """What the note beside the store knows that the store does not: entries that were there once."""
    if noted.damaged:
        return [_finding("heads_damaged", None)]
    try:
        with as_unavailable():
            return [_finding(code, record) for code, record in lost_entries(connection, noted)]
    except Unavailable as error:
        if error.code != DAMAGED:
            raise
        return [_finding("check_unreadable", None, part=_PARTS["chains"])]


def _contents(connection: Connection, contents: SealedContents) -> list[Finding]:
    """Attachments whose content is gone or is not what was stored, by their matter; remnants are cleared."""
    try:
        with as_unavailable():
            sweep(connection, contents, time.time() - REMNANT_SECONDS)
            return [
                _finding(code, number, count=count)
                for code, number, count in unsound_contents(connection, contents)
            ]
    except Unavailable as error:
        if error.code != DAMAGED:
            raise
        return [_finding("check_unreadable", None, part="附件")]


def _findings_of(part: Callable[[Connection], Iterator[Finding]], connection: Connection) -> list[Finding]:
    """What one part of the check finds; a file that cannot be read on is a finding too, not the end."""
    findings: list[Finding] = []
    try:
        with as_unavailable():
            for finding in part(connection):
                findings.append(finding)
    except Unavailable as error:
        if error.code != DAMAGED:
            raise
        findings.append(_finding("check_unreadable", None, part=_PARTS[part.__name__]))
    return findings


def _finding(code: str, record: str | None, **facts: Any) -> Finding:
    return {"code": code, "message": sentence(code, {"record": record} | facts), "record": record}


def _sealed_pages(connection: Connection) -> Iterator[Finding]:
    """The seals of the file's pages, once what is whole in the WAL stands where a power cut tore them."""
    with suppress(Unavailable), as_unavailable():
        connection.execute("PRAGMA wal_checkpoint(FULL)").fetchall()
    reports = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    for report in reports[:LISTED]:
        page = re.search(r"page ([0-9]+)$", report)
        yield _finding("check_pages", None, detail=f"第 {page[1]} 页的校验对不上" if page else report)
    if len(reports) > LISTED:
        yield _finding("check_more", None, count=len(reports) - LISTED)


def _pages(connection: Connection) -> Iterator[Finding]:
    for (report,) in connection.execute("PRAGMA integrity_check").fetchall():
        if report != "ok":
            yield _finding("check_pages", None, detail=report)


def _triggers(connection: Connection) -> Iterator[Finding]:
    for name in capture.missing(connection):
        yield _finding("check_trigger", name)


def _index(connection: Connection) -> Iterator[Finding]:
    """Records without an entry, entries without a record, entries that do not hold their record's words.

    What is on the list of the next writing is neither: rows from the hub whose pull is not over, or was cut.
    """
    for kind, table in ((index.VISIT, "visits"), (index.MATTER, "matters"), (index.RECEPTION, "receptions")):
        missing = connection.execute(
            f"SELECT number FROM {table} t WHERE NOT EXISTS (SELECT 1 FROM search_docs d"  # noqa: S608 - our names
            " JOIN search_index_docsize s ON s.id = d.doc WHERE d.row_id = t.id)"
            " AND NOT EXISTS (SELECT 1 FROM search_stale l WHERE l.row_id = t.id)"
        ).fetchall()
        yield from _listed("check_index_missing", [row[0] for row in missing])
        extra = connection.execute(
            f"SELECT row_id FROM search_docs d WHERE kind = ? AND NOT EXISTS"  # noqa: S608 - our names
            f" (SELECT 1 FROM {table} t WHERE t.id = d.row_id)",
            (kind,),
        ).fetchall()
        yield from _listed("check_index_extra", [row[0] for row in extra])
    yield from _listed("check_index_words", _entries_with_other_words(connection))


def _cases(connection: Connection) -> Iterator[Finding]:
    """Matters whose status, unit or dates are not what their facts say."""
    yield from _listed("check_case", list(cases.differing(connection)))


def _entries_with_other_words(connection: Connection) -> list[str]:
    newest = connection.execute(
        "SELECT d.doc, d.row_id, v.number FROM search_docs d JOIN visits v ON v.id = d.row_id"
        " WHERE NOT EXISTS (SELECT 1 FROM search_stale l WHERE l.row_id = v.id) ORDER BY d.doc DESC LIMIT ?",
        (SAMPLED,),
    ).fetchall()
    wrong = []
    texts = index.entries(connection, index.VISIT, [row_id for _, row_id, _ in newest])
    for doc, row_id, number in newest:
        words = texts[row_id]
        held = " AND ".join(f'"{word}"' for word in words.split())
        sql = "SELECT 1 FROM search_index WHERE search_index MATCH ? AND rowid = ?"
        if connection.execute(sql, (held, doc)).fetchone() is None:
            wrong.append(number)
    return wrong


@dataclass(frozen=True, slots=True)
class _Own:
    """The chain that this store writes, and its key."""

    series: str
    key: ChainKey

    def chains(self, connection: Connection) -> Iterator[Finding]:
        """Of a new desk, whose history comes newest first, the beginnings are not missing but coming."""
        filling = state.history(connection) < 100
        for desk, entries in chain.chains(connection):
            for fault in verify_chain(entries, self.key, is_own=desk == self.series)[:LISTED]:
                if filling and (fault.code, fault.position) == ("audit_missing", 1):
                    continue
                yield _finding(fault.code, f"{desk}-{fault.position}")


def _numbers(connection: Connection) -> Iterator[Finding]:
    """Numbers this desk has counted that stand on no record and in no note of gaps; numbers given twice."""
    counted = dict(
        connection.execute("SELECT series, value FROM serials WHERE series <> ?", (BATCHES,)).fetchall()
    )
    held: dict[str, set[int]] = {series: set() for series in counted}
    twice: list[str] = []
    for table in ("visits", "matters", "receptions"):
        before = None
        for (number,) in connection.execute(f"SELECT number FROM {table} ORDER BY number"):  # noqa: S608 - our names
            if number == before:
                twice.append(number)
            before = number
            _hold(held, _series_and_serial(number))
    for (number,) in connection.execute("SELECT DISTINCT number FROM documents"):
        _hold(held, _document_series_and_serial(number))
    for series, serial in connection.execute("SELECT series, serial FROM gaps"):
        _hold(held, (series, serial))
    gaps = [
        f"{series}-{serial}"
        for series, value in sorted(counted.items())
        for serial in range(1, value + 1)
        if serial not in held[series]
    ]
    yield from _listed("check_number_gap", gaps)
    yield from _listed("check_number_twice", twice)


def _hold(held: dict[str, set[int]], series_and_serial: tuple[str, int] | None) -> None:
    if series_and_serial and series_and_serial[0] in held:
        held[series_and_serial[0]].add(series_and_serial[1])


def _series_and_serial(number: str) -> tuple[str, int] | None:
    """LF340700-A-261123-007-K is the 7th of LF-A-261123."""
    parts = number.split("-")
    if len(parts) != 5 or not (parts[3].isascii() and parts[3].isdigit()):
        return None
    return f"{parts[0][:2]}-{parts[1]}-{parts[2]}", int(parts[3])


def _document_series_and_serial(number: str) -> tuple[str, int] | None:
    """铜信受A〔2026〕1号 is the first of 铜信受-A-2026."""
    match = re.fullmatch(r"(.+?)([A-Z][0-9]*)〔([0-9]{4})〕([0-9]+)号", number)
    return (f"{match[1]}-{match[2]}-{match[3]}", int(match[4])) if match else None


def _listed(code: str, records: list[str]) -> Iterator[Finding]:
    for record in records[:LISTED]:
        yield _finding(code, record)
    if len(records) > LISTED:
        yield _finding("check_more", None, count=len(records) - LISTED)
