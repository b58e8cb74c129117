"""The keys of a matter's page: what may be done now with its button, the rest by key and Ctrl+K."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.lists.entries import open_entry
from app.domain.lists.kinds import CHARGE
from app.domain.papers.alert_sheet import KIND as ALERT
from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.matter.page import MatterPage

NOT_THEIRS = "办理由接谈员、带班领导和督办做"
NOT_SHOWN = "这件事现在看不到"


def matter_commands(page: MatterPage) -> list[Command]:
    """In the order of LOOK2: the acts, papers, then what is read."""
    taking_back = page.taking_back.commands(page.case)
    return [*_acts(page), *_people(page), *_papers(page), *taking_back, *_reading(page), *_attachments(page)]


def _acts(page: MatterPage) -> list[Command]:
    case, desk = page.case, page.desk
    readable = case is not None
    handles = readable and desk.may("step")
    again = _has_visit(page) and desk.may("register")
    closed = case is not None and again and not case.is_open  # its visitor comes with the same once more
    why = NOT_SHOWN if not readable else NOT_THEIRS
    warned = case is not None and any(paper.kind == ALERT for paper in case.papers)
    return [
        Command(
            name="matter.step", text="办理", keys=("B", "Alt+B"), run=page.handle, bar=True,
            primary=handles and not closed, enabled=handles, why_not=why,
        ),
        Command(
            name="matter.tell", text="三个告知", keys=("T", "Alt+T"), run=partial(page.act, "tell"), bar=True,
            enabled=readable and desk.may("notice"), why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.amend", text="更正", keys=("G", "Alt+G"), run=partial(page.act, "amend"), bar=True,
            enabled=readable and desk.may("amend"), why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.settle", text="核对两台办得不一样的", keys=("C", "Alt+C"), run=page.settle,
            enabled=bool(readable and case and case.contradictions and desk.may("amend")),
            why_not="没有两台办得不一样的",
        ),
        Command(
            name="matter.rate", text="评价", keys=("Y", "Alt+Y"), run=partial(page.act, "rate"),
            enabled=readable and desk.may("rate"), why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.again", text="同一事再访", keys=("F4", "Ctrl+Y"), run=page.come_again, bar=True,
            primary=closed or not handles, enabled=again, why_not="登记过的事项才能再访",
        ),
        Command(
            name="matter.reply", text="记单位回复", keys=("A", "Alt+A"), run=partial(page.act, "reply"),
            enabled=bool(handles and page.acts.may_answer),
            why_not=why if not handles else "没有等单位回的，也没有异议",
        ),
        Command(
            name="matter.receive", text="单位签收", keys=("L", "Alt+L"), run=partial(page.act, "receive"),
            enabled=bool(handles and page.acts.awaited),
            why_not=why if not handles else "没有转交出去还没登记签收的单位",
        ),
        Command(
            name="matter.deliver", text="送达", keys=("D", "Alt+D"), run=partial(page.act, "deliver"),
            enabled=bool(handles and page.acts.undelivered),
            why_not=why if not handles else "没有还没登记送达的文书",
        ),
        Command(
            name="matter.incident", text="现场情况", keys=("X", "Alt+X"), run=partial(page.act, "incident"),
            enabled=readable and desk.may("incident"), why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.alert", text="预警签收", keys=("W", "Alt+W"), run=partial(page.act, "alert"),
            enabled=bool(readable and desk.may("incident") and warned),
            why_not=NOT_SHOWN if not readable else "没有等签收的预警单",
        ),
        Command(
            name="matter.list", text="列入台账", keys=("Z", "Alt+Z"), run=partial(page.act, "list.add"),
            enabled=readable and desk.may("list"), why_not=why,
        ),
        Command(
            name="matter.charge", text="包案页", keys=("K", "Alt+K"), run=page.to_charge,
            enabled=bool(case and open_entry(case.entries, CHARGE)), why_not="没有包案，Z 列入台账",
        ),
        *_lists(page),
    ]  # fmt: skip


def _people(page: MatterPage) -> list[Command]:
    """首接移交, and who may read a guarded case; each off says why."""
    case, desk = page.case, page.desk
    if case is None:
        no_hand = no_name = NOT_SHOWN
    else:
        no_hand = "" if case.is_open else f"这件事现在是“{case.status}”，不用移交"
        no_hand = no_hand if desk.may("hand") else "移交由接谈员、带班领导和督办做"
        no_name = "" if case.guarded else "不是保密事项，不用指定查看人"
        no_name = no_name if desk.may("name") else "查看人由带班领导指定"
    return [
        Command(
            name="matter.hand", text="首接移交", keys=("S", "Alt+S"), run=partial(page.act, "hand"),
            enabled=not no_hand, why_not=no_hand,
        ),
        Command(
            name="matter.name", text="指定查看人", keys=("N", "Alt+N"), run=partial(page.act, "name"),
            enabled=not no_name, why_not=no_name,
        ),
    ]  # fmt: skip


def _has_visit(page: MatterPage) -> bool:
    """Whether a case is shown with a visit that was not taken back."""
    return page.is_registered and page.record is not None and page.record.newest_visit is not None


def _lists(page: MatterPage) -> list[Command]:
    """记一笔 and 销账 for each list that the case is on; they stand under Ctrl+K."""
    on = [entry.kind for entry in page.case.entries if entry.is_open] if page.case is not None else []
    return [
        Command(
            name=f"matter.list.{act}.{place}", text=f"{kind}台账：{word}", keys=(),
            run=partial(page.act, f"list.{act}.{kind}"),
        )
        for place, kind in enumerate(on)
        for act, word in (("note", "记一笔"), ("end", "销账"))
    ]  # fmt: skip


def _papers(page: MatterPage) -> list[Command]:
    desk, keys = page.desk, page.paper_keys
    return [
        Command(
            name="matter.issue", text="出文书", keys=("P", "Alt+P"), run=keys.ask_issue, bar=True,
            enabled=_has_visit(page) and desk.may("print"),
            why_not="没有登记，出不了文书",
        ),
        Command(
            name="matter.reprint", text="补打" if keys.papers else "出回执", keys=("R", "Alt+R"),
            run=keys.ask_reprint, enabled=desk.may("print") and keys.wanted() is not None,
            bar=not keys.papers, why_not="没有出过的文书",
        ),
        Command(
            name="matter.unmask", text="看完整证件号", keys=("Alt+M",), run=page.unmasking.ask,
            enabled=page.is_registered and desk.may("unmask"), why_not="没有登记，没有证件号",
        ),
    ]  # fmt: skip


def _reading(page: MatterPage) -> list[Command]:
    case = page.case
    there = case is not None
    before, after = page.beside
    return [
        Command(
            name="matter.history", text="只看最近的经过" if page.all_story else "全部经过",
            keys=("H", "Alt+H"), run=page.turn_story, enabled=there, why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.owed", text="只看还欠着的" if page.all_owed else "全部义务", keys=("O", "Alt+O"),
            run=page.turn_owed, enabled=there, why_not=NOT_SHOWN,
        ),
        Command(
            name="matter.facts", text="看情况全文", keys=("I", "Alt+I"), run=page.read_facts,
            enabled=bool(case and case.matter.facts), why_not="没有写情况",
        ),
        Command(
            name="matter.before", text="上一件", keys=("Alt+Left",), run=partial(page.go_beside, before),
            enabled=bool(before), why_not="前面没有了",
        ),
        Command(
            name="matter.after", text="下一件", keys=("Alt+Right",), run=partial(page.go_beside, after),
            enabled=bool(after), why_not="后面没有了",
        ),
        Command(name="matter.refresh", text="刷新", keys=("F5", "Ctrl+R"), run=page.refresh),
    ]  # fmt: skip


def _attachments(page: MatterPage) -> list[Command]:
    able, why = page.attaching.can_attach(), "这件事的附件不归你看"
    return [
        Command(
            name="matter.attach", text="添加附件", keys=("J", "Alt+J"), run=page.attaching.choose,
            enabled=able, why_not=why,
        ),
        Command(
            name="matter.paste", text="粘贴图片做附件", keys=("Ctrl+V",), run=page.attaching.paste,
            enabled=able, why_not=why,
        ),
        Command(
            name="matter.attachments", text="到附件，Enter 打开", keys=("F", "Alt+F"),
            run=page.to_attachments, enabled=able, why_not=why,
        ),
        Command(
            name="matter.readers", text="谁看过", keys=("Q", "Alt+Q"), run=page.looking.ask,
            enabled=page.case is not None, why_not="保密的事，只有能看的人能查谁看过",
        ),
    ]  # fmt: skip
