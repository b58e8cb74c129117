"""The start page follows what another desk does with a case, whichever kind of fact it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app.desk import StoppedClock
from app.domain.entries.step_entry import parse_step
from app.domain.rows.matters import Step
from app.services.handling.advance_matter import Advanced, advance_matter
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step
from app.services.visits.void_visit import void_visit
from tests.ui.house import NOW, add_visit
from tests.ui.sync.conftest import Colleague, window_of
from ui import routes
from ui.app import Program
from ui.start.page import StartPage

Wait = Callable[[Callable[[], bool]], None]
Open = Callable[[], Program]


def rows(program: Program) -> list[str]:
    page = window_of(program).page("start")
    assert isinstance(page, StartPage)
    return [row.spoken for row in page.view.list.rows()]


@pytest.fixture
def window(open_window: Open, colleague: Colleague) -> Program:
    program = open_window()
    window_of(program).show_route(routes.Start())
    return program


def forward(colleague: Colleague, number: str) -> str:
    """The colleague routes the visit to a unit; id of the step."""
    entry = parse_step({"visit": number, "mode": "转送", "at": NOW.isoformat(), "unit": "市住建局"})
    advanced = advance_matter(colleague.desk, entry)
    assert isinstance(advanced, Advanced)
    with colleague.desk.records.reading() as reads:
        return reads.find(Step)[-1].id


def test_a_visit_its_void_a_step_and_its_withdrawal_at_another_desk(
    window: Program, colleague: Colleague, wait: Wait
) -> None:
    """条例第22条: the routing is due after 15 days; void and withdrawal come as one row each."""
    earlier = replace(colleague.desk, clock=StoppedClock(NOW - timedelta(days=15)))

    def is_due() -> bool:
        return any("转送" in row for row in rows(window))

    def after_sync(*, due: bool) -> None:
        colleague.link.exchange()
        wait(lambda: is_due() == due)

    taken_back = add_visit(earlier)
    after_sync(due=True)
    void_visit(earlier, taken_back.visit_number, "登记重复")
    after_sync(due=False)
    visit = add_visit(earlier)
    after_sync(due=True)
    step = forward(colleague, visit.visit_number)
    after_sync(due=False)
    wanted = WithdrawalWanted(number=visit.matter, step=step, reason="转错了单位")
    withdraw_step(colleague.desk, wanted)
    after_sync(due=True)
