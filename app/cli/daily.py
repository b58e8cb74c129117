"""``daily``: the report of one day as a paper."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.files import emit_beside
from app.cli.options import Out
from app.cli.output import read_day, write_file
from app.cli.session import session
from app.errors import Unavailable
from app.services.papers.daily_report import daily_report


def add(app: typer.Typer) -> None:
    app.command("daily")(daily)


def daily(
    context: typer.Context,
    out: Out,
    day: Annotated[str | None, typer.Argument(metavar="DATE", help="哪一天；不写是今天")] = None,
    paper: Annotated[str, typer.Option("--paper", metavar="a4|a5", help="纸张")] = "a4",
) -> None:
    """出一天的日报：批次人次、来访明细、文书起止号、空号说明、未确认出纸和审计链首。

    内容没有变再出就是补打；有了新的来访或文书，再出就是新的一份。

    \b
    例  python main.py --as leader daily 2026-11-23 --out 日报.pdf
    """
    asked = read_day(day, "DATE")
    if not out.absolute().parent.is_dir():
        raise Unavailable("out_unwritable", file=str(out), detail="没有这个文件夹")
    desk = session(context).sign_in()
    form = {".png": "png", ".ofd": "ofd"}.get(out.suffix.lower(), "pdf")
    issued = daily_report(desk, asked or desk.clock.now().date(), paper, form)
    write_file(out, issued.data)
    emit_beside(issued.as_json() | {"out": str(out)}, out)
