"""Puts the state of sync into the words of its page; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.merge import BAD_MOVE
from app.ports.link import LinkState
from app.services.desk.sync_overview import AsidePage, ClashPage, Overview
from app.words import sentence
from ui.widgets.dates import day_words
from ui.widgets.light import ALONE, BUSY, OFFLINE, since
from ui.widgets.rowlist import RowItem

NOTHING = "没有要核对的。两台同时改了同一项、中心没有收下的，会列在这里。"
NOT_HERS = "待核对的由登记员、接谈员、带班领导、督办来看。"
LONG = 160
"""Characters of a value from which only what differs is shown."""
BRIEF = 24
"""Characters of a value that still stands in its row."""
AROUND = 20
"""Characters that both values share and that still stand before the difference."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two values: whose it is, and the value."""

    title: str
    whose: str
    value: str


@dataclass(frozen=True, slots=True)
class Details:
    """The chosen row as a whole."""

    title: str
    number: str
    sides: tuple[Side, ...] = ()
    notes: tuple[str, ...] = ()


def head(one: Overview) -> tuple[str, str, str]:
    """Icon, colour and words for the state."""
    if one.link.state == ALONE:
        return "info", "text2", "单机，未加入中心"
    if one.link.state == OFFLINE:
        last = moment(one.link)
        return "warning", "warn", f"未连接中心，{since(last, one.at.date())}" if last else "未连接中心"
    if one.link.state == BUSY:
        return "clock", "text2", "正在同步"
    return "done", "ok", "已连接中心"


def explained(one: Overview) -> str:
    """The sentence under the state; empty where there is nothing to explain."""
    if one.link.state == ALONE:
        return "登记照常，记录都在这一台。要和别的台同步，请管理员加入中心。"
    return one.why if one.link.state == OFFLINE and one.why else one.clock


def figures(one: Overview) -> list[tuple[str, str]]:
    """What is measured, as (what, how much)."""
    link = one.link
    if link.state == ALONE:
        return []
    last = moment(link)
    found = [
        ("上次同步", moment_words(last, one.at.date()) if last else "还没有过"),
        ("等着送出", f"{link.waiting} 条"),
        ("还没取回", "连上后才知道" if link.behind is None else f"{link.behind} 处"),
        ("打开以来", f"送出 {link.sent} 条，取回 {link.fetched} 条"),
        ("汇聚点", link.hub or ""),
    ]
    if link.contents:
        found.insert(2, ("附件内容等着送出", f"{link.contents} 个"))
    if link.history < 100:
        found.insert(3, ("以前的记录", f"已取回 {link.history} %"))
    return found


def in_one_line(told: list[tuple[str, str]]) -> str:
    """The same for a narrow window."""
    return "，".join(f"{what} {how_much}" for what, how_much in told)


def moment(link: LinkState) -> datetime | None:
    """When the last exchange ended well."""
    return datetime.fromisoformat(link.last_at) if link.last_at else None


def moment_words(at: datetime, today: date) -> str:
    """09:31 of today, 11-22 周日 09:31 of another day."""
    return f"{at:%H:%M}" if at.date() == today else f"{day_words(at.date(), today)} {at:%H:%M}"


def short(at: datetime, today: date) -> str:
    """09:31 of today, 11-22 09:31 of another day."""
    return f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"


def rows(one: Overview) -> list[RowItem]:
    """Conflicts, the oldest first, then what was set aside."""
    today = one.at.date()
    return [
        *(_clash_row(clash, today) for clash in one.clashes),
        *(_aside_row(aside) for aside in one.asides),
    ]


def _clash_row(one: ClashPage, today: date) -> RowItem:
    clash = one.clash
    values = f"现在 {one.now}，没有留下 {one.lost}"
    if not one.readable:
        values = "内容保密"
    elif max(len(one.now), len(one.lost)) > BRIEF:
        values = "两段文字不一样，选中后看"
    return RowItem(
        title="　".join(part for part in (clash.number or one.what, one.field) if part),
        second=values,
        middle=_whose(clash.desk, one.by),
        right=short(one.at, today),
        shape="users",
        token="warn",
        data=one,
    )


def _aside_row(one: AsidePage) -> RowItem:
    return RowItem(
        title=one.aside.number or one.what,
        second=one.sentence,
        right="没有送上",
        shape="warning",
        token="warn",
        data=one,
    )


def _whose(desk: str, by: str) -> str:
    return "，".join(part for part in (f"{desk} 台" if desk and desk != "—" else "", by) if part)


def title(one: Overview) -> str:
    """待核对 3, or 待核对 where there is nothing."""
    shown_here = len(one.clashes) + len(one.asides)
    if not shown_here:
        return "待核对"
    more = one.link.conflicts - len(one.clashes)
    return f"待核对 {shown_here}" + (f"，另有 {more} 条随后列出" if one.clashes and more > 0 else "")


def key_of(data: object) -> str:
    """What a row is known by, so that it stays chosen while others come and go."""
    if isinstance(data, ClashPage):
        return data.clash.id
    return data.aside.txn if isinstance(data, AsidePage) else ""


def number_of(data: object) -> str | None:
    """The number of the record behind a row."""
    if isinstance(data, ClashPage):
        return data.clash.number
    return data.aside.number if isinstance(data, AsidePage) else None


def details(data: object, today: date) -> Details | None:
    """The chosen row."""
    if isinstance(data, ClashPage):
        return _clash_details(data, today)
    if isinstance(data, AsidePage):
        notes = (data.sentence, "改好保存，会自动再送。已经改好的，按 S 再送一次。")
        return Details(f"没有送上：{data.what}", data.aside.number or "", (), notes)
    return None


def _clash_details(one: ClashPage, today: date) -> Details:
    clash = one.clash
    now, lost = apart(one.now, one.lost)
    whose = "" if one.changed_since else _whose(clash.kept_by, "")
    sides = (
        Side("现在的值", whose or "后来又改过", now),
        Side(
            "没有留下的值", f"{_whose(clash.desk, one.by)}，{moment_words(one.at, today)}".strip("，"), lost
        ),
    )
    return Details(
        f"{one.what}：{one.field}", clash.number or "", sides if one.readable else (), tuple(_notes(one))
    )


def _notes(one: ClashPage) -> list[str]:
    if not one.readable:
        return [sentence("withheld")]
    if one.clash.reason == BAD_MOVE:
        found = ["这样改状态不合办理步骤，没有照改。请看一眼现在的对不对。"]
    else:
        found = ["两台还没有同步时都改了这一项，留下了后改的。请看一眼对不对。"]
    if one.changed_since:
        found.append("这以后又有人改过，上面是最新的值。")
    if one.alike:
        found.append("两个值不同的地方遮住了。按 Enter 打开记录，或问来访人。")
    return found


def apart(one: str, other: str) -> tuple[str, str]:
    """Of two long texts what differs, so that it is seen at once."""
    if max(len(one), len(other)) <= LONG:
        return one, other
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    skipped = max(0, same - AROUND)
    return _part(one, skipped), _part(other, skipped)


def _part(text: str, skipped: int) -> str:
    before = f"（前 {skipped} 字相同）" if skipped else ""
    rest = text[skipped:]
    after = f"（后面还有 {len(rest) - LONG} 字）" if len(rest) > LONG else ""
    return before + rest[:LONG] + after
