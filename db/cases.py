"""Keeps what cases come to beside their facts: matters' status, unit and due, states, obligations, visits.

The rows here are a cache: triggers list every matter whose facts change (``case_stale``), and before each
commit the cases on the list are read anew (app.domain.case). ``check`` compares them with the facts.
"""
# ruff: noqa: S608 - marks alone are put into the statements; values are bound

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.modes import CLOSINGS
from app.domain.case.obligations import Obligation
from app.domain.figures.counting import counted_visits
from app.domain.rows.base import id_after
from app.domain.rows.case import CaseObligation, CaseState, CountedVisit
from app.domain.rows.matters import Step
from app.services.case.case_reader import CaseReader
from db.cipher import Connection
from db.evened import evened
from db.mapping import shape
from db.reads import StoreReads

AT_ONCE = 400


def catch_up(connection: Connection) -> int:
    """Read anew every case whose facts changed; call before the commit. How many."""
    listed = [row[0] for row in connection.execute("SELECT matter_id FROM case_stale").fetchall()]
    if listed:
        stale = list(dict.fromkeys([*listed, *_linked(connection, listed)]))
        reader = CaseReader(StoreReads(connection), people=False)
        for start in range(0, len(stale), AT_ONCE):
            put(connection, reader.cases(stale[start : start + AT_ONCE]).values())
        connection.execute("DELETE FROM case_stale")
    return len(listed)


def rebuild(connection: Connection) -> int:
    """Read every case anew. How many."""
    connection.execute("DELETE FROM case_stale")
    connection.execute("INSERT INTO case_stale SELECT id FROM matters ORDER BY id")
    return catch_up(connection)


def put(connection: Connection, cases: Iterable[CaseFile]) -> None:
    """Write what the cases come to, in place of what was there."""
    cases = list(cases)
    ids = [case.matter.id for case in cases]
    states, obligations = shape(CaseState), shape(CaseObligation)
    for part in _parts(ids):
        connection.execute(f"DELETE FROM obligations WHERE matter_id IN ({_marks(part)})", part)
        connection.execute(f"DELETE FROM case_states WHERE id IN ({_marks(part)})", part)
        connection.execute(f"DELETE FROM counted_visits WHERE matter_id IN ({_marks(part)})", part)
    connection.executemany(states.insert, [states.values(state_of(case)) for case in cases])
    connection.executemany(
        obligations.insert, [obligations.values(row) for case in cases for row in obligations_of(case)]
    )
    counted = shape(CountedVisit)
    connection.executemany(  # a visit that moved may still stand under its former matter
        counted.insert.replace("INSERT INTO", "INSERT OR REPLACE INTO", 1),
        [counted.values(row) for case in cases for row in counted_visits(case)],
    )
    connection.executemany(
        "UPDATE matters SET status = ?, unit = ?, due = ?"
        " WHERE id = ? AND (status, unit, due) IS NOT (?, ?, ?)",
        [(*cached, case.matter.id, *cached) for case in cases for cached in [_cached(case)]],
    )


def differing(connection: Connection) -> Iterator[str]:
    """Numbers of matters whose cache is not what their facts say."""
    ids = [row[0] for row in connection.execute("SELECT id FROM matters ORDER BY id")]
    reads = StoreReads(connection)
    reader = CaseReader(reads, people=False)
    for part in _parts(ids):
        states = {row.id: row for row in reads.among(CaseState, "id", part)}
        kept: dict[str, set[CaseObligation]] = {}
        for row in reads.among(CaseObligation, "matter_id", part):
            kept.setdefault(row.matter_id, set()).add(row)
        counted: dict[str, set[CountedVisit]] = {}
        for visit in reads.among(CountedVisit, "matter_id", part):
            counted.setdefault(visit.matter_id, set()).add(visit)
        stored = {
            id: tuple(rest)
            for id, *rest in connection.execute(
                f"SELECT id, status, unit, due FROM matters WHERE id IN ({_marks(part)})", part
            )
        }
        for id, case in reader.cases(part).items():
            same = states.get(id) == state_of(case) and stored[id] == _cached(case)
            same = same and counted.get(id, set()) == set(counted_visits(case))
            if not same or kept.get(id, set()) != set(obligations_of(case)):
                yield case.matter.number


