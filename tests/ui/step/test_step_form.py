"""The form of a step without Qt: every mode's inputs, and the JSON they become."""

from __future__ import annotations

import pytest

from app.domain.case.modes import MODES
from app.domain.case.moves import Move
from app.domain.entries.step_entry import FIVE, keys_of
from app.errors import FieldError
from ui.step.fields import fields_of
from ui.step.form import StepForm, field_of


def move_of(name: str) -> Move:
    mode = MODES[name]
    return Move(mode=mode, needs=mode.needs, grounds=mode.grounds, second=False)


@pytest.mark.parametrize("name", [name for name, mode in MODES.items() if mode.shown])
def test_every_key_that_a_mode_takes_has_its_input(name):
    """What the command line takes can be typed in the window too."""
    move = move_of(name)
    shown = set()
    for ground in (None, *(ground.id for ground in move.grounds)):
        shown |= {one.key.partition(".")[0] for one in fields_of(move, ground)}
    wanted = keys_of(MODES[name]) - {"matter", "visit", "mode", "at", "send_to"}
    if len(move.grounds) == 1:
        wanted -= {"ground"}
    assert shown == wanted


@pytest.mark.parametrize("name", [name for name, mode in MODES.items() if mode.shown])
def test_every_input_has_a_label_and_no_two_are_the_same(name):
    fields = fields_of(move_of(name), None)
    assert all(one.label for one in fields)
    assert len({one.key for one in fields}) == len(fields)


def test_inputs_become_the_json_of_the_command_line():
    move = move_of("办结")
    form = StepForm("XF340700-A-261123-001-6", "办结", {"found": "示例", "outcome": "支持"})
    form.values |= {f"checks.{name}": "示例证据" for name in FIVE}
    form.values["days"] = "30"  # of another mode: left out
    answer = form.as_json(fields_of(move, None))
    assert answer == {
        "matter": "XF340700-A-261123-001-6",
        "mode": "办结",
        "found": "示例",
        "outcome": "支持",
        "checks": dict.fromkeys(FIVE, "示例证据"),
    }


@pytest.mark.parametrize("typed", ["٣٠", "３０", "三十", "30天", "-3"])
def test_what_is_no_plain_number_travels_as_it_was_typed(typed):
    """The core says what is wrong with it; nothing is made of another script's digits."""
    assert StepForm("XF", "延期", {"days": typed}).as_json(fields_of(move_of("延期"), None))["days"] == typed


def test_the_leader_who_is_asked_travels_along():
    fields = fields_of(move_of("存"), None)
    assert StepForm("XF", "存", {}, "leader").as_json(fields)["send_to"] == "leader"
    assert "send_to" not in StepForm("XF", "存", {}).as_json(fields)


def test_numbers_days_and_truths_have_their_types():
    fields = fields_of(move_of("交办"), None)
    form = StepForm("XF", "交办", {"unit": "市住建局", "report": "true", "received_at": "2026-11-24"})
    answer = form.as_json(fields)
    assert answer["report"] is True
    assert answer["received_at"] == "2026-11-24T09:00:00+08:00"
    extended = StepForm("XF", "延期", {"days": "30"}).as_json(fields_of(move_of("延期"), None))
    assert extended["days"] == 30


def test_a_draft_comes_back_as_it_was_kept():
    form = StepForm("XF", "转送", {"unit": "市住建局"}, "liju")
    assert StepForm.of(form.kept()) == form


def test_an_error_of_an_object_goes_to_its_first_input():
    fields = fields_of(move_of("办结"), None)
    assert field_of(FieldError("checks", "x"), fields) == f"checks.{FIVE[0]}"
    assert field_of(FieldError("opinion", "x"), fields) == "opinion"
    assert field_of(FieldError("mode", "x"), fields) is None
