"""The faults that simulation once found, put back one at a time: each must be caught."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from app.domain import merge
from db import boots
from db.cipher import Connection
from db.exchange import batch, scope
from db.exchange.wire import Push, Pushed, Rows
from db.hub import account_wraps, greet, judge
from db.hub.records import Kept, Names, read_rows
from db.sync import apply_page, pull, rereading, state
from db.sync.apply_page import nobody_waits
from db.sync.columns import columns_of, fillers
from db.sync.push import forget_judged
from tests.simulation.desk import SimDesk


@contextmanager
def put_back(fault: Callable[[pytest.MonkeyPatch], None]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        fault(patch)
        yield


def replay_is_stamped(patch: pytest.MonkeyPatch) -> None:
    """Fault 1: a repeated operation is answered with the row's current revision."""
    good = judge.judge_push

    def bad(
        work: Any, centre: Any, caller: Any, told: Push, scope: Any, now: int, names: Names, *_: Any
    ) -> Pushed:
        answer = good(work, centre, caller, told, scope, now, names)
        judged = {seq + step for seq, _, count in answer.runs for step in range(count)}
        for at, seq in enumerate(told.seq):
            table = told.tables[told.tbl[at]]
            row = read_rows(work, Names(work), centre.id, {table: [told.pk[at]]}).get((table, told.pk[at]))
            if row is not None and seq not in judged:
                answer.runs.append((seq, row.rev, 1))
        return answer

    patch.setattr("db.hub.judging.judge_push", bad)


def pull_is_no_acknowledgement(patch: pytest.MonkeyPatch) -> None:
    """Fault 2: pending columns mask a pulled row although the verdict on them is already inside."""

    patch.setattr(apply_page, "note_judged", _nothing)
    patch.setattr(apply_page, "put_rows", _masking(stamp=True))


def _nothing(*_: Any) -> None:
    """What a page says of one's own operations is not heard."""


def masked_row_is_stamped(patch: pytest.MonkeyPatch) -> None:
    """Fault 3: pending columns are kept, the others and the new revision are taken."""
    patch.setattr(apply_page, "put_rows", _masking(stamp=True))


def numbers_are_used_again(patch: pytest.MonkeyPatch) -> None:
    """Fault 4: after going back in time the file goes on as the author it was."""

    def start(self: SimDesk) -> None:
        boots.begin(self.connection, f"desk-{self.letter}-always".lower()) if self.starts == 0 else None
        self.starts += 1

    patch.setattr(SimDesk, "start", start)


def duplicates_are_applied(patch: pytest.MonkeyPatch) -> None:
    """A repeated push is judged again."""
    good = batch.Batch.actions
    patch.setattr(batch.Batch, "actions", lambda told, _after: good(told, 0))


def loser_is_not_kept(patch: pytest.MonkeyPatch) -> None:
    """The value that does not show is simply gone."""
    good = merge.judge

    def bad(*given: Any) -> merge.Verdict:
        verdict = good(*given)
        return merge.Verdict(verdict.put, verdict.stamps, (), verdict.refused)

    patch.setattr(judge, "judge", bad)


def cursor_before_rows(patch: pytest.MonkeyPatch) -> None:
    """The cursor is put down first, the rows in a second transaction that a crash can prevent."""
    good = pull.apply_pages

    def bad(
        connection: Connection, pages: Any, is_waited_for: Any = nobody_waits
    ) -> tuple[Counter[str], int]:
        since = state.number(connection, state.CURSOR)
        page = pages[-1][0]
        if since == pages[0][1] and state.number(connection, state.EPOCH) == page.epoch:
            state.put(connection, state.CURSOR, page.upto)
            state.put(connection, state.NONCE, page.nonce)
            if page.upto % 5 == 0:
                raise judge_crash()
            state.put(connection, state.CURSOR, since)
        return good(connection, pages, is_waited_for)

    patch.setattr(pull, "apply_pages", bad)


def every_copy_is_current(patch: pytest.MonkeyPatch) -> None:
    """The hub believes that an author's copy equals the row even where it had not seen the last change."""
    good = judge._merge

    def bad(bench: Any, staged: Any, row: Kept, one: Any) -> bool:
        good(bench, staged, row, one)
        row.same = True
        return True

    patch.setattr(judge, "_merge", bad)


