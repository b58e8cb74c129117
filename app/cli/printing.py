"""``print``, ``jobs``: to a real printer, and what became of it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from app.cli.options import PaperNumber, ReprintReason
from app.cli.output import emit
from app.cli.session import session
from app.domain.papers.sizes import PAPER_SIZES
from app.errors import Unavailable
from app.services.approvals.ask_reissue import issue_or_ask
from app.services.handling.advance_matter import Pending
from app.services.papers.issue_paper import SLIP
from app.services.printing.bind_printers import bound_printer
from app.services.printing.list_jobs import as_json, find_job, list_jobs
from app.services.printing.print_paper import as_printed, confirm_job, print_paper
from app.services.printing.print_queue import await_job

Printer = Annotated[
    str | None, typer.Option("--printer", metavar="NAME", help="打印机名，见 printers；不写就按出单绑定")
]


def add(app: typer.Typer) -> None:
    app.command("print")(print_one)
    group = typer.Typer(
        help="打印任务：列出来，或记下纸出来了。", rich_markup_mode=None, invoke_without_command=True
    )
    group.callback(invoke_without_command=True)(jobs)
    group.command("confirm")(confirm)
    app.add_typer(group, name="jobs")


def print_one(
    context: typer.Context,
    number: PaperNumber,
    printer: Printer = None,
    kind: Annotated[str, typer.Option("--kind", metavar="文种", help="同 slip")] = SLIP,
    paper: Annotated[
        str | None, typer.Option("--paper", metavar="|".join(PAPER_SIZES), help="不写就按出单绑定")
    ] = None,
    reason: ReprintReason = None,
) -> None:
    """把一张纸交给打印机，等到它有了结果；记录早已存好，打印机有事不影响记录。

    状态 sent 是发出了但打印机没有证明，confirmed 是打印机证明打完了或文件已写好；
    没有打成结束码为 4，任务留在 jobs 里。更正改了带班领导签过的字的，换发先送他批（pending）。

    \b
    例  python main.py --as clerk print LF340700-A-261123-001-K --printer 文件夹 --paper a5
    """
    desk = session(context).sign_in()
    bound = bound_printer(desk, kind)
    to = printer or bound.printer
    size = paper or (bound.paper if to == bound.printer else desk.settings["回执纸张"])
    printed = issue_or_ask(desk, partial(print_paper, desk, number, kind, size, to, reason))
    if isinstance(printed, Pending):
        emit(printed.as_json())
        return
    ended = as_printed(await_job(desk, printed.job.id), printed.issued)
    if ended.problem:
        raise Unavailable(ended.problem, **(ended.facts or {}))
    emit(as_json(ended.job, ended.issued.document) | {"times": ended.issued.times})


def jobs(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="最多列几条")] = 50,
) -> None:
    """列出打印任务，新的在前：queued sent confirmed failed expired。

    \b
    例  python main.py --as clerk jobs
    """
    if context.invoked_subcommand is None:
        emit({"jobs": list_jobs(session(context).sign_in(), limit)})


def confirm(
    context: typer.Context,
    job: Annotated[str, typer.Argument(metavar="出单号", help="纸上的出单号，或 jobs 列出的 id")],
) -> None:
    """记下纸出来了。

    \b
    例  python main.py --as clerk jobs confirm K3M9QX
    """
    desk = session(context).sign_in()
    done = confirm_job(desk, find_job(desk, job).id)
    emit(as_json(done, None))
