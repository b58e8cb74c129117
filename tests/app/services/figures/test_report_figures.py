"""The report over a real store: what is counted, on which date, and against which denominator."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from app.domain.dates.period import Period
from app.domain.entries.reply_entry import parse_rating
from app.domain.entries.visit_entry import parse_visit
from app.domain.figures.indicators import BANDS, FORMS, Counts
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import new_id
from app.domain.rows.centre import Desk as CentreDesk
from app.domain.rows.visits import Void
from app.errors import NotAllowed, Refused
from app.ports.link import LinkState
from app.services.figures.enter_figure import enter_figure
from app.services.figures.report_figures import report_figures
from app.services.figures.report_files import write_ofd, write_pdf, write_xlsx
from app.services.figures.rows_behind import figure_rows
from app.services.handling.rate_matter import rate_matter
from app.services.ledger.import_visits import import_visits
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import register_visit
from tests.app.services.office import at, visit_json
from tests.db.rows import sample


def report(office, start: str, end: str, **more: Any) -> dict[str, Any]:
    days = (date.fromisoformat(start), date.fromisoformat(end))
    return report_figures(office.desk("watch", "2026-12-31 09:00"), *days, **more).as_json()


def rate(office, number: str, value: str, on: str, **more: str) -> None:
    rate_matter(office.desk("clerk", f"{on} 09:00"), parse_rating({"visit": number, "value": value, **more}))


def amount(figure: dict[str, Any]) -> tuple[int, int]:
    return figure["批次"], figure["人次"]


def close(office, number: str, accepted: str, done: str) -> None:
    office.step(number, "受理告知", f"{accepted} 10:00", unit="市住建局")
    office.close(number, f"{done} 10:00")


def test_batches_heads_and_kinds(office):
    first = office.register("2026-11-23 09:31", headcount=38)
    office.register("2026-11-24 09:31", headcount=4)
    office.register("2026-11-25 09:31", matter=first.matter, headcount=5)
    told = report(office, "2026-11-23", "2026-11-25")["figures"]
    assert amount(told["来访"]) == (3, 47)
    assert amount(told["集体访"]) == (2, 43)
    assert amount(told["个体访"]) == (1, 4)
    assert amount(told["初次"]) == (2, 42)
    assert amount(told["重复"]) == (1, 5)
    assert told["重复信访率"]["text"] == "33.33%"


def test_the_first_and_the_last_day_belong_to_the_period(office):
    for day in ("2026-11-22", "2026-11-23", "2026-11-24", "2026-11-25"):
        office.register(f"{day} 23:59")
    told = report(office, "2026-11-23", "2026-11-24")["figures"]
    assert amount(told["来访"])[0] == 2


def test_groups_count_what_was_corrected(office):
    visit = office.register(place="340706")
    own = office.register("2026-11-23 10:00", matter=visit.matter, category="民政", place="340705")
    for category, place in (("交通运输", "340722"), ("教育文体", "340711")):
        amend_record(office.desk("clerk"), own.visit_number, {"category": category, "place": place})
    by = report(office, "2026-11-23", "2026-11-23")["by"]
    assert {key: one["批次"] for key, one in by["类别"].items()} == {"教育文体": 1, "民政": 1}
    assert {key: one["批次"] for key, one in by["属地"].items()} == {"郊区": 1, "铜官区": 1}


def test_a_category_given_only_later_is_counted(office):
    visit = office.register(category=None, absent={"category": "不详"})
    assert set(report(office, "2026-11-23", "2026-11-23")["by"]["类别"]) == {"未分类"}
    amend_record(office.desk("clerk"), visit.visit_number, {"category": "民政"})
    assert set(report(office, "2026-11-23", "2026-11-23")["by"]["类别"]) == {"民政"}


def test_a_visit_taken_back_does_not_count(office):
    visit = office.register()
    office.add(
        Void(id=new_id(), visit_id=visit.visit_id, at=at("2026-11-23 09:35"), by="clerk", reason="误登")
    )
    assert amount(report(office, "2026-11-23", "2026-11-23")["figures"]["来访"]) == (0, 0)


def test_year_on_year_is_the_same_dates(office):
    office.register("2025-11-23 10:00", headcount=8)
    office.register("2025-11-22 10:00", headcount=100)
    office.register("2026-11-23 10:00", headcount=5)
    told = report(office, "2026-11-23", "2026-11-23")["figures"]["来访"]
    assert told == {"批次": 1, "人次": 5, "批次同比": "持平", "人次同比": "下降37.5%"}


def test_the_basis_is_what_was_asked(office):
    desk = office.desk("clerk", "2026-11-24 09:00")

    register_visit(desk, parse_visit(visit_json("2026-11-23 17:00")))
    by_registration = report(office, "2026-11-24", "2026-11-24", basis="登记日期")
    by_arrival = report(office, "2026-11-24", "2026-11-24", basis="信访日期")
    assert amount(by_registration["figures"]["来访"])[0] == 1
    assert amount(by_arrival["figures"]["来访"])[0] == 0


def test_joint_receptions_and_what_was_settled(office):
    held = office.register("2026-11-23 09:31", headcount=38)
    office.receive(held.visit_number)
    spot = office.register("2026-11-23 09:32", headcount=3)
    office.receive(spot.visit_number, lines=[{"at": "10:02", "text": "!水电不停"}], result="现场办结")
    answered = office.register("2026-11-23 09:33", headcount=2)
    office.step(answered.visit_number, "直接回复", "2026-11-23 11:00", answer="已说明")
    later = office.register("2026-11-23 09:34", headcount=1)
    office.step(later.visit_number, "转送", "2026-11-23 11:00", unit="市住建局")
    close(office, later.visit_number, "2026-11-24", "2026-11-30")
    told = report(office, "2026-11-23", "2026-11-23")["figures"]
    assert amount(told["联合接访"]) == (2, 41)
    assert amount(told["现场办结"]) == (2, 5)
    assert amount(told["转办办结"]) == (1, 1)


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_a_reception_is_counted_as_itself_alone(office, form):
    """CASE.md 8 (16): 带班接访 is no 联合接访."""
    visit = office.register("2026-11-23 09:31", headcount=3)
    joint = form == "联合接访"
    alone: dict[str, Any] = {} if joint else {"units": [], "lead": None}
    alone |= {"leader": None} if form == "接谈" else {"leader": "leader"}
    office.receive(visit.visit_number, form=form, **alone)
    found = report(office, "2026-11-23", "2026-11-23")
    counted = {name: (found["further"].get(name) or found["figures"][name])["批次"] for name in FORMS}
    assert counted == {name: int(name == form) for name in FORMS}


def test_handled_within_fifteen_days(office):
    """The period is that of the due date: 登记+15日 (DOMAIN.md section 4.2)."""
    quick, slow = office.register("2026-03-02 09:00"), office.register("2026-03-02 09:10")
    office.register("2026-03-02 09:20")
    office.step(quick.visit_number, "转送", "2026-03-17 09:00", unit="市住建局")
    office.step(slow.visit_number, "转送", "2026-03-18 09:00", unit="市住建局")
    assert report(office, "2026-03-17", "2026-03-17")["figures"]["信访部门及时受理率"]["text"] == "33.33%"
    assert report(office, "2026-03-02", "2026-03-16")["figures"]["信访部门及时受理率"]["text"] == "—"


def test_units_have_thirty_days_and_only_for_what_reached_them(office):
    one, other = office.register("2026-03-02 09:00"), office.register("2026-03-02 09:10")
    office.register("2026-03-02 09:20")
    for visit in (one, other):
        office.step(visit.visit_number, "转送", "2026-03-03 09:00", unit="市住建局")
    office.step(one.visit_number, "受理告知", "2026-04-01 09:00")
    office.step(other.visit_number, "受理告知", "2026-04-02 09:00")
    assert report(office, "2026-04-01", "2026-04-01")["figures"]["责任单位及时受理率"]["text"] == "50%"


def test_closed_in_time_by_the_extended_date(office):
    in_time, late, extended = (office.register(f"2026-03-05 09:0{n}") for n in range(3))
    for visit in (in_time, late, extended):
        office.step(visit.visit_number, "受理告知", "2026-03-05 10:00", unit="市住建局")
    more = {"days": 30, "reason": "复杂", "unit_head": {"name": "示例", "number": "示〔2026〕1号"}}
    office.step(extended.visit_number, "延期", "2026-05-04 09:00", **more)
    office.close(in_time.visit_number, "2026-05-04 10:00")
    office.close(late.visit_number, "2026-05-05 10:00")
    office.close(extended.visit_number, "2026-06-03 10:00")
    assert report(office, "2026-05-04", "2026-05-04")["figures"]["按期办结率"]["text"] == "50%"
    assert report(office, "2026-06-03", "2026-06-03")["figures"]["按期办结率"]["text"] == "100%"


def test_ratings(office):
    """满意, 不满意 and a matter whose thirty days for rating ran out: 参评率 66.67 %, 满意率 50 %."""
    visits = [office.register(f"2026-03-02 09:0{n}") for n in range(3)]
    for visit in visits:
        close(office, visit.visit_number, "2026-03-03", "2026-03-10")
    rate(office, visits[0].visit_number, "不满意", "2026-03-11")
    rate(office, visits[0].visit_number, "满意", "2026-03-12")
    rate(office, visits[1].visit_number, "不满意", "2026-03-12")
    told = report(office, "2026-03-01", "2026-04-30")["figures"]
    assert (told["参评率"]["责任单位"]["text"], told["群众满意率"]["责任单位"]["text"]) == ("66.67%", "50%")
    assert report(office, "2026-03-01", "2026-03-31")["figures"]["参评率"]["责任单位"]["text"] == "100%"


def test_accusations_are_not_rated(office):
    visit = office.register(purpose="揭发控告", units=["市教育局"])
    rate(office, visit.visit_number, "满意", "2026-11-24")
    assert report(office, "2026-11-01", "2026-12-31")["figures"]["参评率"]["责任单位"]["text"] == "—"


def test_groupings_add_up_to_the_whole(office):
    office.register("2026-11-23 09:31", headcount=3)
    office.register("2026-11-23 09:32", category="政法", place="340705", units=[])
    office.register("2026-11-23 09:33", category=None, place=None)
    told = report(office, "2026-11-23", "2026-11-23")
    assert told["by"]["类别"]["城乡建设"] == {"批次": 1, "人次": 3}
    assert set(told["by"]["属地"]) == {"义安区", "铜官区", "不详"}
    assert set(told["by"]["责任单位"]) == {"市住建局", "未定"}
    assert told["by"]["登记台"] == {"A": {"批次": 3, "人次": 5}}
    for tallies in told["by"].values():
        assert sum(one["批次"] for one in tallies.values()) == 3
        assert sum(one["人次"] for one in tallies.values()) == 5


def test_each_part_is_no_more_than_its_whole(office):
    for minute in range(6):
        visit = office.register(f"2026-11-23 09:1{minute}", headcount=minute + 1)
        if minute % 2:
            office.receive(visit.visit_number)
    told = report(office, "2026-11-23", "2026-11-23")["figures"]
    whole = amount(told["来访"])
    for name in ("个体访", "集体访", "联合接访", "现场办结", "转办办结", "初次", "重复"):
        assert all(part <= of for part, of in zip(amount(told[name]), whole, strict=True))
    assert amount(told["集体访"])[1] >= 5 * amount(told["集体访"])[0]


@pytest.mark.parametrize(
    ("start", "end", "basis", "code"),
    [
        ("2026-11-24", "2026-11-23", "登记日期", "dates_reversed"),
        ("2026-11-23", "2026-11-23", "x", "not_one_of"),
    ],
)
def test_a_period_or_basis_that_is_none_is_refused(office, start, end, basis, code):
    with pytest.raises(Refused) as caught:
        report(office, start, end, basis=basis)
    assert [one.code for one in caught.value.errors] == [code]


def test_a_clerk_may_not(office):
    with pytest.raises(NotAllowed):
        report_figures(office.desk("clerk"), date(2026, 1, 1), date(2026, 1, 2))


def test_sheets_hold_the_figures_as_numbers(office, tmp_path):
    office.register(headcount=38)
    desk = office.desk("watch", "2026-12-31 09:00")
    found = report_figures(desk, date(2026, 11, 1), date(2026, 11, 30))
    write_xlsx(desk, found, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    rows = {row[0]: row[1:] for row in book["指标"].iter_rows(min_row=5, values_only=True) if row[0]}
    no_base = "上期为0，不计环比"
    assert rows["来访"] == (1, "上年同期为0，不计同比", 38, "上年同期为0，不计同比", no_base, no_base)
    assert rows["个体访"] == (0, 0, 0, 0, 0, 0)
    assert rows["重复信访率"][:3] == (0, 0, 1)
    assert "共登记群众来访1批38人次" in book["通报"]["A1"].value
    write_pdf(desk, found, tmp_path / "r.pdf")
    document = PdfDocument(tmp_path / "r.pdf")
    words = "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))
    document.close()
    assert "1批38人次" in "".join(words.split())
    write_ofd(desk, found, tmp_path / "r.ofd")
    with zipfile.ZipFile(tmp_path / "r.ofd") as packed:
        assert packed.namelist()[0] == "OFD.xml"
        pages = [name for name in packed.namelist() if name.endswith("Content.xml")]
        drawn = b"".join(packed.read(name) for name in pages)
    assert b"PathObject" in drawn  # the chart
    assert [row.record for row in office.all(AuditEntry) if row.act == "导出统计"][-1] == "r.ofd"
    for write, name in ((write_pdf, "r.txt"), (write_ofd, "r.pdf"), (write_pdf, "r.ofd")):
        with pytest.raises(Refused):
            write(desk, found, tmp_path / name)


def test_a_year_is_counted_without_reading_it(office):
    """Both ends of a long period, with the visits between them far apart."""
    day = date(2026, 1, 5)
    while day < date(2026, 12, 1):
        office.register(f"{day.isoformat()} 09:00")
        day += timedelta(days=60)
    assert amount(report(office, "2026-01-01", "2026-12-31")["figures"]["来访"]) == (6, 6)


def test_ratings_of_bureau_and_units_are_apart(office):
    visit = office.register("2026-03-02 09:00")
    close(office, visit.visit_number, "2026-03-03", "2026-03-10")
    rate(office, visit.visit_number, "满意", "2026-03-11", whom="信访部门")
    rate(office, visit.visit_number, "不满意", "2026-03-11", whom="责任单位")
    told = report(office, "2026-03-01", "2026-03-31")["figures"]["群众满意率"]
    assert [(told[whom]["numerator"], told[whom]["denominator"]) for whom in ("信访部门", "责任单位")] == [
        (1, 1),
        (0, 1),
    ]


def test_who_was_not_rated_is_not_rated_though_the_other_was(office):
    """参评率: the visitor rated the bureau alone; of the unit nothing was said, and its term ran out."""
    visit = office.register("2026-03-02 09:00")
    close(office, visit.visit_number, "2026-03-03", "2026-03-10")
    rate(office, visit.visit_number, "满意", "2026-03-11", whom="信访部门")
    told = report(office, "2026-03-01", "2026-05-31")["figures"]["参评率"]
    parts = [(told[whom]["numerator"], told[whom]["denominator"]) for whom in ("信访部门", "责任单位")]
    assert parts == [(1, 1), (0, 1)]


def test_handling_of_years_ago_is_none_of_this_visit(office):
    first = office.register("2024-03-02 09:00")
    office.step(first.visit_number, "转送", "2024-03-03 09:00", unit="市住建局")
    office.register("2026-03-02 09:00", matter=first.matter)
    told = report(office, "2026-03-17", "2026-03-17")["figures"]["信访部门及时受理率"]
    assert (told["numerator"], told["denominator"]) == (0, 1)


def test_visits_of_an_old_ledger_are_counted_but_never_late(office, tmp_path):
    file = tmp_path / "old.csv"
    file.write_text("来访日期,姓名,状态\n2026-03-02,王示例,已办结\n2026-03-02,李示例,\n", encoding="utf-8")
    import_visits(office.desk("host", "2026-11-27 09:00"), file)
    told = report(office, "2026-03-01", "2026-05-31")["figures"]
    assert amount(told["来访"]) == (2, 2)
    for name in ("信访部门及时受理率", "责任单位及时受理率", "按期办结率"):
        assert told[name]["denominator"] == 0


def test_bands_forms_and_what_else_is_counted(office):
    for minute, heads in enumerate((4, 5, 10, 11, 20, 21, 50, 51, 100, 101)):
        office.register(f"2026-11-23 09:{minute:02}", headcount=heads)
    further = report(office, "2026-11-23", "2026-11-23")["further"]
    assert [further[name]["批次"] for name in BANDS] == [2, 2, 2, 2, 1]
    assert sum(further[name]["人次"] for name in BANDS) == 369
    office.register("2026-11-24 09:00", proxy={"name": "赵示例", "relation": "子女", "letter": "委托书"})
    assert report(office, "2026-11-24", "2026-11-24")["further"]["代理代办"]["批次"] == 1


def test_the_last_period_is_the_month_before(office):
    office.register("2026-10-31 10:00", headcount=8)
    office.register("2026-11-01 10:00", headcount=5)
    last = report(office, "2026-11-01", "2026-11-30")["last_period"]
    assert (last["from"], last["to"]) == ("2026-10-01", "2026-10-31")
    assert last["figures"]["来访"] == {"批次": 1, "人次": 8, "批次环比": "持平", "人次环比": "下降37.5%"}


def test_parts_of_a_year_add_up_to_it(office):
    for month in (1, 3, 4, 12):
        office.register(f"2026-{month:02}-15 10:00", headcount=month)
    for by, count in (("month", 12), ("quarter", 4), ("year", 1), ("week", 53)):
        told = report(office, "2026-01-01", "2026-12-31", by=by)
        assert len(told["periods"]) == count
        assert sum(part["figures"]["来访"]["人次"] for part in told["periods"]) == 20
    assert told["periods"][0]["label"] == "1月1日至1月4日"


def test_an_annual_report_has_the_four_parts(office):
    office.register("2026-11-23 09:31", headcount=38)
    text = report(office, "2026-01-01", "2026-12-31", kind="年度报告")["text"]
    assert [line[:2] for line in text.split("\n")] == ["一、", "二、", "三、", "四、"]


FIGURES = ["来访", "集体访.批次", "个体访.人次", "重复", "重复信访率", "信访部门及时受理率"]
FIGURES += ["责任单位及时受理率", "按期办结率", "参评率.责任单位", "群众满意率.信访部门"]


@pytest.mark.parametrize("figure", FIGURES)
def test_the_rows_behind_a_figure_add_up_to_it(office, figure):
    first = office.register("2026-03-02 09:00", headcount=38)
    office.register("2026-03-03 09:00", matter=first.matter, headcount=3)
    done = office.register("2026-03-02 10:00")
    close(office, done.visit_number, "2026-03-03", "2026-03-10")
    rate(office, done.visit_number, "满意", "2026-03-11")
    desk = office.desk("watch", "2026-12-31 09:00")
    for days in ((date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 12, 31))):
        told = figure_rows(desk, figure, *days).as_json()
        assert told["agrees"], told
    assert all("小明" not in row["name"] for row in told["rows"])


def test_the_rows_of_a_guarded_case_are_withheld(office):
    office.register("2026-03-02 09:00", purpose="揭发控告", units=["市教育局"])
    desk = office.desk("watch", "2026-12-31 09:00")
    (row,) = figure_rows(desk, "来访", date(2026, 3, 1), date(2026, 3, 31)).as_json()["rows"]
    assert (row["name"], row["withheld"]) == ("保密事项", True)
    assert set(row) == {"number", "name", "withheld", "counted"}


def test_a_figure_that_is_none(office):
    with pytest.raises(Refused) as caught:
        figure_rows(office.desk("watch"), "来访.比率", date(2026, 3, 1), date(2026, 3, 31))
    assert caught.value.errors[0].code == "figure_unknown"


def test_figures_that_only_others_know_are_entered_with_their_source(office):
    """The eight golden rows' 赴省 and 进京: 5批31人次 against 8批139人次, 81批91人次 against 239批258人次."""
    desk = office.desk("watch", "2021-11-01 09:00")
    rows = [("赴省集体访", 2020, 8, 139), ("赴省集体访", 2021, 4, 30), ("赴省集体访", 2021, 5, 31)]
    rows += [("进京访", 2020, 239, 258), ("进京访", 2021, 81, 91), ("信访总量", 2020, 5136, None)]
    rows += [("信访总量", 2021, 7222, None)]
    for name, year, batches, heads in rows:
        days = (date(year, 1, 1), date(year, 10, 31))
        enter_figure(desk, name, *days, batches=batches, heads=heads, source="示例通报")
    told = report(office, "2021-01-01", "2021-10-31")["entered"]
    assert (told["赴省集体访"]["批次"], told["赴省集体访"]["批次同比"]) == (5, "下降37.5%")
    assert told["赴省集体访"]["人次同比"] == "下降77.7%"
    assert (told["进京访"]["批次同比"], told["进京访"]["人次同比"]) == ("下降66.11%", "下降64.73%")
    assert (told["信访总量"]["批次同比"], told["信访总量"]["人次"]) == ("上升40.62%", None)
    assert report(office, "2021-01-01", "2021-09-30")["entered"] == {}


