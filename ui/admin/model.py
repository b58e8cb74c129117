"""Administration as rows, columns and words; no Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.domain.dates.ladder import CONTACTS
from app.domain.roles import ROLES
from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Unit
from app.errors import JiefangtaiError, Refused
from app.services.desk import read_administration as parts
from app.services.desk.keep_backups import Backups
from app.services.desk.read_administration import Section, lacks_leaders
from app.words import SENTENCES, sentence
from app.words.acts import act_words
from ui.tables.columns import Cell, Column
from ui.widgets.row_item import RowItem

NOT_YOURS = "由系统管理员做"
SHORT = {role: role[:2] for role in ROLES}
"""Role to the head of its column."""


def section_row(place: int, section: Section) -> RowItem:
    """1 人员和角色 · 7 个账号; amber with what is missing; who is not let in reads who looks after it."""
    if not section.allowed:
        return RowItem(
            title=section.name, cap=str(place), second=f"由{section.owner}管", shape="lock", data=section,
            key=section.name,
        )  # fmt: skip
    if section.missing:
        return RowItem(
            title=section.name, cap=str(place), second="；".join(section.missing), shape="warning",
            token="warn", right="缺", data=section, key=section.name,
        )  # fmt: skip
    return RowItem(
        title=section.name, cap=str(place), second=facts_words(section.name, section.facts), shape="check",
        token="ok", data=section, key=section.name,
    )  # fmt: skip


def facts_words(name: str, facts: Mapping[str, Any]) -> str:
    """What a section holds, in one line."""
    if name == parts.STAFF:
        return f"{facts['accounts']} 个账号"
    if name == parts.ROSTER:
        return "本月都排了"
    if name == parts.UNITS:
        return f"{facts['units']} 个单位，负责人都有"
    if name == parts.TABLES:
        years = "、".join(map(str, facts["years"])) or "没有"
        return f"类别 {facts['categories']}，区划 {facts['divisions']}，日历 {years}"
    if name == parts.SAFETY:
        return f"上次备份 {moment(facts['backup'])}"
    return {
        parts.HUB: "各台、加入码、停用",
        parts.PRINTERS: "在设置里",
        parts.AUDIT: "谁做了什么，被拒的也在",
    }[name]


def moment(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"


def _tick(role: str) -> Column:
    def cell(row: Mapping[str, Any]) -> Cell:
        return Cell("有", shape="check", token="ok") if role in row["roles"] else Cell("")

    return Column(name=role, title=SHORT[role], cell=cell, wide=64, rank=2)


def _token(row: Mapping[str, Any]) -> str:
    return "text3" if row["disabled"] else "text"


def staff_columns() -> tuple[Column, ...]:
    """Name, login, a column for each role, state."""
    return (
        Column(name="name", title="姓名", cell=lambda row: Cell(row["name"], token=_token(row)), wide=150,
               share=2, rank=0),
        Column(name="login", title="账号", cell=lambda row: Cell(row["login"], token=_token(row)), wide=110,
               share=1, rank=0, sort="login"),
        *(_tick(role) for role in ROLES),
        Column(name="state", title="状态", cell=_state, wide=150, share=1, rank=1),
    )  # fmt: skip


def _state(row: Mapping[str, Any]) -> Cell:
    if row["disabled"]:
        return Cell("停用", token="text3")
    if row["must_change_password"]:
        return Cell("登录时要换密码", token="text2")
    return Cell("在用，有令牌" if row.get("token") else "在用")


def unit_columns() -> tuple[Column, ...]:
    """Name, short name, kind, who is asked at each tier."""
    return (
        Column(name="name", title="单位", cell=_unit_name, wide=200, share=2, rank=0, sort="name"),
        Column(name="short", title="简称", cell=lambda unit: Cell(unit.short or ""), wide=110, rank=3),
        Column(name="kind", title="类型", cell=lambda unit: Cell(unit.kind or ""), wide=100, rank=4),
        *(_rank(rank) for rank in CONTACTS.values()),
    )


def _unit_name(unit: Unit) -> Cell:
    if unit.disabled:
        return Cell(f"{unit.name}（停用）", token="text3")
    return Cell(unit.name, shape="warning", token="warn") if lacks_leaders(unit) else Cell(unit.name)


def _rank(rank: str) -> Column:
    def cell(unit: Unit) -> Cell:
        named = unit.contacts.get(rank) or {}
        words = " ".join(str(named[key]) for key in ("name", "phone") if named.get(key))
        return Cell(words) if words else Cell("没有", token="text3")

    return Column(name=rank, title=rank, cell=cell, wide=170, share=1, rank=1)


def audit_columns() -> tuple[Column, ...]:
    """When, who, what, about what, why, whether it was let."""
    return (
        Column(name="at", title="时间", cell=lambda row: Cell(f"{row.at:%m-%d %H:%M:%S}"), wide=112,
               longest=Cell("11-28 12:16:03"), sort="at", rank=0),
        Column(name="who", title="谁", cell=lambda row: Cell(row.who or "—"), wide=110, rank=0),
        Column(name="act", title="做了什么", cell=_act, wide=150, share=1, rank=0),
        Column(name="record", title="对什么", cell=lambda row: Cell(act_words(row.record or "")), wide=230,
               share=1, rank=1),
        Column(name="purpose", title="为什么", cell=lambda row: Cell(row.purpose or ""), wide=180, share=2,
               rank=2),
        Column(name="desk", title="台", cell=lambda row: Cell(row.desk), wide=52, rank=3),
    )  # fmt: skip


def _act(row: AuditEntry) -> Cell:
    return Cell(row.act) if row.success else Cell(f"{row.act}（没有成）", shape="error", token="err")


def roles_of(typed: str) -> tuple[str, ...]:
    """登记员、接谈 as roles: names or their short forms; what is none of them stays as typed."""
    parted = typed.replace("，", "、").replace(",", "、").replace(" ", "、").split("、")
    named = {**{short: role for role, short in SHORT.items()}, **{role: role for role in ROLES}}
    return tuple(dict.fromkeys(named.get(word.strip(), word.strip()) for word in parted if word.strip()))


def import_words(done: Mapping[str, Any]) -> str:
    """新增 2，改 1，不变 66."""
    return f"新增 {done['new']}，改 {done['changed']}，不变 {done['same']}"


def dates_words(dates: Iterable[Mapping[str, Any]]) -> list[str]:
    """What a calendar moves, a line each, with the papers that tell the date as it was."""
    return [_moved_words(moved) + _papers_words(moved["told"]) for moved in dates]


def _moved_words(moved: Mapping[str, Any]) -> str:
    head = f"{moved['matter']} {moved['what']}："
    if moved["old"] == moved["new"]:
        return f"{head}{moved['new']} 不变，{'还是' if moved['provisional'] else '不再'}暂定"
    return f"{head}{moved['old']} → {moved['new']}{'（暂定）' if moved['provisional'] else ''}"


def _papers_words(papers: Sequence[Mapping[str, Any]]) -> str:
    """，已告知：回执 LF…."""
    named = "、".join(" ".join(part for part in (paper["kind"], paper["number"]) if part) for paper in papers)
    return f"，已告知：{named}" if named else ""


def finding_words(finding: Mapping[str, Any]) -> str:
    record = finding.get("record")
    return f"{finding['message']}{f'（{record}）' if record else ''}"


def refused_words(error: JiefangtaiError) -> list[str]:
    """What stands against it, a line each."""
    errors = error.errors if isinstance(error, Refused) else ()
    lines = [f"{wrong.field}　{sentence(wrong.code, wrong.facts)}" for wrong in errors]
    return lines or [sentence(error.code, error.facts)]


def safety_rows(backups: Backups, today: date) -> list[RowItem]:
    """Each part of keeping the store safe; ``data`` names what Enter does."""
    missing = backups.missing(today)
    old = backups.last is None or any("天没有备份" in words for words in missing)
    drilled = backups.drilled
    late = any("试恢复" in words for words in missing) or drilled is None
    last = f"{moment(backups.last.at)}，{backups.last.file}" if backups.last else "还没有备份过"
    how = f"每 {backups.every} 天，空闲或关窗时自己做" if backups.every else "不自己做"
    rows = (
        ("backup", "上次备份", last, not old),
        (
            "plan",
            "放在哪里",
            f"{backups.place}，{how}" if backups.place else "没有设，不会自己备份",
            bool(backups.place),
        ),
        ("plan", "异地一份", backups.second or "没有设。现在只在一个地方", bool(backups.second)),
        (
            "drill",
            "试恢复",
            f"{moment(drilled.at)} 相符" if drilled else "没有试过，不知道打不打得开",
            not late,
        ),
        ("check", "核对", "库、索引、事项状态、审计链，V", True),
    )
    made = [
        RowItem(
            title=title, second=words, shape="check" if good else "warning", token="ok" if good else "warn",
            right="" if good else "缺", data=act, key=title,
        )
        for act, title, words, good in rows
    ]  # fmt: skip
    key = RowItem(
        title="恢复密钥", second="建库时印出或抄下，封存在保险柜；本机不留", shape="lock", key="恢复密钥"
    )
    return [*made, key]


def backed_up_words(answer: Mapping[str, Any]) -> list[str]:
    """Where it lies, how large, and whether the second place has it."""
    lines = [
        f"备份好了：{answer['file']}",
        f"{size_words(answer['bytes'])}，来访 {answer['visits']} 批，写完又打开核对过。",
        "文件是加密的，恢复时用库里的账号和密码。",
    ]
    second = answer["second"]
    if second is None:
        return [*lines, "请再放一份到别的机器或介质上（Alt+P 设第二处，以后自己放）。"]
    if second in SENTENCES:
        return [*lines, f"第二处没有放上：{sentence(second, {'folder': '第二备份位置'})}"]
    return [*lines, f"第二份：{second}"]


def size_words(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.0f} kB"


def drill_words(answer: Mapping[str, Any]) -> list[str]:
    """Whether it can be restored, what it holds beside the store, what was found."""
    made_at = datetime.fromisoformat(answer["made_at"])
    head = "打得开，内容相符" if answer["ok"] else "有问题，请换一份备份再试"
    counts = [
        f"{count['what']}：备份里 {count['backup']}，现在 {count['now']}"
        + (f"，备份以后多了 {count['now'] - count['backup']}" if count["now"] > count["backup"] else "")
        for count in answer["counts"]
    ]
    return [
        f"{made_at:%m-%d %H:%M} 的备份{head}，用时 {answer['seconds']} 秒。",
        *counts,
        *(finding_words(finding) for finding in answer["findings"]),
        "试开的那份已经删去，正在用的库没有动。",
    ]
