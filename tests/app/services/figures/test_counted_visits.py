"""Sums of the store and the pure predicate agree on the same random facts; each part fits its whole."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.dates.period import Period
from app.domain.figures.counting import counted_visits, figures_of, tally
from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import (
    AGAIN,
    BANDS,
    BASES,
    BUREAU_IN_TIME,
    BY_FORM,
    BY_LAW,
    COUNTED,
    FIRST,
    FORMS,
    GROUP,
    GROUPINGS,
    NOT_HEARD,
    SINGLE,
    UNIT_IN_TIME,
    VISITS,
    WAYS,
    Counts,
    Tally,
)
from app.domain.rows.base import Row, new_id
from app.domain.rows.case import CountedVisit, VisitMove, Withdrawal
from app.domain.rows.matters import Matter, Step
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Amendment, Visit, Void
from app.domain.terms import ACCUSATION, PURPOSES, RECEPTION_FORMS
from app.services.case.case_reader import CaseReader
from db import cases
from tests.app.services.office import at
from tests.db.rows import NOON, came, sample

MODES = (
    "转送",
    "交办",
    "受理告知",
    "引导",
    "现场办结",
    "直接回复",
    "办结",
    "采纳",
    "督办",
    "三个告知",
    "交办回复",
    "存",
)
UNITS = (None, "市住建局", "市公安局")
FIELDS = {
    "headcount": ("1", "4", "5", "11", "101", "9999"),
    "category": ("民政", "城乡建设/住房", None),
    "place": ("340705", "340706", None),
    "purpose": PURPOSES,
    "proxy": ('{"name": "示例"}', None),
    "arrived_at": ("2026-03-01T09:00:00+08:00", "2026-04-30T23:59:00+08:00"),
}


class History:
    """Random facts of a centre, each in one transaction, as desks and the hub bring them."""

    def __init__(self, office: Any, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.visits: list[Visit] = []
        self.matters: list[Matter] = []
        self.steps: list[Step] = []

    def act(self) -> None:
        act = self.chance.choice(
            (self.come, self.come, self.handle, self.handle, self.hear, self.void, self.move, self.correct,
             self.withdraw)
        )  # fmt: skip
        self.office.add(*act())

    def moment(self) -> datetime:
        return NOON.replace(month=1) + timedelta(minutes=self.chance.randrange(200_000))

    def come(self) -> list[Row]:
        pick = self.chance
        known = pick.choice([None, None, *self.matters[-3:]])
        visit = came(at=self.moment(), matter=known, serial=len(self.visits) + 1)
        ledger = pick.choice((None, None, None, {"cells": {}}))
        row = replace(
            visit.visit,
            headcount=pick.choice((0, 1, 4, 5, 10, 11, 101, 9999, 10_000)),
            purpose=pick.choice(PURPOSES), confidential=pick.random() < 0.1, units=("市住建局",),
            skipped_levels=pick.random() < 0.2, proxy=pick.choice((None, {"name": "示例"})), ledger=ledger,
            desk=pick.choice(("A", "A2", "B", "台账")), registered_at=self.moment(),
        )  # fmt: skip
        self.visits.append(row)
        self.matters.append(visit.matter)
        return [*([] if known else [visit.matter]), row, visit.person, visit.attendance]

    def handle(self) -> list[Row]:
        if not self.visits:
            return []
        visit, way = self.chance.choice(self.visits), self.chance.choice((None, 1, 3, 5, 6))
        step = Step(
            id=new_id(), matter_id=visit.matter_id, visit_id=self.chance.choice((None, visit.id)),
            mode=self.chance.choice(MODES), unit=self.chance.choice(UNITS), by="host",
            at=visit.arrived_at + timedelta(minutes=self.chance.randrange(-5_000, 60_000)),
            detail={"way": way} if way else {},
        )  # fmt: skip
        self.steps.append(step)
        return [step]

    def hear(self) -> list[Row]:
        if not self.visits:
            return []
        heard = sample(
            Reception,
            form=self.chance.choice(RECEPTION_FORMS),
            status=self.chance.choice(("已结束", "进行中")),
            leader=self.chance.choice(("", "李局（示例）")),
        )
        some = self.chance.sample(self.visits, min(2, len(self.visits)))
        return [heard, *(ReceivedVisit(id=new_id(), reception_id=heard.id, visit_id=one.id) for one in some)]

    def void(self) -> list[Row]:
        if not self.visits or self.chance.random() < 0.7:
            return []
        return [sample(Void, visit_id=self.chance.choice(self.visits).id)]

    def move(self) -> list[Row]:
        if len(self.matters) < 2:
            return []
        visit, to = self.chance.choice(self.visits), self.chance.choice(self.matters)
        return [
            VisitMove(
                id=new_id(),
                visit_id=visit.id,
                from_matter=visit.matter_id,
                matter_id=to.id,
                act="并案",
                at=self.moment(),
                by="host",
            )
        ]

    def correct(self) -> list[Row]:
        if not self.visits:
            return []
        visit, field = self.chance.choice(self.visits), self.chance.choice(list(FIELDS))
        return [
            Amendment(
                id=new_id(),
                matter_id=visit.matter_id,
                table="visits",
                row_id=visit.id,
                field=field,
                old=None,
                new=self.chance.choice(FIELDS[field]),
                at=self.moment(),
                by="host",
            )
        ]

    def withdraw(self) -> list[Row]:
        if not self.steps:
            return []
        step = self.chance.choice(self.steps)
        return [
            Withdrawal(
                id=new_id(),
                matter_id=step.matter_id,
                step_id=step.id,
                reason="示例",
                at=self.moment(),
                by="host",
            )
        ]


def pure_rows(office: Any) -> list[CountedVisit]:
    """Every visit by the pure predicate, from the facts and not from the cache."""
    with office.store.reading() as reads:
        ids = [row.id for row in reads.find(Matter)]
        found = CaseReader(reads).cases(ids)
    return [row for case in found.values() for row in counted_visits(case)]


def within(rows: list[CountedVisit], basis: str, period: Period) -> list[CountedVisit]:
    column = "registered_at" if basis == BASES[0] else "arrived_at"
    return [row for row in rows if period.start <= getattr(row, column).date() <= period.end]


def by_group(rows: list[CountedVisit]) -> dict[str, dict[str, Tally]]:
    found: dict[str, dict[str, Tally]] = {name: defaultdict(Tally) for name in GROUPINGS}
    places = {"340705": "铜官区", "340706": "义安区", None: "不详"}
    for row in rows:
        keys = (row.category or "未分类", places[row.place], row.unit or "未定", row.desk)
        for name, key in zip(GROUPINGS, keys, strict=True):
            before = found[name][key]
            found[name][key] = Tally(before.batches + 1, before.heads + row.heads)
    return {name: dict(of) for name, of in found.items()}


def handled_in_time(rows: list[CountedVisit], name: str, period: Period, days: int) -> tuple[int, int]:
    """Part and whole in plain words: registered so many days before, not imported, done by the day."""
    part = whole = 0
    for row in rows:
        limit = row.registered_at.date() + timedelta(days=days)
        if not (period.start <= limit <= period.end) or row.imported or not figures_of(row):
            continue
        if name == UNIT_IN_TIME and (row.purpose == ACCUSATION or not row.passed_on):
            continue
        done = row.handled_on if name == BUREAU_IN_TIME else row.answered_on
        whole += 1
        part += done is not None and done <= limit
    return part, whole


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), acts=st.integers(1, 25))
def test_the_sums_of_the_store_are_those_of_the_predicate(office, seed, acts):
    """Guarded, voided, joined, corrected and withdrawn facts; each example adds to the store of the last."""
    history = History(office, seed)
    for _ in range(acts):
        history.act()
    rows = pure_rows(office)
    periods = (
        Period(date(2026, 1, 1), date(2026, 12, 31)),
        Period(date(2026, 3, 1), date(2026, 3, 31)),
        Period(date(2026, 2, 10), date(2026, 2, 10)),
    )
    for period in periods:
        for basis in BASES:
            wanted = within(rows, basis, period)
            with office.store.reading() as reads:
                counts = reads.visit_counts(basis, period)
                groups = reads.visit_groups(basis, period)
            assert {name: counts[name] for name in COUNTED} == {name: tally(wanted)[name] for name in COUNTED}
            valid = [row for row in wanted if figures_of(row)]
            assert {name: groups[name] for name in GROUPINGS} == by_group(valid)
            check_wholes(counts)
            check_narrowed(office, wanted, basis, period)
        with office.store.reading() as reads:
            measured = reads.measured(period, date(2026, 12, 31), (15, 30, 30))
        for name, share, days in (
            (BUREAU_IN_TIME, measured.bureau_in_time, 15),
            (UNIT_IN_TIME, measured.unit_in_time, 30),
        ):
            assert (share.part, share.whole) == handled_in_time(rows, name, period, days)
    with office.store.reading() as reads:
        assert list(cases.differing(reads.connection)) == []


def check_narrowed(office: Any, rows: list[CountedVisit], basis: str, period: Period) -> None:
    """A desk's visits, and those heard in a form, are the predicate's; the forms cover what was heard."""
    with office.store.reading() as reads:
        for letter in {row.desk for row in rows}:
            only = Narrowed(desk=letter)
            counts = reads.visit_counts(basis, period, only)
            wanted = tally(row for row in rows if row.desk == letter)
            assert {name: counts[name] for name in COUNTED} == {name: wanted[name] for name in COUNTED}
            days = Counts.sum(reads.daily_counts(basis, period, only).values())
            assert {name: days[name] for name in COUNTED} == {name: wanted[name] for name in COUNTED}
        forms = reads.visit_groups(basis, period, tables=(BY_FORM,))[BY_FORM]
        for form in (*FORMS, NOT_HEARD):
            valid = [row for row in rows if figures_of(row)]
            heard = [row for row in valid if is_heard_in(row, form)]
            found = Tally(len(heard), sum(row.heads for row in heard))
            assert reads.visit_counts(basis, period, Narrowed(form=form))[VISITS] == found
            assert forms.get(form, Tally()) == found


def is_heard_in(row: CountedVisit, form: str) -> bool:
    found = figures_of(row) & set(FORMS)
    return form in found if form != NOT_HEARD else not found


def check_wholes(counts: Any) -> None:
    """Two halves of a whole are the whole; what may overlap is no more than it."""
    for halves in ((SINGLE, GROUP), (FIRST, AGAIN)):
        assert sum(counts[name].batches for name in halves) == counts[VISITS].batches
        assert sum(counts[name].heads for name in halves) == counts[VISITS].heads
    assert sum(counts[name].heads for name in BANDS) == counts[GROUP].heads
    assert sum(counts[name].batches for name in WAYS) <= counts[BY_LAW].batches
    assert all(counts[name].batches <= counts[VISITS].batches for name in COUNTED)


def test_a_visit_joined_to_another_matter_is_no_first_one(office):
    first, other = office.register("2026-03-02 09:00"), office.register("2026-03-03 09:00")
    one, two = (office.one(Visit, number=visit.visit_number) for visit in (first, other))
    assert counted(office, FIRST) == 2
    move = {"visit_id": two.id, "from_matter": two.matter_id, "matter_id": one.matter_id}
    office.add(VisitMove(id=new_id(), act="并案", at=at("2026-03-04 09:00"), by="host", **move))
    assert (counted(office, FIRST), counted(office, AGAIN)) == (1, 1)
    back = {"visit_id": two.id, "from_matter": one.matter_id, "matter_id": two.matter_id}
    office.add(VisitMove(id=new_id(), act="拆分", at=at("2026-03-05 09:00"), by="host", **back))
    assert counted(office, FIRST) == 2
    office.add(sample(Void, visit_id=one.id))
    assert (counted(office, FIRST), counted(office, VISITS)) == (1, 1)


def counted(office: Any, name: str) -> int:
    with office.store.reading() as reads:
        return int(reads.visit_counts(BASES[0], Period(date(2026, 1, 1), date(2026, 12, 31)))[name].batches)


@pytest.mark.parametrize(("way", "figure"), [(n, name) for name, n in WAYS.items()])
def test_each_of_the_five_ways_has_its_figure(office, way, figure):
    visit = office.register("2026-03-02 09:00")
    office.step(visit.visit_number, "转送", "2026-03-03 09:00", unit="市住建局")
    office.step(visit.visit_number, "受理告知", "2026-03-04 09:00", unit="市住建局", way=way)
    assert [name for name in WAYS if counted(office, name)] == [figure]
    assert counted(office, BY_LAW) == 1


def test_the_sixth_way_is_no_other_way(office):
    visit = office.register("2026-03-02 09:00")
    office.step(visit.visit_number, "受理告知", "2026-03-04 09:00", unit="市住建局", way=6)
    assert counted(office, BY_LAW) == 0


def test_a_withdrawn_step_counts_nowhere(office):
    visit = office.register("2026-03-02 09:00")
    row = office.one(Visit, number=visit.visit_number)
    step = Step(
        id=new_id(),
        matter_id=row.matter_id,
        mode="现场办结",
        visit_id=row.id,
        at=at("2026-03-02 10:00"),
        by="host",
    )
    office.add(step)
    assert counted(office, "现场办结") == 1
    office.add(sample(Withdrawal, matter_id=row.matter_id, step_id=step.id))
    assert counted(office, "现场办结") == 0


def test_a_correction_to_an_accusation_leaves_the_units_rate(office):
    """What became an accusation owes no unit's answer (条例第30条): it counts as it reads now."""
    visit = office.register("2026-03-02 09:00")
    office.step(visit.visit_number, "转送", "2026-03-03 09:00", unit="市住建局")
    row = office.one(Visit, number=visit.visit_number)

    def whole() -> int:
        with office.store.reading() as reads:
            period = Period(date(2026, 4, 1), date(2026, 4, 1))
            return int(reads.measured(period, date(2026, 12, 31), (15, 30, 30)).unit_in_time.whole)

    assert whole() == 1
    office.add(
        Amendment(
            id=new_id(),
            matter_id=row.matter_id,
            table="visits",
            row_id=row.id,
            field="purpose",
            old="求决",
            new=ACCUSATION,
            at=at("2026-03-04 09:00"),
            by="host",
        )
    )
    assert whole() == 0
