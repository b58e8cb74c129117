"""``reception``: one joint 1+X reception."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit, read_json
from app.cli.session import session
from app.domain.reception_entry import parse_reception
from app.services.handling.hold_reception import hold_reception
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("reception")(reception)


def reception(
    context: typer.Context,
    json: Annotated[str, typer.Option("--json", metavar="FILE|-", help="UTF-8 的 JSON 文件，- 从标准输入读")],
) -> None:
    """记一场联合接访（1+X）：由记录生成交办、三个告知和文书，一次存好。

    必填：lead、leader、visits、units（除牵头单位外至少一个）、lines、result，
    以及 notices 的 opinion 和 contact（继续协调时可以不写）。
    result 是 现场办结 转办 交办 继续协调 引导 之一。
    记录里 @单位 事项 期限 回@联系人 是交办，! 开头是现场答复；全角半角都认。
    continues 写上一场的 JF 编号，上一场没有着落的诉求接到这一场。

    \b
    例  python main.py --as host reception --json reception.json
    """
    desk = session(context).sign_in()
    desk.require("reception")
    entry = parse_reception(read_json(json))
    held = hold_reception(desk.at(entry.at), entry)
    emit(held.as_json() | {"warnings": [field_sentence(one) for one in held.plan.warnings]})