def test_an_entered_figure_needs_a_number_and_a_source(office):
    with pytest.raises(Refused) as caught:
        enter_figure(office.desk("watch"), " ", date(2026, 2, 1), date(2026, 1, 1), heads=-1, source=" ")
    codes = {error.code for error in caught.value.errors}
    assert codes == {"dates_reversed", "figure_name", "figure_range", "source_missing"}


AGAIN = {"lines": [{"at": "14:05", "text": "记下来意"}], "result": "继续协调", "notices": None}
"""A second hearing that promises nothing."""


@pytest.mark.parametrize("table", ["类别", "属地", "责任单位", "登记台", "接访领导", "接访形式"])
def test_each_cell_of_a_table_has_its_rows(office, table):
    first = office.register("2026-03-02 09:00", headcount=38)
    office.register(
        "2026-03-03 09:00", matter=first.matter, headcount=3, category="民政", place=None, units=[]
    )
    office.receive(first.visit_number, on="2026-03-02 10:00")
    office.receive(first.visit_number, on="2026-03-02 14:00", form="带班接访", units=[], **AGAIN)
    desk = office.desk("watch", "2026-12-31 09:00")
    days = (date(2026, 3, 1), date(2026, 3, 31))
    report = report_figures(desk, *days)
    for cell, tally in report.by[table].items():
        told = figure_rows(desk, f"来访.{table}.{cell}", *days)
        assert told.agrees, cell
        assert told.value == tally
    assert figure_rows(desk, f"来访.{table}.没有这一格.人次", *days).value == {"批次": 0, "人次": 0}


