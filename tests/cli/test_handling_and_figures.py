"""From a reception to its figures, and the files that go in and out, as processes."""

from __future__ import annotations

import json

import pytest

from tests.years import YEAR_2027

DAY = "2026-11-23"


@pytest.fixture(scope="module")
def registered(program, visit):
    done = program("register", "--json", "-", login="clerk", json_in=visit)
    assert done.code == 0, done
    return done.answer


@pytest.fixture(scope="module")
def held(program, registered):
    """CLI.md's reception over the registered visit."""
    reception = {
        "at": f"{DAY}T09:40:00+08:00",
        "form": "联合接访",
        "lead": "市信访局",
        "leader": "leader",
        "visits": [registered["visit_number"]],
        "units": [{"unit": "市住建局", "arrived": "09:42"}, {"unit": "义安区", "absent": True}],
        "lines": [
            {"at": "09:51", "text": "@市住建局 核查218户产权登记 10日 回@李局"},
            {"at": "09:55", "text": "@义安区 逐户登记联系方式 5工作日"},
            {"at": "10:02", "text": "!现场答复：水电不停"},
        ],
        "result": "交办",
        "notices": {"opinion": "由市住建局核查", "contact": "李局 0562-2800000"},
    }
    done = program("reception", "--json", "-", login="leader", json_in=reception)
    assert done.code == 0, done
    return done.answer


def test_reception(program, registered, held):
    assert [one["due"] for one in held["duties"]] == ["2026-12-03", "2026-11-30"]
    assert [one["kind"] for one in held["documents"]] == ["联合接访记录", "交办单", "交办单", "三个告知单"]
    for kind in ("联合接访记录", "三个告知单"):
        number = held["number"] if kind == "联合接访记录" else registered["visit_number"]
        file = program.folder / f"{kind}.pdf"
        done = program("slip", number, "--kind", kind, "--paper", "a4", "--out", str(file), login="leader")
        assert done.code == 0, done
        assert file.read_bytes().startswith(b"%PDF")


def test_wrong_reception_is_2_with_the_lines_field(program, registered, held):
    lines = [{"at": "09:51", "text": "@市住建局 核查"}, {"at": "09:52", "text": "@火星局 核查 3日"}]
    wrong = {"at": f"{DAY}T08:00:00+08:00", "lead": "市信访局", "visits": [registered["visit_number"]]}
    done = program(
        "reception", "--json", "-", login="leader", json_in=wrong | {"lines": lines, "result": "交办"}
    )
    assert done.code == 2
    found = {(one["field"], one["code"]) for one in done.answer["errors"]}
    assert {
        ("leader", "required"),
        ("units", "other_unit_required"),
        ("at", "reception_before_arrival"),
        ("lines[0].text", "duty_without_date"),
        ("lines[1].text", "unit_unknown"),
        ("notices.opinion", "opinion_required"),
        ("notices.contact", "contact_required"),
    } <= found
    assert all(one["message"] for one in done.answer["errors"])


def test_due_remind_reply_step_rate_report(program, registered, held):
    due = program("due", "--on", "2026-11-28", login="leader").answer["items"]
    mine = [one for one in due if one["matter"] == registered["matter"]]
    assert {(item["unit"], item["what"], item["tier"], item["sent"]) for item in mine} == {
        ("义安区", "交办", 5, None),
        ("市住建局", "交办", 5, None),
        ("义安区", "书面告知", 10, None),
        ("市住建局", "书面告知", 10, None),
    }
    sent = program("remind", registered["matter"], "--tier", "5", "--on", "2026-11-28", login="leader")
    assert [one["kind"] for one in sent.answer["documents"]] == ["督办函", "督办函"]
    reply = {
        "visit": registered["visit_number"],
        "unit": "义安",
        "text": "已登记",
        "at": "2026-11-29T09:00:00+08:00",
    }
    assert program("reply", "--json", "-", login="leader", json_in=reply).answer["open_duties"] == 1
    step = {"matter": registered["matter"], "mode": "受理告知", "at": "2026-12-01T09:00:00+08:00"}
    accepted = program("step", "--json", "-", login="leader", json_in=step).answer
    assert (accepted["status"], accepted["dates"][0]["due"]) == ("已受理", "2027-01-30")
    assert accepted["dates"][0]["provisional"]
    rating = {"visit": registered["visit_number"], "value": "基本满意", "at": "2026-12-02T09:00:00+08:00"}
    assert program("rate", "--json", "-", login="clerk", json_in=rating).code == 0
    told = program("report", "--from", DAY, "--to", "2026-12-31", login="leader").answer
    assert set(told) >= {"from", "to", "basis", "figures", "by", "text"}
    assert told["figures"]["联合接访"]["批次"] == 1
    assert told["figures"]["群众满意率"]["责任单位"]["text"] == "100%"
    rows = program("report", "rows", "联合接访.批次", "--from", DAY, "--to", DAY, login="leader").answer
    assert (rows["agrees"], len(rows["rows"])) == (True, 1)


