"""Whatever is joined and split in whatever order: every visit has one case, no fact is lost, caches agree."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest

from app.domain.case.names import MERGED
from app.domain.rows.case import VisitMove
from app.domain.rows.matters import Matter, Step
from app.domain.rows.visits import Visit
from app.errors import Refused
from app.services.case.case_reader import CaseReader
from app.services.visits.find_records import find_records
from app.services.visits.move_visit import MoveWanted, join_visit, split_visit
from app.services.visits.recall_visit import recall_visit
from db import cases


@pytest.mark.parametrize("seed", range(8))
def test_any_moves(office, seed):
    rng = random.Random(seed)
    made = [office.register(f"2026-11-2{n} 09:00", claim=f"第{n}件（示例）") for n in range(3)]
    made.append(office.register("2026-11-23 10:00", matter=made[0].matter))
    numbers = [one.visit_number for one in made]
    for n, one in enumerate(made[:3]):
        how = one.visit_number if n % 2 else one.matter
        office.step(how, "转送", f"2026-11-2{n} 1{n}:00", unit=("市住建局", "市公安局", "市教育局")[n])
    for turn in range(10):
        desk = office.desk("host", f"2026-11-24 {8 + turn:02}:00")
        visit = rng.choice(numbers)
        with suppress(Refused):  # it is there already, or it is the only one
            if rng.random() < 0.6:
                target = rng.choice(office.all(Matter)).number
                join_visit(desk, MoveWanted(visit=visit, matter=target, confirm=("confirm_closed_matter",)))
            else:
                split_visit(desk, MoveWanted(visit=visit))
        _agree(office)
    assert office.all(VisitMove)
    _undo(office, made)


def _agree(office):
    with office.store.reading() as reads:
        found = CaseReader(reads).cases(matter.id for matter in reads.find(Matter))
        homes = [visit.number for case in found.values() for visit in case.visits]
        assert sorted(homes) == sorted(visit.number for visit in reads.find(Visit))
        steps = [step.id for case in found.values() for step in case.steps]
        assert sorted(steps) == sorted(step.id for step in reads.find(Step))
        for case in found.values():
            assert (case.status == MERGED) == (not case.visits)
            assert [visit.first for visit in case.visits] == [n == 0 for n in range(len(case.visits))]
            assert not case.visits or case.is_open
        assert list(cases.differing(reads.connection)) == [], "the caches say what the facts say"
    for number in [matter.number for matter in office.all(Matter)]:
        recalled = recall_visit(office.desk("clerk", "2026-11-25 09:00"), number)
        assert recalled.times == len(office.case(recalled.matter.number).visits) + 1


def _undo(office, made):
    """Wherever a visit is, a join and a split bring it back, and its case with it."""
    for turn, one in enumerate(made):
        home = _home(office, one.visit_number)
        others = [case for other in made if (case := _home(office, other.visit_number)) != home]
        if not others:
            continue
        before = office.case(home)
        wanted = MoveWanted(visit=one.visit_number, matter=others[0], confirm=("confirm_closed_matter",))
        join_visit(office.desk("host", f"2026-11-24 2{turn}:30"), wanted)
        split_visit(office.desk("host", f"2026-11-24 2{turn}:40"), MoveWanted(visit=one.visit_number))
        after = office.case(home)
        assert (after.status, after.due, set(after.obligations)) == (
            before.status, before.due, set(before.obligations),
        )  # fmt: skip
        assert after.holders == before.holders
    _agree(office)
    shown = find_records(office.desk("clerk", "2026-11-25 09:00"), made[0].visit_number).hits
    assert shown[0].status in {"已登记", "办理中"}


def _home(office, visit):
    return recall_visit(office.desk("clerk", "2026-11-25 09:00"), visit).matter.number