def test_the_tables_of_receptions_count_a_visit_once_for_each_hearing(office):
    visit = office.register("2026-03-02 09:00")
    office.register("2026-03-02 09:10")
    office.receive(visit.visit_number, on="2026-03-02 10:00")
    office.receive(visit.visit_number, on="2026-03-02 14:00", form="接谈", units=[], leader=None, **AGAIN)
    told = report(office, "2026-03-01", "2026-03-31")["by_hearing"]
    assert {cell: one["批次"] for cell, one in told["接访形式"].items()} == {
        "联合接访": 1, "接谈": 1, "没有接访记录": 1,
    }  # fmt: skip
    assert {cell: one["批次"] for cell, one in told["接访领导"].items()} == {
        "李局（示例）": 1,
        "没有接访记录": 1,
    }


def test_obligations_are_told_by_kind_and_their_rows_agree(office):
    done, late = office.register("2026-03-02 09:00"), office.register("2026-03-02 09:10")
    office.step(done.visit_number, "转送", "2026-03-03 09:00", unit="市住建局")
    desk = office.desk("watch", "2026-12-31 09:00")
    days = (date(2026, 3, 1), date(2026, 3, 31))
    told = report_figures(desk, *days).as_json()
    assert told["obligations_by_kind"]["法定"]["转送"] == {"到期": 2, "按期": 1, "逾期": 1}
    rows = figure_rows(desk, "义务.法定.转送", *days)
    assert rows.agrees
    assert {row.number: row.counted for row in rows.rows} == {done.matter: True, late.matter: False}


