"""``amend``: correct a person's or a matter's fields."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit, read_json
from app.cli.session import session
from app.services.visits.amend_record import amend_record
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("amend")(amend)


def amend(
    context: typer.Context,
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="来访或信访事项的编号，或查询码")],
    json: Annotated[str, typer.Option("--json", metavar="FILE|-", help="UTF-8 的 JSON 文件，- 从标准输入读")],
) -> None:
    """更正一个人或一件事项的内容；谁、什么时候、原来是什么、改成什么都留着。

    \b
    一个人  {"person": 0, "phone": "…", "address": "…"}；person 是第几个人，从 0 数起
    事项    {"claim": "…", "facts": "…", "category": "…", "place": "…", "purpose": "…"}

    检查和登记时一样。更正以后再出回执，就是换发的新回执。

    \b
    例  echo '{"person": 0, "phone": "13900001234"}' |
          python main.py --as clerk amend LF340700-A-261123-001-K --json -
    """
    desk = session(context).sign_in()
    desk.require("amend")
    done = amend_record(desk, number, read_json(json))
    emit(done.as_json() | {"warnings": [field_sentence(one) for one in done.warnings]})
