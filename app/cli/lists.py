"""``list``: the lists of cases (台账): what they are, what stands on one, an act on one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, require_one_stream, writing
from app.cli.options import At, JsonIfAny, MostCases, Ofd, Pdf, Xlsx
from app.cli.output import emit, read_json, read_moment, read_period
from app.cli.session import session
from app.desk import Desk
from app.domain.dates.period import Period
from app.domain.lists.act import ACTS
from app.errors import FieldError, Refused
from app.services.lists.keep_list import keep_list
from app.services.lists.read_list import MOST, kinds_json, list_kinds, read_list

KindName = Annotated[
    str | None,
    typer.Argument(
        metavar="[KIND", help="积案 包案 首办 专项 纪委 预警 六调 代理 建议；不写就列出各种台账和列"
    ),
]


def add(app: typer.Typer) -> None:
    app.command("list")(lists)


def lists(
    context: typer.Context,
    kind: KindName = None,
    act: Annotated[
        str | None, typer.Argument(metavar="[add|note|end", help="列入、记事、销账；不写就看这本台账")
    ] = None,
    number: Annotated[str | None, typer.Argument(metavar="NUMBER]]", help="信访事项或来访编号")] = None,
    json: JsonIfAny = None,
    at: At = None,
    only_open: Annotated[bool, typer.Option("--open", help="只看还没有销账的")] = False,
    start: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="表格和 PDF 里带这段时间的数字：开始日期")
    ] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="DATE", help="结束日期")] = None,
    xlsx: Xlsx = None,
    pdf: Pdf = None,
    ofd: Ofd = None,
    limit: MostCases = MOST,
) -> None:
    """台账：积案、领导包案、首办、专项、纪委移交、预警、六调、代理代办、人民建议。

    不带 KIND 列出各种台账、每一步的列（键、名称、可选的词）和办法；带 KIND 列出这本台账，新列入的在前。
    add 列入（要写理由 reason），note 记事，end 销账（要写结果 result）；三样都可带 "at"。

    \b
    例  python main.py --as watch list
        python main.py --as watch list 积案
        python main.py --as watch list 纪委 --xlsx 四季度.xlsx --from 2026-10-01 --to 2026-12-31
        python main.py --as watch list 积案 add XF340700-A-261123-001-K --json 列入.json
        python main.py --as watch list 包案 note XF340700-A-261123-001-K --json 调度.json
        python main.py --as watch list 积案 end XF340700-A-261123-001-K --json 销账.json
    列入.json 写 {"reason": "国家局交办", "source": "国家局交办"}，调度.json 写
    {"item": "日调度", "text": "已联系7户"}，销账.json 写 {"result": "已化解", "text": "已办证"}
    """
    if act is not None and act not in ACTS:
        raise Refused(FieldError("command", "list_act_unknown", {"given": act}))
    desk = session(context).sign_in().at(read_moment(at, "--at"))
    desk.require("list")
    if kind is None:
        emit(kinds_json(list_kinds(desk)))
    elif act is None:
        files = (xlsx, pdf, ofd)
        require_one_stream("--pdf", *files)
        period = _period(start, end)
        if any(file is not None for file in files):
            _write_files(desk, kind, period, only_open, files)
        emit_beside(read_list(desk, kind, only_open=only_open, most=limit).as_json(), *files)
    elif number is None:
        raise Refused(FieldError("NUMBER", "required"))
    elif json is None:
        raise Refused(FieldError("--json", "required"))
    else:
        emit(keep_list(desk, kind, act, number, read_json(json)).as_json())


def _period(start: str | None, end: str | None) -> Period | None:
    """The days that a sheet is of; both ends or none. Refused: required, bad_date, dates_reversed."""
    if start is None and end is None:
        return None
    if start is None or end is None:
        raise Refused(FieldError("--from" if start is None else "--to", "required"))
    period = Period(*read_period(start, end))
    if period.end < period.start:
        raise Refused(FieldError("--to", "dates_reversed"))
    return period


Files = tuple[Path | None, Path | None, Path | None]
"""The list as .xlsx, .pdf and .ofd, each where it is asked for."""


def _write_files(desk: Desk, kind: str, period: Period | None, only_open: bool, files: Files) -> None:
    from app.services.lists.list_files import (  # start-up: XlsxWriter is for this command
        list_file,
        write_list_ofd,
        write_list_pdf,
        write_list_xlsx,
    )

    listed = list_file(desk, kind, period, only_open=only_open)
    writers = (write_list_xlsx, write_list_pdf, write_list_ofd)
    for file, suffix, write in zip(files, (".xlsx", ".pdf", ".ofd"), writers, strict=True):
        if file is not None:
            with writing(file, suffix) as made:
                write(desk, listed, made)
