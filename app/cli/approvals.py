"""``approvals``, ``approve``, ``refuse``, ``recall``: what waits for a 带班领导's signature."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import At
from app.cli.output import emit, read_moment
from app.cli.session import session
from app.services.approvals.decide_request import approve_request, refuse_request, waiting_requests
from app.services.approvals.recall_request import recall_request

Id = Annotated[str, typer.Argument(metavar="ID", help="请示的 id，见 approvals")]


def add(app: typer.Typer) -> None:
    app.command("approvals")(approvals)
    app.command("approve")(approve)
    app.command("refuse")(refuse)
    app.command("recall")(recall)


def approvals(context: typer.Context) -> None:
    """等本人（带班领导）批的请示，早的在前；自己提的不在内。

    \b
    例  python main.py --as leader approvals
    """
    desk = session(context).sign_in()
    emit({"approvals": [waiting.as_json() for waiting in waiting_requests(desk)]})


def approve(context: typer.Context, id: Id, at: At = None) -> None:
    """批准：这一步以经办人的名义办出，从批准时起算。输出与 step 相同。

    \b
    例  python main.py --as leader approve 0199…
    """
    desk = session(context).sign_in()
    emit(approve_request(desk.at(read_moment(at, "--at")), id).as_json())


def refuse(
    context: typer.Context,
    id: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么不批，退给经办人")],
    at: At = None,
) -> None:
    """不批准，写明原因退给经办人。

    \b
    例  python main.py --as leader refuse 0199… --reason 材料不全，先核实住址
    """
    desk = session(context).sign_in()
    emit(refuse_request(desk.at(read_moment(at, "--at")), id, reason).as_json())


def recall(
    context: typer.Context,
    id: Id,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么收回，可以不写")] = "",
    at: At = None,
) -> None:
    """收回自己送批、还没有批的请示；期限和状态本来就没有变。

    \b
    例  python main.py --as clerk recall 0199… --reason 材料要补
    """
    desk = session(context).sign_in()
    emit(recall_request(desk.at(read_moment(at, "--at")), id, reason).as_json())
