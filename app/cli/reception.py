"""``reception``: one reception of any form."""

from __future__ import annotations

import typer

from app.cli.options import Json
from app.cli.output import emit, read_json
from app.cli.session import session
from app.domain.entries.reception_entry import parse_reception
from app.services.receptions.hold_reception import hold_reception
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("reception")(reception)


def reception(
    context: typer.Context,
    json: Json,
) -> None:
    """记一场接访：由记录生成交办、三个告知和文书，一次存好。

    form 是 联合接访（默认，1+X，除牵头单位外至少一个单位）、接谈（本单位自己）、带班接访、约访、下访 之一。
    必填：visits、lines、result，notices 的 opinion 和 contact（继续协调时可以不写），接谈以外还有 leader，
    联合接访还有 lead 和 units。leader 写账号或姓名；不在带班表上、也不是带班领导的，写 roster_reason。
    result 是 现场办结 转办 交办 继续协调 引导 之一。
    几件事一起听：results 和 notices 按来访编号分开写；一行记录只讲其中几件，写 "for": [编号]，或以 #2 开头。
    记录里 @单位 事项 期限 回@联系人 是交办，! 开头是现场答复；期限可写 10日、5工作日、11月底前、下周五前。
    已办结的事要重新办理，带上 "confirm": ["confirm_reopen"]。
    continues 写上一场的 JF 编号，上一场没有着落的诉求接到这一场。

    \b
    例  python main.py --as host reception --json reception.json
    """
    desk = session(context).sign_in()
    desk.require("reception")
    entry = parse_reception(read_json(json))
    held = hold_reception(desk.at(entry.at), entry)
    emit(held.as_json() | {"warnings": [field_sentence(warning) for warning in held.plan.warnings]})
