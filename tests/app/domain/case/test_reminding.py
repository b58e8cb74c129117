"""Who is reminded of what: the units of what binds them, never the centre, nobody accused (CASE.md 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.case.reading import read_case
from app.domain.dates.derivation import Span
from tests.app.domain.case.cases import Tale

HOUSING, POLICE, UNDER = "市住建局", "市公安局", "市公安局交警支队"


@dataclass(frozen=True)
class Unit:
    """A unit of the table."""

    name: str
    short: str = ""
    kind: str = "部门"
    division: str | None = None
    initials: str = ""
    disabled: bool = False


def reminded(tale: Tale) -> set[tuple[str, str]]:
    units = tuple(Unit(name) for name in (HOUSING, POLICE, UNDER))
    case = read_case(tale.facts, replace(tale.rules, units=units))
    return {(one.what, one.who) for one in case.obligations if one.id in case.rungs}


def test_the_centre_is_not_reminded_and_promises_are_not_dunned():
    tale = Tale()
    tale.visit("2026-08-01")
    assert reminded(tale) == set()
    tale.step("转送", "2026-08-02", unit=HOUSING)
    assert reminded(tale) == {("书面告知", HOUSING)}
    tale.step("受理告知", "2026-08-03", unit=HOUSING)
    assert reminded(tale) == {("办结", HOUSING)}


def test_who_has_answered_is_not_reminded():
    """CASE.md 8 (2)."""
    tale = Tale()
    tale.visit("2026-08-01")
    tale.step("交办", "2026-08-02", unit=HOUSING, reception="JF")
    duty = tale.duty(HOUSING, "2026-08-02", Span(20, "日"))
    assert ("交办", HOUSING) in reminded(tale)
    tale.reply(duty, "2026-08-04")
    assert ("交办", HOUSING) not in reminded(tale)


def test_whom_the_case_accuses_and_who_is_under_it_are_not_reminded():
    """CASE.md 8 (7); 条例第30条第3款."""
    tale = Tale("揭发控告")
    tale.visit("2026-08-01", accused=(POLICE,))
    for hour, unit in enumerate((HOUSING, POLICE, UNDER)):
        tale.step("转送", f"2026-08-02 1{hour}:00", unit=unit, role="协办")
    assert reminded(tale) == {("书面告知", HOUSING)}
