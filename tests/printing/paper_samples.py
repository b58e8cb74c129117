"""A synthetic dossier, and the content made of it, for every kind of paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from app.domain.case.obligations import Obligation
from app.domain.dates.calendar import Calendar
from app.domain.dates.derivation import DAYS, Span, count
from app.domain.lists.entries import read_entries
from app.domain.lists.plan import list_obligations
from app.domain.numbers import document_number, visit_number
from app.domain.papers.dossier import Dossier
from app.domain.papers.kinds import build
from app.domain.papers.sizes import RECORDS
from app.domain.rows.case import ListFact
from app.domain.rows.matters import Reminder
from app.services.papers.number_document import MARKS
from tests.printing.reception_samples import DUTIES, reception_dossier, record_dossier
from tests.printing.samples import AT, DAY, HEAD, counted, deadline, dossier, matter, step

RULE_34 = "信访工作条例第34条"
FINISH = deadline("办结", counted(60, began="受理", rule=RULE_34))
ROUTED = matter(status="办理中", unit="市住房和城乡建设局（示例）", due=date(2026, 12, 8))


def listed(act: str, day: int, kind: str = "包案", **data: Any) -> ListFact:
    at = AT + timedelta(days=day)
    return ListFact(
        id=f"{kind}-{act}-{day}", kind=kind, matter_id="matter-1", act=act, data=data, at=at, by="zhao"
    )


LISTED = (
    listed(
        "列入",
        -3,
        reason="涉及 218 户，多个单位，长期没有解决",
        leader="陈立（示例）",
        title="义安区副区长",
        five={"包掌握情况": "赵十（示例）", "包解决困难": "吴敏（示例）"},
        plan={"日调度": "每日 17:00", "周会诊": "周三", "月督查": "30日"},
    ),
    listed("列入", -3, "首办", reason="初次来访", slots={"县级领导": "陈立（示例）"}),
    listed("记事", -2, item="包掌握情况", text="又联系上 7 户，没有联系上的 28 减到 21"),
    listed("记事", -1, item="进展", measure="办出证", count=31, of=218),
)
ENTRIES = read_entries(LISTED)


def stepped(mode: str, unit: str | None = None, **fields: Any) -> Dossier:
    """The dossier of a letter that a step makes."""
    taken = step(mode, unit, **fields)
    return dossier(step=taken, steps=(taken,), dates=(FINISH,), unit=unit)


def reminded(tier: int, due: date) -> Dossier:
    """The dossier of a reminder to a unit."""
    ranks = {10: ("局分管领导", "单位分管负责人"), 5: ("信访局（发函）", "单位主要负责人")}[tier]
    told = Reminder(
        id="reminder-1",
        matter_id="matter-1",
        unit="市住建局",
        tier=tier,
        due=due,
        from_rank=ranks[0],
        to_rank=ranks[1],
        at=AT,
        by="zhao",
    )
    owed = Obligation(
        id=DUTIES[0].id, what="交办", who="市住建局", kind="限期", source=DUTIES[0].id, text=DUTIES[0].duty,
        counted=count(due - timedelta(days=10), Span(10, DAYS), Calendar(), began="交办"),
    )  # fmt: skip
    return dossier(matter=ROUTED, reminder=told, obligation=owed)


def opinion(number: str, **more: int) -> dict[str, str | int]:
    """The detail of a 复查意见 or 复核意见."""
    told: dict[str, str | int] = {"body": "示例市人民政府（示例）", "number": number, "date": "2026-11-20"}
    return told | {"outcome": "维持处理意见"} | more


def dossier_for(kind: str) -> Dossier:
    """A dossier with all that a kind of paper needs."""
    unit = "市住房和城乡建设局（示例）"
    makers: dict[str, Callable[[], Dossier]] = {
        **{kind: partial(record_dossier, form) for form, kind in RECORDS.items()},
        "交办单": reception_dossier,
        "三个告知单": reception_dossier,
        "受理告知书": lambda: stepped("受理告知", unit),
        "转送告知单": lambda: stepped("转送", unit),
        "交办告知单": lambda: stepped("交办", unit, reason="请于30日内报告办理结果"),
        "不予受理告知书": lambda: stepped(
            "不予受理",
            reason="该事项已经人民法院判决，属于依法应当通过诉讼途径解决的事项（《信访工作条例》第三十一条第一项）",
            approver="李局",
            detail={"body": "示例市中级人民法院"},
        ),
        "不再受理告知书": lambda: stepped(
            "不再受理", detail={"review_number": "示信复核〔2025〕3号", "body": "示例省住房和城乡建设厅"}
        ),
        "直接回复": lambda: stepped("直接回复", reason="登记所需材料清单已当面交给您，窗口周一至周五受理"),
        "引导单": lambda: stepped(
            "引导",
            reason="劳动争议可向劳动人事争议仲裁委员会申请仲裁",
            detail={
                "body": "示例市劳动人事争议仲裁委员会",
                "address": "示例市示例路 2 号",
                "hours": "工作日 9:00 至 17:00",
            },
        ),
        "延期办理告知书": lambda: replace(
            stepped("延期", reason="需要委托专业机构鉴定", approver="李局", detail={"days": 30}),
            dates=(deadline("办结", counted(30, date(2027, 1, 22), "原期限届满", RULE_34)),),
        ),
        "信访处理意见书": lambda: stepped(
            "办结",
            detail={
                "opinion": "由开发企业于2026年12月31日前补齐材料，登记机构随即办理登记",
                "outcome": "支持",
                "found": "经查，该小区218户因开发企业欠缴土地出让金未能办理首次登记",
                "law": "《不动产登记暂行条例》第十四条",
            },
        ),
        "复查意见书": lambda: stepped("复查意见", detail=opinion("示信复查〔2026〕3号")),
        "复核意见书": lambda: stepped("复核意见", detail=opinion("示信复核〔2026〕1号", hearing_days=7)),
        "听证通知": lambda: stepped("听证", detail={"body": unit, "kind": "公开听证"}),
        "调解协议书": lambda: stepped(
            "调解",
            detail={"kind": "调解", "body": "示例置业（示例）", "result": "乙方三个月内补齐材料"},
        ),
        "和解协议书": lambda: stepped(
            "调解",
            detail={"kind": "和解", "body": "示例置业（示例）", "result": "乙方三个月内补齐材料"},
        ),
        "异议退回函": lambda: replace(
            stepped("退回", unit), steps=(step("转送", unit), step("异议", unit, reason="不属本单位职权"))
        ),
        "催办单": lambda: reminded(10, date(2026, 12, 3)),
        "督办函": lambda: reminded(5, date(2026, 11, 21)),
        "送达回证": lambda: dossier(document=("受理告知书", "铜信受A〔2026〕1号")),
        "预警单": lambda: dossier(
            matter=ROUTED,
            detail={
                "level": "一般",
                "text": "丽景园小区 218 户计划于 12 月 1 日集体来访，要求答复办证时间。",
            },
        ),
        "信访信息专报": lambda: dossier(
            matter=ROUTED,
            detail={
                "kinds": ["围堵拦截", "扬言"],
                "who": "身份不明的三人（示例）",
                "what": "四十余人在大门外堵塞通道，一人扬言跳楼",
                "measures": "值班领导到场劝导，疏散人员，开通应急通道",
                "police": "09:40 报警，09:52 民警到场",
                "level": "重大",
                "advice": "请示例市住房和城乡建设局派员到场",
            },
        ),
        "移交案例报告": lambda: dossier(
            matter=ROUTED,
            steps=(step("登记", None), step("转送", unit)),
            detail={
                "cause": "开发企业欠缴土地出让金，监管没有跟上",
                "advice": "督促主管单位限期解决，并对监管责任立项核查",
                "to": "示例市纪委监委（示例）",
            },
        ),
        "包案表": lambda: dossier(matter=ROUTED, entries=ENTRIES, owed=list_obligations(LISTED, Calendar())),
        "日报": lambda: dossier(
            detail={
                "figures": [
                    ["来访", 11, 57],
                    ["个体访", 9, 12],
                    ["集体访", 2, 45],
                    ["联合接访", 1, 38],
                    ["现场办结", 5, 6],
                    ["初次", 10, 56],
                ],
                "visits": [
                    [
                        visit_number("340700", "A", DAY, n),
                        "王**等" if n > 1 else "王**",
                        n,
                        "城乡建设、住房",
                        "办理中",
                    ]
                    for n in range(1, 13)
                    if n != 9
                ],
                "documents": [
                    ["转送告知单", "3", "铜信转A〔2026〕1号 至 铜信转A〔2026〕3号"],
                    ["联合接访记录", "1", "铜信接A〔2026〕1号"],
                ],
                "gaps": [[visit_number("340700", "A", DAY, 9), "登记后 10 分钟内撤回"]],
                "audit": f"A 第128条 {'9f2c41d07be8a355' * 4}",
                "unconfirmed": 1,
            },
        ),
    }
    made = makers.get(kind, dossier)()
    mark = MARKS.get(kind)
    return replace(made, number=document_number("铜信", mark, "A", DAY.year, 1)) if mark else made


def content(kind: str) -> dict[str, Any]:
    """The sample content of a kind of paper."""
    return build(kind, HEAD, dossier_for(kind))


def texts(value: Any) -> list[str]:
    """What of a content is printed as words: not its structure, nor the QR text."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        skipped = ("kind", "layout", "type", "code")
        return [text for key, part in value.items() if key not in skipped for text in texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in texts(part)]
    return []
