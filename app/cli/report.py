"""``report``: figures and briefing; ``export`` of visits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, require_one_stream, writing
from app.cli.output import read_period
from app.cli.session import session
from app.domain.indicators import BASES

From = Annotated[str, typer.Option("--from", metavar="DATE", help="开始日期（含）")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="结束日期（含）")]
Basis = Annotated[str, typer.Option("--basis", metavar="登记日期|信访日期", help="按哪个日期统计")]


def add(app: typer.Typer) -> None:
    app.command("report")(report)
    app.command("export")(export)


def report(
    context: typer.Context,
    start: From,
    end: To,
    basis: Basis = BASES[0],
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", metavar="FILE", readable=False, help="另存一份表格")
    ] = None,
    pdf: Annotated[
        Path | None, typer.Option("--pdf", metavar="FILE", readable=False, help="另存一份 PDF")
    ] = None,
) -> None:
    """一段时间的批次、人次、同比、各项比率，和通报文字。

    同比与上年同一日期比较；分母为空的比率写“—”。

    \b
    例  python main.py --as watch report --from 2026-01-01 --to 2026-10-31 --xlsx 通报.xlsx
    """
    from app.services.figures.report_figures import report_figures
    from app.services.figures.report_files import (  # start-up: XlsxWriter is for this command
        write_pdf,
        write_xlsx,
    )

    first, last = read_period(start, end)
    require_one_stream("--pdf", xlsx, pdf)
    desk = session(context).sign_in()
    found = report_figures(desk, first, last, basis)
    if xlsx is not None:
        with writing(xlsx, ".xlsx") as table:
            write_xlsx(desk, found, table)
    if pdf is not None:
        with writing(pdf, ".pdf") as paper:
            write_pdf(desk, found, paper)
    emit_beside(found.as_json(), xlsx, pdf)


def export(
    context: typer.Context,
    start: From,
    end: To,
    out: Annotated[
        Path,
        typer.Option(
            "--out", metavar="FILE", readable=False, help=".xlsx、.csv 或 .jsonl；- 是标准输出，写 JSON 行"
        ),
    ],
    basis: Basis = BASES[0],
    unmask: Annotated[bool, typer.Option("--unmask", help="不脱敏；要写 --purpose，记入审计")] = False,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="用途")] = None,
) -> None:
    """导出来访：姓名、证件号、电话、住址脱敏，检举控告不导出内容；号码是文本，不会变成公式。

    \b
    例  python main.py --as watch export --from 2026-11-01 --to 2026-11-30 --out 十一月.xlsx
    """
    from app.services.figures.export_visits import export_visits  # start-up: XlsxWriter is for this command

    first, last = read_period(start, end)
    desk = session(context).sign_in()
    with writing(out, ".jsonl") as file:
        done = export_visits(desk, first, last, file, basis=basis, unmask=unmask, purpose=purpose)
    emit_beside(done.as_json(), out)