def test_a_long_list_is_given_in_parts_and_added_up_whole(office):
    for minute in range(5):
        office.register(f"2026-03-02 09:0{minute}", headcount=2)
    desk, days = office.desk("watch", "2026-12-31 09:00"), (date(2026, 3, 1), date(2026, 3, 31))
    parts = [figure_rows(desk, "来访", *days, first=first, most=2) for first in (0, 2, 4)]
    assert [len(part.rows) for part in parts] == [2, 2, 1]
    assert len({row.number for part in parts for row in part.rows}) == 5
    assert all(part.agrees and part.total.heads == 10 for part in parts)


def test_days_add_up_to_their_period(office):
    for day in ("2026-03-02", "2026-03-03", "2026-03-31"):
        office.register(f"{day} 09:00", headcount=7)
    with office.store.reading() as reads:
        period = Period(date(2026, 3, 1), date(2026, 3, 31))
        days = reads.daily_counts("登记日期", period)
        assert Counts.sum(days.values()) == reads.visit_counts("登记日期", period)
    assert sorted(days) == [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 31)]


def test_a_desk_whose_visits_have_not_come_is_named(office):
    office.add(sample(CentreDesk, letter="B", series="B"))
    office.register("2026-03-02 09:00")
    desk = office.desk("watch", "2026-03-02 12:00")
    days = (date(2026, 3, 1), date(2026, 3, 2))
    assert report_figures(desk, *days).as_json()["missing_desks"] == [{"desk": "B", "after": None}]
    link = LinkState("未连接", "hub", 0, 0, 0, 9, None, "2026-03-02T09:58:00+08:00")
    told = report_figures(desk, *days, link=link).as_json()["missing_desks"]
    assert told == [{"desk": "B", "after": "2026-03-02T09:58:00+08:00"}]
    whole = replace(link, state="已连接", behind=0)
    assert report_figures(desk, *days, link=whole).missing == ()


