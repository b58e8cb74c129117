"""Papers without their content, and visitors whose name and address are known: what reading a case asks."""
# ruff: noqa: S608 - marks alone are put into the statements; values are bound

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from app.domain.case.facts import Paper
from app.domain.entries.people import ANONYMOUS
from db.cipher import Connection
from db.evened import evened

AT_ONCE = 500
_COLUMNS = (
    "d.id, d.kind, d.number, d.at, d.visit_id, d.reception_id, d.step_id, d.unit, d.replaces,"
    " EXISTS (SELECT 1 FROM printings p WHERE p.document_id = d.id), d.matter_id"
)


def papers_of(
    connection: Connection, matter_ids: Collection[str], reception_ids: Collection[str]
) -> Iterator[tuple[str | None, Paper]]:
    """Papers of the matters, and of the receptions what belongs to no single matter; in id order."""
    rows: dict[str, tuple] = {}  # type: ignore[type-arg]
    for column, ids, rest in (
        ("matter_id", matter_ids, ""),
        ("reception_id", reception_ids, "AND d.matter_id IS NULL"),
    ):
        for part in _parts(ids):
            sql = f"SELECT {_COLUMNS} FROM documents d WHERE d.{column} IN ({_marks(part)}) {rest}"
            rows |= {row[0]: row for row in connection.execute(sql, part)}
    for id in sorted(rows):
        _, kind, number, at, visit, reception, step, unit, replaces, printed, matter = rows[id]
        yield (
            matter,
            Paper(
                id=id,
                kind=kind,
                number=number,
                at=datetime.fromisoformat(at),
                visit_id=visit,
                reception_id=reception,
                step_id=step,
                unit=unit,
                replaces=replaces,
                printed=bool(printed),
            ),
        )


def identified(connection: Connection, visit_ids: Collection[str]) -> frozenset[str]:
    """Visits whose first person gave a name and an address (条例第23条第2款)."""
    named: set[str] = set()
    for part in _parts(visit_ids):
        rows = connection.execute(
            "SELECT a.visit_id FROM attendances a JOIN people p ON p.id = a.person_id"
            f" WHERE a.visit_id IN ({_marks(part)}) AND a.position = 0"
            " AND p.name <> ? AND p.address IS NOT NULL",
            (*part, ANONYMOUS),
        )
        named |= {row[0] for row in rows}
    return frozenset(named)


def _parts(ids: Collection[str]) -> Iterator[Sequence[str]]:
    listed = list(dict.fromkeys(ids))
    for start in range(0, len(listed), AT_ONCE):
        yield evened(listed[start : start + AT_ONCE], AT_ONCE)


def _marks(part: Sequence[str]) -> str:
    return ", ".join("?" * len(part))
