"""``list``: the kinds with their columns, an act on each, and what is refused, as a call from outside."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.lists.kinds import KINDS
from tests.app.services.lists.test_lists import ADD, END, NOTE
from tests.cli.within import STAFF, Within, found_wrong, founded


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("lists"), STAFF)


def register(within: Within, visit: dict[str, Any], **over: Any) -> str:
    done = within("register", "--json", "-", login="clerk", json_in=visit | over)
    assert done.code == 0, done
    return str(done.answer["matter"])


def test_list_alone_names_the_kinds_with_their_columns(within):
    kinds = within("list", login="watch").answer["kinds"]
    assert [kind["kind"] for kind in kinds] == list(KINDS)
    for kind in kinds:
        for act in ("add", "note", "end"):
            assert all({"key", "title", "type", "required"} <= set(one) for one in kind["columns"][act])


@pytest.mark.parametrize("kind", KINDS)
def test_each_list_by_its_commands(within, visit, kind):
    purpose = "意见建议" if kind == "建议" else "求决"
    matter = register(within, visit, purpose=purpose)
    bodies = {
        "add": {"reason": "长期未解决", "at": "2026-11-24T09:00:00+08:00"} | ADD[kind],
        "note": {"at": "2026-11-25T09:00:00+08:00"} | NOTE.get(kind, {"text": "已约谈"}),
        "end": {"at": "2026-11-26T09:00:00+08:00", "result": KINDS[kind].results[0]} | END.get(kind, {}),
    }
    for act, body in bodies.items():
        done = within("list", kind, act, matter, "--json", "-", login="host", json_in=body)
        assert done.code == 0, done
        assert (done.answer["kind"], done.answer["number"]) == (kind, matter)
    listed = within("list", kind, login="watch").answer
    (item,) = [one for one in listed["items"] if one["number"] == matter]
    assert (item["open"], item["state"]) == (False, KINDS[kind].results[0])
    assert within("list", kind, "--open", login="watch").answer["items"] == []


def test_what_is_wrong_is_2_with_every_field(within, visit):
    matter = register(within, visit)
    assert found_wrong(within("list", "积案", "add", matter, "--json", "-", login="host", json_in={})) == {
        ("reason", "required"),
        ("source", "required"),
    }
    assert found_wrong(within("list", "积案", "add", "XF1", "--json", "-", login="host", json_in={})) == {
        ("number", "not_found")
    }
    assert found_wrong(within("list", "上册", login="host")) == {("KIND", "list_kind_unknown")}
    assert found_wrong(within("list", "积案", "burn", matter, login="host")) == {
        ("command", "list_act_unknown")
    }
    assert found_wrong(within("list", "积案", "--from", "2026-11-01", login="host")) == {("--to", "required")}
    assert found_wrong(within("list", "积案", "add", login="host")) == {("NUMBER", "required")}
    assert found_wrong(within("list", "积案", "add", matter, login="host")) == {("--json", "required")}


def test_a_guarded_case_is_its_number_alone_and_no_act_is_allowed(within, visit):
    matter = register(within, visit, purpose="揭发控告", units=["市教育局"])
    body = {"reason": "示例", "source": "国家局交办"}
    for act in ("add", "note", "end"):
        done = within("list", "积案", act, matter, "--json", "-", login="host", json_in=body)
        assert (done.code, done.answer["error"]["code"]) == (3, "withheld")
    assert within("list", "积案", "add", matter, "--json", "-", login="leader", json_in=body).code == 0
    items = within("list", "积案", login="host").answer["items"]
    assert {"number": matter, "name": "保密事项", "withheld": True} in items


def test_the_report_has_each_list(within):
    report = within("report", "--from", "2026-11-01", "--to", "2026-11-30", login="watch").answer
    for kind in KINDS.values():
        rate = report["lists"][kind.name][kind.rate]
        assert set(rate) == {"numerator", "denominator", "formula", "text"}
        rows = within(
            "report", "rows", f"台账.{kind.name}", "--from", "2026-11-01", "--to", "2026-11-30", login="watch"
        )
        assert rows.answer["agrees"]
