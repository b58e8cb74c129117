"""Saving one visit over the bare commit of the same rows; searching over a LIKE scan of the same store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app.desk import Desk
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.matters import Deadline, Matter, Notice, Step
from app.domain.rows.visits import Attendance, Person, Visit
from app.ports.records import LikeVisit
from app.services.desk.keep_draft import DraftForm, discard_draft, keep_draft
from app.services.visits.after_typing import FromForm
from app.services.visits.find_records import find_records
from app.services.visits.look_alike import look_alike
from app.services.visits.register_visit import register_visit
from db.cipher import Connection, connect
from db.mapping import shape

SAVES, ASKED = 60, 8
QUERIES = ("wxm", "办证", "工", "示例花园", "0019", "LF340700", "拖欠工资", "zhang", "水渠", "补偿标准")


def entry(n: int) -> dict[str, Any]:
    """A visit as a clerk would type it."""
    return {
        "people": [
            {"name": f"测速{n}（示例）", "id_type": "无", "no_id_reason": "当场无证件",
             "address": "示例街道1号", "phone": f"1380000{n:04d}"}
        ],
        "headcount": 1, "purpose": "求决", "category": "城乡建设", "place": "340705",
        "claim": "要求尽快办理示例花园不动产权证", "facts": "合同约定的办证时间已过，希望明确时间。",
        "oral_notices": {"opinion": "转送市住建局办理", "contact": "值班室 0562-0000000"},
    }  # fmt: skip


def save(desk: Desk, key: bytes, scratch: Path) -> dict[str, Any]:
    """Median save of one visit, and of a bare ``BEGIN … COMMIT`` of the same rows in the same engine.

    As the window saves (its hints were live while typing) and, apart, as the command line does (hints
    looked for in the call); and the write of a draft. All taken in turns, so that each sees the same machine.
    """
    register_visit(desk, parse_visit(entry(0)), FromForm())
    rows = _rows_of(desk)
    draft = keep_draft(desk, _draft(0))
    window, command, bare, drafts = [], [], [], []
    connection, commit = _bare_commit(rows, key, scratch)
    try:
        for n in range(1, SAVES + 1):
            bare.append(_timed(commit))
            window.append(_timed(partial(register_visit, desk, parse_visit(entry(n)), FromForm())))
            command.append(_timed(partial(register_visit, desk, parse_visit(entry(n)))))
            drafts.append(_timed(partial(keep_draft, desk, _draft(n, draft.id))))
    finally:
        connection.close()
    discard_draft(desk, draft.id)
    return {
        "save_over_bare_commit": round(statistics.median(window) / statistics.median(bare), 1),
        "save_by_command_over_bare_commit": round(statistics.median(command) / statistics.median(bare), 1),
        "save_ms": {
            "window": _ms(window),
            "window_p95": _p95(window),
            "command": _ms(command),
            "bare": _ms(bare),
        },
        "draft_ms": {"median": _ms(drafts), "p95": _p95(drafts)},
        "rows_of_a_visit": len(rows),
    }


def _draft(n: int, id: str | None = None) -> DraftForm:
    """The draft of a form with the same words, as it is written while typing."""
    words = entry(n)
    return DraftForm(
        id=id,
        screen="登记",
        title=words["people"][0]["name"],
        words=words["claim"],
        stopped_at="诉求",
        form=words,
    )


def _all(connection: Connection, sql: str, text: str) -> list[tuple[str]]:
    return connection.execute(sql, (text,)).fetchall()


def search(desk: Desk, file: Path, key: bytes) -> dict[str, Any]:
    """p95 of ten kinds of questions, and of LIKE over the same people and claims."""
    ours: list[float] = []
    scan: list[float] = []
    alike: list[float] = []
    connection = connect(file, key, read_only=True)
    sql = (
        "SELECT v.id FROM visits v JOIN attendances a ON a.visit_id = v.id "
        "JOIN people p ON p.id = a.person_id WHERE p.name LIKE ?1 OR v.claim LIKE ?1 OR v.facts LIKE ?1 "
        "OR v.number LIKE ?1 OR p.id_number LIKE ?1 LIMIT 20"
    )
    try:
        for text in QUERIES:
            for _ in range(ASKED):
                ours.append(_timed(partial(find_records, desk, text)))
            scan.append(_timed(partial(_all, connection, sql, f"%{text}%")))
            like = LikeVisit(names=("王小明（示例）",), phones=("13800123456",), place="340705",
                             category="城乡建设", words=f"要求尽快办理示例花园{text}")  # fmt: skip
            alike.extend(_timed(partial(look_alike, desk, like)) for _ in range(3))
    finally:
        connection.close()
    return {
        "search_p95_over_like_scan": round(_p95(ours) / _p95(scan), 3),
        "search_ms": {"ours_p95": _p95(ours), "like_p95": _p95(scan)},
        "hint_ms_p95": _p95(alike),
    }


def _rows_of(desk: Desk) -> list[Any]:
    """The rows the last saved visit put into the store."""
    with desk.records.reading() as reads:
        visit = reads.find(Visit, newest_first=True, limit=1)[0]
        came = reads.find(Attendance, visit_id=visit.id)
        rows: list[Any] = [visit, reads.get(Matter, visit.matter_id), *came]
        rows += reads.among(Person, "id", [one.person_id for one in came])
        for kind in (Deadline, Notice, Step):
            rows += reads.find(kind, matter_id=visit.matter_id)
    return rows


def _bare_commit(rows: list[Any], key: bytes, scratch: Path) -> tuple[Connection, Callable[[], None]]:
    """A store with nothing but the tables of these rows, and the commit of all of them."""
    connection = connect(scratch / "bare.db", key)
    for kind in {type(row) for row in rows}:
        connection.execute(f"CREATE TABLE {kind.TABLE} ({shape(kind).selected})")
    values = [(shape(type(row)).insert, shape(type(row)).values(row)) for row in rows]

    def commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        for sql, one in values:
            connection.execute(sql, one)
        connection.execute("COMMIT")

    return connection, commit


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _ms(times: list[float]) -> float:
    return round(statistics.median(times) * 1000, 2)


def _p95(times: list[float]) -> float:
    return round(sorted(times)[max(0, int(len(times) * 0.95) - 1)] * 1000, 2)
