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


def test_what_nobody_touched_follows_the_record_and_the_rest_stays() -> None:
    form = ActForm("amend", NUMBER)
    assert form.read_anew({"claim": "办证", "place": "枞阳县", "units": ""}) == ()
    form.values["claim"] = "尽快办证"
    form = ActForm.of(form.kept())
    assert form.read_anew({"claim": "办证", "place": "义安区", "units": "市住建局"}) == ()
    assert form.values == {"claim": "尽快办证", "place": "义安区", "units": "市住建局"}
    assert form.read_anew({"claim": "退税", "place": "义安区", "units": "市住建局"}) == ("claim",)
    assert form.values["claim"] == "尽快办证"
    assert form.read_anew({"claim": "尽快办证", "place": "义安区", "units": "市住建局"}) == ()


def test_what_was_typed_goes_with_its_visit() -> None:
    form = ActForm(
        "amend", NUMBER, {"what": "v0", "v0.headcount": "36"}, {"of.v0": "A", "v0.headcount": "38"}
    )
    form.read_anew({"of.v0": "B", "v0.headcount": "2", "of.v1": "A", "v1.headcount": "38"})
    assert {key: form.values[key] for key in ("what", "v0.headcount", "v1.headcount")} == {
        "what": "v1", "v0.headcount": "2", "v1.headcount": "36",
    }  # fmt: skip
    form.read_anew({"of.v0": "B", "v0.headcount": "2"})
    assert form.values["what"] == "", "the visit went to another matter: it is chosen anew"


def test_a_draft_of_an_older_program_says_what_it_said() -> None:
    form = ActForm.of({"act": "amend", "number": NUMBER, "values": {"claim": "办证"}})
    assert form.read_anew({"claim": "退税"}) == ()
    assert form.values["claim"] == "办证"
