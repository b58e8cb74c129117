"""CLI.md register, word by word: what is taken, what is refused, and that a refusal stores nothing."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from typing import Any

import pytest

from tests.cli.within import Within, found_wrong, founded

SHAPE = {
    *("visit_number", "query_code", "matter", "kind", "first", "masked_name", "same_person", "same_matter"),
    *("dates", "notices_complete", "warnings"),
}
IDS = {
    "340602190307129137": "男",
    "340621190211058847": "女",
    "340711190402290019": "男",
    "34070519020304001x": "男",
    "340722 1901 0320 0019": "男",
    "３４０７２２１９０１０３２０００１９": "男",
    "810000199408230021": "女",
    "911124198108030024": "女",
    "340722010320001": "男",
}
TYPES = {
    "居民身份证": "340722190103200019",
    "护照": "E12345678",
    "港澳居民来往内地通行证": "H12345678",
    "台湾居民来往大陆通行证": "12345678",
    "港澳台居民居住证": "810000199408230021",
    "外国人永久居留身份证": "911124198108030024",
    "军官证": "军字第123号",
    "户口簿": "123456",
    "其他": "340722190103200018",
}


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("contract"), {"clerk": "登记员", "leader": "带班领导"})


def asked(visit: dict[str, Any], person: dict[str, Any] | None = None, **changes: Any) -> dict[str, Any]:
    """The visit with other fields, and other fields of its one person."""
    made = deepcopy(visit) | changes
    if person is not None:
        made["people"][0] |= person
    return made


def register(within: Within, entry: Any) -> Any:
    return within("register", "--json", "-", login="clerk", json_in=entry)


def stored(within: Within) -> int:
    answer = within("search", "LF340700", "--limit", "1000", login="clerk").answer
    return int(answer["total"])


def test_the_answer_has_the_keys_of_the_contract(within, visit):
    done = register(within, visit)
    assert (done.code, set(done.answer)) == (0, SHAPE)
    assert set(done.answer["dates"][0]) == {"what", "due", "rule", "kind", "provisional", "derivation"}


@pytest.mark.parametrize("number", IDS)
def test_numbers_of_certificates_that_are_right(within, visit, number):
    done = register(within, asked(visit, {"id_number": number, "sex": None}))
    assert done.code == 0, done
    shown = within(
        "show", done.answer["visit_number"], "--unmask", "--purpose", "核对", login="leader"
    ).answer["people"][0]
    assert shown["sex"] == IDS[number]
    assert shown["birth"]
    assert shown["id_number"].isascii()
    assert " " not in shown["id_number"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("340711190302290011", "id_date"),
        ("340722190103200018", "id_check_digit"),
        ("34072219010320001", "id_length"),
        ("3407221901032000199", "id_length"),
        ("820000199408230014", "id_check_digit"),
    ],
)
def test_numbers_of_certificates_that_are_wrong(within, visit, number, code):
    assert found_wrong(register(within, asked(visit, {"id_number": number}))) == {
        ("people[0].id_number", code)
    }


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_of_certificate(within, visit, kind):
    assert register(within, asked(visit, {"id_type": kind, "id_number": TYPES[kind]})).code == 0


def test_no_certificate_needs_its_reason(within, visit):
    none = {"id_type": "无", "id_number": None}
    assert found_wrong(register(within, asked(visit, none))) == {
        ("people[0].no_id_reason", "no_id_reason_required")
    }
    assert register(within, asked(visit, none | {"no_id_reason": "当场无证件"})).code == 0


ACCEPTED: dict[str, dict[str, Any]] = {
    "units by short name and initials": {"units": ["住建局", "gaj"]},
    "place by name": {"place": "义安区"},
    "nothing but what is required": {
        **dict.fromkeys(("category", "place", "units", "concerned", "proxy", "confidential", "arrived_at")),
    },
    "written without facts": {"written": True, "facts": None},
    "most heads": {"headcount": 9999},
    "a time to come": {"arrived_at": "2031-02-03T09:00:00+08:00"},
    "another offset": {"arrived_at": "2026-11-23T01:31:00Z"},
    "half of the notices": {"oral_notices": {"opinion": "转市住建局"}},
    "a proxy": {"proxy": {"name": "李示例", "relation": "之子", "letter": "委托书", "phone": "13900000000"}},
    "absent facts": {"facts": None, "absent": {"facts": "不愿提供"}},
    "rare characters": {"claim": "㛃䶮𬭎𫖯"},
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_good_entry_answers_with_every_key(within, visit, name):
    done = register(within, asked(visit, **ACCEPTED[name]))
    assert (done.code, set(done.answer)) == (0, SHAPE), done


@pytest.mark.parametrize(
    "name", ["name", "phone", "birth", "sex", "address", "ethnic", "nationality", "id_number"]
)
def test_what_is_not_known_is_null_with_its_reason(within, visit, name):
    entry = asked(visit, {name: None}, absent={f"people[0].{name}": "不详"})
    done = register(within, entry)
    assert done.code == 0, done
    shown = within("show", done.answer["visit_number"], login="clerk").answer["people"][0]
    assert shown["absent"] == {name: "不详"}


REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "heads: none": ({"headcount": 0}, {("headcount", "headcount_range")}),
    "heads: too many": ({"headcount": 10000}, {("headcount", "headcount_range")}),
    "heads: text": ({"headcount": "3"}, {("headcount", "wrong_type")}),
    "heads: true": ({"headcount": True}, {("headcount", "wrong_type")}),
    "heads: null": ({"headcount": None}, {("headcount", "required")}),
    "claim: empty": ({"claim": ""}, {("claim", "empty_text")}),
    "claim: null": ({"claim": None}, {("claim", "required")}),
    "claim: control characters alone": ({"claim": "\u0001\u200b"}, {("claim", "empty_text")}),
    "facts: null": ({"facts": None}, {("facts", "facts_required")}),
    "facts: empty though written": ({"facts": "", "written": True}, {("facts", "empty_text")}),
    "facts: too long": ({"facts": "长" * 5000}, {("facts", "too_long")}),
    "purpose: another": ({"purpose": "咨询"}, {("purpose", "not_a_choice")}),
    "category: unknown": ({"category": "无此类"}, {("category", "category_unknown")}),
    "place: unknown": ({"place": "999999"}, {("place", "place_unknown")}),
    "unit: unknown": ({"units": ["市住建局", "无此局"]}, {("units[1]", "unit_unknown")}),
    "units: a text": ({"units": "市住建局"}, {("units", "wrong_type")}),
    "people: none": ({"people": []}, {("people", "required")}),
    "time: no offset": ({"arrived_at": "2026-11-23T09:31:00"}, {("arrived_at", "wrong_type")}),
    "time: the last": ({"arrived_at": "9999-12-31T23:59:59-12:00"}, {("arrived_at", "wrong_type")}),
    "time: the first": ({"arrived_at": "0001-01-01T00:00:00+14:00"}, {("arrived_at", "wrong_type")}),
    "matter: unknown": ({"matter": "LF340700-A-261123-999-0"}, {("matter", "not_found")}),
    "absent: given": ({"absent": {"people[0].phone": "不详"}}, {("people[0].phone", "absent_but_given")}),
    "absent: nobody's": ({"absent": {"people[7].sex": "不详"}}, {("absent.people[7].sex", "absent_unknown")}),
    "absent: 0 in another form": ({"absent": {"people[00].sex": "不详", "people[０].sex": "不详"}}, {
        ("absent.people[00].sex", "absent_unknown"), ("absent.people[０].sex", "absent_unknown"),
    }),
    "unknown keys": ({"surprise": 1, "oral_notices": {"x": 1}}, {
        ("surprise", "unknown_key"), ("oral_notices.x", "unknown_key"),
    }),
    "a date of one's own": ({"oral_notices": {"opinion": "x", "contact": "y", "due": "2026-12-01"}}, {
        ("oral_notices.due_reason", "due_reason_required"),
    }),
    "purpose: a text longer than a word, beside a date of one's own": (
        {"purpose": "长" * 61, "oral_notices": {"opinion": "x", "contact": "y", "due": "2026-12-01"}},
        {("purpose", "too_long"), ("oral_notices.due_reason", "due_reason_required")},
    ),
    "procedure: a text longer than a word": ({"procedure": "长" * 61}, {("procedure", "too_long")}),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_entry_names_its_errors_and_stores_nothing(within, visit, name):
    changes, expected = REFUSED[name]
    before = stored(within)
    assert found_wrong(register(within, asked(visit, **changes))) == expected
    assert stored(within) == before


def test_everything_wrong_is_said_at_once(within):
    assert found_wrong(register(within, {})) == {
        *((field, "required") for field in ("people", "headcount", "purpose", "claim")),
        ("facts", "facts_required"),
    }


def test_only_what_a_visitor_may_not_know_is_offered_as_absent(within, visit):
    """Whoever follows the sentence of a missing field gets past it."""
    errors = within("register", "--json", "-", login="clerk", json_in={"people": [{}]}).answer["errors"]
    offered = {error["field"] for error in errors if "absent" in error["message"]}
    assert offered == {"people[0].name", "people[0].address", "claim"}
    absent = dict.fromkeys(offered, "不愿提供")
    entry = asked(visit, {"name": None, "address": None}, claim=None, absent=absent)
    assert register(within, entry).code == 0


@pytest.mark.parametrize(
    "raw",
    [
        *(b"", b"{", b"3", b"[]", b'"x"', b"\xff\xfe", b'{"headcount":NaN}', b'{"a":1,"a":2}'),
        *(b"[" * 50_000, b'{"a":' * 50_000, b'{"headcount":' + b"9" * 5000 + b"}"),
    ],
)
def test_what_is_no_object_is_refused(within, raw):
    done = within("register", "--json", "-", login="clerk", raw_in=raw)
    assert {field for field, _ in found_wrong(done)} == {"--json"}
    assert not re.search(r"[a-z]{3,} [a-z]{2,}", done.answer["errors"][0]["message"])


def test_half_a_surrogate_pair_comes_back_as_json(within, visit):
    broken = visit | {"claim": "\ud800", "\ud800": 1}
    done = within("register", "--json", "-", login="clerk", raw_in=json.dumps(broken).encode())
    assert found_wrong(done) == {("claim", "broken_text"), ("\ud800", "unknown_key")}


def test_representatives_and_groups(within, visit):
    one = {"address": "示例路1号", "id_type": "无", "no_id_reason": "不详", "representative": True}
    six = [one | {"name": f"代{n}（示例）"} for n in range(6)]
    assert found_wrong(register(within, visit | {"people": six, "headcount": 12})) == {
        ("people[5].representative", "too_many_representatives")
    }
    assert register(within, visit | {"people": six[:5], "headcount": 12}).answer["kind"] == "集体访"
    assert found_wrong(register(within, visit | {"people": six[:5], "headcount": 4})) == {
        ("headcount", "headcount_below_people")
    }
    assert [register(within, visit | {"headcount": n}).answer["kind"] for n in (4, 5)] == ["个体访", "集体访"]


def test_a_return_visit_by_any_number_of_the_matter(within, visit):
    first = register(within, visit).answer
    numbers = [first["visit_number"], first["matter"], first["query_code"], first["visit_number"].lower()]
    for number in (*numbers, first["query_code"].replace("-", "").lower()):
        again = {"people": visit["people"], "headcount": 1, "matter": number}
        done = register(within, again)
        assert (done.code, done.answer["first"], done.answer["matter"]) == (0, False, first["matter"])


def test_names_come_in_one_line_without_marks_that_cannot_be_seen(within, visit):
    done = register(within, asked(visit, {"name": "王\u200b小\u202e明", "address": "示例路\n 1号\u0007"}))
    number = done.answer["visit_number"]
    shown = within("show", number, "--unmask", "--purpose", "核对", login="leader").answer["people"][0]
    assert (shown["name"], shown["address"]) == ("王小明", "示例路 1号")
    assert done.answer["masked_name"] == "王**"


def test_an_accusation_shows_nothing_to_others(within, visit):
    done = register(within, visit | {"purpose": "揭发控告", "claim": "举报示例"}).answer
    hits = within("search", done["visit_number"], login="clerk").answer["hits"]
    assert [hit["number"] for hit in hits] == [done["visit_number"]]
    assert within("slip", done["visit_number"], "--out", "accused.pdf", login="clerk").code == 0


def test_the_engines_own_date_needs_no_reason_and_a_date_alone_is_kept(within, visit):
    """CLI.md, notice: another date needs ``due_reason``; the 15th day is no other one."""
    for arrived, due in (("2026-11-23T09:31:00+08:00", "2026-12-08"), ("2026-09-18T23:59:59Z", "2026-10-04")):
        told = {"opinion": "转市住建局", "contact": "李局", "due": due}
        done = register(within, visit | {"arrived_at": arrived, "oral_notices": told})
        assert (done.code, done.answer.get("notices_complete")) == (0, True), done
        again = {"people": visit["people"], "headcount": 1, "matter": done.answer["matter"]}
        assert register(within, again | {"arrived_at": arrived, "oral_notices": told}).code == 0
    other = {"due": "2026-12-20", "due_reason": "来访人在外地"}
    alone = register(within, visit | {"oral_notices": other})
    notice = within("show", alone.answer["visit_number"], login="clerk").answer["notices"][-1]
    assert (notice["due"], notice["due_reason"], notice["complete"]) == (*other.values(), False)
