"""``step``, ``reply``, ``withdraw``: handling steps, answers of units, steps taken back."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import At, Json, JsonIfAny, Number, SendTo
from app.cli.output import emit, read_json, read_moment
from app.cli.session import session
from app.domain.entries.reply_entry import parse_reply
from app.domain.entries.step_entry import parse_step
from app.errors import FieldError, Refused
from app.services.handling.advance_matter import advance_matter, moves_json, possible_steps
from app.services.handling.reply_duty import reply_duty
from app.services.handling.withdraw_step import WithdrawalWanted, withdraw_step


def add(app: typer.Typer) -> None:
    app.command("step")(step)
    app.command("reply")(reply)
    app.command("withdraw")(withdraw)


def step(
    context: typer.Context,
    json: JsonIfAny = None,
    modes: Annotated[
        str | None, typer.Option("--modes", metavar="NUMBER", help="这件事现在能做哪些步骤，不能的为什么")
    ] = None,
    at: At = None,
) -> None:
    """办理一步：检查这一步的规则，输出新的期限和文书；要领导批的，输出 pending。

    \b
    {"matter"|"visit": 编号, "mode": 办理方式, "at"?: …, "remark"?: 备注, "send_to"?: 请哪位领导批, …}
    转送 交办 转办        "unit", "role"?: 主办|协办, "replaces"?: 换下的单位, "received_at"?;
                          交办另有 "term"?: "10日"|"5工作日"|日期, "report"?: 要办结报告
    受理告知              "unit"?: 谁受理, "way"?: 1 到 6（条例第31条，默认 6）
    不予受理 不再受理 引导 存 退回   "ground": 见 --modes, 以及这个理由要的 "body" "review" "way"
    延期                  "days", "reason", 别的单位办的还要 "unit_head": {"name", "number"}
    异议 驳回异议         "unit", "reason"
    直接回复 现场办结 采纳 不采纳 回复   "answer"
    办结                  "found", "opinion", "law", "outcome": 支持|解释说明|不予支持,
                          "checks": {"事实清楚": 依据, …}, "override"?: {"reason"}
    复查 复核             "body"
    复查意见 复核意见     "body", "number", "date", "outcome", "hearing_days"?
    听证 调解 督办 继续协调   "body"?, "kind"?, "result"?

    \b
    例  python main.py --as host step --json step.json
        python main.py --as host step --modes XF340700-A-261123-001-K
    """
    desk = session(context).sign_in()
    desk.require("step")
    if modes is not None:
        emit(moves_json(possible_steps(desk.at(read_moment(at, "--at")), modes)))
        return
    if json is None:
        raise Refused(FieldError("--json", "required"))
    entry = parse_step(read_json(json))
    emit(advance_matter(desk.at(entry.at or read_moment(at, "--at")), entry).as_json())


def reply(context: typer.Context, json: Json) -> None:
    """记下单位对交办、办结报告的回复。

    \b
    {"matter"|"visit": 编号, "unit"?: 单位, "duty"?: 事项或它的 id, "text": 回复,
     "done"?: 是否办完（默认 true）, "at"?: …}

    \b
    例  python main.py --as host reply --json reply.json
    """
    desk = session(context).sign_in()
    desk.require("step")
    entry = parse_reply(read_json(json))
    emit(reply_duty(desk.at(entry.at), entry).as_json())


def withdraw(
    context: typer.Context,
    number: Number,
    step: Annotated[str, typer.Option("--step", metavar="ID", help="哪一步，id 见 show")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="为什么撤销")],
    visitor_told: Annotated[
        str | None, typer.Option("--told", metavar="TEXT", help="怎样告诉来访人（两个结果不一致时要写）")
    ] = None,
    send_to: SendTo = None,
    at: At = None,
) -> None:
    """撤销办错的一步：它起算的期限没有了，它了结的重新算；文书作废。批过的、文书打印过的要领导批。

    \b
    例  python main.py --as host withdraw XF340700-A-261123-001-K --step 0199… --reason 单位选错
    """
    desk = session(context).sign_in()
    desk.require("step")
    wanted = WithdrawalWanted(
        number=number, step=step, reason=reason, visitor_told=visitor_told, send_to=send_to
    )
    emit(withdraw_step(desk.at(read_moment(at, "--at")), wanted).as_json())
