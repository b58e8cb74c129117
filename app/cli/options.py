"""Options and arguments that several commands take, each said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

At = Annotated[str | None, typer.Option("--at", metavar="TIME", help="代替现在的时间，ISO 8601 带时区")]
Json = Annotated[str, typer.Option("--json", metavar="FILE|-", help="UTF-8 的 JSON 文件，- 从标准输入读")]
JsonIfAny = Annotated[
    str | None, typer.Option("--json", metavar="FILE|-", help="UTF-8 的 JSON 文件，- 从标准输入读")
]
Number = Annotated[str, typer.Argument(metavar="NUMBER", help="来访或信访事项的编号")]
PaperNumber = Annotated[
    str, typer.Argument(metavar="NUMBER", help="来访、信访事项、接访的编号，查询码，或文号")
]
ReprintReason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="补打的原因，记入审计")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="为什么")]
SendTo = Annotated[str | None, typer.Option("--send-to", metavar="USER", help="请哪位领导批")]
Login = Annotated[str, typer.Argument(metavar="USER", help="账号")]
MostCases = Annotated[int, typer.Option("--limit", metavar="N", help="最多列几件", min=1)]
Out = Annotated[
    Path, typer.Option("--out", metavar="FILE", readable=False, help="写到这个文件；- 是标准输出")
]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", readable=False, help="另存一份表格")]
Pdf = Annotated[Path | None, typer.Option("--pdf", metavar="FILE", readable=False, help="另存一份 PDF")]
Ofd = Annotated[Path | None, typer.Option("--ofd", metavar="FILE", readable=False, help="另存一份 OFD")]
Sheet = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", readable=False, help="CSV（UTF-8 或 GB 18030）或 XLSX，第一行是表头；- 是标准输入"
    ),
]
OnlyLook = Annotated[bool, typer.Option("--check", help="只看会改什么，不存")]
