"""Every paper's content is frozen as plain values and holds what DOMAIN.md section 3.4 asks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import DAYS, WORKDAYS, Span, count
from app.domain.papers.dossier import Heard, letterhead
from app.domain.papers.kinds import BUILDERS, build
from app.domain.papers.reprint import reprinted
from app.domain.papers.say import counted_on_paper, numeral
from app.errors import Refused
from app.settings import Settings
from tests.printing import samples
from tests.printing.paper_samples import content, dossier_for, texts

ASKED = {
    "受理告知书": "铜信受A〔2026〕1号 王小明 2026年11月23日 丽景园小区办证 收到 受理 处理途径和程序 责任单位 "
    "办理期限 7KQ4M-2XP9T-3 0562-0000000",
    "转送告知单": "收到 丽景园小区办证 市住房和城乡建设局 15日内书面告知 7KQ4M-2XP9T-3",
    "交办告知单": "收到 市住房和城乡建设局 15日内书面告知 7KQ4M-2XP9T-3",
    "不予受理告知书": "丽景园小区办证 理由和依据 第三十一条 示例市中级人民法院 程序提出",
    "不再受理告知书": "示例省住房和城乡建设厅 示信复核〔2025〕3号 第三十六条第三款",
    "信访处理意见书": "投诉请求 事实和理由 查明情况 处理意见 法律法规依据 30日内 上一级 复查",
    "复查意见书": "示例市人民政府 示信复查〔2026〕3号 维持处理意见 30日内 复核 第三十六条",
    "复核意见书": "示信复核〔2026〕1号 7_日 不再受理 第三十六条",
    "听证通知": "公开听证 听证时间 听证地点 第三十一条",
    "调解协议书": "甲方 乙方 示例置业 三个月内补齐材料 调解人 第三十三条",
    "和解协议书": "甲方 乙方 示例置业 三个月内补齐材料 第三十三条",
    "异议退回函": "市住房和城乡建设局 不属本单位职权 同意 第二十三条第三款",
    "延期办理告知书": "2027年1月22日 鉴定 李局 2027年2月21日 30_日 第三十四条",
    "送达回证": "受理告知书 铜信受A〔2026〕1号 受送达人 送达人 送达方式 送达时间 送达地点 签收 拒收 见证人",
    "催办单": "登记日期 到期日期 剩余天数 局分管领导 单位分管负责人 反馈 第四十条",
    "督办函": "已逾期_2_日 信访局（发函） 单位主要负责人 第四十条",
    "预警单": "预警级别 预警内容 市委、市政府 属地党委、政府 相关单位 签收 反馈",
    "移交案例报告": "信访人基本情况 主要诉求 办理情况 问题症结 处理建议 主管领导批准",
    "联合接访记录": "带班领导 牵头单位 王科 科长 09:42 未到场 核查218户产权登记 2026年12月3日 水电不停 "
    "工作意见 办理时限 联络方式 交办",
    "交办单": "核查218户产权登记 2026年12月3日前 李局 书面告知信访人 5个工作日内提出异议",
    "来访登记表": "340722190103200019 13800001234 枞阳县示例镇 真实 第十九条 信访人签名 接谈人",
    "日报": "来访 批次 人次 铜信日A〔2026〕1号 起止文号 空号 审计链首 9f2c41d07be8a3559f2c41d07be8a355",
    "包案表": "陈立（示例）_义安区副区长 包掌握情况 赵十（示例） 没有联系上的 县级领导 日调度 "
    "每日_17:00 办出证_31_/_218",
    "引导单": "示例市劳动人事争议仲裁委员会 示例市示例路_2_号 第三十一条",
}
"""Words of each paper; an underscore stands for a space."""
NEVER = ("可申请行政复议", "可以申请行政复议", "提起诉讼", "起诉")


@pytest.mark.parametrize("kind", BUILDERS)
def test_a_content_is_plain_and_survives_the_store(kind: str) -> None:
    made = content(kind)
    assert json.loads(json.dumps(made, ensure_ascii=False)) == made
    assert made["kind"] == kind


@pytest.mark.parametrize("kind", BUILDERS)
def test_no_paper_is_issued_for_somebody_else_to_fill_in(kind: str) -> None:
    assert "由办理单位填写" not in "".join(texts(content(kind)))


@pytest.mark.parametrize("kind", ASKED)
def test_a_paper_holds_what_is_asked(kind: str) -> None:
    words = "\n".join(texts(content(kind)))
    for asked in ASKED[kind].split():
        assert asked.replace("_", " ") in words, asked


@pytest.mark.parametrize("kind", BUILDERS)
def test_no_paper_promises_a_suit(kind: str) -> None:
    words = "".join(texts(content(kind)))
    assert not [word for word in NEVER if word in words]
    if kind == "不予受理告知书":
        assert "复查" not in words


@pytest.mark.parametrize(
    "kind",
    [
        "来访回执",
        "三个告知单",
        "受理告知书",
        "转送告知单",
        "交办告知单",
        "不予受理告知书",
        "不再受理告知书",
        "直接回复",
        "引导单",
        "延期办理告知书",
        "信访处理意见书",
        "复查意见书",
        "复核意见书",
        "听证通知",
        "调解协议书",
        "和解协议书",
        "异议退回函",
        "催办单",
        "督办函",
        "送达回证",
    ],
)
def test_nothing_of_an_accusation_stands_on_what_leaves_the_house(kind: str) -> None:
    guarded = replace(
        dossier_for(kind), visit=samples.visit(purpose="揭发控告"), matter=samples.matter(purpose="揭发控告")
    )
    words = "".join(texts(build(kind, samples.HEAD, guarded)))
    assert "丽景园" not in words
    assert "不动产" not in words


def test_what_an_accuser_said_in_a_reception_stays_off_the_paper() -> None:
    heard = (Heard(samples.visit(purpose="揭发控告"), (samples.person(),)),)
    guarded = replace(dossier_for("联合接访记录"), heard=heard)
    record = "".join(texts(build("联合接访记录", samples.HEAD, guarded)))
    for said in ("丽景园", "核查218户", "水电不停", "要求11月底前", "逐户登记"):
        assert said not in record
    assert "市住建局" in record
    sheet = "".join(texts(build("交办单", samples.HEAD, guarded)))
    assert "核查218户产权登记" in sheet
    assert "王小明" not in sheet
    assert "丽景园" not in sheet


def test_the_minutes_speak_without_the_recorders_marks() -> None:
    record = "\n".join(texts(content("联合接访记录")))
    assert "市住建局：核查218户产权登记，10 日内，回复李局" in record
    assert "义安区：逐户登记联系方式，5 个工作日内" in record
    assert "口头告知，来访人签字" in record
    assert "@" not in record
    assert "!" not in record


HOLIDAYS = Calendar(off=frozenset(date(2026, 10, day) for day in range(1, 8)), years=frozenset({2026}))


@pytest.mark.parametrize(
    ("start", "span", "roll", "began", "said"),
    [
        (
            *(date(2026, 11, 23), Span(15, DAYS), False, "登记"),
            "11月23日登记，次日起算，第 15 日（《信访工作条例》第二十二条）",
        ),
        (
            *(date(2026, 9, 18), Span(15, DAYS), True, "登记"),
            "9月18日登记，次日起算，第 15 日，即2026年10月3日（周六）（《信访工作条例》第二十二条）"
            "；末日是休息日，顺延到2026年10月8日（周四）（《民法典》第二百零三条）",
        ),
        (
            *(date(2026, 11, 20), Span(15, DAYS), False, "登记"),
            "11月20日登记，次日起算，第 15 日（《信访工作条例》第二十二条）",
        ),
        (
            *(date(2026, 12, 28), Span(5, WORKDAYS), False, "收到转送"),
            "12月28日收到转送，次日起算，第 5 个工作日（《信访工作条例》第二十二条）"
            "；2027年放假安排未公布，暂定",
        ),
    ],
)
def test_a_date_is_explained_in_the_words_of_paper(
    start: date, span: Span, roll: bool, began: str, said: str
) -> None:
    counted = count(start, span, HOLIDAYS, roll, began=began, rule="信访工作条例第22条")
    assert counted_on_paper(counted, counted.due) == said


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "一"),
        (10, "十"),
        (22, "二十二"),
        (36, "三十六"),
        (110, "一百一十"),
        (203, "二百零三"),
        (999, "九百九十九"),
    ],
)
def test_articles_are_counted_as_in_the_law(n: int, said: str) -> None:
    assert numeral(n) == said


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("不予受理告知书", "不予受理步骤"),
        ("送达回证", "要送达的文书"),
        ("预警单", "预警级别"),
        ("催办单", "催办记录"),
        ("包案表", "包案：请先把这件事列入包案台账"),
    ],
)
def test_a_paper_says_what_it_lacks(kind: str, what: str) -> None:
    with pytest.raises(Refused) as refused:
        build(kind, samples.HEAD, samples.dossier())
    assert refused.value.errors[0].code == "paper_needs"
    assert refused.value.errors[0].facts == {"what": what}


def test_the_letterhead_comes_of_the_settings() -> None:
    plain = letterhead("示例中心", Settings())
    named = letterhead("示例中心", Settings({"纸面抬头": "示例市信访局", "联系电话": "0562-0000000"}))
    assert plain.heading == "示例中心"
    assert (named.heading, named.phone) == ("示例市信访局", "0562-0000000")


def test_marks_leave_the_frozen_content_as_it_is() -> None:
    first = content("来访回执")
    kept = json.dumps(first)
    assert reprinted(first, 0, samples.AT) == first
    assert reprinted(first, 3, samples.AT)["reprint"] == "补打 第3次 2026年11月23日 09:31"
    assert json.dumps(first) == kept
