"""The hub's rows make the same cases as every desk's; a row that it lacks is noticed."""

from __future__ import annotations

from tests.simulation.at_hub import cases_at_hub
from tests.simulation.checks import hub_rows
from tests.simulation.handling import case_problems
from tests.simulation.world import World


def test_the_hub_reads_what_the_desks_read_and_a_lacking_row_is_noticed() -> None:
    world = World(3)
    world.run(45)
    desks, rows = [desk for desk, _ in world.desks], hub_rows(world)
    assert not list(case_problems(desks, cases_at_hub(rows)))
    standing = rows["steps"].keys() - {row["step_id"] for row in rows["withdrawals"].values()}
    lacking = rows | {"steps": {id: row for id, row in rows["steps"].items() if id != min(standing)}}
    wrong = list(case_problems(desks, cases_at_hub(lacking)))
    assert len(wrong) == 1
    assert "the hub" in wrong[0]
