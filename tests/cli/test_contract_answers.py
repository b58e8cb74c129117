"""CLI.md beside registering: who may do what, how a call ends, and the shape of what it prints."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ended
from tests.cli.within import STAFF, Within, found_wrong, founded, read_codes

DAY = "2026-11-23"
AT = f"{DAY}T10:00:00+08:00"
HELD: dict[str, Any] = {
    "at": f"{DAY}T09:40:00+08:00",
    "lead": "市信访局",
    "leader": "leader",
    "units": [{"unit": "市住建局"}, {"unit": "义安区", "absent": True}],
    "lines": [
        {"at": "09:51", "text": "＠住建局　核查２１８户　１０日　回＠李局"},
        {"at": "09:52", "text": "！现场答复：水电不停"},
    ],
    "result": "交办",
    "notices": {"opinion": "由市住建局核查", "contact": "李局"},
}  # fmt: skip


ANSWERED = [{"at": "09:52", "text": "!水电不停"}]
"""A claim has an answer, a duty or 继续协调 before the end."""


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Within:
    return founded(tmp_path_factory.mktemp("contract"), STAFF | {"auditor": "审计员"})


@pytest.fixture(scope="module")
def registered(within: Within, visit: dict[str, Any]) -> dict[str, Any]:
    return _registered(within, visit)


def _registered(within: Within, visit: dict[str, Any]) -> dict[str, Any]:
    done = within("register", "--json", "-", login="clerk", json_in=visit)
    assert done.code == 0, done
    return done.answer


# Who may do what


WINDOW, HALL = {"clerk", "host", "leader", "watch"}, {"host", "leader", "watch"}
ALLOWED: dict[tuple[str, ...], set[str]] = {
    ("register", "--json", "-"): WINDOW,
    ("amend", "x", "--json", "-"): WINDOW,
    ("notice", "--json", "-"): WINDOW,
    ("rate", "--json", "-"): WINDOW,
    ("slip", "x", "--out", "x.pdf"): WINDOW,
    ("print", "x", "--printer", "x"): WINDOW,
    ("show", "x"): WINDOW,
    ("search", "x"): WINDOW,
    ("conflicts",): WINDOW,
    ("sync",): WINDOW | {"admin"},
    ("reception", "--json", "-"): HALL,
    ("step", "--json", "-"): HALL,
    ("reply", "--json", "-"): HALL,
    ("withdraw", "x", "--step", "x", "--reason", "x"): HALL,
    ("received", "LF340700-A-261123-001-K", "--unit", "x", "--at", AT): HALL,
    ("received", "x", "--unit", "x", "--at", AT): HALL,
    ("deliver", "x", "--document", "x", "--at", AT): HALL,
    ("join", "x", "x"): HALL,
    ("split", "x"): HALL,
    ("hand", "x", "--to", "x"): HALL,
    ("void", "x", "--reason", "x"): WINDOW,
    ("name", "x", "--reader", "x"): {"leader"},
    ("approvals",): {"leader"},
    ("approve", "x"): {"leader"},
    ("refuse", "x", "--reason", "x"): {"leader"},
    ("due",): HALL,
    ("remind", "x", "--tier", "5"): HALL,
    ("list",): HALL,
    ("list", "积案"): HALL,
    ("list", "积案", "add", "x", "--json", "-"): HALL,
    ("report", "--from", DAY, "--to", DAY): HALL,
    ("export", "--from", DAY, "--to", DAY, "--out", "x.csv"): HALL,
    ("units", "import", "no.csv"): {"admin"},
    ("categories", "import", "no.csv"): {"admin"},
    ("calendar", "import", "no.csv"): {"admin"},
    ("divisions", "import", "no.csv"): {"admin"},
    ("enrol", "http://127.0.0.1:1", "7KQ4-M2XP-9TQR-53AB"): {"admin"},
    ("leave",): {"admin"},
    ("backup", "no/folder/x.bak"): {"admin"},
    ("staff", "list"): {"admin"},
    ("hub", "revoke", "B"): {"admin"},
    ("roster", "import", "no.csv"): {"admin"},
    ("import", "no.csv"): HALL,
    ("courier", "write", "x"): HALL,
    ("incident", "--json", "-"): WINDOW,
    ("attach", "x", "no.png"): WINDOW,
    ("attachments", "x"): WINDOW,
    ("check",): {"admin", "auditor"},
}


@pytest.mark.parametrize("command", ALLOWED, ids=" ".join)
def test_who_may(within, command):
    """Whoever may not is told so with 3 before the input is read; whoever may gets another end."""
    for login in sorted({"clerk", "host", "leader", "watch", "admin", "auditor"}):
        done = within(*command, login=login, json_in={})
        assert (done.code != 3) == (login in ALLOWED[command]), (login, done)
        if done.code == 3:
            assert done.answer["error"]["message"]
            assert done.answer["error"]["code"] == "role_missing"


# How a call ends


CATEGORIES = (
    "农村农业 国土资源 城乡建设 劳动和社会保障 卫生计生 教育文体 民政 政法 纪检监察 组织人事 "
    "党务政务 经济管理 交通运输 环境保护 科技与信息产业 商贸旅游 其他"
)
UNITS = "市信访局 市公安局 市住建局 市人社局 市自然资源局 市教育局 市卫健委 市民政局 市纪委监委"
DISTRICTS = ("铜官区", "义安区", "郊区", "枞阳县")


def test_wrong_usage_is_2_with_the_same_json(within):
    for words in (
        "staff",
        "nonsense",
        "show",
        "show x --nonsense",
        "search x --limit y",
        "due --ahead 99999999",
    ):
        found_wrong(within(*words.split(), login="watch"))


def test_what_is_missing_is_named_as_in_help(within):
    for words, name in (("staff add", "USER"), ("show", "NUMBER|QUERY_CODE"), ("register", "--json")):
        done = within(*words.split(), login="watch")
        found_wrong(done)
        assert f"缺少 {name}。" in done.answer["errors"][0]["message"]


def test_dates_are_days_of_the_calendar_and_both_are_named(within):
    for day in ("2026-13-01", "20261001", "2026-W40-1", "9999-12-31", "0001-01-01", "x"):
        assert found_wrong(within("due", "--on", day, login="watch")) == {("--on", "bad_date")}
    for command in (("report",), ("export", "--out", "x.csv")):
        done = within(*command, "--from", "x", "--to", "0000-00-00", login="watch")
        assert found_wrong(done) == {("--from", "bad_date"), ("--to", "bad_date")}


@pytest.mark.parametrize("content", ["{", "[]", "{}", '{"version": 1}', '{"version": "1"}'])
def test_a_damaged_key_file_is_the_worlds(within, tmp_path, content):
    home = tmp_path / "home"
    shutil.copytree(within.home, home)
    (home / "keys.json").write_text(content, encoding="utf-8")
    done = within("search", "x", login="clerk", home=home)
    assert (done.code, done.answer["error"]["code"]) == (4, "keys_damaged")


@pytest.mark.parametrize("content", ["{", "[]", "{}"])
def test_a_damaged_place_is_the_worlds(within, tmp_path, content):
    home = tmp_path / "home"
    shutil.copytree(within.home, home)
    (home / "desk.json").write_text(content, encoding="utf-8")
    done = within("search", "x", login="clerk", home=home)
    assert (done.code, done.answer["error"]["code"]) == (4, "place_damaged")


def test_another_store_or_none_is_the_worlds(within, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(within.home, home)
    other = founded(tmp_path / "other", {})
    shutil.copy(other.home / "keys.json", home / "keys.json")
    done = within("staff", "list", login="admin", home=home)
    assert (done.code, done.answer["error"]["code"]) == (4, "wrong_key")
    for name in ("store.db", "keys.json"):
        (home / name).unlink()
        done = within("staff", "list", login="admin", home=home)
        assert (done.code, done.answer["error"]["code"]) == (4, "no_store")
        assert not (home / "store.db").exists()


def test_five_wrong_passwords_lock_one_account_alone(within):
    ends = [within("search", "x", login="other", password="Wrong-12345") for _ in range(5)]
    assert {end.code for end in ends} == {3}
    assert ends[-1].answer["error"]["code"] == "locked_out"
    assert within("search", "x", login="other").answer["error"]["code"] == "locked_out"
    assert within("search", "x", login="clerk").code == 0


def test_home_and_user_before_the_command_or_in_the_environment(within, tmp_path):
    elsewhere = Within(tmp_path / "home")
    named = ("--home", str(within.home), "--as", "clerk", "search", "x")
    assert elsewhere(*named, password="Clerk-12345").code == 0
    assert within("search", "x").answer["error"]["code"] == "not_signed_in"
    assert within("simulate", "--visits", "2", "--seed", "7", "--home", str(tmp_path / "made")).code == 0
    assert (tmp_path / "made" / "store.db").exists()


def test_a_fresh_store(within, tmp_path):
    fresh = founded(tmp_path / "fresh", {})
    file = fresh.folder / "one.csv"
    for table, header, known in (
        ("categories", "path", CATEGORIES.split()),
        (
            "units",
            "name,kind",
            [*(f"{name},部门" for name in UNITS.split()), *(f"{one},县区" for one in DISTRICTS)],
        ),
        ("divisions", "code,name", ["340700,铜陵市", "340722,枞阳县", "340621,濉溪县"]),
        ("calendar", "day,kind", ["2025-01-01,休", "2025-01-26,班", "2026-10-07,休", "2026-10-10,班"]),
    ):
        file.write_text("\n".join([header, *known]) + "\n", encoding="utf-8")
        done = fresh(table, "import", str(file), "--check", login="admin")
        assert (done.code, done.answer.get("new"), done.answer.get("rows")) == (0, 0, len(known)), done
    again = fresh(
        "init", "--centre", "示例", "--code", "340700", "--desk", "A", "--admin", "b", new="Admin-12345"
    )
    assert (again.code, again.answer["error"]["code"]) == (4, "store_exists")


# What it prints


def test_search_by_whatever_is_at_hand(within, registered):
    number, code = registered["visit_number"], registered["query_code"]
    typed = (
        number,
        number.lower().replace("-", ""),
        code,
        code.lower(),
        "王小明",
        "王",
        "王小",
        "wxm",
        "wangxiaoming",
    )
    for text in (*typed, "0019", "1234", "办证", "丽景园", "丽景园 办证", "ｗｘｍ"):
        found = within("search", text, "--limit", "500", login="host")
        assert set(found.answer) == {"hits", "total", "ms"}
        mine = [hit for hit in found.answer["hits"] if hit["number"] == number]
        assert mine, text
        assert {"kind", "number", "name", "why"} <= set(mine[0])
        assert (mine[0]["name"], bool(mine[0]["why"])) == ("王**", True)
    assert len(within("search", "王", "--limit", "1", login="host").answer["hits"]) == 1
    assert within("search", "绝无此词", login="host").answer["hits"] == []
    found_wrong(within("search", " ", login="host"))


def test_show_in_any_typing_masked_and_not(within, registered):
    number, code = registered["visit_number"], registered["query_code"]
    wide = "".join(chr(ord(one) + 0xFEE0) for one in number)
    for typed in (number, number.lower(), number.replace("-", ""), wide, code, code.lower().replace("-", "")):
        assert within("show", typed, login="host").answer["number"] == number
    shown = within("show", number, login="host").answer
    person = shown["people"][0]
    assert (person["name"], person["id_number"], person["phone"]) == (
        "王**",
        "340722********0019",
        "138****1234",
    )
    assert {"steps", "receptions", "duties", "notices", "dates", "documents", "prints"} <= set(shown)
    assert found_wrong(within("show", number, "--unmask", login="host")) == {("purpose", "purpose_missing")}
    asked = ("show", number, "--unmask", "--purpose", "核对")
    assert within(*asked, login="watch").answer["people"][0]["phone"] == "13800001234"
    assert within(*asked, login="clerk").code == 0


def test_a_correction_is_seen_wherever_the_visit_is(within, visit):
    number = _registered(within, visit | {"category": "民政"})["visit_number"]
    assert within("slip", number, "--out", "before.pdf", login="clerk").answer["replaces"] is False
    change = {"claim": "改过的诉求", "category": "交通运输", "purpose": "揭发控告"}
    assert within("amend", number, "--json", "-", login="clerk", json_in=change).code == 0
    shown = within("show", number, login="clerk").answer
    assert [shown[name] for name in change] == list(change.values())
    assert {one["old"] for one in shown["amendments"]} >= {"丽景园小区办证", "民政", "求决"}
    assert within("slip", number, "--out", "after.pdf", login="clerk").answer["replaces"] is True


def test_a_slip_is_counted_across_papers_and_only_when_written(within, visit):
    number = _registered(within, visit)["visit_number"]
    for out in (".", "no/such/folder.pdf"):
        assert within("slip", number, "--out", out, login="clerk").answer["error"]["code"] == "out_unwritable"
    for times, (paper, form) in enumerate(
        (("a4", "pdf"), ("a5", "png"), ("80mm", "escpos"), ("58mm", "png"))
    ):
        out = f"slip.{form}"
        done = within("slip", number, "--paper", paper, "--format", form, "--out", out, login="clerk")
        assert (done.code, done.answer["times"]) == (0, times), done
    for wrong in (("--paper", "a3"), ("--format", "gif"), ("--kind", "无此纸")):
        assert within("slip", number, *wrong, "--out", "x.pdf", login="clerk").code == 2


def test_verify_refuses_every_flipped_character(within, visit):
    number = _registered(within, visit)["visit_number"]
    within("slip", number, "--paper", "58mm", "--out", "genuine.png", login="clerk")
    texts = read_codes(within.folder / "genuine.png")
    text = max(texts, key=len)
    done = within("verify", text, login="clerk")
    assert (done.code, done.answer["genuine"], done.answer["replaced"]) == (0, True, False)
    assert within("verify", text).answer["replaced"] is None
    for place in range(0, len(text), 7):
        flipped = text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]
        assert within("verify", flipped).answer["genuine"] is False, place
    empty = within.folder / "empty"
    empty.mkdir()
    assert within("verify", "--keys", str(empty), text).answer["genuine"] is False


def test_steps_and_receptions_without_a_time_are_not_before_the_visit(within, visit):
    coming = visit | {"arrived_at": "2031-02-03T09:31:00+08:00"}
    first, second = _registered(within, coming), _registered(within, coming)
    step = {"matter": first["matter"], "mode": "转送", "unit": "市住建局"}
    done = within("step", "--json", "-", login="host", json_in=step)
    assert (done.code, done.answer["at"]) == (0, coming["arrived_at"])
    assert done.answer["dates"][0]["due"] == "2031-02-18"
    reception = {name: value for name, value in HELD.items() if name != "at"} | {
        "visits": [second["visit_number"]]
    }
    held = within("reception", "--json", "-", login="host", json_in=reception)
    assert (held.code, held.answer["duties"][0]["due"]) == (0, "2031-02-13")
    early = {**step, "matter": second["matter"], "at": AT}
    assert found_wrong(within("step", "--json", "-", login="host", json_in=early)) == {
        ("at", "step_before_visit")
    }


def test_reception_and_its_refusals(within, visit):
    number = _registered(within, visit)["visit_number"]
    held = within("reception", "--json", "-", login="host", json_in=HELD | {"visits": [number]})
    assert held.code == 0, held
    assert {"number", "duties", "answered_on_the_spot", "notices", "documents"} <= set(held.answer)
    duty = held.answer["duties"][0]
    assert (duty["unit"], duty["duty"], duty["due"], duty["contact"]) == (
        "市住建局",
        "核查218户",
        "2026-12-03",
        "李局",
    )
    assert held.answer["answered_on_the_spot"] == ["水电不停"]
    for changes, expected in (
        ({"units": [{"unit": "市信访局"}]}, ("units", "other_unit_required")),
        ({"leader": None}, ("leader", "required")),
        ({"visits": []}, ("visits", "visit_required")),
        ({"at": f"{DAY}T09:30:59+08:00"}, ("at", "reception_before_arrival")),
        ({"lines": [{"at": "09:51", "text": "@火星局 核查 3日"}]}, ("lines[0].text", "unit_unknown")),
        ({"lines": [{"at": "09:51", "text": "@市住建局 核查"}]}, ("lines[0].text", "duty_without_date")),
        ({"result": "办完"}, ("result", "not_a_choice")),
        ({"surprise": 1}, ("surprise", "unknown_key")),
    ):
        wrong = within(
            "reception", "--json", "-", login="host", json_in=HELD | {"visits": [number]} | changes
        )
        assert found_wrong(wrong) == {expected}
    open_end = HELD | {"visits": [number], "result": "继续协调", "notices": None}
    assert within("reception", "--json", "-", login="host", json_in=open_end).code == 0


@pytest.mark.parametrize(("result", "due"), [("现场办结", DAY), ("交办", "2026-12-08")])
def test_a_reception_without_duties_may_tell_the_engines_own_date(within, visit, result, due):
    """Today for what is settled on the spot, the transfer's 15th day else; any other asks for a reason."""
    number = _registered(within, visit)["visit_number"]

    def hold(day: str) -> Ended:
        notices = {"opinion": "答复", "contact": "李局", "due": day}
        held = HELD | {"visits": [number], "lines": ANSWERED, "result": result, "notices": notices}
        return within("reception", "--json", "-", login="host", json_in=held)

    assert found_wrong(hold("2026-12-31")) == {("notices.due_reason", "due_reason_required")}
    done = hold(due)
    assert (done.code, done.answer.get("notices", [{}])[0].get("due")) == (0, due), done


