"""``notice``: the three notices for a matter."""

from __future__ import annotations

import typer

from app.cli.options import Json
from app.cli.output import emit, read_json
from app.cli.session import session
from app.cli.shown_rows import told_json
from app.domain.entries.notice_entry import parse_notice
from app.services.handling.give_notices import give_notices
from app.words import field_sentence


def add(app: typer.Typer) -> None:
    app.command("notice")(notice)


def notice(
    context: typer.Context,
    json: Json,
) -> None:
    """记下三个告知：工作意见、办理时限、联络方式，以及来访人怎样确认的。

    \b
    {"matter"|"visit": 编号, "opinion": …, "contact": …, "told": "口头"|"书面",
     "due"?: 日期, "due_reason"?: …, "acknowledged"?: {"kind": "签字"|"拒签"|"见证", "witness"?: …}, "at"?: …}

    不写 due 就用推算的期限（最晚的交办期限，没有交办的用最近一步的期限）；写别的日期要写 due_reason。

    \b
    例  python main.py --as clerk notice --json notice.json
    """
    desk = session(context).sign_in()
    desk.require("notice")
    entry = parse_notice(read_json(json))
    done = give_notices(desk.at(entry.at), entry)
    warnings = [field_sentence(warning) for warning in done.warnings]
    case = {"matter": done.matter, "visit_number": done.visit_number}
    emit(case | told_json(done.notice) | {"warnings": warnings})
