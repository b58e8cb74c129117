"""CLI.md ``register`` adds: stored, shown masked and unmasked, found, printed and exported."""

from __future__ import annotations

import json

import pytest

from tests.cli.within import Within, found_wrong, founded

SECRETS = ("李四", "13900001234", "赵监护", "13700001234", "钱译", "周代理", "13600001234")
ADDED = {
    "organisation": {
        "name": "示例建材厂（示例）",
        "code": "91110000600037341L",
        "contact": "李四（示例） 13900001234",
    },
    "guardian": {"name": "赵监护（示例）", "relation": "父子", "phone": "13700001234"},
    "proxy": {"name": "周代理（示例）", "relation": "子女", "letter": "委托书", "phone": "13600001234"},
    "interpreter": "钱译（示例）",
    "urgent": True,
    "skipped_levels": True,
    "interest": ["host"],
    "concerned": 218,
}


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    roles = {"clerk": "登记员", "host": "接谈员", "leader": "带班领导", "watch": "督办"}
    return founded(tmp_path_factory.mktemp("added"), roles)


@pytest.fixture(scope="module")
def number(within: Within, visit) -> str:
    entry = visit | ADDED
    entry["people"] = [visit["people"][0] | {"name": None, "id_type": None, "id_number": None, "sex": None}]
    done = within("register", "--json", "-", login="clerk", json_in=entry)
    assert (done.code, done.answer["warnings"]) == (0, []), done
    return str(done.answer["visit_number"])


def test_shown_masked_unless_a_purpose_is_given(within, number):
    masked = within("show", number, login="leader").answer
    text = json.dumps(masked, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in text]
    assert masked["organisation"]["contact"] == "李*（示例） 139****1234"
    assert masked["guardian"] == {"name": "赵**（示例）", "relation": "父子", "phone": "137****1234"}
    assert (masked["urgent"], masked["skipped_levels"], masked["interest"]) == (True, True, ["host"])
    whole = within("show", number, "--unmask", "--purpose", "核对", login="leader").answer
    assert {key: whole[key] for key in ADDED} == ADDED
    assert whole["people"][0]["name"] == "示例建材厂（示例）"


@pytest.mark.parametrize(
    ("text", "why"), [("赵监护", "监护人"), ("zjh", "监护人"), ("周代理", "代理人"), ("建材厂", "姓名")]
)
def test_found_by_who_stands_beside_the_visitor(within, number, text, why):
    [hit] = [hit for hit in within("search", text, login="clerk").answer["hits"] if hit["number"] == number]
    assert why in hit["why"]


def test_in_the_export_masked(within, number, tmp_path):
    file = tmp_path / "e.jsonl"
    done = within("export", "--from", "2026-11-23", "--to", "2026-11-23", "--out", str(file), login="watch")
    assert done.code == 0, done
    text = file.read_text("utf-8")
    assert not [secret for secret in SECRETS if secret in text]
    [row] = [row for row in map(json.loads, text.splitlines()) if row.get("来访编号") == number]
    assert (row["监护人"], row["重大紧急"], row["越级"]) == ("赵**（示例），父子，137****1234", "是", "是")
    assert row["信用代码"].startswith("911100")


def test_on_the_registration_form(within, number, tmp_path):
    done = within("slip", number, "--kind", "来访登记表", "--out", str(tmp_path / "f.pdf"), login="clerk")
    assert done.code == 0, done


def test_each_is_corrected_and_the_old_value_is_kept_masked(within, number):
    changes = {
        "guardian": {"name": "孙监护（示例）", "relation": "母子"},
        "organisation": None,
        "interpreter": "李译（示例）",
        "urgent": False,
        "interest": ["host", "watch"],
    }
    done = within("amend", number, "--json", "-", login="leader", json_in=changes)
    assert done.code == 0, done
    assert {one["field"] for one in done.answer["changed"]} == set(changes)
    shown = json.dumps(within("show", number, login="leader").answer, ensure_ascii=False)
    assert not [secret for secret in (*SECRETS, "孙监护", "李译") if secret in shown]
    whole = within("show", number, "--unmask", "--purpose", "核对", login="leader").answer
    assert {key: whole[key] for key in changes} == changes
    wrong = within("amend", number, "--json", "-", login="leader", json_in={"interest": ["nobody"]})
    assert found_wrong(wrong) == {("interest[0]", "interest_unknown")}


def test_a_person_with_an_interest_acts_on_nothing_of_it(within, number):
    step = {"visit": number, "mode": "转送", "unit": "市住建局"}
    refused = within("step", "--json", "-", login="host", json_in=step)
    assert (refused.code, "回避" in json.dumps(refused.answer, ensure_ascii=False)) == (3, True)
