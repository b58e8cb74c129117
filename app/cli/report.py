"""``report``: figures and briefing; ``export`` of visits."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.files import emit_beside, require_one_stream, writing
from app.cli.options import Ofd, Pdf, Xlsx
from app.cli.output import emit, read_period
from app.cli.session import session
from app.domain.figures.figure_question import Narrowed
from app.domain.figures.indicators import BASES, FORMS, NOT_HEARD
from app.errors import FieldError, Refused

From = Annotated[str, typer.Option("--from", metavar="DATE", help="开始日期（含）")]
To = Annotated[str, typer.Option("--to", metavar="DATE", help="结束日期（含）")]
Basis = Annotated[str, typer.Option("--basis", metavar="登记日期|信访日期", help="按哪个日期统计")]


HEARD = (*FORMS, NOT_HEARD)


def add(app: typer.Typer) -> None:
    app.command("report")(report)
    app.command("export")(export)


def report(
    context: typer.Context,
    start: From,
    end: To,
    word: Annotated[
        str | None, typer.Argument(metavar="[rows", help="rows：列出一项数字后面的每一件")
    ] = None,
    figure: Annotated[
        str | None, typer.Argument(metavar="FIGURE]", help="哪一项数字，如 集体访.批次、按期办结率")
    ] = None,
    basis: Basis = BASES[0],
    by: Annotated[
        str | None, typer.Option("--by", metavar="week|month|quarter|year", help="再按周、月、季、年分开")
    ] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="通报|年度报告", help="文字写成哪一种")] = "通报",
    of_desk: Annotated[
        str | None, typer.Option("--desk", metavar="A", help="只算这一台登记的；台账 是旧台账导入的")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help=f"只算这样接访过的：{' '.join(HEARD)}")
    ] = None,
    batches: Annotated[int | None, typer.Option("--batches", metavar="N", help="enter：批次或件次")] = None,
    heads: Annotated[int | None, typer.Option("--heads", metavar="N", help="enter：人次")] = None,
    source: Annotated[str, typer.Option("--source", metavar="TEXT", help="enter：数字从哪里来")] = "",
    xlsx: Xlsx = None,
    pdf: Pdf = None,
    ofd: Ofd = None,
) -> None:
    """一段时间的批次、人次、同比、环比、各项比率，和通报文字。

    同比与上年同一日期比较，环比与上一期比较；比率带分子、分母和算法，分母为空的写“—”。
    report rows 列出一项数字后面的每一件，并说加起来对不对；表里的一格写成 来访.类别.城乡建设，
    义务写成 义务.法定.办结。

    \b
    例  python main.py --as watch report --from 2026-01-01 --to 2026-10-31 --xlsx 通报.xlsx
        python main.py --as watch report --from 2026-01-01 --to 2026-12-31 --kind 年度报告 --by quarter
        python main.py --as watch report --from 2026-01-01 --to 2026-10-31 --desk B --form 联合接访
        python main.py --as watch report rows 集体访.批次 --from 2026-01-01 --to 2026-10-31
        python main.py --as watch report enter 进京访 --from 2026-01-01 --to 2026-10-31 --batches 81 \
            --heads 91 --source 省信访局十月通报
    """
    from app.services.figures.enter_figure import enter_figure
    from app.services.figures.report_figures import report_figures
    from app.services.figures.report_files import (  # start-up: XlsxWriter is for this command
        write_ofd,
        write_pdf,
        write_xlsx,
    )
    from app.services.figures.rows_behind import figure_rows

    first, last = read_period(start, end)
    require_one_stream("--pdf", xlsx, pdf, ofd)
    _check_word(word, figure)
    if form is not None and form not in HEARD:
        raise Refused(FieldError("--form", "not_one_of", {"choices": "、".join(HEARD)}))
    only = Narrowed(of_desk, form)
    desk = session(context).sign_in()
    if figure is not None and word == "enter":
        emit(enter_figure(desk, figure, first, last, batches=batches, heads=heads, source=source))
        return
    if figure is not None:
        emit(figure_rows(desk, figure, first, last, basis, only=only).as_json())
        return
    link = session(context).house.link(desk).state()
    figures = report_figures(desk, first, last, basis, by=by, kind=kind, link=link, only=only)
    if xlsx is not None:
        with writing(xlsx, ".xlsx") as table:
            write_xlsx(desk, figures, table)
    if pdf is not None:
        with writing(pdf, ".pdf") as paper:
            write_pdf(desk, figures, paper)
    if ofd is not None:
        with writing(ofd, ".ofd") as paper:
            write_ofd(desk, figures, paper)
    emit_beside(figures.as_json(), xlsx, pdf, ofd)


def _check_word(word: str | None, figure: str | None) -> None:
    """Refused(usage) for a word that is neither rows nor enter, or for one without a figure."""
    if word is not None and (word not in ("rows", "enter") or figure is None):
        raise Refused(
            FieldError(
                "command", "usage", {"detail": "report rows、report enter 后面写一项数字，如 集体访.批次"}
            )
        )


def export(
    context: typer.Context,
    start: From,
    end: To,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE",
            readable=False,
            help=".xlsx、.csv、.tsv 或 .jsonl；- 是标准输出，写 JSON 行",
        ),
    ],
    basis: Basis = BASES[0],
    unmask: Annotated[bool, typer.Option("--unmask", help="不脱敏；要写 --purpose，记入审计")] = False,
    purpose: Annotated[str | None, typer.Option("--purpose", metavar="TEXT", help="用途")] = None,
    pack: Annotated[bool, typer.Option("--pack", help="按国家系统录入的顺序，一人一行，代码按它的")] = False,
) -> None:
    """导出来访：姓名、证件号、电话、住址脱敏，检举控告不导出内容；号码是文本，不会变成公式。

    \b
    例  python main.py --as watch export --from 2026-11-01 --to 2026-11-30 --out 十一月.xlsx
        python main.py --as leader export --from 2026-11-01 --to 2026-11-30 --out 录入.tsv --pack --unmask \
            --purpose 录入国家系统
    """
    from app.services.figures.export_visits import export_visits  # start-up: XlsxWriter is for this command

    first, last = read_period(start, end)
    desk = session(context).sign_in()
    with writing(out, ".jsonl") as file:
        done = export_visits(desk, first, last, file, basis=basis, unmask=unmask, purpose=purpose, pack=pack)
    emit_beside(done.as_json(), out)
