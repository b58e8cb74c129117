"""``roster``: which leader is on duty on which day (带班)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from app.cli.files import reading
from app.cli.options import OnlyLook, Sheet
from app.cli.output import emit, read_day
from app.cli.session import session
from app.errors import FieldError, Refused
from app.services.reference.read_roster import read_roster
from app.words import field_sentence

Month = Annotated[str | None, typer.Option("--month", metavar="YYYY-MM", help="哪个月，默认本月")]


def add(app: typer.Typer) -> None:
    group = typer.Typer(
        help="带班表：哪一天（上午、下午）由哪位领导带班。",
        rich_markup_mode=None,
        invoke_without_command=True,
    )
    group.callback()(roster)
    group.command("import")(import_)
    app.add_typer(group, name="roster")


def roster(context: typer.Context, month: Month = None) -> None:
    """看一个月的带班表；missing 是还没有排班的工作日。窗口各角色和系统管理员都可以看。

    \b
    例  python main.py --as clerk roster --month 2026-12
    """
    if context.invoked_subcommand is None:
        emit(read_roster(session(context).sign_in(), _month(month)).as_json())


def import_(
    context: typer.Context,
    file: Sheet,
    check: OnlyLook = False,
    month: Month = None,
) -> None:
    """导入带班表：day,part,leader；part 是 全天（默认）、上午 或 下午，leader 写姓名或账号，几位用、分开。

    也可以一天一行写成 日期,上午,下午。表里有的日子以表为准，没有的日子不动；leader 空着就是取消。
    日期只写 1日、12月1日 的，用 --month 2026-12 说明是哪个月。由系统管理员导入。

    \b
    例  python main.py --as admin roster import 带班表.xlsx --check
    """
    from app.services.reference.keep_roster import (
        import_roster,
    )  # start-up: openpyxl costs more than any other command

    with reading(file, "FILE") as table_file:
        done = import_roster(session(context).sign_in(), table_file, month=_month(month), check=check)
        emit(done.as_json() | {"warnings": [field_sentence(warning) for warning in done.warnings]})


def _month(text: str | None) -> date | None:
    """The first day of a month, 2026-12. Refused(bad_month)."""
    if text is None:
        return None
    try:
        return read_day(f"{text}-01", "--month")
    except Refused:
        raise Refused(FieldError("--month", "bad_month", {"given": text})) from None
