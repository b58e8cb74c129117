"""Put dates that were counted anew into the store: what each was and is, by whose import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.desk import Desk
from app.domain.case.corrected import NO, YES
from app.domain.rows.base import id_after, new_id
from app.domain.rows.matters import Deadline
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment
from app.ports.records import Writes
from app.services.case.recount_dates import Recount

ACT = "重算期限"
DUE, PROVISIONAL, DERIVATION = "due", "provisional", "derivation"
"""Columns of a duty of which an amendment tells what they came to."""


def keep_recounts(writes: Writes, desk: Desk, recounts: Sequence[Recount]) -> None:
    """A date gets a row that supersedes it, a duty amendments; what binds the case its reading says."""
    for _, same in groupby(sorted(recounts, key=_matter_id), key=_matter_id):
        of_matter = list(same)
        for recount in of_matter:
            writes.add(*_rows(desk, recount))
        purpose = "、".join(f"{_was(recount)} → {_now(recount)}" for recount in of_matter)
        writes.audit(desk.staff.login, ACT, of_matter[0].matter.number, purpose=purpose)


def _rows(desk: Desk, recount: Recount) -> Iterator[Deadline | Amendment]:
    row, now = recount.row, recount.counted
    if isinstance(row, Deadline):
        yield _superseding(row, recount)
        yield _amendment(desk, recount, row, DUE, _was(recount), _now(recount))
    elif isinstance(row, Duty):
        if row.due != now.due:
            yield _amendment(desk, recount, row, DUE, row.due.isoformat(), now.due.isoformat())
        if row.provisional != now.provisional:
            yield _amendment(desk, recount, row, PROVISIONAL, _yes(row.provisional), _yes(now.provisional))
        if row.derivation != now.derivation:
            yield _amendment(desk, recount, row, DERIVATION, row.derivation, now.derivation)


def _superseding(row: Deadline, recount: Recount) -> Deadline:
    """The row as it comes to; its id is the same at every desk with the same calendar."""
    counted = recount.counted
    new = replace(
        row,
        start=counted.start,
        due=counted.due,
        provisional=counted.provisional,
        derivation=counted.derivation,
        supersedes=row.id,
    )
    return replace(new, id=id_after(row.id, f"{new.start}/{new.due}/{new.provisional}/{new.derivation}"))


def _amendment(
    desk: Desk, recount: Recount, row: Deadline | Duty, field: str, old: str, new: str
) -> Amendment:
    return Amendment(
        id=new_id(),
        matter_id=recount.matter.id,
        table=row.TABLE,
        row_id=row.id,
        field=field,
        old=old,
        new=new,
        at=desk.clock.now(),
        by=desk.staff.login,
    )


def _yes(sure: bool) -> str:
    return YES if sure else NO


def _was(recount: Recount) -> str:
    return _counted_words(recount.what, recount.was.isoformat(), recount.was_provisional)


def _now(recount: Recount) -> str:
    return _counted_words(recount.what, recount.counted.due.isoformat(), recount.counted.provisional)


def _counted_words(what: str, due: str, provisional: bool) -> str:
    """办结 2027-01-22（暂定）."""
    return f"{what} {due}{'（暂定）' if provisional else ''}"


def _matter_id(recount: Recount) -> str:
    return recount.matter.id
