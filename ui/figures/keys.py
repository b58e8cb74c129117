"""The commands of the figures: a letter, and the same with Alt for those who write Chinese (LOOK2 A14)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ui.figures import model
from ui.figures.tables import KEYS
from ui.figures.view import FREE
from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.figures.page import FiguresPage


def commands_of(page: FiguresPage) -> list[Command]:
    """All commands of the page in its present state."""
    ready = page.shown is not None and page.shown.whole
    commands = [
        act("export", "导出表格", "E", page.keep_xlsx, bar=True, primary=True, enabled=ready),
        act("pdf", "通报 PDF", "D", page.keep_pdf, bar=True, enabled=ready),
        act("ofd", "通报 OFD", "O", page.keep_ofd, enabled=ready),
        act("copy", "复制通报", "C", page.copy_text, bar=True, enabled=ready),
        act("detail", "看这些件", "M", page.open_chosen, bar=True, enabled=ready),
        act(
            "pack",
            "按国家系统的顺序复制",
            "Y",
            page.copy_pack,
            enabled=ready and page.may_unmask,
            why_not="正在数" if page.may_unmask else "只有带班领导和督办能复制",
        ),
        act("several", "周月季年一起出", "A", page.files.keep_all, bar=True),
        act("enter", "录入别处数的数字", "I", page.enter_number, enabled=ready),
        act("wall", "大字", "W", page.turn_wall, bar=True, enabled=ready),
        act("free", "自选日期", "P", partial(page.period.choose, FREE)),
        act("basis", "按登记日期或信访日期", "R", page.period.turn_basis),
        act("desk", "只看一个工位", "G", partial(page.period.take_filter, page.view.bar.desk)),
        act("form", "只看一种接访形式", "F", partial(page.period.take_filter, page.view.bar.form)),
        act("unit", "批次或人次", "B", page.turn_unit, enabled=ready),
        act("back", "从明细回来", "Backspace", page.go_back, alone=True),
        Command(name="figures.look", text="重新数", keys=("F5", "Ctrl+R"), run=page.look),
        Command(name="figures.left", text="图上前一段", keys=("Left",), run=partial(page.walk, -1)),
        Command(name="figures.right", text="图上后一段", keys=("Right",), run=partial(page.walk, 1)),
    ]
    commands += [
        act(f"tile.{at}", f"看{model.title_of(path)}", str(at), partial(page.choose_tile, at - 1))
        for at, path in enumerate(model.FIGURES, start=1)
    ]
    return commands + [
        act(f"table.{key}", f"按{table}分", key, partial(page.show_table, table)) for key, table in KEYS
    ]


def act(
    name: str,
    text: str,
    key: str,
    run: Callable[[], None],
    *,
    bar: bool = False,
    primary: bool = False,
    enabled: bool = True,
    alone: bool = False,
    why_not: str = "正在数",
) -> Command:
    """A command with a letter, and with Alt for those who write Chinese (LOOK2 A14)."""
    keys = (key,) if alone else (key, f"Alt+{key}")
    return Command(
        name=f"figures.{name}",
        text=text,
        keys=keys,
        run=run,
        bar=bar,
        primary=primary,
        enabled=enabled,
        why_not="" if enabled else why_not,
    )
