"""A sheet as typed, without Qt: what it says, what a draft keeps of it, where an error stands."""

from __future__ import annotations

import pytest

from app.errors import FieldError
from ui.acts.form import ActForm, field_of
from ui.forms.inputs import DAY, FormField

NUMBER = "XF340700-A-261123-001-K"


def test_an_empty_input_says_nothing() -> None:
    said = ActForm("tell", NUMBER, {"opinion": "核查"})
    assert said == ActForm("tell", NUMBER, {"opinion": "核查", "contact": "", "due": "  "})
    assert said != ActForm("tell", NUMBER, {"opinion": "核查", "contact": "值班室"})


@pytest.mark.parametrize(
    "other",
    [
        ActForm("rate", NUMBER, {"opinion": "核查"}),
        ActForm("tell", "XF340700-A-261123-002-K", {"opinion": "核查"}),
        ActForm("tell", NUMBER, {"opinion": "督办"}),
        ActForm("tell", NUMBER),
    ],
    ids=["act", "number", "value", "nothing"],
)
def test_sheets_that_differ_are_not_the_same(other: ActForm) -> None:
    assert ActForm("tell", NUMBER, {"opinion": "核查"}) != other


def test_it_is_the_same_as_no_other_kind_of_thing() -> None:
    assert ActForm() != ("", "", {})


def test_a_draft_keeps_all_of_it_apart_from_what_is_typed_later() -> None:
    form = ActForm("tell", NUMBER, {"opinion": "核查"})
    kept = form.kept()
    form.values["opinion"] = "督办"
    assert ActForm.of(kept) == ActForm("tell", NUMBER, {"opinion": "核查"})
    assert ActForm.of({}) == ActForm()


def test_what_stood_there_at_first_was_not_typed() -> None:
    form = ActForm("tell", NUMBER, {"opinion": "核查", "contact": ""})
    assert not form.says_more_than({"opinion": "核查"})
    assert form.says_more_than({"opinion": "督办"})
    assert form.says_more_than({})
    assert ActForm("tell", NUMBER, {"opinion": ""}).says_more_than({"opinion": "核查"})


def test_an_error_stands_at_its_input_or_at_none() -> None:
    fields = [FormField("opinion", "工作意见"), FormField("due", "答复时限", DAY)]
    assert field_of(FieldError("due", "bad_day"), fields) == "due"
    assert field_of(FieldError("matter", "not_open"), fields) is None
