"""The keys of the ledger: what can be done with the chosen case, tiles, views, and the rest under Ctrl+K."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.domain.case import tiles
from ui import routes
from ui.ledger.model import reminding_word
from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.ledger.page import LedgerPage

NO_CASE, SECRET = "这里没有事项", "保密事项由指定的人打开"


def ledger_commands(page: LedgerPage) -> list[Command]:
    return [*_acts(page), *_looks(page), *page.sorting()]


def _acts(page: LedgerPage) -> list[Command]:
    row = page.chosen_row()
    readable = row is not None and not row.withheld
    why = NO_CASE if row is None else SECRET
    item = row.reminding if row is not None and readable else None
    able = item is not None and page.desk.may("remind")
    return [
        Command(
            name="ledger.remind",
            text=f"催办：{reminding_word(item)}" if item is not None else "催办",
            keys=("C",),
            run=page.remind,
            bar=True,
            primary=able,
            enabled=able,
            why_not=why if not readable else "本中心自己办的和还没到日子的不催",
        ),
        Command(
            name="ledger.open", text="打开事项", keys=("Alt+O",), run=page.table.open_current, bar=True,
            primary=not able, enabled=readable, why_not=why,
        ),
        Command(
            name="ledger.reply", text="记单位回复", keys=("A", "Alt+A"), run=page.note_reply, bar=True,
            enabled=readable and page.desk.may("step"), why_not=why,
        ),
        Command(
            name="ledger.lists", text="各种台账", keys=("L", "Alt+L"), bar=True,
            run=partial(page.go.emit, routes.CaseLists()),
        ),
        Command(
            name="ledger.charge", text="包案页", keys=("K", "Alt+K"), run=page.to_charge,
            enabled=readable and row is not None and row.charged, why_not=why if not readable else "没有包案",
        ),
        Command(
            name="ledger.each", text="今天要催的逐件起草", keys=("Alt+C",), run=page.remind_each, bar=True,
            enabled=page.desk.may("remind"), why_not="催办由接谈员、带班领导和督办做",
        ),
        Command(
            name="ledger.figures", text="统计", keys=("S", "Alt+T"),
            run=partial(page.go.emit, routes.Figures()),
            enabled=page.desk.may("report"), why_not="统计由接谈员、带班领导和督办看",
        ),
        Command(
            name="ledger.import", text="导入旧台账", keys=("Alt+I",),
            run=partial(page.go.emit, routes.Import()),
            enabled=page.desk.may("import"), why_not="导入由接谈员、带班领导和督办做",
        ),
        Command(
            name="ledger.save", text="导出表格", keys=("E",), run=page.save_sheet,
            enabled=page.desk.may("export") and page.table.rows.rowCount() > 0,
            why_not="这里没有可导出的" if page.desk.may("export") else "导出由接谈员、带班领导和督办做",
        ),
        Command(
            name="ledger.late", text="下一件逾期", keys=("F12",), run=page.next_late, bar=True,
        ),
    ]  # fmt: skip


def _looks(page: LedgerPage) -> list[Command]:
    shown = [
        Command(
            name=f"ledger.tile.{at}.show", text=word, keys=(f"{at}",), run=partial(page.choose_tile, word)
        )
        for at, word in enumerate(tiles.TILES, 1)
    ]
    views = [
        Command(
            name=f"ledger.view.{view.place}.show",
            text=f"视图 {view.place} {view.name}",
            keys=(f"Alt+{view.place}",),
            run=partial(page.show_view, view.place),
        )
        for view in page.views
    ]
    return [
        *shown,
        *views,
        Command(name="ledger.filter", text="筛选", keys=("/",), run=page.view.filters.take_focus),
        Command(name="ledger.keep", text="存成我的视图", keys=("V", "Alt+V"), run=page.ask_view),
        Command(name="ledger.look", text="刷新", keys=("F5", "Ctrl+R"), run=page.look),
    ]
