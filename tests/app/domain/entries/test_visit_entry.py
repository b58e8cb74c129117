"""A visit as typed: read whole, checked whole, every error with its path (CLI.md register; DOMAIN.md 6.4)."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import words
from app.domain.entries.visit_entry import CheckedVisit, VisitRules, check_visit, parse_visit
from app.domain.numbers import matter_number
from app.domain.reference import CATEGORIES, DIVISIONS
from app.errors import Refused
from tests.app.domain.units import UNITS

NOW = datetime(2026, 11, 23, 9, 31, tzinfo=timezone(timedelta(hours=8)))
RULES = VisitRules(
    categories=frozenset({*CATEGORIES, "城乡建设/住房"}),
    divisions=DIVISIONS,
    units=UNITS,
)
IDS = [
    "340722190103200019",
    "340602190307129137",
    "340621190211058847",
    "340711190402290019",
    "34070519020304001X",
]
VISIT: dict[str, Any] = json.loads("""
{"arrived_at": "2026-11-23T09:31:00+08:00",
 "people": [{"name": "王小明（示例）", "sex": "男", "birth": null, "ethnic": "汉", "nationality": "中国",
             "id_type": "居民身份证", "id_number": "340722190103200019", "no_id_reason": null,
             "phone": "13800001234", "address": "安徽省铜陵市枞阳县示例镇样例村", "representative": true}],
 "headcount": 1, "concerned": 1, "proxy": null,
 "purpose": "求决", "category": "城乡建设", "place": "340706", "units": ["市住建局"],
 "claim": "丽景园小区办证", "facts": "去年十二月购房", "written": false,
 "procedure": "普通", "matter": null, "confidential": false,
 "oral_notices": {"opinion": "转送市住建局", "contact": "值班室 0562-2800000"}}
