"""``gaps``: numbers that stand on no record; list them, and say why."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session
from app.services.papers.explain_gap import explain_gap, list_gaps


def add(app: typer.Typer) -> None:
    group = typer.Typer(help="空号：列出、说明。", rich_markup_mode=None, invoke_without_command=True)
    group.callback(invoke_without_command=True)(listed)
    group.command("explain")(explain)
    app.add_typer(group, name="gaps")


def listed(
    context: typer.Context,
    year: Annotated[int | None, typer.Option("--year", metavar="YYYY", help="哪一年；不写是今年")] = None,
) -> None:
    """列出一年里没有用上的编号和说明；reason 是 null 的还没有说明。

    \b
    例  python main.py --as leader gaps
    """
    if context.invoked_subcommand is None:
        desk = session(context).sign_in()
        gaps = list_gaps(desk, year or desk.clock.now().year)
        emit(
            {"gaps": [gap.as_json() for gap in gaps], "unexplained": sum(gap.reason is None for gap in gaps)}
        )


def explain(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="文号或编号")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么没有用，记入审计")],
) -> None:
    """说明一个编号为什么没有用：写明原因，记入审计，日报和核对里就有交代。

    这台还没有用到的编号、已经在用的编号不能说明。方括号也可以：信受A[2026]3号。

    \b
    例  python main.py --as leader gaps explain 信受A〔2026〕3号 --reason "纸卡坏，作废重出"
    """
    emit(explain_gap(session(context).sign_in(), number, reason).as_json())
