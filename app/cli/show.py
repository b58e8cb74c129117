"""``show``: one record whole."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session
from app.cli.show_json import show_json
from app.errors import NotAllowed
from app.services.case.case_readings import case_readings, note_reading
from app.services.case.show_record import show_record
from app.services.case.shown import HeldReception

WITHHELD = "withheld"


def add(app: typer.Typer) -> None:
    app.command("show")(show)


def show(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER|QUERY_CODE", help="来访、信访事项、联合接访的编号，或查询码")
    ],
    unmask: Annotated[
        bool, typer.Option("--unmask", help="显示完整的姓名、证件号、电话；要写 --purpose")
    ] = False,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="用途，记入审计")] = None,
    readers: Annotated[bool, typer.Option("--readers", help="只看谁看过这件事")] = False,
) -> None:
    """显示一件来访或信访事项的全部：人员、步骤、接访、交办、三个告知、期限及推导、文书、出纸。

    人员默认打码。编号大小写、全角半角、有没有短横都可以。每看一次记入审计。

    \b
    例  python main.py --as clerk show LF340700-A-261123-001-K
        python main.py --as clerk show 7KQ4M-2XP9T-3 --unmask --purpose 核对身份
        python main.py --as clerk show LF340700-A-261123-001-K --readers
    """
    desk = session(context).sign_in()
    if readers:
        emit(case_readings(desk, number).as_json())
        return
    try:
        answer = show_record(desk, number, unmask=unmask, purpose=purpose)
    except NotAllowed as error:
        if error.code == WITHHELD:
            note_reading(desk, number)
        raise
    if not isinstance(answer, HeldReception) and not unmask:
        note_reading(desk, number)
    emit(show_json(answer))
