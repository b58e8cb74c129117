"""``units``, ``categories``, ``calendar``, ``divisions``: reference tables from CSV or XLSX."""

from __future__ import annotations

from pathlib import Path

import typer

from app.cli.files import reading
from app.cli.options import OnlyLook, Sheet
from app.cli.output import emit
from app.cli.session import session


def add(app: typer.Typer) -> None:
    for name, help_text, command in (
        ("units", "单位表", units),
        ("categories", "内容分类表", categories),
        ("calendar", "放假和调休", calendar),
        ("divisions", "行政区划表", divisions),
    ):
        group = typer.Typer(help=f"{help_text}。", no_args_is_help=True, rich_markup_mode=None)
        group.callback()(_group)
        group.command("import")(command)
        app.add_typer(group, name=name)


def _group() -> None:
    """Keeps ``import`` a word of its own though it is the only command of its group."""


def units(context: typer.Context, file: Sheet, check: OnlyLook = False) -> None:
    """导入单位表：name,short,kind,division；kind 是 信访部门、部门 或 县区。按 name 认同一单位。

    还可以有 经办、分管、主要负责人 三列（姓名，空格后可写电话）：115 督办按级发给他们。

    \b
    例  python main.py --as admin units import 单位.xlsx --check
    """
    _import(context, "units", file, check)


def categories(context: typer.Context, file: Sheet, check: OnlyLook = False) -> None:
    """导入内容分类：path，例如 城乡建设/住房/不动产登记。

    \b
    例  python main.py --as admin categories import 分类.csv
    """
    _import(context, "categories", file, check)


def calendar(context: typer.Context, file: Sheet, check: OnlyLook = False) -> None:
    """导入放假安排：day,kind,name,source；kind 是 休（放假）或 班（调休上班）。

    暂定的期限随即重算，列在 dates 里。

    \b
    例  python main.py --as admin calendar import 2027.csv --check
    """
    _import(context, "calendar", file, check)


def divisions(context: typer.Context, file: Sheet, check: OnlyLook = False) -> None:
    """导入行政区划：code,name（六位代码）。

    \b
    例  python main.py --as admin divisions import 区划.csv
    """
    _import(context, "divisions", file, check)


def _import(context: typer.Context, table: str, file: Path, check: bool) -> None:
    from app.services.reference.import_tables import (
        import_table,
    )  # start-up: openpyxl costs more than any other command

    with reading(file, "FILE") as table_file:
        emit(import_table(session(context).sign_in(), table, table_file, check=check).as_json())