@pytest.mark.parametrize(("spoke", "silent"), [("11:30", False), ("10:59", True), ("01:00", True)])
def test_a_desk_that_does_not_reach_the_hub_is_named_by_one_that_does(office, spoke, silent):
    """This desk has all that the hub has; what desk B registered since it lost its network is not there."""
    office.add(sample(CentreDesk, letter="B", series="B"))
    last = datetime.fromisoformat(f"2026-03-02T{spoke}:00+08:00")
    link = LinkState("已连接", "hub", 0, 0, 0, 9, 0, "2026-03-02T11:59:00+08:00", seen={"B": last, "Z": last})
    desk = office.desk("watch", "2026-03-02 12:00")
    report = report_figures(desk, date(2026, 3, 1), date(2026, 3, 2), link=link)
    assert report.as_json()["missing_desks"] == ([{"desk": "B", "after": last.isoformat()}] if silent else [])
    before = report_figures(desk, date(2026, 2, 1), date(2026, 2, 28), link=link)
    assert before.missing == ()


def test_files_hold_entered_figures_and_obligations(office, tmp_path):
    office.register("2026-03-02 09:00")
    desk, days = office.desk("watch", "2026-12-31 09:00"), (date(2026, 3, 1), date(2026, 3, 31))
    enter_figure(desk, "进京访", *days, batches=81, heads=91, source="=示例通报")
    found = report_figures(desk, *days)
    write_xlsx(desk, found, tmp_path / "r.xlsx")
    book = load_workbook(tmp_path / "r.xlsx")
    entered = list(book["录入的数字"].iter_rows(min_row=2, values_only=True))
    assert entered[0][:3] == ("进京访", 81, 91)
    assert not str(entered[0][5]).startswith("=")
    kept = list(book["义务"].iter_rows(min_row=2, values_only=True))
    assert ("法定", "转送", 1, 0, 1) in kept
    write_pdf(desk, found, tmp_path / "r.pdf")
    with PdfDocument(tmp_path / "r.pdf") as document:
        words = "".join(page.get_textpage().get_text_range() for page in document)
    assert "进京访" in words
