"""The start page's facts are read from few cases, however many are overdue."""

from __future__ import annotations

from app.services.case.case_reader import CaseReader
from app.services.desk import read_today as reading
from app.services.desk.read_today import read_today


def test_only_the_cases_that_the_page_shows_are_opened(office, monkeypatch):
    visits = [office.register(f"2026-11-{day:02} 10:00") for day in (9, 2, 5, 3, 4)]
    monkeypatch.setattr(reading, "MOST", 3)
    opened: list[str] = []
    cases = CaseReader.cases

    def counting(reader: CaseReader, ids):
        opened.extend(ids)
        return cases(reader, ids)

    monkeypatch.setattr(CaseReader, "cases", counting)
    today = read_today(office.desk("host", "2026-12-28 09:00"))
    earliest = [visits[place].matter for place in (1, 3, 4)]
    assert [owed.number for owed in today.due] == earliest
    assert len(set(opened)) == 3
