"""``import``: visits of an old ledger, and taking a batch of them back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.files import reading, require_one_stream
from app.cli.output import emit
from app.cli.progress import counted
from app.cli.session import session
from app.errors import FieldError, Refused
from app.words import field_sentence

if TYPE_CHECKING:  # start-up: the readers of sheets are for this command alone
    from app.desk import Desk

UNDO = "undo"


def add(app: typer.Typer) -> None:
    app.command("import")(import_)


def import_(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE|undo",
            readable=False,
            help="旧台账：XLSX、XLS、ET、CSV，- 是标准输入；undo 撤回一批",
        ),
    ],
    batch: Annotated[str | None, typer.Argument(metavar="[BATCH]", help="undo 后面：批号，如 B1")] = None,
    mapping: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", readable=False, help="对照表 JSON：哪一项在哪一列")
    ] = None,
    head: Annotated[int | None, typer.Option("--head", metavar="N", min=1, help="表头在第几行")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", metavar="NAME", help="读哪一张工作表")] = None,
    all_sheets: Annotated[bool, typer.Option("--all-sheets", help="没有隐藏的工作表都读")] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="CODE", help="这一类“要看”都照原样导入，可以写几次"),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="只看每一行能不能导入，不存")] = False,
    rest: Annotated[bool, typer.Option("--rest", help="undo 时：已经续办的留着，撤回其余的")] = False,
) -> None:
    """导入旧台账里的来访，逐行给出结论；再导一遍不会重复。

    \b
    结论    可导入（已导入）、要看（定了才导）、重复、不能导入；每一条写明原因。
    表头    自动找；第几行可以用 --head 定。读不到的列和工作表都列出来，不认识的列要在对照表里写明。
    对照表  {"columns": {"name": "姓名", "arrived": "来访日期", …}, "values": {"purpose": {"求助": "求决"}},
             "defaults": {"status": "已办结"}, "keep": ["照抄的列"], "ignore": ["不要的列"],
             "accept": ["unit_unknown"],
             "rows": {"7": {"身份证": "…"}, "233": "拆开", "260": "照导", "12": "不导"}}
             导入后记住，同样的表头下次不用再给；rows 只管这一个文件：哪一行的哪一格改成什么，
             一格里的几个名字拆开成几个人，或者照导、不导。几张表一起读时行号写成“表名!7”。
    撤回    import undo B1：这一批里没有一件被办过，就整批撤回；有的已经续办，加 --rest 只撤其余的，
             留下的号码列在 kept 里。

    \b
    例  python main.py --as zhaoxy import 2025台账.xlsx --check
        python main.py --as zhaoxy import 2025台账.xlsx --all-sheets
        python main.py --as zhaoxy import undo B1
        python main.py --as zhaoxy import undo B1 --rest
    """
    desk = session(context).sign_in()
    if str(file) == UNDO:
        _undo(desk, batch, rest=rest)
        return
    if rest:
        raise Refused(FieldError("--rest", "usage", {"detail": "--rest 只和 import undo 一起用"}))
    if batch is not None:
        raise Refused(FieldError("command", "usage", {"detail": f"多写了 {batch}"}))
    from app.services.ledger.import_visits import import_visits  # start-up: as above
    from app.services.ledger.ledger_map import read_map
    from app.services.ledger.read_ledger import Wanted

    wanted = Wanted(head, sheet, all_sheets, tuple(accept or ()))
    require_one_stream("--map", file, mapping)
    with (
        _stopped_by_hand() as stop,
        counted("行") as progress,
        reading(file, "FILE") as table,
        reading(mapping or table, "--map", ".json") as columns,
    ):
        done = import_visits(
            desk,
            table,
            read_map(columns) if mapping else None,
            wanted,
            check=check,
            progress=progress,
            should_stop=stop.is_set,
        )
    emit(done.as_json(field_sentence))


def _undo(desk: Desk, batch: str | None, *, rest: bool) -> None:
    if batch is None:
        raise Refused(FieldError("BATCH", "usage", {"detail": "import undo 后面要写批号"}))
    from app.services.ledger.undo_import import undo_import  # start-up: as above

    emit(undo_import(desk, batch, rest=rest))


@contextmanager
def _stopped_by_hand() -> Iterator[threading.Event]:
    """An event that Ctrl+C sets: the import ends after the visits it is storing."""
    stop = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = signal.signal(signal.SIGINT, lambda *_: stop.set())
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)
