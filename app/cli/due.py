"""``due``: what falls due; ``remind``: a 115 reminder."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from app.cli.options import MostCases
from app.cli.output import emit, read_day
from app.cli.session import session
from app.services.supervision.due_matters import DAYS_AHEAD, MOST, due_matters
from app.services.supervision.send_reminder import ReminderWanted, send_reminder

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
    limit: MostCases = MOST,
    promises: Annotated[bool, typer.Option("--promises", help="也列本局承诺的日期（不催办）")] = False,
) -> None:
    """列出没有做到的法定、限期事项和 115 督办：谁欠、欠什么、哪一级提醒、由谁发给谁、发过没有。

    最急的在前，逾期的 days_left 是负数；逾期后依次是督办函、领导清单、通报（escalation）。
    中心自己欠的不催办，tier 是 null。

    \b
    例  python main.py --as watch due
        python main.py --as watch due --on 2026-12-01 --ahead 15
    """
    desk = session(context).sign_in()
    emit(due_matters(desk, read_day(on, "--on"), ahead=ahead, most=limit, promises=promises).as_json())


def remind(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="信访事项或来访编号")],
    tier: Annotated[int, typer.Option("--tier", metavar="15|10|5", help="提前几天的一级；5 出督办函")],
    obligation: Annotated[
        str | None, typer.Option("--obligation", metavar="ID", help="只催这一项（due 里的 obligation）")
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="NAME", help="只催这一个单位")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="算作哪一天发的，默认今天")] = None,
    skip: Annotated[bool, typer.Option("--skip", help="这一级不发，记下原因")] = False,
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", metavar="CODE", help="对程序所问的答复，可重复")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="再发或不发的原因")] = None,
) -> None:
    """催办：记下并出催办单（15、10）或督办函（5），发给欠的单位；已经答复的不催，中心自己不催。

    \b
    例  python main.py --as watch remind XF340700-A-261123-001-K --tier 5
        python main.py --as watch remind XF340700-A-261123-001-K --tier 10 --skip \
            --confirm confirm_not_sending --reason 单位已电话报送
    """
    day = read_day(on, "--on")
    desk = session(context).sign_in()
    moment = datetime.combine(day, desk.clock.now().timetz()) if day else None
    asked = ReminderWanted(
        tier=tier, obligation=obligation, unit=unit, skip=skip, confirm=tuple(confirm or ()), reason=reason
    )
    emit(send_reminder(desk.at(moment), number, asked).as_json())
