"""The dates of 信访工作条例 as the command line tells them, over holidays and the turn of the year.

The expected days are counted by hand from the articles and the holiday notices of 2025 and 2026.
The first day is not counted (民法典第201条), 日 are calendar days and do not roll, 工作日 are the notices'.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.app.services.office import OPINION
from tests.cli.within import Within, founded

UNIT, BODY = "市住建局", "示例市人民政府"

HEAD = {"name": "王局（示例）", "number": "示延〔2026〕1号"}


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("law"))


class Case:
    """A matter as the command line leads it from day to day."""

    def __init__(self, within: Within, visit: dict[str, Any], day: str, **more: Any) -> None:
        self._within = within
        entry = visit | {"arrived_at": f"{day}T09:00:00+08:00"} | more
        self.number = self.call("register", "--json", "-", login="clerk", json_in=entry)["matter"]

    def call(self, *arguments: str, login: str = "host", json_in: Any = None) -> dict[str, Any]:
        done = self._within(*arguments, login=login, json_in=json_in)
        assert done.code == 0, done
        return done.answer

    def step(self, mode: str, day: str, hour: int = 10, login: str = "host", **more: Any) -> dict[str, Any]:
        entry = {"matter": self.number, "mode": mode, "at": f"{day}T{hour:02}:00:00+08:00", **more}
        done = self.call("step", "--json", "-", login=login, json_in=entry)
        if "pending" in done:
            return self.call("approve", done["pending"]["id"], "--at", entry["at"], login="leader")
        return done

    def close(self, day: str) -> str:
        """The number of the 信访处理意见书."""
        told = {
            "opinion": "核查", "due": day, "due_reason": "当日告知", "contact": "李局 0562-2800000",
            "told": "口头", "acknowledged": {"kind": "签字"}, "at": f"{day}T10:00:00+08:00",
        }  # fmt: skip
        self.call("notice", "--json", "-", json_in={"visit": self.visit, **told})
        documents = self.step("办结", day, 11, unit=UNIT, **OPINION)["documents"]
        return next(row["number"] for row in documents if row["kind"] == "信访处理意见书")

    @property
    def visit(self) -> str:
        return self.shown["visits"][0]["number"]

    @property
    def shown(self) -> dict[str, Any]:
        return self.call("show", self.number)

    def due(self, what: str) -> str:
        (owed,) = [row for row in self.shown["obligations"] if row["what"] == what]
        return owed["due"]

    def until(self, what: str) -> str:
        (right,) = [row for row in self.shown["rights"] if row["what"] == what]
        return right["until"]


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("2026-01-20", "2026-02-04"),
        ("2026-02-02", "2026-02-17"),  # in 春节: no roll
        ("2026-04-20", "2026-05-05"),  # 劳动节
        ("2026-09-18", "2026-10-03"),  # 国庆节
        ("2026-02-13", "2026-02-28"),  # the end of February, no leap year
        ("2025-12-17", "2026-01-01"),  # the turn of the year
        ("2025-12-20", "2026-01-04"),
    ],
)
def test_to_be_forwarded_within_fifteen_days_of_the_registration(within, visit, arrived, due):
    """条例第22条."""
    assert Case(within, visit, arrived).due("转送") == due


@pytest.mark.parametrize(
    ("accepted", "due", "extended"),
    [
        ("2026-03-05", "2026-05-04", "2026-06-03"),
        ("2026-08-03", "2026-10-02", "2026-11-01"),
        ("2025-12-31", "2026-03-01", "2026-03-31"),
        ("2026-09-29", "2026-11-28", "2026-12-28"),
        ("2026-11-23", "2027-01-22", "2027-02-21"),
    ],
)
def test_to_be_finished_within_sixty_days_and_thirty_more(within, visit, accepted, due, extended):
    """条例第34条: the extension is counted from the end of the sixty days, whenever it is approved."""
    case = Case(within, visit, accepted)
    case.step("受理告知", accepted, unit=UNIT)
    assert case.due("办结") == due
    case.step("延期", accepted, 11, days=30, reason="鉴定未完（示例）", unit_head=HEAD)
    assert case.due("办结") == extended


@pytest.mark.parametrize(
    ("received", "notice", "objection"),
    [
        ("2026-09-24", "2026-10-09", "2026-10-09"),
        ("2026-02-12", "2026-02-27", "2026-02-26"),
        ("2026-04-29", "2026-05-14", "2026-05-09"),
        ("2025-12-30", "2026-01-14", "2026-01-07"),
    ],
)
def test_a_unit_tells_within_fifteen_days_and_objects_within_five_working_days(
    within, visit, received, notice, objection
):
    """条例第23条第3款: both run from its receipt, not from the day on which it was sent."""
    case = Case(within, visit, "2025-12-22" if received < "2026" else "2026-02-02")
    sent = "2025-12-23" if received < "2026" else "2026-02-03"
    case.step("转送", sent, unit=UNIT)
    case.call("received", case.number, "--unit", UNIT, "--at", f"{received}T10:00:00+08:00")
    assert (case.due("书面告知"), case.until("提出异议")) == (notice, objection)


@pytest.mark.parametrize(
    ("arrived", "forwarded", "answered"),
    [
        ("2026-09-17", "2026-09-21", "2026-10-08"),
        ("2026-02-13", "2026-02-25", "2026-03-05"),
        ("2026-04-28", "2026-05-06", "2026-05-14"),
    ],
)
def test_the_simple_procedure_counts_working_days(within, visit, arrived, forwarded, answered):
    """《信访事项简易办理办法（试行）》: 3 and 10 working days, as settings."""
    case = Case(within, visit, arrived, procedure="简易")
    assert case.due("简易转送") == forwarded
    case.step("受理告知", arrived, unit=UNIT)
    assert case.due("简易答复") == answered


@pytest.mark.parametrize(
    ("closed", "delivered", "ask", "asked", "opinion", "recheck"),
    [
        ("2026-01-19", "2026-01-20", "2026-02-19", "2026-02-10", "2026-03-12", "2026-04-11"),
        ("2025-12-30", "2025-12-31", "2026-01-30", "2026-01-30", "2026-03-01", "2026-03-31"),
        ("2026-08-31", "2026-09-05", "2026-10-05", "2026-10-05", "2026-11-04", "2026-12-04"),
    ],
)
def test_review_and_recheck_within_thirty_days_each(
    within, visit, closed, delivered, ask, asked, opinion, recheck
):
    """条例第35条、第36条: to ask from the delivery, to answer from the receipt of the request."""
    case = Case(within, visit, closed)
    case.step("受理告知", closed, 9, unit=UNIT)
    letter = case.close(closed)
    case.call("deliver", case.number, "--document", letter, "--at", f"{delivered}T10:00:00+08:00")
    assert case.until("申请复查") == ask
    case.step("复查", asked, body=BODY)
    assert case.due("复查意见") == opinion
    review = {"body": BODY, "number": "示例复查〔2026〕1号", "date": opinion, "outcome": "维持"}
    answer = case.step("复查意见", opinion, **review)
    (paper,) = answer["documents"]
    case.call("deliver", case.number, "--document", paper["number"], "--at", f"{opinion}T15:00:00+08:00")
    assert case.until("申请复核") == recheck
