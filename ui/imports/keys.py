"""The commands of an import."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from app.services.ledger.judge_visits import HELD, REFUSED
from ui.imports import model
from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.imports.page import ImportPage


_NO_ROW = "先选一行“要看”或“不能导入”的"


def commands_of(page: ImportPage) -> list[Command]:
    """All commands of the page in its present state."""
    why = model.why_not_ready(page.look) or ("正在读" if page.busy else "")
    count = page.look.effect.visits if page.look else 0
    batch = page.batches.current()
    has_bad = bool(page.look and (page.look.counts[REFUSED] or page.look.counts[HELD]))
    there = page.file is not None and not page.busy
    row = page.rows.current() if there else None
    return [
        act("store", f"导入 {count:,} 批", ("F9", "Ctrl+Return"), page.store, bar=True, primary=True,
             enabled=not why, why_not=why),
        act("again", "全部重算", ("F5", "Ctrl+R"), page.read, bar=True, enabled=there,
                 why_not="先选一个文件"),
        act("bad", "另存不能导的", ("Alt+S",), page.keep_bad, bar=True, enabled=has_bad and there,
             why_not="没有不能导的行"),
        act("undo", "撤销这一批", ("Alt+Z",), page.batches.ask_undo,
             enabled=batch is not None and batch.may_be_undone and not page.busy,
             why_not="这一批不能撤" if batch else "先在下面选一批"),
        act("file", "选文件", ("Alt+O",), page.choose_file, enabled=not page.busy, why_not="正在读"),
        act("remembered", "用上次的对应", ("Alt+U",), page.use_remembered, enabled=there),
        act("remember", "存为对应表", ("Alt+K",), page.remember, enabled=there and bool(page.look)),
        act("role", "这一列作为哪一项", ("Alt+C",), page.ask_role, enabled=there and bool(page.look)),
        act("accept", "这一类要看的都照导", ("Alt+J",), page.rows.accept_kind,
             enabled=bool(page.look and page.look.counts[HELD]), why_not="没有要看的行"),
        act("mend", "改这一行", ("Alt+G",), page.rows.mend, enabled=row is not None and bool(row.cells),
             why_not=_NO_ROW),
        act("decide", "照导、不导、不定", ("Alt+D",), page.rows.decide,
             enabled=row is not None and model.may_decide(row), why_not="先选一行“要看”的"),
        act("split", "姓名拆成几个人", ("Alt+P",), page.rows.split,
             enabled=row is not None and model.may_split(row), why_not="这一行的姓名不像几个人"),
        act("file_row", "这一行照文件，不改了", ("Alt+B",), page.rows.as_in_file,
             enabled=row is not None and bool(row.dealt), why_not="这一行没有改过"),
        act("sheets", "没有隐藏的工作表都读", ("Alt+Y",), page.all_sheets, enabled=there),
        act("trouble", "下一处", ("Alt+E",), page.mend_next, enabled=page.look is not None),
        *(act(f"only.{at}", f"只看{word}", (f"Alt+{at}",), partial(page.show_only, word))
          for at, word in enumerate(model.FILTERS, start=1)),
    ]  # fmt: skip


def act(
    name: str,
    text: str,
    keys: tuple[str, ...],
    run: Callable[[], None],
    *,
    bar: bool = False,
    primary: bool = False,
    enabled: bool = True,
    why_not: str = "先选一个文件",
) -> Command:
    return Command(
        name=f"import.{name}",
        text=text,
        keys=keys,
        run=run,
        bar=bar,
        primary=primary,
        enabled=enabled,
        why_not=why_not,
    )
