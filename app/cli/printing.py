"""``print``, ``printers``, ``jobs``: to a real printer, and what became of it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session
from app.errors import Unavailable
from app.services.issue_paper import SLIP
from app.services.list_jobs import as_json, list_jobs
from app.services.print_paper import print_paper


def add(app: typer.Typer) -> None:
    app.command("print")(print_one)
    app.command("printers")(printers)
    app.command("jobs")(jobs)


def print_one(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="来访、信访事项、接访的编号，查询码，或文号")
    ],
    printer: Annotated[str, typer.Option("--printer", metavar="NAME", help="打印机名，见 printers")],
    kind: Annotated[str, typer.Option("--kind", metavar="文种", help="同 slip")] = SLIP,
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="a4|a5|80mm|58mm", help="不写用设置里的回执纸张")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="补打的原因，记入审计")
    ] = None,
) -> None:
    """把一张纸交给打印机；记录早已存好，打印机有事不影响记录，留下一条没有打成的任务。

    状态 sent 是打印机收下了，confirmed 是打印机证明出了纸或文件已写好。

    \b
    例  python main.py --as clerk print LF340700-A-261123-001-K --printer 文件夹 --paper a5
    """
    desk = session(context).sign_in()
    printed = print_paper(desk, number, kind, paper or desk.settings["回执纸张"], printer, reason)
    if printed.problem:
        raise Unavailable(printed.problem, **(printed.facts or {}))
    emit(as_json(printed.job, printed.issued.document) | {"times": printed.issued.times})


def printers(context: typer.Context) -> None:
    """列出打印机和它们的状态。

    \b
    例  python main.py --as clerk printers
    """
    desk = session(context).sign_in()
    desk.require("print")
    emit({"printers": [asdict(one) for one in desk.printers.states()]})


def jobs(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="最多列几条")] = 50,
) -> None:
    """列出打印任务，新的在前：queued sent confirmed failed expired。

    \b
    例  python main.py --as clerk jobs
    """
    emit({"jobs": list_jobs(session(context).sign_in(), limit)})
