"""``register``: one visit; ``void``: take it back, later than ten minutes by a leader's signature."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import At, Json, SendTo
from app.cli.output import emit, read_json, read_moment
from app.cli.session import session
from app.domain.entries.visit_entry import parse_visit
from app.services.visits.register_visit import register_visit
from app.services.visits.void_visit import void_visit
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("register")(register)
    app.command("void")(void)


def register(context: typer.Context, json: Json) -> None:
    """登记一次来访（个体访或集体访），输出编号、查询码、期限及推导、同人同事提示。

    必填：一人的 name 和 address、claim、facts（written 为 true 时可无）、purpose、headcount。
    来访人不知道或不愿说的，值写 null，原因写在 absent 里（不详 不愿提供 当场无证件）。
    arrived_at 代替时钟，不写就是现在；matter 写以前的编号，就是同一事项再次来访。

    单位来访：organisation 写 name、contact，有统一社会信用代码的写 code，第一人可以不写 name。另可写：
    guardian（name、relation、phone）、proxy、interpreter、accused（被检举单位，检举控告不转给它和它的下级）、
    interest（应当回避的人的账号）、urgent（重大紧急）、skipped_levels（越级）、confidential（要求保密）。

    \b
    例  python main.py --as clerk register --json visit.json
        echo '{"people":[{"name":"王小明（示例）","address":"义安区示例路1号","id_type":"无",
               "no_id_reason":"当场无证件"}],"headcount":1,"purpose":"求决","claim":"示例小区办证",
               "facts":"……"}' | python main.py --as clerk register --json -
    """
    desk = session(context).sign_in()
    desk.require("register")
    entry = parse_visit(read_json(json))
    done = register_visit(desk.at(entry.arrived_at), entry)
    emit(done.as_json() | {"warnings": [field_sentence(warning) for warning in done.warnings]})


def void(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="来访编号或查询码")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么撤销，例如“登记重复”")],
    send_to: SendTo = None,
    at: At = None,
) -> None:
    """撤销一次来访：编号不再使用，文书作废，撤销留痕。

    登记人在保存后十分钟内自己撤销；过了十分钟、别人登记的、已经接访或办理的，送带班领导批，输出 pending。

    \b
    例  python main.py --as clerk void LF340700-A-261123-001-K --reason 登记重复
    """
    desk = session(context).sign_in()
    desk.require("void")
    emit(void_visit(desk.at(read_moment(at, "--at")), number, reason, send_to).as_json())
