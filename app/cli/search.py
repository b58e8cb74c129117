"""``search``: find records by whatever is at hand."""

from __future__ import annotations

from typing import Annotated

import typer

from app.cli.output import emit
from app.cli.session import session
from app.domain.text.pinyin import readings
from app.services.visits.find_records import find_records


def add(app: typer.Typer) -> None:
    app.command("search")(search)


def search(
    context: typer.Context,
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="编号、查询码、姓名、拼音、首字母、后四位、词语")
    ],
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="最多列几条")] = 20,
) -> None:
    """查找来访、信访事项、联合接访；一两个字也可以，最像的在前。

    \b
    例  python main.py --as clerk search 办证
        python main.py --as clerk search wxm --limit 5
        python main.py --as clerk search 0019
    """
    desk = session(context).sign_in()
    readings("查")  # loads the pinyin tables: part of starting, not of the search that "ms" tells
    emit(find_records(desk, text, limit).as_json())
