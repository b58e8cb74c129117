"""Tables and desks of the centre as rows and words; no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from app.domain.dates.calendar import OFF, WORK
from app.domain.rows.centre import Category, Holiday
from app.ports.link import LinkState
from app.services.reference.change_category import CategoryUse
from app.services.reference.read_reference import CentreDesk, Reference
from ui.admin.model import dates_words, moment
from ui.tables.columns import Cell, Column
from ui.widgets.dates import weekday
from ui.widgets.row_item import RowItem

KIND_WORDS = {OFF: "休息", WORK: "调休上班"}
SEEN_BY_ALL = "别的台同步以后也是这样；记入审计。"

COMMAND = "jiefangtai --home /var/lib/jiefangtai"
"""How the hub is called on its machine, as the package installs it."""


def reference_rows(reference: Reference, today: date) -> list[RowItem]:
    """A row for each table; a year that is not known yet is amber from November on."""
    used = sum(not category.disabled for category in reference.categories)
    rows = [
        RowItem(title="内容分类", second=f"{used} 类", shape="page", data="categories", key="categories"),
        RowItem(title="行政区划", second=f"{len(reference.divisions)} 个", shape="page", data="divisions",
                key="divisions"),
    ]  # fmt: skip
    for year in reference.years:
        days = [day for day in reference.days if day.day.year == year]
        off = sum(day.kind == "休" for day in days)
        whole = reference.is_whole(year)
        lacks = "" if whole else "，法定节假日还不全，期限暂定"
        rows.append(
            RowItem(
                title=f"{year} 年放假",
                second=f"休 {off} 天，班 {len(days) - off} 天{lacks}",
                shape="check" if whole else "warning", token="ok" if whole else "warn",
                right="" if whole else "缺", data=f"calendar {year}", key=f"calendar {year}",
            )
        )  # fmt: skip
    for year in (today.year, today.year + 1):
        if year not in reference.years:
            late = year == today.year or today.month >= 11
            rows.append(
                RowItem(
                    title=f"{year} 年放假", second="没有导入，跨到这年的期限是暂定的",
                    shape="warning", token="warn" if late else "text2", right="缺" if late else "",
                    data=f"calendar {year}", key=f"calendar {year}",
                )
            )  # fmt: skip
    return rows


def reference_lines(reference: Reference, table: str) -> tuple[str, list[str]]:
    """Title and what the chosen table holds."""
    name, _, year = table.partition(" ")
    if name == "categories":
        return "内容分类", [
            f"{category.path}（停用）" if category.disabled else category.path
            for category in reference.categories
        ]
    if name == "divisions":
        return "行政区划", [f"{division.code}　{division.name}" for division in reference.divisions]
    days = [day for day in reference.days if str(day.day.year) == year]
    lines = [
        f"{day.day:%m-%d} 周{'一二三四五六日'[day.day.weekday()]}　{day.kind}　{day.name or ''}"
        for day in days
    ]
    source = next((day.source for day in days if day.source), None)
    return f"{year} 年放假和调休", [*([f"依据：{source}"] if source else []), *lines] or ["还没有导入。"]


def category_columns() -> tuple[Column, ...]:
    """Path, in use or not."""
    return (
        Column(name="path", title="类别", cell=_category, wide=260, share=3, rank=0),
        Column(name="state", title="状态", cell=lambda row: Cell("停用" if row.disabled else "在用"), wide=80,
               share=1, rank=1),
    )  # fmt: skip


def _category(row: Category) -> Cell:
    return Cell(row.path, token="text3" if row.disabled else "text")


def division_columns() -> tuple[Column, ...]:
    """Code and name."""
    return (
        Column(name="code", title="代码", cell=lambda row: Cell(row.code), wide=120, rank=0),
        Column(name="name", title="名称", cell=lambda row: Cell(row.name), wide=240, share=1, rank=0),
    )


def day_columns() -> tuple[Column, ...]:
    """Day, off or worked, what it is called, by which document."""
    return (
        Column(name="day", title="日期", cell=_day, wide=150, longest=Cell("2026-10-01 周四"), rank=0),
        Column(name="kind", title="休班", cell=_kind, wide=110, longest=Cell("调休上班"), rank=0),
        Column(name="name", title="名称", cell=lambda row: Cell(row.name or ""), wide=140, share=1, rank=1),
        Column(
            name="source", title="依据", cell=lambda row: Cell(row.source or ""), wide=240, share=2, rank=2
        ),
    )


def _day(row: Holiday) -> Cell:
    return Cell(f"{row.day:%Y-%m-%d} {weekday(row.day)}")


def _kind(row: Holiday) -> Cell:
    return Cell(KIND_WORDS.get(row.kind, row.kind))


def renamed_lines(use: CategoryUse, path: str) -> list[str]:
    """What another name does, and what keeps the old one."""
    below = [f"下面的 {len(use.below)} 类跟着改：{'、'.join(use.below)}。"] if use.below else []
    return [f"以后登记、更正里选“{path}”。", *below, _kept_words(use), SEEN_BY_ALL]


def switched_lines(category: Category, use: CategoryUse) -> list[str]:
    """What taking it out of use, or into it again, does."""
    if category.disabled:
        return ["登记、更正里又可以选它。", SEEN_BY_ALL]
    below = [f"下面的 {len(use.below)} 类不停，要停的各按 Alt+X。"] if use.below else []
    return ["登记、更正里不能再选它，以后可以再启用。", *below, _kept_words(use), SEEN_BY_ALL]


def _kept_words(use: CategoryUse) -> str:
    if not use.matters:
        return "还没有事项写着它。"
    return f"已登记的 {use.matters} 件事项照旧写“{use.path}”，通报里也还分在那一类；同一件事再来也照旧。"


def day_lines(source: str, dates: Sequence[Mapping[str, Any]]) -> list[str]:
    """What one day of the calendar does."""
    return [f"依据：{source}", *moved_lines(dates), SEEN_BY_ALL]


def moved_lines(dates: Sequence[Mapping[str, Any]]) -> list[str]:
    """The dates that a calendar moves, and which papers tell one as it was."""
    if not dates:
        return ["没有期限跟着变。"]
    matters = len({moved["matter"] for moved in dates})
    papers = len({(paper["kind"], paper["number"]) for moved in dates for paper in moved["told"]})
    handed = f"来访人和单位手里的 {papers} 份文书写着原来的日期。程序不替人告知：请经办人告知、换发。"
    return [
        f"{matters} 件事项的 {len(dates)} 个期限跟着变：",
        *dates_words(dates),
        *([handed] if papers else []),
    ]


def desk_rows(link: LinkState, desks: tuple[CentreDesk, ...]) -> list[RowItem]:
    """The hub first, then every desk, then one more."""
    waits = f"，待同步 {link.waiting}" if link.waiting else ""
    joined = link.hub is not None
    good = joined and link.code is None
    hub = RowItem(
        title="中心", second=f"{link.hub}，{link.state}{waits}" if joined else "没有加入，记录只在这一台",
        shape="check" if good else "warning", token="ok" if good else "warn", right="" if joined else "缺",
        data="hub", key="hub",
    )  # fmt: skip
    rows = [
        RowItem(
            title=f"{desk.letter} 台（本台）" if desk.own else f"{desk.letter} 台",
            second=f"{desk.since:%Y-%m-%d} 起，编号系列 {desk.series}，"
            + (f"最近 {moment(desk.last)} 有事" if desk.last else "还没有消息到这里"),
            shape="check" if desk.own else "users", token="ok" if desk.own else "text2",
            data=desk, key=desk.letter,
        )
        for desk in desks
    ]  # fmt: skip
    more = RowItem(title="加一台", second="发一次性加入码，Alt+E", shape="plus", data="code", key="code")
    return [hub, *rows, *([more] if joined else [])]


def code_lines(letter: str) -> list[str]:
    """How long the code lives, and what to do with it at the new desk."""
    return [
        "一天之内有效，只能用一次。本页关了就看不到了，可以再发一个。",
        f"在 {letter} 台上第一次打开接访台，选“加入中心”，填中心地址、加入码和本中心任何一个账号。",
        f"{letter} 台原来在中心、停用过的，在那台上“加入中心”：停用期间登记的照样送出。",
    ]


def desk_stopped(letter: str) -> list[str]:
    """What a stopped desk can still do, and what is left to do here."""
    return [
        f"{letter} 台不能再送、再取。它没有送来的记录还在它自己的库里。",
        "再到“人员和角色”里把在那台用过的账号停用，或重设密码：库里的记录靠密码挡着。",
        "找回来了：选中它按 Alt+R 再发加入码，在那台上“加入中心”，停用期间登记的照样送出。",
    ]


def code_words(letter: str, centre: str) -> list[str]:
    """What to type at a hub that is away from here for one more desk, and then at that desk."""
    return [
        "中心没有发码。在汇聚点那台机器上也可以，打：",
        f"{COMMAND} hub token --desk {letter}",
        f"（汇聚点上有几个中心的，再加 --centre {centre}。）",
        "它打印一个加入码，一天之内有效，只能用一次。",
        "在新的台上第一次打开接访台，选“加入中心”，填中心地址、加入码和本中心任何一个账号。",
    ]


def stop_words(letter: str) -> list[str]:
    """What to type at a hub that is away from here, what stays, what to do here."""
    return [
        "中心没有停用它。在汇聚点那台机器上也可以，打：",
        f"{COMMAND} hub revoke {letter}",
        f"立刻生效，{letter} 台再送、再取都不行；它没有送来的记录还在它自己的库里。",
        "再到“人员和角色”里把在那台用过的账号停用，或重设密码。",
        f"找回来了：{COMMAND} hub token --desk {letter}，在那台上“加入中心”，停用期间登记的照样送出。",
    ]
