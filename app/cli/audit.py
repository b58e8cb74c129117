"""``audit``: who did what, when, and whether it was allowed (系统管理员, 安全管理员, 审计员)."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit, read_day
from app.cli.session import session
from app.services.desk.read_audit import AuditWanted, audit_json, read_audit


def add(app: typer.Typer) -> None:
    app.command("audit")(audit)


def audit(
    context: typer.Context,
    start: Annotated[str | None, typer.Option("--from", metavar="D", help="从哪天起")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="D", help="到哪天止，含当天")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="USER", help="只看这个账号")] = None,
    what: Annotated[
        str | None, typer.Option("--what", metavar="TEXT", help="行为、记录或用途里有这几个字")
    ] = None,
) -> None:
    """查看审计：谁、何时、对哪条记录做了什么、成没成。查看本身也记入审计。

    \b
    例  python main.py --as admin audit --from 2026-11-23 --to 2026-11-23 --what 登录
    """
    days = {"start": read_day(start, "--from"), "end": read_day(end, "--to")}
    wanted = AuditWanted(**days, who=who, what=what)
    emit(audit_json(read_audit(session(context).sign_in(), wanted)))
