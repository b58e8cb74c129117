"""``simulate``, ``demo``, ``bench``: a training store, a day through the window, the measurements."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.output import emit, read_day
from app.cli.session import session
from app.errors import FieldError, Refused
from app.house import SimulationWanted, absolute

MOST = 5_000_000


def add(app: typer.Typer) -> None:
    app.command("simulate")(simulate)
    app.command("demo")(demo)
    app.command("bench")(bench)


def simulate(
    context: typer.Context,
    visits: Annotated[int, typer.Option("--visits", metavar="N", help="来访批次数")],
    seed: Annotated[int, typer.Option("--seed", metavar="S", help="同一个数生成同样的记录")] = 1,
    start: Annotated[str | None, typer.Option("--from", metavar="D", help="第一天，默认一年前")] = None,
    end: Annotated[str | None, typer.Option("--to", metavar="D", help="最后一天，默认昨天")] = None,
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", readable=False, help="在这个文件夹里造；写在命令前面也一样"),
    ] = None,
) -> None:
    """在空文件夹里造一个练习用的库：姓名都带“（示例）”，证件号都是 1901–1904 年生人。

    账号 admin（管理）和 clerk（窗口），密码在输出里。数据只供练习和测速，不要当真。

    \b
    例  python main.py --home ~/练习 simulate --visits 100000 --seed 7
    """
    now = session(context)
    if home is not None:
        now.home = absolute(home)
    if not 1 <= visits <= MOST:
        raise Refused(FieldError("--visits", "visits_range", {"most": MOST}))
    first, last = read_day(start, "--from"), read_day(end, "--to")
    if first and last and first > last:
        raise Refused(FieldError("--from", "from_after_to"))
    emit(now.programs.simulate(now.house, SimulationWanted(visits, seed, first, last)))


def demo(
    context: typer.Context,
    out: Annotated[
        Path, typer.Option("--out", metavar="DIR", readable=False, help="放回执、截图和 day.json 的文件夹")
    ] = Path("demo-out"),
) -> None:
    """用真的窗口过一个接待日：登记一人、登记一批 38 人、联合接访、三个告知、出单、两个工位同步。

    没有显示器就在内存里画。回执、截图和 day.json 留在文件夹里。

    \b
    例  python main.py demo --out demo-out
    """
    emit(session(context).programs.demo(out.absolute()))


def bench(
    context: typer.Context,
    visits: Annotated[int, typer.Option("--visits", metavar="N", help="量的时候库里有多少批来访")] = 100_000,
) -> None:
    """开发者用，只在源代码里：量一遍，每一项都和同一次里量的对照物比，输出比值。

    保存、查找、启动、同步；回执 PDF 和 80 毫米小票，热的和刚启动的，都比同字体同文字的一页白纸；
    100 页联合接访记录每秒多少页；百万来访里督办台账的第一页、due 和谁欠什么；演示日每一步按多少键、用多少秒。

    \b
    例  python main.py bench --visits 100000
    """
    if not 1 <= visits <= MOST:
        raise Refused(FieldError("--visits", "visits_range", {"most": MOST}))
    emit(session(context).programs.bench(visits))
