"""The date that the three notices tell, and the day that no promise may pass (CASE.md 2; DOMAIN.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.case import names
from app.domain.case.casefile import CaseFile
from app.domain.case.obligations import Obligation
from app.domain.dates.derivation import Derivation, date_set_by_hand
from app.domain.dates.limits import RULE_34, Limits
from app.domain.entries.entry import Problems
from app.domain.rows.matters import Notice

_LAW = Limits()
"""The limits as the law has them: a centre may promise less, never more."""


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
        return date_set_by_hand(day, day, f"{day:%m-%d} 已{closed.mode}")
    return None


def counted_for_notice(case: CaseFile, notice: Notice | None) -> Derivation | None:
    """How the date of a notice was counted; None where somebody gave it or nothing in the case says so."""
    if notice is None or notice.due is None or notice.due_reason:
        return None
    standing = date_to_tell(case)
    counts = [*([standing] if standing else []), *(owed.counted for owed in case.obligations)]
    same = [counted for counted in counts if counted.due == notice.due]
    return next(
        (counted for counted in same if counted.derivation == notice.derivation), same[0] if same else None
    )


@dataclass(frozen=True, slots=True)
class LawfulDay:
    """The last day that a promise may name, what is due on it, and the article."""

    due: date
    what: str
    rule: str


def last_lawful_day(case: CaseFile, engine: date | None) -> LawfulDay | None:
    """The day that a promise may not pass; None where none binds.

    It is 办结 once the matter is accepted. Before that it is the latest statutory date and, for an 申诉求决,
    60 days more: the day of 办结 after the latest acceptance. An engine's date after it (a duty given for
    longer) binds nothing.
    """
    finish = _running(case, names.FINISH)
    if finish is not None:
        return LawfulDay(finish.due, finish.what, finish.rule)
    statutory = [owed for owed in case.running if owed.kind == names.STATUTORY]
    latest = max(statutory, key=lambda owed: (owed.due, owed.id), default=None)
    if latest is None:
        return None
    day = LawfulDay(latest.due, latest.what, latest.rule)
    if case.kind == names.APPEAL:
        day = LawfulDay(latest.due + timedelta(days=_LAW.finish), "最迟受理后办结", RULE_34)
    return None if engine and engine > day.due else day


def _running(case: CaseFile, what: str) -> Obligation | None:
    return next((owed for owed in case.running if owed.what == what), None)


def check_lawful(
    due: date, case: CaseFile, engine: date | None, told_on: date, path: str, problems: Problems
) -> None:
    """Note ``due_past_statutory`` for a promise that lies after the last lawful day.

    Not where that day is past when the visitor is told: what he is told then can only be later, and the
    obligation stays overdue all the same.
    """
    last = last_lawful_day(case, engine)
    wrong_already = problems.has(f"{path}due") or problems.has(f"{path}due_reason")
    if last is None or told_on > last.due or due == engine or wrong_already:
        return
    if due > last.due:
        problems.add(
            f"{path}due", "due_past_statutory", date=due.isoformat(), what=last.what,
            statutory=last.due.isoformat(), rule=last.rule,
        )  # fmt: skip
