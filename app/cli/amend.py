"""``amend``: correct a person's, a visit's or a matter's fields."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.options import At, Json
from app.cli.output import emit, read_json, read_moment
from app.cli.session import session
from app.services.handling.advance_matter import Pending
from app.services.visits.amend_record import amend_record
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("amend")(amend)


def amend(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="来访或信访事项的编号，或查询码")],
    json: Json,
    at: At = None,
) -> None:
    """更正一个人、一次来访或一件事项的内容；谁、什么时候、原来是什么、改成什么都留着。

    \b
    一个人  {"person": 0, "phone": "…", "address": "…"}；person 是第几个人，从 0 数起
    来访    {"headcount": 36, "concerned": …, "arrived_at": "…", "units": ["…"], "accused": ["…"],
             "proxy": {"name", "relation", "letter"?, "phone"?} 或 null, "written": true,
             "organisation": {…}, "guardian": {…}, "interpreter", "urgent", "skipped_levels",
             "interest": ["…"]}，写法和登记时一样
    事项    {"claim": "…", "facts": "…", "category": "…", "place": "…", "purpose": "…",
             "procedure": "普通"|"简易", "confidential": true}
    都可加  "reason": 为什么改, "send_to": 要领导批的，请哪一位

    给事项编号时，来访和人的内容改的是最近一次来访。检查和登记时一样。
    期限在同一笔里重新算：moved 是变了的日期，replaced 是来访人和单位手里说法已经不对的文书，换发新的；
    改成检举控告或保密的，out 是已经出去的文书。公开一件保密的事，或者改到带班领导批过的文书的字句，
    要带班领导批，输出 pending。

    \b
    例  echo '{"person": 0, "phone": "13900001234"}' |
          python main.py --as clerk amend LF340700-A-261123-001-K --json -
    """
    desk = session(context).sign_in()
    desk.require("amend")
    done = amend_record(desk.at(read_moment(at, "--at")), number, read_json(json))
    if isinstance(done, Pending):
        emit(done.as_json())
        return
    emit(done.as_json() | {"warnings": [field_sentence(warning) for warning in done.warnings]})
