"""Put dates that were counted anew into the store: what each was and is, by whose import."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from app.desk import Desk
from app.domain.rows.base import id_after, new_id
from app.domain.rows.matters import Deadline, Matter
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment
from app.domain.terms import CLOSED_STATUSES
from app.ports.records import Writes
from app.services.case.corrected_duty import DERIVATION, DUE, NO, PROVISIONAL, YES
from app.services.case.matter_dates import binding_dates
from app.services.case.recount_dates import ASSIGNED, Recount

ACT = "重算期限"


def keep_recounts(writes: Writes, desk: Desk, recounts: Sequence[Recount]) -> None:
    """A date gets a row that supersedes it, a duty amendments; the matter its next date."""
    for _, same in groupby(sorted(recounts, key=_matter_id), key=_matter_id):
        of_matter = list(same)
        for one in of_matter:
            writes.add(*_rows(desk, one))
        matter = of_matter[0].matter
        _put_next_date(writes, matter)
        said = "、".join(f"{_said(one.row)} → {_said(_new(one))}" for one in of_matter)
        writes.audit(desk.staff.login, ACT, matter.number, purpose=said)


def _rows(desk: Desk, one: Recount) -> Iterator[Deadline | Amendment]:
    new = _new(one)
    if isinstance(new, Deadline):
        yield new
        yield _amendment(desk, one, DUE, _said(one.row), _said(new))
        return
    was, now = one.row, one.counted
    if was.due != now.due:
        yield _amendment(desk, one, DUE, was.due.isoformat(), now.due.isoformat())
    if was.provisional != now.provisional:
        yield _amendment(
            desk, one, PROVISIONAL, *(YES if sure else NO for sure in (was.provisional, now.provisional))
        )
    if was.derivation != now.derivation:
        yield _amendment(desk, one, DERIVATION, was.derivation, now.derivation)


def _new(one: Recount) -> Deadline | Duty:
    """The row as it comes to; a date's has an id that every desk with the same calendar makes too."""
    row, counted = one.row, one.counted
    if isinstance(row, Duty):
        return replace(row, due=counted.due, provisional=counted.provisional, derivation=counted.derivation)
    new = replace(
        row,
        start=one.start,
        due=counted.due,
        provisional=counted.provisional,
        derivation=counted.derivation,
        supersedes=row.id,
    )
    return replace(new, id=id_after(row.id, f"{new.start}/{new.due}/{new.provisional}/{new.derivation}"))


def _amendment(desk: Desk, one: Recount, field: str, old: str, new: str) -> Amendment:
    return Amendment(
        id=new_id(),
        matter_id=one.matter.id,
        table=one.row.TABLE,
        row_id=one.row.id,
        field=field,
        old=old,
        new=new,
        at=desk.clock.now(),
        by=desk.staff.login,
    )


def _said(row: Deadline | Duty) -> str:
    """办结 2027-01-22（暂定）."""
    what = row.what if isinstance(row, Deadline) else ASSIGNED
    return f"{what} {row.due.isoformat()}{'（暂定）' if row.provisional else ''}"


def _put_next_date(writes: Writes, matter: Matter) -> None:
    due = binding_dates(writes, [matter.id])[matter.id].due
    if matter.status not in CLOSED_STATUSES and due is not None and due != matter.due:
        writes.change(matter, due=due)


def _matter_id(one: Recount) -> str:
    return one.matter.id
