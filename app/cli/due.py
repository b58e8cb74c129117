"""``due``: what falls due; ``remind``: a 115 reminder."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from app.cli.output import emit, read_day
from app.cli.session import session
from app.services.handling.due_matters import DAYS_AHEAD, MOST, due_matters
from app.services.handling.send_reminder import send_reminder

LONGEST = 3650
"""Days ahead that the list can look."""


def add(app: typer.Typer) -> None:
    app.command("due")(due)
    app.command("remind")(remind)


def due(
    context: typer.Context,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="以哪一天为准，默认今天")] = None,
    ahead: Annotated[
        int, typer.Option("--ahead", metavar="N", help="看到几天以后", min=0, max=LONGEST)
    ] = DAYS_AHEAD,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="最多列几件", min=1)] = MOST,
) -> None:
    """列出到期的事项和 115 督办：哪一级提醒、由谁发给谁、发过没有。最急的在前，逾期的 days_left 是负数。

    \b
    例  python main.py --as watch due
        python main.py --as watch due --on 2026-12-01 --ahead 15
    """
    emit(due_matters(session(context).sign_in(), read_day(on, "--on"), ahead=ahead, most=limit).as_json())


def remind(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="信访事项或来访编号")],
    tier: Annotated[int, typer.Option("--tier", metavar="15|10|5", help="提前几天的一级；5 出督办函")],
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="只催这一个单位")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="算作哪一天发的，默认今天")] = None,
) -> None:
    """催办：记下并出催办单（15、10）或督办函（5）。

    \b
    例  python main.py --as watch remind XF340700-A-261123-001-K --tier 5
    """
    day = read_day(on, "--on")
    desk = session(context).sign_in()
    moment = datetime.combine(day, desk.clock.now().timetz()) if day else None
    emit(send_reminder(desk.at(moment), number, tier, unit).as_json())
