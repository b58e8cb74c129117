"""CLI.md: a given time stands for the clock; no fact is earlier than what it answers; 3 comes before 4."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.within import Within, found_wrong, founded

ARRIVED = "2026-11-23T09:31:00+08:00"


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("times"))


def registered(within: Within, visit: dict[str, Any], **more: Any) -> dict[str, Any]:
    done = within("register", "--json", "-", login="clerk", json_in=visit | {"arrived_at": ARRIVED} | more)
    assert done.code == 0, done
    return done.answer


def void(within: Within, number: str, *at: str) -> Any:
    return within("void", number, "--reason", "重复登记", *at, login="clerk")


def test_the_registrar_voids_alone_for_ten_minutes_of_the_given_time(within, visit):
    late = void(within, registered(within, visit)["visit_number"], "--at", "2026-11-23T09:41:01+08:00")
    assert (late.code, late.answer["pending"]["waits_for"]) == (0, "带班领导")
    alone = void(within, registered(within, visit)["visit_number"], "--at", "2026-11-23T09:41:00+08:00")
    assert alone.answer["voided"] is True


def test_without_a_time_the_ten_minutes_count_from_the_saving(within, visit):
    assert void(within, registered(within, visit)["visit_number"]).answer["voided"] is True


def test_no_visit_is_voided_before_it_is_registered(within, visit):
    number = registered(within, visit)["visit_number"]
    early = void(within, number, "--at", "2026-11-23T09:30:00+08:00")
    assert found_wrong(early) == {("at", "step_before_visit")}
    assert within("show", number, login="clerk").answer["void"] is None


def test_nobody_is_reminded_before_the_obligation_starts(within, visit):
    matter = registered(within, visit)["matter"]
    step = {"matter": matter, "mode": "转送", "unit": "市住建局", "at": "2026-11-24T10:00:00+08:00"}
    assert within("step", "--json", "-", login="host", json_in=step).code == 0
    remind = ("remind", matter, "--tier", "5", "--on")
    assert found_wrong(within(*remind, "2026-11-23", login="watch")) == {("--on", "step_before")}
    assert within("show", matter, login="watch").answer["reminders"] == []
    assert within(*remind, "2026-12-04", login="watch").code == 0


def test_a_printer_nobody_knows_says_nothing_of_a_guarded_case(within, visit):
    guarded = registered(within, visit, purpose="揭发控告", accused=["市教育局"])["visit_number"]
    for login, code in (("other", 3), ("host", 3), ("clerk", 4)):
        done = within("print", guarded, "--printer", "没有", login=login)
        assert (done.code, login) == (code, login), done
    unknown = within("print", "LF340700-A-261123-999-K", "--printer", "没有", login="clerk")
    assert found_wrong(unknown) == {("number", "not_found")}


def test_an_accusation_goes_to_the_discipline_commission_of_a_fresh_store(within, visit):
    guarded = registered(within, visit, purpose="揭发控告", accused=["市教育局"])["visit_number"]
    step = {"visit": guarded, "mode": "转送", "unit": "纪委监委", "at": "2026-11-24T10:00:00+08:00"}
    done = within("step", "--json", "-", login="leader", json_in=step)
    assert (done.code, done.answer.get("unit")) == (0, "市纪委监委"), done
