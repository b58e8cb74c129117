"""``rate``: a satisfaction rating."""

from __future__ import annotations

import typer

from app.cli.options import Json
from app.cli.output import emit, read_json
from app.cli.session import session
from app.domain.entries.reply_entry import parse_rating
from app.services.handling.rate_matter import rate_matter


def add(app: typer.Typer) -> None:
    app.command("rate")(rate)


def rate(
    context: typer.Context,
    json: Json,
) -> None:
    """记一次满意度评价。再评一次，以后一次为准，前一次留着。

    \b
    {"matter"|"visit": 编号, "value": "满意"|"基本满意"|"不满意",
     "whom"?: "信访部门"|"责任单位"（默认 责任单位）, "remark"?: …, "at"?: …}

    \b
    例  python main.py --as clerk rate --json rating.json
    """
    desk = session(context).sign_in()
    desk.require("rate")
    entry = parse_rating(read_json(json))
    emit(rate_matter(desk.at(entry.at), entry).as_json())
