"""The roster from a file and a clipboard: what changes, what stays, what is taken off, who may."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Roster, Staff
from app.errors import NotAllowed, Refused
from app.events import RosterChanged
from app.services.reference.keep_roster import change_duty, import_roster, paste_roster
from app.services.reference.read_roster import read_roster
from app.services.reference.read_tables import read_day_tables, read_reception_tables

DECEMBER = date(2026, 12, 1)
SHEET = (
    "日期,时段,带班领导\n2026-12-01,,李局（示例）\n2026-12-02,上午,second\n2026-12-02,下午,钱书记（示例）\n"
)


def bring(office, text, tmp_path, login="admin", **more):
    file = tmp_path / "带班.csv"
    file.write_text(text, encoding="utf-8")
    return import_roster(office.desk(login), file, **more)


def duty(office, day):
    month = read_roster(office.desk("clerk"), DECEMBER)
    return next(one.duty for one in month.days if one.day.day == day)


def test_day_and_half_day_to_leader(office, tmp_path):
    done = bring(office, SHEET, tmp_path)
    assert (done.as_json()["new"], done.as_json()["rows"]) == (3, 3)
    assert duty(office, 1) == (("全天", "李局（示例）"),)
    assert duty(office, 2) == (("上午", "孙局（示例）"), ("下午", "钱书记（示例）"))
    assert [(one.code, one.facts["leader"]) for one in done.warnings] == [
        ("roster_leader_unknown", "钱书记（示例）")
    ]
    assert [(one.who, one.act) for one in office.all(AuditEntry, record="roster")] == [("admin", "排班")]
    assert RosterChanged() in office.events


def test_a_dry_run_stores_nothing_and_says_the_same(office, tmp_path):
    told = bring(office, SHEET, tmp_path, check=True).as_json()
    assert (told["check"], told["new"]) == (True, 3)
    assert not office.all(Roster)


def test_a_day_of_the_file_is_the_whole_roster_of_that_day(office, tmp_path):
    bring(office, SHEET, tmp_path)
    told = bring(office, "日期,带班领导\n2026-12-02,李局（示例）\n", tmp_path).as_json()
    assert (told["new"], told["gone"]) == (1, 2)
    assert duty(office, 1) == (("全天", "李局（示例）"),)
    assert duty(office, 2) == (("全天", "李局（示例）"),)
    again = bring(office, "日期,带班领导\n2026-12-02,李局（示例）\n", tmp_path).as_json()
    assert (again["same"], again["verdicts"]) == (1, [])


def test_an_empty_leader_takes_a_day_off_and_another_comes_back(office, tmp_path):
    bring(office, SHEET, tmp_path)
    told = bring(office, "日期,带班领导\n2026-12-01,\n", tmp_path).as_json()
    assert told["verdicts"] == [
        {
            "row": 2,
            "day": "2026-12-01",
            "part": "全天",
            "verdict": "取消",
            "leader": None,
            "before": "李局（示例）",
        }
    ]
    assert duty(office, 1) == ()
    rows = len(office.all(Roster))
    change_duty(office.desk("admin"), DECEMBER, [("上午", "李局（示例）")])
    assert duty(office, 1) == (("上午", "李局（示例）"),)
    assert len(office.all(Roster)) == rows
    change_duty(office.desk("admin"), DECEMBER, [])
    assert duty(office, 1) == ()


def test_a_pasted_month(office):
    done = paste_roster(office.desk("admin"), "1日\t李局（示例）\n2日\t孙局（示例）", DECEMBER)
    assert [one.verdict for one in done.verdicts] == ["新增", "新增"]
    month = read_roster(office.desk("admin"), DECEMBER)
    assert month.missing[0] == (date(2026, 12, 3), "全天")
    assert (date(2026, 12, 5), "全天") not in month.missing  # a Saturday


def test_wrong_rows_store_nothing(office, tmp_path):
    with pytest.raises(Refused) as caught:
        bring(office, "日期,带班领导\n12月1日,李局\n2026-12-02,孙局\n", tmp_path)
    assert [(one.field, one.code) for one in caught.value.errors] == [("rows[2].day", "bad_day_cell")]
    assert not office.all(Roster)
    assert bring(office, "日期,带班领导\n12月1日,李局\n", tmp_path, month=DECEMBER).verdicts


def test_the_system_administrator_alone_enters_it_and_the_window_reads_it(office, tmp_path):
    for login in ("clerk", "host", "leader", "watch"):
        with pytest.raises(NotAllowed):
            bring(office, SHEET, tmp_path, login)
        assert read_roster(office.desk(login), DECEMBER).days


def test_half_days_nobody_leads(office, tmp_path):
    bring(office, "日期,上午,下午\n2026-12-01,李局（示例）,\n", tmp_path)
    missing = read_roster(office.desk("watch"), DECEMBER).missing
    assert missing[:2] == ((DECEMBER, "下午"), (date(2026, 12, 2), "全天"))


def test_a_stopped_leader_leads_no_day_from_today_on(office, tmp_path):
    bring(
        office,
        "日期,带班领导\n2026-11-20,李局（示例）\n2026-12-01,李局（示例）\n2026-12-02,孙局（示例）\n",
        tmp_path,
    )
    stop(office, "leader")
    month = read_roster(office.desk("watch"), DECEMBER)
    assert (DECEMBER, "全天") in month.missing
    assert month.days[0].duty == ()
    assert month.days[1].duty == (("全天", "孙局（示例）"),)
    past = read_roster(office.desk("watch"), date(2026, 11, 1)).days[19]
    assert past.duty == (("全天", "李局（示例）"),), "who led a day past led it"


def test_the_day_says_that_its_leader_was_stopped(office, tmp_path):
    today = office.desk().clock.now().date()
    bring(office, f"日期,带班领导\n{today},李局（示例）\n", tmp_path)
    assert read_day_tables(office.desk("host")).duty == (("全天", "李局（示例）"),)
    assert read_reception_tables(office.desk("host")).rules.roster == ("李局（示例）",)
    stop(office, "leader")
    assert read_day_tables(office.desk("host")).duty == ()
    assert read_reception_tables(office.desk("host")).rules.roster == ()


def stop(office, login):
    """The account as ``disable_staff`` leaves it."""
    row = office.one(Staff, login=login)
    office.store.write(lambda writes: writes.change(row, disabled=True))
