"""``hall``: who waits in the hall today, and what happens to them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.options import Reason
from app.cli.output import emit, read_day, read_moment
from app.cli.session import session
from app.domain.hall import ACTS, GONE, TALKS, WAITS
from app.services.visits.list_hall import HallVisit, list_hall
from app.services.visits.note_hall import note_hall


def add(app: typer.Typer) -> None:
    app.command("hall")(hall)


def hall(
    context: typer.Context,
    act: Annotated[
        str | None, typer.Argument(metavar="ACT", help=f"{' '.join(ACTS)}；不写就列出今天的人")
    ] = None,
    number: Annotated[str | None, typer.Argument(metavar="NUMBER", help="来访编号或查询码")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="WHO", help="转交给谁或到哪里")] = None,
    reason: Reason = None,
    at: Annotated[str | None, typer.Option("--at", metavar="TIME", help="哪一刻，ISO 8601 带时区")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="看哪一天，默认今天")] = None,
) -> None:
    """候访大厅：列出一天的来访（候、谈、走），或者记下叫号、暂缓、请回、转交、进谈、离开。

    进谈结束等候，别的台马上看见；接访存好、办了别的步骤的，就是走。

    \b
    例  python main.py --as clerk hall
        python main.py --as clerk hall 暂缓 LF340700-A-261123-001-K --reason 等同伴
        python main.py --as clerk hall 转交 LF340700-A-261123-001-K --to 法律咨询室
    """
    desk = session(context).sign_in()
    if act is None or number is None:
        rows = list_hall(desk, read_day(on, "--on"))
        emit({"visits": [_row(visit) for visit in rows], **_count(rows)})
        return
    moment = read_moment(at, "--at")
    emit(note_hall(desk.at(moment), number, act, to=to, reason=reason).as_json())


def _row(visit: HallVisit) -> dict[str, Any]:
    return {
        "number": visit.number,
        "name": visit.name,
        "headcount": visit.headcount,
        "claim": visit.claim,
        "arrived_at": visit.arrived_at,
        "where": visit.state.where,
        "held": visit.state.held,
        "to": visit.to_name or None,
        "reason": visit.state.reason,
        "calls": visit.state.calls,
        "called_at": visit.state.called_at,
    }


def _count(rows: list[HallVisit]) -> dict[str, int]:
    """到 and its parts, which add up to it."""
    where = [row.state.where for row in rows]
    return {"到": len(rows)} | {word: where.count(word) for word in (WAITS, TALKS, GONE)}
