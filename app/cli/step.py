"""``step``: one handling step; ``reply``: a unit's answer to a duty."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit, read_json
from app.cli.session import session
from app.domain.reply_entry import parse_reply
from app.domain.step_entry import parse_step
from app.services.handling.advance_matter import advance_matter
from app.services.handling.reply_duty import reply_duty

Json = Annotated[str, typer.Option("--json", metavar="FILE|-", help="UTF-8 的 JSON 文件，- 从标准输入读")]


def add(app: typer.Typer) -> None:
    app.command("step")(step)
    app.command("reply")(reply)


def step(context: typer.Context, json: Json) -> None:
    """办理一步：检查这一步的规则，输出新的期限和文书。

    \b
    {"matter"|"visit": 编号, "mode": "转送"|"交办"|"受理告知"|"不予受理"|"不再受理"|"直接回复"|"引导"|"存"|
     "延期"|"异议"|"退回"|"办结"|…, "unit"?: …, "at"?: …, "reason"?: …, "approver"?: …,
     "days"?: 延期天数, "body"?: 引导去哪个机关, "review_number"?: 复核意见文号,
     "found"?: 查明情况, "opinion"?: 处理意见, "law"?: 法律法规依据（办结，印在信访处理意见书上）,
     "checks"?: {"事实清楚": true, "证据扎实": true, "调查结论规范": true, "处理意见落实": true,
                 "群众满意并签字": true}}

    \b
    不予受理、延期要写 approver（带班领导，不能是经办人自己）和 reason。
    办结时五个不放过没有都落实的，要写 approver 和 reason。

    \b
    例  python main.py --as host step --json step.json
    """
    desk = session(context).sign_in()
    desk.require("step")
    entry = parse_step(read_json(json))
    emit(advance_matter(desk.at(entry.at), entry).as_json())


def reply(context: typer.Context, json: Json) -> None:
    """记下单位对交办的回复。

    \b
    {"matter"|"visit": 编号, "unit"?: 单位, "duty"?: 事项, "text": 回复,
     "done"?: 是否办完（默认 true）, "at"?: …}

    \b
    例  python main.py --as host reply --json reply.json
    """
    desk = session(context).sign_in()
    desk.require("step")
    entry = parse_reply(read_json(json))
    emit(reply_duty(desk.at(entry.at), entry).as_json())
