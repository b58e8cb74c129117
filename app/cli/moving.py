"""``join``, ``split``: put a visit to another matter; ``hand``, ``name``: name a person to a case."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import At, Number, Reason
from app.cli.output import emit, read_moment
from app.cli.session import session
from app.services.case.appoint import hand_over, name_reader
from app.services.visits.move_visit import MoveWanted, VisitPut, join_visit, split_visit
from app.words import field_sentence

Visit = Annotated[str, typer.Argument(metavar="VISIT", help="来访编号或查询码")]


def add(app: typer.Typer) -> None:
    app.command("join")(join)
    app.command("split")(split)
    app.command("hand")(hand)
    app.command("name")(name)


def join(
    context: typer.Context,
    visit: Visit,
    matter: Annotated[str, typer.Argument(metavar="MATTER", help="并到哪一件事：信访事项或来访的编号")],
    reason: Reason = None,
    confirm: Annotated[
        list[str] | None, typer.Option("--confirm", metavar="CODE", help="程序问过的话，照 code 确认")
    ] = None,
    at: At = None,
) -> None:
    """把一次来访并到另一件事；原来的事没有来访了，就以“并入”结案。用 split 拆回去。

    \b
    例  python main.py --as host join LF340700-A-261123-002-K XF340700-A-260918-003-J --reason 同一件事
    """
    desk = session(context).sign_in()
    desk.require("join")
    wanted = MoveWanted(visit=visit, matter=matter, reason=reason, confirm=tuple(confirm or ()))
    _say(join_visit(desk.at(read_moment(at, "--at")), wanted))


def split(context: typer.Context, visit: Visit, reason: Reason = None, at: At = None) -> None:
    """把并进来的来访拆回原来的事；本来就在一起的，另立一件事。用 join 并回去。

    \b
    例  python main.py --as host split LF340700-A-261123-002-K --reason 两件事
    """
    desk = session(context).sign_in()
    desk.require("split")
    _say(split_visit(desk.at(read_moment(at, "--at")), MoveWanted(visit=visit, reason=reason)))


def _say(done: VisitPut) -> None:
    emit(done.as_json() | {"warnings": [field_sentence(warning) for warning in done.warnings]})


def hand(
    context: typer.Context,
    number: Number,
    to: Annotated[str, typer.Option("--to", metavar="LOGIN", help="交给谁，账号")],
    at: At = None,
) -> None:
    """把一件事移交给另一个人（首接负责）：以后由他经手，列在他的“等你办”里。

    \b
    例  python main.py --as host hand XF340700-A-261123-001-K --to clerk
    """
    desk = session(context).sign_in()
    desk.require("hand")
    emit(hand_over(desk.at(read_moment(at, "--at")), number, to).as_json())


def name(
    context: typer.Context,
    number: Number,
    reader: Annotated[str, typer.Option("--reader", metavar="LOGIN", help="谁可以查看，账号")],
    at: At = None,
) -> None:
    """带班领导指定谁可以查看、办理一件保密的事。

    \b
    例  python main.py --as leader name XF340700-A-261123-001-K --reader host
    """
    desk = session(context).sign_in()
    desk.require("name")
    emit(name_reader(desk.at(read_moment(at, "--at")), number, reader).as_json())
