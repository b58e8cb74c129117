"""``slip``: write a paper to a file, without printing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside
from app.cli.options import Out, PaperNumber, ReprintReason
from app.cli.output import read_json, read_moment, write_file
from app.cli.session import session
from app.domain.entries.paper_detail import read_detail
from app.domain.papers.kinds import ALIASES
from app.domain.papers.sizes import PAPER_SIZES
from app.errors import Unavailable
from app.services.approvals.ask_reissue import issue_or_ask
from app.services.handling.advance_matter import Pending
from app.services.papers.issue_paper import SLIP, issue_paper

ROLL, SHEET = "80mm", "a5"


def add(app: typer.Typer) -> None:
    app.command("slip")(slip)


def slip(
    context: typer.Context,
    number: PaperNumber,
    out: Out,
    kind: Annotated[
        str,
        typer.Option(
            "--kind", metavar="文种", help="回执、三个告知单、来访登记表、联合接访记录、交办单、受理告知书……"
        ),
    ] = SLIP,
    paper: Annotated[
        str | None,
        typer.Option("--paper", metavar="|".join(PAPER_SIZES), help="纸张；不写看格式：png、escpos 用 80mm"),
    ] = None,
    form: Annotated[
        str | None, typer.Option("--format", metavar="pdf|ofd|png|escpos", help="格式；不写看 FILE 的后缀")
    ] = None,
    reason: ReprintReason = None,
    json: Annotated[
        str | None,
        typer.Option("--json", metavar="FILE|-", help="送达回证、预警单、移交案例报告要写的话，见下"),
    ] = None,
    at: Annotated[
        str | None, typer.Option("--at", metavar="TIME", help="代替时钟的时间，ISO 8601 带时差")
    ] = None,
) -> None:
    """出一张纸，写成文件：回执、三个告知单、来访登记表、告知书等。

    第一次出的内容就此冻结，以后同一件同一文种再出都是补打，纸上印“补打 第n次”；
    有了新的三个告知或更正，再出就是换发的新回执。三个告知没有给全时不出三个告知单。
    更正改了带班领导签过的字的，不出纸，换发送他批：输出 {"pending": …}，批了以后再出。

    \b
    --json  预警单    {"level": "一般|较大|重大|特别重大", "text": …, "advice"?: …, "to"?: […]}
            移交案例报告 {"cause": 问题症结, "advice": 处理建议, "to"?: …}
            送达回证  NUMBER 写要送达的文书的文号；各项可以不写，留空手填：
                      {"recipient", "by", "way", "time", "place", "result", "view", "remark"}
            写了 --json 就是新的一份，不写就是补打上一份。

    \b
    例  python main.py --as clerk slip LF340700-A-261123-001-K --out slip.pdf
        python main.py --as clerk slip LF340700-A-261123-001-K --paper 58mm --format png --out slip.png
        python main.py --as clerk slip LF340700-A-261123-001-K --kind 三个告知单 --paper a4 --out notices.pdf
    """
    moment = read_moment(at, "--at")
    _require_folder(out)
    desk = session(context).sign_in().at(moment)
    full = ALIASES.get(kind, kind)
    detail = read_detail(full, read_json(json)) if json is not None else None
    form = form or {".png": "png", ".bin": "escpos", ".ofd": "ofd"}.get(out.suffix.lower(), "pdf")
    size = paper or (SHEET if form in ("pdf", "ofd") else ROLL)
    issued = issue_or_ask(desk, partial(issue_paper, desk, number, kind, size, form, reason, detail=detail))
    if isinstance(issued, Pending):
        emit_beside(issued.as_json(), out)
        return
    write_file(out, issued.data)
    emit_beside(issued.as_json() | {"out": str(out)}, out)


def _require_folder(out: Path) -> None:
    """Say so before the paper is counted. Unavailable(out_unwritable) where FILE can be no file."""
    if out.is_dir():
        raise Unavailable("out_unwritable", file=str(out), detail="这是一个文件夹")
    if not out.absolute().parent.is_dir():
        raise Unavailable("out_unwritable", file=str(out), detail="没有这个文件夹")