def base_counts_for_all(patch: pytest.MonkeyPatch) -> None:
    """Every change counts as seen: the last one to arrive wins without a word."""
    patch.setattr(merge.Change, "saw", lambda _self, _stamp: True)


def page_forgets(patch: pytest.MonkeyPatch) -> None:
    """A page takes operations out of the outbox: what was set aside of them is never heard of."""
    patch.setattr(
        apply_page, "note_judged", lambda connection, author, last: forget_judged(connection, author, last, 0)
    )


def upgrade_reads_nothing_again(patch: pytest.MonkeyPatch) -> None:
    """A desk that was upgraded never gets what its older program could not read."""
    patch.setattr(rereading, "begin", _nothing)


def unsigned_is_taken(patch: pytest.MonkeyPatch) -> None:
    """A claimed login counts like a signature."""
    patch.setattr(scope.Scope, "_speaker", lambda _self, operation: operation.login)


def insert_rewrites(patch: pytest.MonkeyPatch) -> None:
    """A new row over one that is there is merged like a change, whoever says so."""
    patch.setattr(scope.Scope, "_check_person", _nothing)
    patch.setattr(judge, "_again", judge._merge)


def epoch_by_a_desks_word(patch: pytest.MonkeyPatch) -> None:
    """Whoever says that he remembers more has a new epoch begun."""
    good = greet._lost_epoch

    def bad(work: Any, centre: Any, hello: Any) -> int | None:
        return hello.epoch if hello.epoch > centre.epoch else good(work, centre, hello)

    patch.setattr(greet, "_lost_epoch", bad)


def wraps_from_anybody(patch: pytest.MonkeyPatch) -> None:
    """A newer wrap is taken whoever sends it."""
    patch.setattr(account_wraps, "_is_right", lambda *_: True)


FAULTS: tuple[Callable[[pytest.MonkeyPatch], None], ...] = (
    replay_is_stamped,
    pull_is_no_acknowledgement,
    masked_row_is_stamped,
    numbers_are_used_again,
    duplicates_are_applied,
    loser_is_not_kept,
    cursor_before_rows,
    every_copy_is_current,
    base_counts_for_all,
    page_forgets,
    upgrade_reads_nothing_again,
    unsigned_is_taken,
    insert_rewrites,
    epoch_by_a_desks_word,
    wraps_from_anybody,
)


def judge_crash() -> BaseException:
    from tests.simulation.desk import Crash

    return Crash()


def _masking(stamp: bool) -> Callable[[Any, str, Rows], int]:
    """put_rows that keeps pending columns of a row and takes the rest of it, with its revision."""

    def put_rows(connection: Connection, table: str, rows: Rows) -> int:
        own = set(columns_of(connection, table))
        for at, pk in enumerate(rows.pk):
            found = connection.execute(
                "SELECT cols FROM outbox WHERE pk = ? AND tbl = ?", (pk, table)
            ).fetchall()
            pending = ",".join(cols or '"*"' for (cols,) in found)
            values = {
                name: column[at]
                for name, column in zip(rows.columns, rows.values, strict=True)
                if name in own and f'"{name}"' not in pending and '"*"' not in pending
            }
            values |= {"_rev": rows.rev[at]} if stamp or not found else {}
            _upsert(connection, table, pk, values)
        return len(rows.pk)

    return put_rows


def _upsert(connection: Connection, table: str, pk: str, values: dict[str, Any]) -> None:
    here = connection.execute(f'SELECT _rev FROM "{table}" WHERE id = ?', (pk,)).fetchone()
    if here is None:
        values = fillers(connection, table, set(values) | {"id", "_rev"}) | values | {"id": pk}
        names = ", ".join(f'"{name}"' for name in values)
        marks = ", ".join("?" * len(values))
        connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
    elif values and here[0] < values.get("_rev", here[0] + 1):
        sets = ", ".join(f'"{name}" = ?' for name in values)
        connection.execute(f'UPDATE "{table}" SET {sets} WHERE id = ?', (*values.values(), pk))


__all__ = ["FAULTS", "put_back"]