def test_notices_say_only_what_the_clerk_can_mend(within, registered):
    told = {"opinion": "o", "contact": "c", "told": "口头", "at": AT}

    def send(entry: dict[str, Any]) -> Ended:
        return within("notice", "--json", "-", login="clerk", json_in=entry)

    unknown = send(told | {"matter": "XF340700-A-261123-999-0"})
    assert found_wrong(unknown) == {("matter", "not_found")}
    mine = told | {"visit": registered["visit_number"]}
    assert found_wrong(send(mine | {"due": "2026-12-01"})) == {("due_reason", "due_reason_required")}
    for taken in ({"kind": "签字"}, *({"kind": kind, "witness": "邻居"} for kind in ("拒签", "见证")), None):
        done = send(mine | {"acknowledged": taken})
        assert (done.code, done.answer["due"], done.answer["complete"]) == (0, "2026-12-08", True)
    for kind, code in (
        ("拒签", "refusal_without_witness"),
        ("见证", "required"),
    ):  # nobody's word alone says that the visitor would not sign
        alone = send(mine | {"acknowledged": {"kind": kind}})
        assert found_wrong(alone) == {("acknowledged.witness", code)}


def test_due_and_remind_by_tiers(within, visit):
    """DOMAIN.md section 5.4: 15 days from 2026-09-18 end on 2026-10-03; the unit's notice has no tier 15."""
    registered = _registered(within, visit | {"arrived_at": "2026-09-18T09:00:00+08:00"})["matter"]
    routing = {"matter": registered, "mode": "转送", "unit": "市住建局", "at": "2026-09-18T10:00:00+08:00"}
    assert within("step", "--json", "-", login="host", json_in=routing).code == 0

    def items(day):
        found = within("due", "--on", day, login="watch").answer["items"]
        return [item for item in found if item["matter"] == registered]

    days = ("2026-09-18", "2026-09-22", "2026-09-23", "2026-09-28")
    assert [items(day)[0]["tier"] for day in days] == [None, None, 10, 5]
    remind = ("remind", registered, "--tier", "5", "--on", "2026-09-28")
    sent = within(*remind, login="watch").answer
    assert [document["kind"] for document in sent["documents"]] == ["督办函"]
    assert [bool(item["sent"]) for item in items("2026-09-28")] == [True]
    assert found_wrong(within(*remind, login="watch")) == {("--tier", "confirm_reminded_again")}
    again = within(*remind, "--confirm", "confirm_reminded_again", login="watch")
    assert (again.code, len(again.answer["documents"])) == (0, 1)
    wrong = within("remind", registered, "--tier", "7", login="watch")
    assert found_wrong(wrong) == {("--tier", "tier_unknown")}


