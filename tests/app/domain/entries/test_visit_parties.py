"""Organisation, proxy, guardian, accused units and 回避 of a registration (条例第17、28、30条)."""

from __future__ import annotations

from datetime import datetime

import pytest

from app.domain.entries.visit_entry import CheckedVisit, VisitRules, check_visit, parse_visit
from app.ports.clock import CENTRE_TIME
from tests.app.domain.units import UNITS

NOW = datetime(2026, 11, 23, 9, 31, tzinfo=CENTRE_TIME)
CODE = "91110000600037341L"
"""A code with a right check character, of the standard's own kind."""


def checked(rules: VisitRules | None = None, **over: object) -> CheckedVisit:
    entry = {
        "people": [
            {"name": "王小明（示例）", "id_type": "无", "no_id_reason": "示例", "address": "示例路1号"}
        ],
        "headcount": 1,
        "purpose": "求决",
        "claim": "示例",
        "facts": "示例",
    }
    return check_visit(parse_visit(entry | over), NOW, rules or VisitRules())


def found(visit: CheckedVisit) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in visit.errors]


def warned(visit: CheckedVisit) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in visit.warnings]


def test_an_organisation_stands_for_the_first_persons_name():
    organisation = {"name": "示例建材厂（示例）", "code": CODE, "contact": "李四（示例） 13900001234"}
    visit = checked(organisation=organisation, people=[{"address": "示例路1号"}])
    assert (found(visit), warned(visit)) == ([], [])
    person = visit.people[0]
    assert (person.name, person.id_type, person.no_id_reason) == ("示例建材厂（示例）", "无", "单位来访")
    assert visit.entry.organisation.as_json() == organisation


def test_a_person_who_gave_a_name_keeps_it():
    visit = checked(organisation={"name": "示例建材厂（示例）", "contact": "李四（示例）"})
    assert visit.people[0].name == "王小明（示例）"
    assert visit.entry.organisation.as_json() == {"name": "示例建材厂（示例）", "contact": "李四（示例）"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (CODE.lower(), None),
        ("91110000 6000-37341L", None),
        ("９１１１００００６０００３７３４１Ｌ", None),
        (CODE[:-1], "code_length"),
        (CODE + "1", "code_length"),
        ("91110000600037341I", "code_characters"),
        ("91110000600037342L", "code_check"),
        ("19110000600037341L", "code_check"),
    ],
)
def test_the_code_is_checked_by_gb_32100(typed, code):
    visit = checked(organisation={"name": "示例厂（示例）", "contact": "示例", "code": typed})
    assert found(visit) == ([("organisation.code", code)] if code else [])
    if code is None:
        assert visit.entry.organisation.code == CODE


@pytest.mark.parametrize(
    ("field", "required"),
    [
        ("organisation", {"name", "contact"}),
        ("guardian", {"name", "relation"}),
        ("proxy", {"name", "relation"}),
    ],
)
def test_what_each_of_them_needs(field, required):
    assert set(found(checked(**{field: {}}))) == {(f"{field}.{name}", "required") for name in required}
    assert ("unknown" in str(found(checked(**{field: {"age": "3"}})))) is True


@pytest.mark.parametrize("field", ["guardian", "proxy"])
def test_their_telephone_is_checked_as_a_visitors(field):
    party = {"name": "甲（示例）", "relation": "父子", "phone": "1390000123"}
    assert found(checked(**{field: party})) == [(f"{field}.phone", "phone_length")]
    right = checked(**{field: party | {"phone": "139 0000 1234"}})
    assert getattr(right.entry, field).phone == "13900001234"


def test_accused_units_by_any_name_and_as_typed_where_the_table_has_none():
    rules = VisitRules(units=UNITS)
    visit = checked(rules, purpose="揭发控告", accused=["住建局", "某镇某村（示例）"])
    assert visit.entry.accused == ("市住建局", "某镇某村（示例）")
    assert (found(visit), ("accused[1]", "unit_not_in_table") in warned(visit)) == ([], True)


def test_accused_units_of_what_is_no_accusation_are_said():
    assert ("accused", "accused_no_accusation") in warned(checked(accused=["市住建局"]))
    assert warned(checked(accused=["市住建局"], purpose="揭发控告")) == []


def test_who_keeps_away_is_an_account():
    rules = VisitRules(logins=("host", "clerk"))
    assert found(checked(rules, interest=["host", "nobody"])) == [("interest[1]", "interest_unknown")]
    assert checked(rules, interest=["host", "host"]).entry.interest == ("host",)


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("urgent", "是", "wrong_type"),
        ("skipped_levels", 1, "wrong_type"),
        ("interpreter", "", "empty_text"),
        ("guardian", "父亲", "wrong_type"),
        ("accused", "市住建局", "wrong_type"),
        ("interest", "host", "wrong_type"),
    ],
)
def test_the_shape_of_each(key, value, code):
    assert found(checked(**{key: value})) == [(key, code)]


def test_an_entry_with_all_of_them_comes_back_from_its_json():
    entry = parse_visit(
        {
            "organisation": {"name": "示例厂", "contact": "甲"},
            "guardian": {"name": "乙", "relation": "父"},
            "proxy": {"name": "丙", "relation": "子", "letter": "委托书"},
            "interpreter": "丁",
            "accused": ["市住建局"],
            "urgent": True,
            "skipped_levels": True,
            "interest": ["host"],
        }
    )
    assert parse_visit(entry.as_json()) == entry


@pytest.mark.parametrize(
    ("year", "code"), [(1950, None), (2026, None), (2027, "birth_year_range"), (1900, "birth_year_range")]
)
def test_the_year_of_birth_alone(year, code):
    person = {"name": "王小明（示例）", "id_type": "无", "no_id_reason": "示例", "address": "示例路1号"}
    visit = checked(people=[person | {"birth_year": year}])
    assert found(visit) == ([("people[0].birth_year", code)] if code else [])
    known = checked(people=[person | {"birth_year": 1950, "birth": "1950-03-12"}])
    assert (known.people[0].birth_year, found(known)) == (None, [])
