"""The date that the three notices tell, and the day that no promise may pass (CASE.md 2; DOMAIN.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.derivation import Derivation, given
from app.domain.entry import Problems


def date_to_tell(case: CaseFile, duties: Iterable[Derivation] = ()) -> Derivation | None:
    """The date that stands by itself: the latest duty's, else 办结's, else that of the newest step.

    duties: dates of duties that are about to be given. Never later than a running 办结. On a closed case
    the day it was closed; None where nothing is owed.
    """
    finish = _running(case, names.FINISH)
    dates = [*duties, *(duty.counted for duty in case.open_duties)]
    latest = max(dates, key=lambda counted: counted.due, default=None)
    if latest is not None:
        return latest if finish is None or latest.due <= finish.due else finish.counted
    if finish is not None:
        return finish.counted
    statutory = [owed for owed in case.running if owed.kind == names.STATUTORY]
    if statutory:
        return max(statutory, key=lambda owed: (owed.start, owed.due, owed.id)).counted
    closed = case.stages.closed
    if closed is not None:
        day = closed.at.date()
        return given(day, day, f"{day:%m-%d} 已{closed.mode}")
    return None


def last_lawful_day(case: CaseFile, engine: date | None) -> Obligation | None:
    """The statutory obligation that a promise may not pass; None where none binds.

    It is 办结 once the matter is accepted; before that the latest statutory date, unless the engine's own
    date (a duty given for longer) lies after it.
    """
    finish = _running(case, names.FINISH)
    if finish is not None:
        return finish
    statutory = [owed for owed in case.running if owed.kind == names.STATUTORY]
    latest = max(statutory, key=lambda owed: (owed.due, owed.id), default=None)
    return None if latest and engine and engine > latest.due else latest


def _running(case: CaseFile, what: str) -> Obligation | None:
    return next((owed for owed in case.running if owed.what == what), None)


def check_lawful(due: date, case: CaseFile, engine: date | None, path: str, problems: Problems) -> None:
    """Note ``due_past_statutory`` for a promise that lies after the statutory date."""
    last = last_lawful_day(case, engine)
    wrong_already = problems.has(f"{path}due") or problems.has(f"{path}due_reason")
    if last is not None and due > last.due and due != engine and not wrong_already:
        problems.add(
            f"{path}due", "due_past_statutory", date=due.isoformat(), what=last.what,
            statutory=last.due.isoformat(), rule=last.rule,
        )  # fmt: skip