def test_who_may_not_is_3(program, registered):
    step = {"matter": registered["matter"], "mode": "存", "ground": "no_substance"}
    assert program("step", "--json", "-", login="clerk", json_in=step).code == 3
    assert program("report", "--from", DAY, "--to", DAY, login="clerk").code == 3
    assert program("units", "import", "none.csv", login="leader").code == 3


def test_files_in_and_out(program, registered):
    out = program.folder / "e.jsonl"
    done = program("export", "--from", DAY, "--to", DAY, "--out", str(out), login="leader")
    assert done.answer["masked"]
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert registered["visit_number"] in [row["来访编号"] for row in rows]
    ledger = program.folder / "old.csv"
    ledger.write_text("来访日期,姓名,诉求\n2025-11-20,赵示例,欠薪\n坏,钱示例,办证\n", encoding="utf-8")
    first = program("import", str(ledger), login="leader").answer
    assert (first["imported"], first["refused"]) == (1, 1)
    assert first["rows"][1]["errors"][0]["message"]
    assert program("import", str(ledger), login="leader").answer["already"] == 1
    table = program.folder / "units.csv"
    table.write_text("name,short,kind,division\n市水利局,水利局,部门,\n", encoding="utf-8")
    assert program("units", "import", str(table), "--check", login="admin").answer["new"] == 1
    assert program("units", "import", str(table), login="admin").answer["new"] == 1
    assert program("calendar", "import", "nowhere.csv", login="admin").code == 2


def test_a_years_calendar_lists_the_dates_it_makes_certain(program, visit):
    matter = program("register", "--json", "-", login="clerk", json_in=visit).answer["matter"]
    step = {"matter": matter, "mode": "受理告知", "at": "2026-12-01T09:00:00+08:00"}
    assert program("step", "--json", "-", login="leader", json_in=step).answer["dates"][0]["provisional"]
    table = program.folder / "2027.csv"
    table.write_text(YEAR_2027, encoding="utf-8")
    dry = program("calendar", "import", str(table), "--check", login="admin").answer["dates"]
    done = program("calendar", "import", str(table), login="admin").answer["dates"]
    assert done == dry
    (finish,) = [one for one in done if (one["matter"], one["what"]) == (matter, "办结")]
    assert (finish["old"], finish["new"]) == ("2027-01-30", "2027-01-30")
    assert (finish["was_provisional"], finish["provisional"]) == (True, False)
    assert program("calendar", "import", str(table), login="admin").answer["dates"] == []
    assert "dates" not in program("units", "import", str(units(program)), "--check", login="admin").answer


def units(program):
    table = program.folder / "units.csv"
    table.write_text("name,kind\n市水利局,部门\n", encoding="utf-8")
    return table


def test_a_gap_is_listed_and_a_number_in_use_is_none(program, held):
    told = program("gaps", login="leader")
    assert (told.code, told.answer) == (0, {"gaps": [], "unexplained": 0})
    used = next(one["number"] for one in held["documents"] if one["kind"] == "交办单")
    refused = program("gaps", "explain", used, "--reason", "写错了", login="leader")
    assert refused.code == 2
    assert [one["code"] for one in refused.answer["errors"]] == ["gap_used"]
    done = program("gaps", "explain", "信交B[2026]9", "--reason", "B 台恢复备份前已出纸", login="leader")
    assert (done.code, done.answer["number"]) == (0, "信交B〔2026〕9号")
    assert [one["reason"] for one in program("gaps", login="leader").answer["gaps"]] == [
        "B 台恢复备份前已出纸"
    ]
