"""The table of the lists (台账): each kind with its columns, states, addressees, terms and figure.

Sources: DOMAIN.md 3.5 (首办化解 1+N, 五包, 一单三推, 六调联动, 纪委+信访, 领导包案); 条例第18条第2款 (包案),
第25条 (预警), 第29条 (人民建议).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.entries.step_entry import FIVE
from app.domain.lists.columns import CHOICE, COUNT, DAY, PARTS, UNIT, WORDS, ListColumn
from app.domain.value import Value

PUT_ON, NOTED, TAKEN_OFF = "列入", "记事", "销账"
"""Acts of app.domain.rows.case.ListFact."""
BACKLOG, CHARGE, FIRST, SPECIAL, DISCIPLINE = "积案", "包案", "首办", "专项", "纪委"
ALERT, MEDIATION, AGENCY, ADVICE = "预警", "六调", "代理", "建议"

FIVE_BUNDLES = ("包掌握情况", "包解决困难", "包教育疏导", "包依法处置", "包信息预警")
SLOTS = ("县级领导", "工作专班", "责任单位负责人", "乡镇干部")
"""The N of 首办化解 1+N; the 1 is the petitioner."""
RECEIVERS = ("市委、市政府", "属地党委、政府", "相关单位")
"""Whom an 一单三推 goes to."""
DAILY, WEEKLY, MONTHLY, RETURN_VISIT = "日调度", "周会诊", "月督查", "回访"
RHYTHMS = (DAILY, WEEKLY, MONTHLY, RETURN_VISIT)
"""What the plan of a 包案 holds; each day of it is owed (CASE.md 2)."""
PROGRESS, NEW_PLAN, NEW_PEOPLE = "进展", "改安排", "换人"
EVIDENCE = FIVE
"""五个不放过 as things that are settled: a note says what proves it."""
RECEIPT, FEEDBACK = "签收", "反馈"


class ListKind(Value, frozen=True, kw_only=True):
    """One kind of list: what is asked when a case is put on it, noted on it and taken off it."""

    name: str
    title: str
    put_on: tuple[ListColumn, ...] = ()
    noted: tuple[ListColumn, ...] = ()
    results: tuple[str, ...]
    """What a case may be taken off with, what counts as success first."""
    taken_off: tuple[ListColumn, ...] = ()
    open_states: tuple[str, ...] = ("在账",)
    addressees: tuple[str, ...] = ()
    terms: str = ""
    rate: str
    """Name of its figure in the report."""
    formula: str
    succeeded: tuple[str, ...] = ()
    """The results that the figure counts."""

    def columns(self, act: str) -> tuple[ListColumn, ...]:
        """The columns of an act, the common ones first."""
        if act == PUT_ON:
            return (REASON, *self.put_on)
        if act == NOTED:
            return (*self.noted, TEXT)
        result = ListColumn(key="result", title="结果", sort=CHOICE, choices=self.results, required=True)
        return (result, *self.taken_off, HOW)

    def column(self, key: str) -> ListColumn | None:
        """The column of a key in whichever act."""
        return next(
            (
                column
                for act in (PUT_ON, NOTED, TAKEN_OFF)
                for column in self.columns(act)
                if column.key == key
            ),
            None,
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.name,
            "title": self.title,
            "columns": {
                "add": [column.as_json() for column in self.columns(PUT_ON)],
                "note": [column.as_json() for column in self.columns(NOTED)],
                "end": [column.as_json() for column in self.columns(TAKEN_OFF)],
            },
            "states": [*self.open_states, *self.results],
            "addressees": list(self.addressees),
            "terms": self.terms,
            "figure": {"name": self.rate, "formula": self.formula},
        }


REASON = ListColumn(key="reason", title="列入理由", sort=WORDS, required=True, most=500)
TEXT = ListColumn(key="text", title="记事", sort=WORDS, most=2000)
HOW = ListColumn(key="text", title="说明", sort=WORDS, most=2000)
_LEADER = ListColumn(key="leader", title="包案领导", required=True, most=60)
_UNIT = ListColumn(key="unit", title="责任单位", sort=UNIT)
_GRAVITY = ("一般", "较大", "重大", "特别重大")
_LEVELS = ("村（社区）", "乡镇（街道）", "县区", "市")
_DUE = ListColumn(key="due", title="期限", sort=DAY, hint="到这一天提醒，不算法定期限")


def _stage(*words: str) -> ListColumn:
    return ListColumn(key="item", title="哪一项", sort=CHOICE, choices=words)


KINDS: Mapping[str, ListKind] = {
    kind.name: kind
    for kind in (
        ListKind(
            name=BACKLOG,
            title="积案化解",
            put_on=(
                ListColumn(key="source", title="来源", required=True, hint="如 国家局交办"),
                ListColumn(key="leader", title="包案领导", most=60),
                _UNIT,
                _DUE,
            ),
            noted=(),
            results=("已化解", "未化解"),
            open_states=("化解中",),
            terms="列入时写的期限",
            rate="化解率",
            formula="本期销账且已化解的积案 ÷ 本期末在账和本期销账的积案",
            succeeded=("已化解",),
        ),
        ListKind(
            name=CHARGE,
            title="领导包案",
            put_on=(
                _LEADER,
                ListColumn(key="title", title="职务", most=60),
                ListColumn(key="five", title="五包", sort=PARTS, choices=FIVE_BUNDLES, most=60),
                ListColumn(key="plan", title="调度安排", sort=PARTS, choices=RHYTHMS, most=20),
                ListColumn(key="from", title="从哪天起", sort=DAY, hint="空着从列入次日起"),
                ListColumn(key="until", title="到哪天止", sort=DAY, hint="空着 60 日"),
            ),
            noted=(
                _stage(*RHYTHMS, *FIVE_BUNDLES, PROGRESS, *EVIDENCE, NEW_PLAN, NEW_PEOPLE),
                ListColumn(key="day", title="哪一天的", sort=DAY, hint="空着就是今天的"),
                ListColumn(key="measure", title="数什么", most=40, hint="如 办出证"),
                ListColumn(key="count", title="做到几", sort=COUNT),
                ListColumn(key="of", title="一共几", sort=COUNT),
                ListColumn(key="plan", title="调度安排", sort=PARTS, choices=RHYTHMS, most=20),
                ListColumn(key="until", title="到哪天止", sort=DAY),
                ListColumn(key="leader", title="包案领导", most=60),
                ListColumn(key="title", title="职务", most=60),
                ListColumn(key="five", title="五包", sort=PARTS, choices=FIVE_BUNDLES, most=60),
            ),
            results=("已化解", "未化解"),
            open_states=("包案中",),
            terms="日调度每个工作日，周会诊每周一次，月督查每月一次，回访每几日一次，按安排",
            rate="包案化解率",
            formula="本期销账且已化解的包案 ÷ 本期末在账和本期销账的包案",
            succeeded=("已化解",),
        ),
        ListKind(
            name=FIRST,
            title="首办化解 1+N",
            put_on=(ListColumn(key="slots", title="1+N", sort=PARTS, choices=SLOTS, most=60), _DUE),
            noted=(ListColumn(key="slots", title="1+N", sort=PARTS, choices=SLOTS, most=60),),
            results=("已化解", "未化解"),
            open_states=("缺人", "到位"),
            addressees=SLOTS,
            terms="四个 N 都要有人",
            rate="首办到位率",
            formula="已有人的 N ÷（4 × 本期末在账和本期销账的首办件）",
        ),
        ListKind(
            name=SPECIAL,
            title="专项",
            put_on=(
                ListColumn(key="topic", title="专题", required=True, hint="如 办证难"),
                ListColumn(key="households", title="户数", sort=COUNT),
                ListColumn(key="people", title="人数", sort=COUNT),
                _UNIT,
                _DUE,
            ),
            noted=(ListColumn(key="solved", title="已解决户数", sort=COUNT),),
            results=("已解决", "未解决"),
            open_states=("未解决", "部分解决"),
            terms="列入时写的期限",
            rate="专项解决率",
            formula="本期销账且已解决的项目 ÷ 本期末在账和本期销账的项目",
            succeeded=("已解决",),
        ),
        ListKind(
            name=DISCIPLINE,
            title="纪委移交",
            put_on=(
                ListColumn(key="batch", title="批次", required=True, most=40, hint="如 第一批"),
                ListColumn(key="case_type", title="类别", sort=CHOICE, choices=("典型", "一般")),
                ListColumn(key="approver", title="主管领导批准", most=60),
                ListColumn(key="due", title="反馈期限", sort=DAY),
            ),
            noted=(_stage("分类下派", "督导", FEEDBACK),),
            results=("对账销号",),
            taken_off=(ListColumn(key="account", title="对账", required=True, most=500),),
            open_states=("已报送", "已下派", "督导中", "已反馈"),
            addressees=("市纪委监委",),
            terms="每季度汇总一次；反馈期限列入时写",
            rate="纪委销号率",
            formula="本期对账销号 ÷ 本期末在账和本期销号",
            succeeded=("对账销号",),
        ),
        ListKind(
            name=ALERT,
            title="信息预警（一单三推）",
            put_on=(
                ListColumn(key="level", title="级别", sort=CHOICE, choices=_GRAVITY),
                ListColumn(key="text", title="预警内容", sort=WORDS, required=True, most=2000),
                ListColumn(key="due", title="签收期限", sort=DAY),
            ),
            noted=(
                _stage(RECEIPT, FEEDBACK),
                ListColumn(key="addressee", title="推送对象", sort=CHOICE, choices=RECEIVERS),
                ListColumn(key="person", title="签收人", most=60),
            ),
            results=("已稳控", "未发生", "已发生"),
            open_states=("待签收", "已签收"),
            addressees=RECEIVERS,
            terms="三个对象都要签收",
            rate="预警签收率",
            formula="已签收的对象 ÷（3 × 本期末在账和本期销账的预警）",
        ),
        ListKind(
            name=MEDIATION,
            title="六调联动",
            put_on=(
                ListColumn(
                    key="way",
                    title="哪一调",
                    sort=CHOICE,
                    choices=("诉调", "警调", "检调", "专调", "访调", "社会力量"),
                    required=True,
                ),
                ListColumn(key="mediator", title="调解组织或调解员", most=100),
                _DUE,
            ),
            results=("调解成功", "调解不成"),
            taken_off=(ListColumn(key="agreement", title="协议编号", most=60),),
            open_states=("调解中",),
            terms="列入时写的期限",
            rate="调解成功率",
            formula="本期调解成功 ÷ 本期调解结束",
            succeeded=("调解成功",),
        ),
        ListKind(
            name=AGENCY,
            title="代理代办",
            put_on=(
                ListColumn(key="agent", title="代理代办人", required=True, most=60),
                ListColumn(key="relation", title="身份", most=40, hint="如 村干部"),
                ListColumn(key="authority", title="委托书", most=60),
                ListColumn(
                    key="level",
                    title="层级",
                    sort=CHOICE,
                    choices=_LEVELS,
                ),
                _DUE,
            ),
            results=("已办成", "未办成"),
            open_states=("代办中",),
            terms="列入时写的期限",
            rate="代办办成率",
            formula="本期代办办成 ÷ 本期末在账和本期销账的代理代办",
            succeeded=("已办成",),
        ),
        ListKind(
            name=ADVICE,
            title="人民建议",
            put_on=(
                ListColumn(key="topic", title="主题", most=100),
                ListColumn(key="unit", title="研究单位", sort=UNIT),
                _DUE,
            ),
            results=("采纳", "部分采纳", "留作参考", "不采纳"),
            taken_off=(
                ListColumn(key="answer", title="回复建议人", sort=WORDS, most=2000),
                ListColumn(key="award", title="奖励", most=100),
            ),
            open_states=("研究中",),
            terms="没有法定日限（条例第29条）；研究期限列入时写",
            rate="建议采纳率",
            formula="本期采纳和部分采纳 ÷ 本期末在账和本期销账的建议",
            succeeded=("采纳", "部分采纳"),
        ),
    )
}
"""By name, in the order in which they are listed."""
