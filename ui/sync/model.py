"""Puts the state of sync into the words of its page; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.domain.merge import BAD_MOVE
from app.ports.link import LinkState
from app.services.sync.sync_overview import AsidePage, ClashPage, Overview
from app.words import sentence
from ui.widgets.dates import day_words
from ui.widgets.light import ALONE, BUSY, OFFLINE, since
from ui.widgets.row_item import RowItem

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


def head(overview: Overview) -> tuple[str, str, str]:
    """Icon, colour and words for the state."""
    if overview.link.state == ALONE:
        return "info", "text2", "单机，未加入中心"
    if overview.link.state == OFFLINE:
        last = moment(overview.link)
        return "warning", "warn", f"未连接中心，{since(last, overview.at.date())}" if last else "未连接中心"
    if overview.link.state == BUSY:
        return "clock", "text2", "正在同步"
    return "done", "ok", "已连接中心"


def explained(overview: Overview) -> str:
    """The sentence under the state; empty where there is nothing to explain."""
    if overview.link.state == ALONE:
        return "登记照常，记录都在这一台。要和别的台同步，请管理员加入中心。"
    return overview.why if overview.link.state == OFFLINE and overview.why else overview.clock


def figures(overview: Overview) -> list[tuple[str, str]]:
    """What is measured, as (what, how much)."""
    link = overview.link
    if link.state == ALONE:
        return []
    last = moment(link)
    measured = [
        ("上次同步", moment_words(last, overview.at.date()) if last else "还没有过"),
        ("等着送出", f"{link.waiting} 条"),
        ("还没取回", "连上后才知道" if link.behind is None else f"{link.behind} 处"),
        ("打开以来", f"送出 {link.sent} 条，取回 {link.fetched} 条"),
        ("汇聚点", link.hub or ""),
    ]
    if link.contents:
        measured.insert(2, ("附件内容等着送出", f"{link.contents} 个"))
    if link.history < 100:
        measured.insert(3, ("以前的记录", f"已取回 {link.history} %"))
    return measured


def in_one_line(measured: list[tuple[str, str]]) -> str:
    """The same for a narrow window."""
    return "，".join(f"{what} {how_much}" for what, how_much in measured)


def moment(link: LinkState) -> datetime | None:
    """When the last exchange ended well."""
    return datetime.fromisoformat(link.last_at) if link.last_at else None


def moment_words(at: datetime, today: date) -> str:
    """09:31 of today, 11-22 周日 09:31 of another day."""
    return f"{at:%H:%M}" if at.date() == today else f"{day_words(at.date(), today)} {at:%H:%M}"


def short(at: datetime, today: date) -> str:
    """09:31 of today, 11-22 09:31 of another day."""
    return f"{at:%H:%M}" if at.date() == today else f"{at:%m-%d %H:%M}"


def rows(overview: Overview) -> list[RowItem]:
    """Conflicts, the oldest first, then what was set aside."""
    today = overview.at.date()
    return [
        *(_clash_row(clash, today) for clash in overview.clashes),
        *(_aside_row(aside) for aside in overview.asides),
    ]


def _clash_row(page: ClashPage, today: date) -> RowItem:
    clash = page.clash
    values = f"现在 {page.now}，没有留下 {page.lost}"
    if not page.readable:
        values = "内容保密"
    elif max(len(page.now), len(page.lost)) > BRIEF:
        values = "两段文字不一样，选中后看"
    return RowItem(
        title="　".join(part for part in (clash.number or page.what, page.field) if part),
        second=values,
        middle=_whose(clash.desk, page.by),
        right=short(page.at, today),
        shape="users",
        token="warn",
        data=page,
    )


def _aside_row(page: AsidePage) -> RowItem:
    return RowItem(
        title=page.aside.number or page.what,
        second=page.sentence,
        right="没有送上",
        shape="warning",
        token="warn",
        data=page,
    )


def _whose(desk: str, by: str) -> str:
    return "，".join(part for part in (f"{desk} 台" if desk and desk != "—" else "", by) if part)


def title(overview: Overview) -> str:
    """待核对 3, or 待核对 where there is nothing."""
    shown_here = len(overview.clashes) + len(overview.asides)
    if not shown_here:
        return "待核对"
    more = overview.link.conflicts - len(overview.clashes)
    return f"待核对 {shown_here}" + (f"，另有 {more} 条随后列出" if overview.clashes and more > 0 else "")


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


def _clash_details(page: ClashPage, today: date) -> Details:
    clash = page.clash
    now, lost = apart(page.now, page.lost)
    whose = "" if page.changed_since else _whose(clash.kept_by, "")
    sides = (
        Side("现在的值", whose or "后来又改过", now),
        Side(
            "没有留下的值", f"{_whose(clash.desk, page.by)}，{moment_words(page.at, today)}".strip("，"), lost
        ),
    )
    return Details(
        f"{page.what}：{page.field}", clash.number or "", sides if page.readable else (), tuple(_notes(page))
    )


def _notes(page: ClashPage) -> list[str]:
    if not page.readable:
        return [sentence("withheld")]
    if page.clash.reason == BAD_MOVE:
        notes = ["这样改状态不合办理步骤，没有照改。请看一眼现在的对不对。"]
    else:
        notes = ["两台还没有同步时都改了这一项，留下了后改的。请看一眼对不对。"]
    if page.changed_since:
        notes.append("这以后又有人改过，上面是最新的值。")
    if page.alike:
        notes.append("两个值不同的地方遮住了。按 Enter 打开记录，或问来访人。")
    return notes


def apart(text: str, other: str) -> tuple[str, str]:
    """Of two long texts what differs, so that it is seen at once."""
    if max(len(text), len(other)) <= LONG:
        return text, other
    same = 0
    while same < min(len(text), len(other)) and text[same] == other[same]:
        same += 1
    skipped = max(0, same - AROUND)
    return _part(text, skipped), _part(other, skipped)


def _part(text: str, skipped: int) -> str:
    before = f"（前 {skipped} 字相同）" if skipped else ""
    rest = text[skipped:]
    after = f"（后面还有 {len(rest) - LONG} 字）" if len(rest) > LONG else ""
    return before + rest[:LONG] + after
