"""Whatever facts two desks bring, in whatever order: one answer, and somebody to whom the case belongs."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.case import names
from app.domain.case.modes import NAMES, ROUTES
from app.domain.case.reading import read_case
from tests.app.domain.case.cases import BUREAU, Tale

UNITS = ("市住建局", "市公安局", BUREAU)
acts = st.lists(
    st.tuples(
        st.sampled_from([*NAMES, "来访", "撤销", "交办事项", "答复", "签收", "送达"]),
        st.integers(0, 40),
        st.sampled_from(UNITS),
        st.sampled_from([None, []]),
    ),
    max_size=12,
)


def told(purpose: str, procedure: str, listed: list) -> Tale:
    tale = Tale(purpose, procedure)
    tale.visit("2026-03-02")
    for what, day, unit, seen in listed:
        on = f"2026-{3 + day // 28:02}-{1 + day % 28:02} 1{day % 10}:00"
        steps, duties = tale.facts.steps, tale.facts.duties
        if what == "来访":
            tale.visit(on)
        elif what == "撤销" and steps:
            tale.withdraw(steps[day % len(steps)], on)
        elif what == "交办事项":
            tale.step("交办", on, unit=unit, reception="JF", reopens=seen is None)
            tale.duty(unit, on)
        elif what == "答复" and duties:
            tale.reply(duties[day % len(duties)], on)
        elif what == "签收":
            tale.received(unit, on)
        elif what == "送达" and steps:
            tale.delivered(steps[day % len(steps)], on)
        elif what in NAMES:
            detail = {} if seen is None else {"duties": seen}
            detail |= {"result": "已履行"} if day % 3 == 0 else {}
            tale.step(what, on, unit=unit if what in ROUTES or day % 2 else None, days=day or 1, **detail)
    return tale


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from(["求决", "意见建议", "揭发控告", "其他"]),
    st.sampled_from(["普通", "简易"]),
    acts,
    st.randoms(use_true_random=False),
)
def test_the_reading_depends_on_the_facts_alone(purpose, procedure, listed, rng: random.Random):
    tale = told(purpose, procedure, listed)
    case = tale.case
    shuffled = {
        name: tuple(rng.sample(rows, len(rows)))
        for name in ("visits", "steps", "duties", "replies", "receipts", "withdrawals", "deliveries")
        for rows in [list(getattr(tale.facts, name))]
    }
    again = read_case(replace(tale.facts, **shuffled), tale.rules)
    assert (again.status, again.due, again.holders) == (case.status, case.due, case.holders)
    assert set(again.obligations) == set(case.obligations)
    assert set(again.contradictions) == set(case.contradictions)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(["求决", "意见建议", "揭发控告", "其他"]), acts)
def test_what_always_holds(purpose, listed):
    case = told(purpose, "普通", listed).case
    assert case.status in names.STATUSES
    for one in case.obligations:
        assert one.who
        assert one.due >= one.start
        assert not (one.running and one.met_at)
    ids = {step.id for step in case.standing_steps}
    for pair in case.contradictions:
        assert pair.second in ids
    disputed = {id for pair in case.contradictions for id in (pair.first, pair.second)}
    if disputed and case.visits and not case.is_open:
        assert case.stages.closed.id not in disputed, "an act that contradicts another closes nothing"
    if case.is_open:
        assert case.binding or case.owner or case.holders, "open, and nobody's"
    if not case.is_open:
        assert not [one for one in case.running if one.what in (names.FORWARD, names.NOTIFY, names.FINISH)]
    petition = purpose in ("求决", "其他")
    assert petition or not [one for one in case.obligations if one.what == names.FINISH]
    assert petition or not [right for right in case.rights if right.what.startswith("申请")]
