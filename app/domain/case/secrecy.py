"""Who may read a guarded case: 检举控告 and what is confidential (条例第30条第3款; CASE.md 4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.domain.case.facts import CaseFacts
from app.domain.roles import LEADER
from app.domain.rows.case import OWNER, READER
from app.domain.rows.visits import Visit
from app.domain.terms import ACCUSATION

WITHHELD = "保密事项"
"""What everybody else sees of a guarded case in a list."""


def is_guarded(purpose: str, confidential: bool) -> bool:
    """Whether a visit or matter that says so is for named people only."""
    return purpose == ACCUSATION or confidential


def case_is_guarded(facts: CaseFacts, visits: Iterable[Visit]) -> bool:
    """In any standing form of the case: the matter as it is, and each standing visit as corrected."""
    matter = facts.matter
    return is_guarded(matter.purpose, matter.confidential) or any(
        is_guarded(visit.purpose, visit.confidential) for visit in visits
    )


def readers(facts: CaseFacts, visits: Iterable[Visit]) -> frozenset[str]:
    """Who registered its first visit, and who was named to it; 带班领导 read it by their role."""
    first = first_visit(facts, visits)
    named = {row.login for row in facts.appointments if row.part == READER}
    return frozenset(named | ({first.clerk} if first else set()))


def may_read(guarded: bool, allowed: Collection[str], login: str, roles: Collection[str]) -> bool:
    """Whether a person reads the content; an act never grants it."""
    return not guarded or LEADER in roles or login in allowed


def owner(facts: CaseFacts, visits: Iterable[Visit], routed: bool) -> str | None:
    """首接负责: the first clerk until the case is routed; whoever it was handed to last.

    Never one with an interest of their own (条例第28条): another is named.
    """
    handed = sorted(
        (row for row in facts.appointments if row.part == OWNER), key=lambda row: (row.at, row.by, row.id)
    )
    standing = tuple(visits)
    if handed:
        login: str | None = handed[-1].login
    else:
        first = first_visit(facts, standing)
        login = first.clerk if first and not routed else None
    return login if login not in interested(standing) else None


def first_visit(facts: CaseFacts, visits: Iterable[Visit]) -> Visit | None:
    """The visit that began the case; one that was joined to it only where it has none of its own."""
    ordered = tuple(visits)
    own = (visit for visit in ordered if visit.matter_id == facts.matter.id)
    return next(own, next(iter(ordered), None))


def interested(visits: Iterable[Visit]) -> frozenset[str]:
    """Who has an interest of their own in the matter and keeps away from it (条例第28条 回避)."""
    return frozenset(login for visit in visits for login in visit.interest)


def accused_units(visits: Iterable[Visit]) -> frozenset[str]:
    """Units that an accusation names: ``accused``, and the units of the visit itself."""
    return frozenset(
        unit
        for visit in visits
        for unit in (*visit.accused, *(visit.units if visit.purpose == ACCUSATION else ()))
    )
