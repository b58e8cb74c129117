"""``incident``: what happened at the window or in the hall, and what was done about it."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import JsonIfAny
from app.cli.output import emit, read_day, read_json
from app.cli.session import session
from app.domain.entries.incident_entry import parse_incident
from app.services.incidents.list_incidents import list_incidents
from app.services.incidents.note_incident import note_incident


def add(app: typer.Typer) -> None:
    app.command("incident")(incident)


def incident(
    context: typer.Context,
    json: JsonIfAny = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="看哪一天起的，默认今天")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="看到哪一天，默认同一天")] = None,
) -> None:
    """登记现场情况；不写 --json 就列出一段时间的。

    \b
    {"kind": 种类或种类的列表, "what": 发生了什么, "measures": 怎样处置, "who"?: 谁, "at"?: 时间,
     "police"?: 报警和出警, "visit"|"matter"?: 编号, "grave"?: true 是重大紧急,
     "level"?: 一般|较大|重大|特别重大, "advice"?: 工作建议, "to"?: [推送对象]}
    种类：围堵拦截 携带危险品 侮辱殴打 滞留滋事 煽动串联 其他扰序（条例第26条，可写 1 到 6）、扬言、突发紧急。
    重大紧急的（grave）当场出信访信息专报和预警单（一单三推），签收用 received。

    \b
    例  python main.py --as clerk incident --json incident.json
    """
    desk = session(context).sign_in()
    desk.require("incident")
    if json is not None:
        entry = parse_incident(read_json(json))
        emit(note_incident(desk.at(entry.at), entry).as_json())
        return
    first = read_day(start, "--from") or desk.clock.now().date()
    last = read_day(end, "--to") or first
    emit({"incidents": [listed.as_json() for listed in list_incidents(desk, first, last)]})
