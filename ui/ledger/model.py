"""Rows of the 督办台账 as cells; no Qt."""

from __future__ import annotations

from app.domain.case import names
from app.domain.case.obligations import Obligation
from app.domain.dates.ladder import CIRCULAR, LAST, LEADERS_LIST, TIERS
from app.services.supervision.due_matters import DueItem
from app.services.supervision.list_ledger import LedgerRow, Moment
from ui.forms.effect import due_words
from ui.tables.columns import CASE_NUMBER, DUE, LATE, PLAIN, SHORT_NUMBER, Cell, Column, shortened

BUREAU, NOT_REMINDED, NOTHING = "本中心", "不催", "—"
_SHORT = {names.FORWARD: "转送并告知"}
REMINDING = {15: "催经办", 10: "催分管", 5: "函"}
"""Tier to what the key C does."""
TO_LEADER = "报带班领导"


def days_words(days: int) -> str:
    """逾期 5 日, 今日到期, 还有 3 日."""
    if days < 0:
        return f"逾期 {-days} 日"
    return f"还有 {days} 日" if days else "今日到期"


def owed_words(obligation: Obligation) -> str:
    """办结; 交办：核查218户 for a duty that says what is to be done."""
    what = _SHORT.get(obligation.what, obligation.what)
    return f"{what}：{obligation.text}" if obligation.text else what


def reminding_word(item: DueItem) -> str:
    """What C does for it: 催经办, 催分管, 函, 再函, 报带班领导."""
    if goes_to_leader(item):
        return TO_LEADER
    word = REMINDING[item.owed.tier or TIERS[0]]
    return f"再{word}" if item.sent is not None else word


def goes_to_leader(item: DueItem) -> bool:
    """Whether the letters are through: the date is over and the 督办函 went out."""
    letter = any(row.tier == LAST and row.went_out for row in item.reminders)
    return letter and item.escalation in (LEADERS_LIST, CIRCULAR)


def _number(row: LedgerRow) -> Cell:
    if row.contradicted:
        return Cell(row.number, shape="warning", token="warn")
    return Cell(row.number, shape="lock" if row.withheld else "")


def _claim(row: LedgerRow) -> Cell:
    words = row.claim or "见书面材料"
    return Cell(f"［包案］{words}" if row.charged else words, token="text2" if row.withheld else "text")


def _who(row: LedgerRow) -> Cell:
    if row.next is None or row.withheld:
        return Cell(NOTHING, token="text3")
    return Cell(BUREAU if row.by_bureau else row.next.who)


def _what(row: LedgerRow) -> Cell:
    return Cell(owed_words(row.next)) if row.next else Cell("没有法定期限", token="text3")


def _due(row: LedgerRow) -> Cell:
    return Cell(due_words(row.next, row.on)) if row.next else Cell(NOTHING, token="text3")


def _left(row: LedgerRow) -> Cell:
    if row.days_left is None:
        return Cell(NOTHING, token="text3")
    chip = LATE if row.days_left < 0 else DUE if not row.days_left else PLAIN
    return Cell(days_words(row.days_left), chip=chip)


def _tiers(row: LedgerRow) -> Cell:
    if row.next is None or row.withheld:
        return Cell(NOTHING, token="text3")
    item = next((owed for owed in row.items if owed.obligation.id == row.next.id), None)
    if item is None or not item.is_reminded:
        return Cell(NOT_REMINDED, token="text2")
    states = [_tier_state(item, tier) for tier in TIERS]
    words = "，".join(f"{tier} {word}" for tier, (word, _) in zip(TIERS, states, strict=True))
    return Cell(words, marks=tuple(mark for _, mark in states))


def _tier_state(item: DueItem, tier: int) -> tuple[str, tuple[str, str]]:
    """A tier of the next date in a word and an icon: sent, owed now, to come, or none."""
    if tier in {row.tier for row in item.reminders}:
        return "催过", ("check", "ok")
    if item.owed.tier == tier:
        return "今天要催", ("clock", "warn")
    if tier not in dict(item.rungs):
        return "没有这一级", ("minus", "dis")
    return (
        ("没有催", ("minus", "text3"))
        if item.owed.tier is not None and tier > item.owed.tier
        else (
            "还没到",
            ("open", "text3"),
        )
    )


def _moment(moment: Moment | None) -> Cell:
    return Cell(moment_words(moment) if moment else NOTHING, token="text2" if moment else "text3")


def _answered(row: LedgerRow) -> Cell:
    return _moment(row.answer)


def _state(row: LedgerRow) -> Cell:
    if row.contradicted:
        return Cell("两台办得不一样", shape="warning", token="warn")
    if row.pending:
        return Cell(f"待批：{'、'.join(row.pending)}", shape="seal")
    return _moment(row.last)


def moment_words(moment: Moment) -> str:
    """11-25 已核 120 户."""
    return f"{moment.at:%m-%d} {moment.text}"


COLUMNS = (
    Column(name="number", title="号码", cell=_number, wide=160, longest=CASE_NUMBER, sort="number", rank=1,
           brief=Column(name="number", title="号码", cell=lambda row: shortened(_number(row)), wide=112,
                        longest=SHORT_NUMBER, sort="number", rank=1)),
    Column(name="claim", title="诉求", cell=_claim, wide=140, share=3, rank=2),
    Column(name="who", title="谁欠", cell=_who, wide=112, sort="unit", rank=0),
    Column(name="what", title="下一项义务", cell=_what, wide=132, share=2, rank=2),
    Column(name="due", title="期限", cell=_due, wide=112, longest=Cell("2027-01-22 周五，暂定"),
           sort="due", rank=0),
    Column(name="left", title="还有", cell=_left, wide=96, longest=Cell("逾期 100 日", chip=LATE), rank=0),
    Column(name="tiers", title="催 15 10 5", cell=_tiers, wide=104, rank=3),
    Column(name="answer", title="单位最近回复", cell=_answered, wide=140, share=2, rank=4),
    Column(name="last", title="最近一步", cell=_state, wide=140, share=2, rank=3),
)  # fmt: skip


def head_words(tile: str, total: int | None) -> str:
    """15 日内，11 件."""
    return tile if total is None else f"{tile}，{total:,} 件"
