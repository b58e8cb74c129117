"""Whatever JSON comes in: stored whole or refused field by field, and every refusal has its sentence."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.entries.notice_entry import parse_notice
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.visits import Visit
from app.errors import Refused
from app.services.handling.give_notices import give_notices
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import register_visit
from app.words import error_json, field_sentence

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10_001),
    st.floats(allow_nan=False),
    st.text(max_size=6),
    st.sampled_from(
        ["", " ", "无", "340706", "2026-11-23", "2026-11-23T09:31:00+08:00", "市住建局", "𫖯", "\ud800"]
    ),
)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
VISIT_KEYS = (
    *("arrived_at", "people", "headcount", "concerned", "proxy", "purpose", "category", "place", "units"),
    *("claim", "facts", "written", "procedure", "matter", "confidential", "oral_notices", "absent", "x"),
)
PERSON_KEYS = (
    *("name", "sex", "birth", "ethnic", "nationality", "id_type", "id_number", "no_id_reason"),
    *("phone", "address", "representative", "x"),
)
NOTICE_KEYS = (
    "matter",
    "visit",
    "opinion",
    "due",
    "due_reason",
    "contact",
    "told",
    "acknowledged",
    "at",
    "x",
)
AMEND_KEYS = ("person", "claim", "category", "place", "purpose", "confidential", "absent", *PERSON_KEYS)
over_real_store = settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def some_of(keys):
    return st.dictionaries(st.sampled_from(keys), JSON, max_size=3)


def told(work):
    """What the work returns, or the JSON of its refusal, which must have a sentence for every error."""
    try:
        return work()
    except Refused as refused:
        answer = error_json(refused)
        assert answer["errors"]
        assert all(one["message"] and one["code"] for one in answer["errors"])
        return None


@over_real_store
@given(over=some_of(VISIT_KEYS), person=some_of(PERSON_KEYS))
def test_any_visit_is_stored_or_refused_in_words(front, over, person):
    entry = front.visit(people=[front.person(**person)]) | over
    before = len(front.all(Visit))
    done = told(lambda: register_visit(front.desk(), parse_visit(entry)))
    assert len(front.all(Visit)) == before + (done is not None)
    for warning in done.warnings if done else ():
        assert field_sentence(warning)["message"]


@over_real_store
@given(change=some_of(AMEND_KEYS))
def test_any_correction_is_stored_or_refused_in_words(front, change):
    visits = front.all(Visit)
    number = visits[0].number if visits else front.register().visit_number
    done = told(lambda: amend_record(front.desk(), number, change))
    for warning in done.warnings if done else ():
        assert field_sentence(warning)["message"]


@over_real_store
@given(over=some_of(NOTICE_KEYS))
def test_any_notices_are_kept_or_refused_in_words(front, over):
    visits = front.all(Visit)
    number = visits[0].number if visits else front.register().visit_number
    data = {"visit": number, "opinion": "转办", "contact": "李局", "told": "口头"} | over
    done = told(lambda: give_notices(front.desk(), parse_notice(data)))
    for warning in done.warnings if done else ():
        assert field_sentence(warning)["message"]


@pytest.mark.parametrize("data", [None, [], "x", 3])
def test_what_is_no_object(data):
    for parse in (parse_visit, parse_notice):
        with pytest.raises(Refused):
            parse(data)