""")


def check(data: dict[str, Any]) -> CheckedVisit:
    checked = check_visit(parse_visit(data), NOW, RULES)
    for error in (*checked.errors, *checked.warnings):
        assert words.field_sentence(error)["message"]
    return checked


def with_(changes: dict[str, Any], person: dict[str, Any] | None = None) -> dict[str, Any]:
    data = copy.deepcopy(VISIT)
    data.update(changes)
    data["people"][0].update(person or {})
    return data


def found(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in check(data).errors]


def person(n: int, **fields: Any) -> dict[str, Any]:
    return {
        "name": f"示例{n}",
        "id_type": "居民身份证",
        "id_number": IDS[n % 5],
        "representative": True,
    } | fields


def test_the_example_passes_with_a_word_about_the_age():
    checked = check(VISIT)
    assert checked.errors == ()
    assert [(one.field, one.code) for one in checked.warnings] == [("people[0].id_number", "id_age")]
    assert checked.people[0].birth.isoformat() == "1901-03-20"
    assert checked.or_refuse().units == ("市住建局",)


def test_an_entry_goes_to_json_and_back():
    full = with_(
        {"absent": {"people[0].ethnic": "不详"}, "proxy": {"name": "甲（示例）", "relation": "子女"}},
        {"ethnic": None},
    )
    for data in (VISIT, full, {}):
        entry = parse_visit(data)
        assert parse_visit(json.loads(json.dumps(entry.as_json()))) == entry


@pytest.mark.parametrize("headcount", [1, 4, 5, 9999])
def test_five_heads_make_a_group(headcount):
    assert check(with_({"headcount": headcount})).entry.kind == ("集体访" if headcount >= 5 else "个体访")


@pytest.mark.parametrize(
    ("headcount", "code"),
    [(0, "headcount_range"), (10000, "headcount_range"), (-1, "headcount_range"), (None, "required"),
     ("5", "wrong_type"), (5.0, "wrong_type"), (True, "wrong_type")],
)  # fmt: skip
def test_heads_are_counted_from_one_to_9999(headcount, code):
    assert found(with_({"headcount": headcount})) == [("headcount", code)]


def test_at_most_five_representatives_and_no_fewer_heads_than_people():
    six = [
        person(n, id_type="无", id_number=None, no_id_reason="当场无证件", address="示例镇") for n in range(6)
    ]
    assert found(with_({"people": six, "headcount": 38})) == [
        ("people[5].representative", "too_many_representatives")
    ]
    six[5]["representative"] = False
    assert found(with_({"people": six, "headcount": 38})) == []
    assert found(with_({"people": six, "headcount": 5})) == [("headcount", "headcount_below_people")]


def test_one_address_is_enough_for_a_group():
    people = [person(0), person(1, address="示例镇"), person(2)]
    assert found(with_({"people": people, "headcount": 3})) == []
    assert found(with_({"people": [person(0)]})) == [("people[0].address", "required")]


def test_all_errors_come_at_once_with_their_paths():
    data = with_(
        {"headcount": 0, "purpose": "上访", "claim": "", "facts": None, "category": "没有的",
         "place": "999999",
         "units": ["外星局"], "matter": "LF1", "colour": "red", "written": "否",
         "arrived_at": "2026-11-23T09:31:00", "oral_notices": {"due": "2026-02-30"}},
        {"name": None, "id_number": "340722190103200018", "phone": "138 0000 000", "sex": "中", "age": 3},
    )  # fmt: skip
    assert sorted(found(data)) == sorted(
        [
            ("headcount", "headcount_range"),
            ("purpose", "not_a_choice"),
            ("claim", "empty_text"),
            ("facts", "facts_required"),
            ("category", "category_unknown"),
            ("place", "place_unknown"),
            ("units[0]", "unit_unknown"),
            ("matter", "not_found"),
            ("colour", "unknown_key"),
            ("written", "wrong_type"),
            ("arrived_at", "wrong_type"),
            ("oral_notices.due", "wrong_type"),
            ("people[0].name", "required"),
            ("people[0].id_number", "id_check_digit"),
            ("people[0].phone", "phone_length"),
            ("people[0].sex", "not_a_choice"),
            ("people[0].age", "unknown_key"),
        ]
    )
    with pytest.raises(Refused) as refused:
        check(data).or_refuse()
    assert len(refused.value.errors) == 17


@pytest.mark.parametrize("data", [None, [], "visit", 3])
def test_what_is_no_object_is_refused(data):
    with pytest.raises(Refused) as refused:
        parse_visit(data)
    assert [error.code for error in refused.value.errors] == ["not_object"]


@pytest.mark.parametrize(
    "key", ["name", "address", "phone", "id_number", "ethnic", "nationality", "no_id_reason"]
)
def test_an_empty_text_is_refused_everywhere(key):
    assert (f"people[0].{key}", "empty_text") in found(with_({}, {key: "  "}))


def test_missing_fields_take_a_reason_instead():
    reasons = {
        "people[0].address": "不愿提供",
        "people[0].name": "不愿提供",
        "claim": "不详",
        "facts": "不详",
    }
    data = with_({"claim": None, "facts": None, "absent": reasons}, {"address": None, "name": None})
    checked = check(data)
    assert checked.errors == ()
    assert checked.people[0].name == "匿名"
    assert checked.entry.absent_of(0) == {"address": "不愿提供", "name": "不愿提供"}
    assert checked.entry.absent_of_visit() == {"claim": "不详", "facts": "不详"}


@pytest.mark.parametrize(
    ("absent", "error"),
    [({"people[0].address": "忘了"}, ("absent.people[0].address", "not_a_choice")),
     ({"people[1].address": "不详"}, ("absent.people[1].address", "absent_unknown")),
     ({"purpose": "不详"}, ("absent.purpose", "absent_unknown")),
     ({"people[0].shoe": "不详"}, ("absent.people[0].shoe", "absent_unknown")),
     ({"claim": "不详"}, ("claim", "absent_but_given")),
     ({"claim": ""}, ("absent.claim", "empty_text")),
     ("不详", ("absent", "wrong_type"))],
)  # fmt: skip
def test_reasons_are_checked(absent, error):
    address = {"address": None} if "people[0].address" in absent else {}
    assert error in found(with_({"absent": absent}, address))


def test_no_certificate_needs_a_reason():
    bare = {"id_type": "无", "id_number": None}
    assert found(with_({}, bare)) == [("people[0].no_id_reason", "no_id_reason_required")]
    assert found(with_({}, bare | {"no_id_reason": "当场无证件"})) == []
    given = with_({"absent": {"people[0].id_number": "当场无证件"}}, bare)
    assert check(given).people[0].no_id_reason == "当场无证件"
    assert found(with_({}, {"id_type": "无"}))[0] == ("people[0].id_number", "id_number_without_type")
    assert found(with_({}, {"id_number": None})) == [("people[0].id_number", "required")]


def test_an_unsaid_type_is_taken_from_what_is_there():
    assert check(with_({}, {"id_type": None})).people[0].id_type == "居民身份证"
    nothing = check(with_({}, {"id_type": None, "id_number": None}))
    assert (nothing.errors, nothing.people[0].id_type) == ((), "无")
    assert [one.code for one in nothing.warnings] == ["no_certificate"]


def test_a_passport_skips_the_check_and_other_is_the_way_out():
    assert found(with_({}, {"id_type": "护照", "id_number": "E12345678"})) == []
    assert found(with_({}, {"id_type": "其他", "id_number": "340722190103200018"})) == []


def test_a_lower_case_x_is_stored_as_a_capital():
    assert check(with_({}, {"id_number": "34070519020304001x"})).people[0].id_number == "34070519020304001X"
    assert found(with_({}, {"id_number": "340711190302290011"})) == [("people[0].id_number", "id_date")]


def test_what_differs_from_the_number_is_said_and_what_was_given_stands():
    checked = check(with_({}, {"sex": "女", "birth": "1901-03-21"}))
    assert {"sex_differs", "birth_differs"} <= {one.code for one in checked.warnings}
    assert (checked.people[0].sex, checked.people[0].birth.isoformat()) == ("女", "1901-03-21")
    assert found(with_({}, {"birth": "2026-11-24"})) == [("people[0].birth", "birth_future")]


def test_one_certificate_cannot_stand_for_two():
    twice = [person(0, address="示例镇"), person(0)]
    assert found(with_({"people": twice, "headcount": 2})) == [("people[1].id_number", "id_repeated")]


def test_an_accusation_is_confidential_whatever_was_typed():
    assert check(with_({"purpose": "揭发控告"})).entry.confidential
    assert not check(VISIT).entry.confidential
    assert check(with_({"confidential": True})).entry.confidential


def test_written_petitions_need_no_facts():
    assert found(with_({"facts": None})) == [("facts", "facts_required")]
    assert found(with_({"facts": None, "written": True})) == []


def test_names_of_tables_are_brought_to_their_own_form():
    number = matter_number("340700", "A", NOW.date(), 7)
    entry = check(
        with_({"units": ["住建", "@zj", "ya"], "place": "义安区", "category": "城乡建设／住房",
               "matter": number.lower()},
              {"ethnic": "汉族", "phone": "138-0000-1234"})
    ).or_refuse()  # fmt: skip
    assert (entry.units, entry.place, entry.category) == (("市住建局", "义安区"), "340706", "城乡建设/住房")
    assert (entry.matter, entry.people[0].ethnic, entry.people[0].phone) == (number, "汉", "13800001234")
    assert found(with_({}, {"ethnic": "火星"})) == [("people[0].ethnic", "ethnic_unknown")]


def test_a_proxy_is_named_with_relation_and_paper():
    assert found(with_({"proxy": {}})) == [("proxy.name", "required"), ("proxy.relation", "required")]
    bare = check(with_({"proxy": {"name": "甲（示例）", "relation": "子女"}}))
    assert (bare.errors, bare.warnings[-1].code) == ((), "proxy_letter_missing")
    assert bare.entry.proxy.as_json() == {"name": "甲（示例）", "relation": "子女"}


@pytest.mark.parametrize("name", ["㛃小䶮", "𬭎𫖯", "葛\U000e0100明"])
def test_rare_characters_are_kept(name):
    assert check(with_({}, {"name": name})).people[0].name == name


def test_half_a_character_is_refused_and_control_characters_part():
    assert found(with_({"claim": "\ud842"})) == [("claim", "broken_text")]
    assert check(with_({"claim": "办\x00证\u0007"})).entry.claim == "办 证"


def test_very_long_texts_are_refused_with_their_length():
    [error] = check(with_({"facts": "长" * 4001})).errors
    assert (error.field, error.code, error.facts) == ("facts", "too_long", {"most": 4000, "actual": 4001})


def test_another_date_told_at_the_window_needs_its_reason():
    later = {"opinion": "转送", "contact": "值班室", "due": "2026-12-20"}
    assert found(with_({"oral_notices": later})) == [("oral_notices.due_reason", "due_reason_required")]
    assert found(with_({"oral_notices": later | {"due_reason": "需鉴定"}})) == []
    assert found(with_({"oral_notices": later | {"due": "2026-11-01"}})) == [("oral_notices.due", "due_past")]
    engine = replace(RULES, engine=date(2026, 12, 20))
    assert check_visit(parse_visit(with_({"oral_notices": later})), NOW, engine).errors == ()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*VISIT, "absent"]), values))
def test_no_input_breaks_the_check(data):
    checked = check(data)
    assert checked.errors or set(data) >= {"people", "headcount", "purpose", "claim"}


@given(st.dictionaries(st.sampled_from(list(VISIT["people"][0])), values))
def test_no_person_breaks_the_check(fields):
    check(with_({"people": [fields]})) if fields else None


@pytest.mark.parametrize(
    "mark", ["\x0b", "\x0c", "\x1c", "\x85", "\r", "\r\n", "\u2028", "\t", "\x01", "\x7f"]
)
def test_no_control_character_joins_what_it_parted(mark):
    claim = check(with_({"claim": f"甲{mark}乙"})).entry.claim
    assert claim in ("甲\n乙", "甲 乙", "甲\t乙")
    facts = check(with_({"facts": f"甲{mark}乙"})).entry.facts
    assert facts.split() == ["甲", "乙"]


def test_ideographs_that_look_alike_stay_as_they_were_typed():
    assert check(with_({"claim": "\uf9dc e\u0301"})).entry.claim == "\uf9dc é"


@pytest.mark.parametrize("word", ["不详", "无", "/", "未带", "不愿提供"])
@pytest.mark.parametrize("kind", ["其他", "护照", "居民身份证"])
def test_a_word_for_nothing_is_no_number(word, kind):
    person = {"name": "王示例", "address": "示例路", "id_type": kind, "id_number": word}
    found = [error.code for error in check(with_({"people": [person]})).errors]
    assert found == ["id_is_no_number"]


def test_what_paper_shows_otherwise_is_said_at_saving():
    warnings = check(with_({"facts": "求帮助🙏", "claim": "تۇرسۇن"})).warnings
    assert {(one.field, one.code) for one in warnings} >= {
        ("facts", "emoji_on_paper"),
        ("claim", "script_on_paper"),
    }