def test_report_keys_and_empty_denominators(within):
    done = within("report", "--from", "2020-02-29", "--to", "2020-02-29", login="watch").answer
    counts = ("来访", "个体访", "集体访", "联合接访", "现场办结", "转办办结", "初次", "重复")
    rates = ("重复信访率", "信访部门及时受理率", "责任单位及时受理率", "按期办结率", "参评率", "群众满意率")
    assert set(done["figures"]) == {*counts, *rates}
    of_rates = [done["figures"][name] for name in rates[:4]]
    of_rates += [done["figures"][name][whom] for name in rates[4:] for whom in ("信访部门", "责任单位")]
    assert {rate["text"] for rate in of_rates} == {"—"}
    assert {frozenset(rate) for rate in of_rates} == {
        frozenset({"numerator", "denominator", "formula", "text"})
    }
    assert {frozenset(done["figures"][name]) for name in counts} == {
        frozenset({"批次", "人次", "批次同比", "人次同比"})
    }
    assert set(done["by"]) == {"类别", "属地", "责任单位", "登记台"}


def test_no_formula_leaves_in_an_export(within, visit):
    wild = visit | {"claim": "=1+1", "facts": "@SUM(A1)", "arrived_at": "2026-09-20T09:00:00+08:00"}
    _registered(within, wild)
    period = ("--from", "2026-09-20", "--to", "2026-09-20")
    assert within("export", *period, "--out", "wild.csv", login="watch").code == 0
    lines = (within.folder / "wild.csv").read_text(encoding="utf-8-sig")
    assert '"=' not in lines
    assert '"@' not in lines
    assert within("export", *period, "--out", "wild.jsonl", login="watch").code == 0
    rows = [
        json.loads(line) for line in (within.folder / "wild.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert rows[0]["证件号码"] == "340722********0019"


def test_tables_are_tried_before_they_are_taken(within):
    file = Path(within.folder / "units.csv")
    file.write_text("name,short,kind,division\n市水利局,水利局,部门,\n,无名,部门,\n", encoding="utf-8")
    found_wrong(within("units", "import", str(file), login="admin"))
    file.write_text("name,short,kind,division\n市水利局,水利局,部门,\n", encoding="utf-8")
    for options, new in ((("--check",), 1), ((), 1), ((), 0)):
        assert within("units", "import", str(file), *options, login="admin").answer["new"] == new