def state_of(case: CaseFile) -> CaseState:
    """The row of a case's state."""
    closed = case.stages.closed
    accepted = case.stages.accepted
    return CaseState(
        id=case.matter.id,
        status=case.status,
        unit=case.matter.unit,
        due=case.matter.due,
        guarded=case.guarded,
        contradicted=case.contradicted,
        owner=case.owner,
        readers=tuple(sorted(case.readable_by)),
        pending=len(case.pending),
        to_read=_waits_to_be_read(case),
        accepted_at=accepted.at if accepted else None,
        closed_at=closed.at if closed else None,
    )


def _waits_to_be_read(case: CaseFile) -> bool:
    """Whether a unit's answer is the last thing that happened in an open case."""
    if case.status not in names.OPEN or not case.replies:
        return False
    last = max(reply.at for reply in case.replies)
    later = [step for step in case.steps if step.at > last]
    return not later and all(reminder.at <= last for reminder in case.reminders)


def obligations_of(case: CaseFile) -> list[CaseObligation]:
    """The rows of a case's obligations."""
    return [
        CaseObligation(
            id=obligation.id,
            matter_id=case.matter.id,
            what=obligation.what,
            who=obligation.who,
            kind=obligation.kind,
            start=obligation.start,
            due=obligation.due,
            met_at=obligation.met_at,
            ended_by=obligation.ended_by,
            running=obligation.running,
            provisional=obligation.provisional,
            **_rungs(case, obligation),
        )
        for obligation in case.obligations
    ]


def _rungs(case: CaseFile, obligation: Obligation) -> dict[str, Any]:
    """The columns of an obligation's tiers."""
    days = {f"on{tier}": day for tier, day in case.rungs.get(obligation.id, ())}
    return {"reminded": obligation.id in case.rungs, **days}


def adopt_old_statuses(connection: Connection) -> int:
    """Put into a fact what a matter's status alone said until now (old ledgers); how many.

    Such a matter has no step that explains its status. The step's id follows from the matter's, so that every
    desk of the centre makes the same one.
    """
    marks = ", ".join("?" * len(CLOSINGS))
    rows = connection.execute(
        "SELECT m.id, m.status, m.unit, m.opened_at, (SELECT v.clerk FROM visits v WHERE v.matter_id = m.id"
        " ORDER BY v.id LIMIT 1) FROM matters m WHERE m.status <> ? AND EXISTS (SELECT 1 FROM visits v WHERE"
        " v.matter_id = m.id AND NOT EXISTS (SELECT 1 FROM voids x WHERE x.visit_id = v.id)) AND NOT EXISTS"
        " (SELECT 1 FROM steps s WHERE s.matter_id = m.id AND s.mode NOT IN ('登记', '三个告知', '交办回复')"
        f" AND (s.mode IN ({marks}) OR m.status NOT IN ({', '.join('?' * len(names.CLOSED))})))",
        (names.REGISTERED, *sorted(CLOSINGS), *sorted(names.CLOSED)),
    ).fetchall()
    steps = [
        Step(
            id=id_after(id, names.OLD_LEDGER),
            matter_id=id,
            mode=names.OLD_LEDGER,
            unit=unit,
            at=datetime.fromisoformat(opened),
            by=clerk or "",
            detail={"status": status},
        )
        for id, status, unit, opened, clerk in rows
    ]
    of = shape(Step)
    connection.executemany(of.insert, [of.values(step) for step in steps])
    return len(steps)


def _cached(case: CaseFile) -> tuple[str, str | None, str | None]:
    due = case.matter.due
    return case.status, case.matter.unit, due.isoformat() if due else None


def _linked(connection: Connection, ids: Sequence[str]) -> Iterator[str]:
    """Matters that share visits with these by joins and splits: a fact of one may belong to the other."""
    for part in _parts(ids):
        marks = _marks(part)
        rows = connection.execute(
            "SELECT from_matter, matter_id FROM visit_moves WHERE visit_id IN"
            f" (SELECT visit_id FROM visit_moves WHERE matter_id IN ({marks}) OR from_matter IN ({marks}))",
            (*part, *part),
        )
        for row in rows.fetchall():
            yield from row


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), AT_ONCE):
        yield evened(ids[start : start + AT_ONCE], AT_ONCE)


def _marks(part: Sequence[str]) -> str:
    return ", ".join("?" * len(part))
