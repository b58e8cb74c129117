"""F1 explains every date that is shown in full: start, article, each day passed over."""

from __future__ import annotations

from app.desk import Desk
from app.domain.dates.derivation import WORKDAYS, Span, count
from app.domain.entries.step_entry import parse_step
from app.services.case.lookups import read_calendar
from app.services.case.open_case import readable_case
from app.services.handling.preview_step import preview_step
from tests.ui.house import NOW, add_visit
from ui.forms.why import moved_reasons, owed_reasons, why_counted, with_others


def test_each_day_that_was_skipped_is_named(desk: Desk) -> None:
    with desk.records.reading() as reads:
        calendar = read_calendar(reads)
    counted = count(NOW.date(), Span(5, WORKDAYS), calendar, began="交办", rule="信访工作条例第22条")
    assert "周六" in why_counted(counted)
    assert "信访工作条例第22条" in why_counted(counted)


def test_an_acts_new_dates_come_before_those_that_are_owed_anyway(desk: Desk) -> None:
    number = add_visit(desk).matter
    case = readable_case(desk, number).case
    step = parse_step({"matter": number, "mode": "受理告知", "unit": "市住建局"})
    brought = moved_reasons(preview_step(desk, step, picture=False).moved)
    assert any("办结" in what for what, _ in brought)
    reasons = with_others(brought, case.in_sight)
    assert reasons[: len(brought)] == list(brought)
    assert {what for what, _ in owed_reasons(case.in_sight)} <= {what for what, _ in reasons}
    assert len({what for what, _ in reasons}) == len(reasons)
