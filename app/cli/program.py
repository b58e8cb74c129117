"""Puts the commands together and turns whatever ends a call into its exit code (CLI.md)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

from app.cli.commands import WORDS, load, modules_for
from app.cli.output import DONE, FAULT, emit_error
from app.cli.session import Session, has_half_letters
from app.errors import FieldError, JiefangtaiError, Refused, Unavailable
from app.house import HOME, USER, House, Programs, absolute, default_home
from app.version import VERSION

HELP = """接访台：来访登记、联合接访、三个告知、回执、督办。

\b
不带命令就打开窗口。其余命令除 init、enrol、hub、demo、simulate、bench、verify、update 外都要登录：
用 --as 写账号，密码从环境变量 JIEFANGTAI_PASSWORD 取，没有就在终端问（不回显）。

\b
结束码  0 办好了   2 输入要改（errors 里逐项说明，什么都没有存）
        3 没有登录或没有权限   4 磁盘、网络、打印机等有事   1 程序自身出了错
\b
例  python main.py --home ~/接访台 init --centre 示例市人民来访接待中心 --code 340700 --desk A --admin admin
    python main.py --as clerk register --json visit.json
    python main.py --as clerk slip LF340700-A-261123-001-K --paper 80mm --format png --out slip.png
"""
NAME = "jiefangtai"
_COMPLETION = {
    "install_completion": "让这个 shell 会补全命令和选项",
    "show_completion": "打印补全用的脚本",
}
"""What the options that Typer adds are for."""


def run(
    arguments: list[str],
    open_house: Callable[[Path], House],
    programs: Programs,
    prog: str = "main.py",
    tree: TyperGroup | None = None,
) -> int:
    """Carry out one call; the exit code. Faults of ours are left to the caller's excepthook (code 1).

    ``tree``: ``commands()`` made before, for who calls often.
    """
    _speak_utf8()
    session = Session(open_house=open_house, programs=programs)
    try:
        _check_letters(arguments)
        tree = tree or commands(modules_for(arguments))
        answer = tree.main(args=arguments, prog_name=prog, standalone_mode=False, obj=session)
    except JiefangtaiError as error:
        session.note(error)
        return emit_error(error)
    except OSError as wrong:
        if wrong.filename is None:
            raise
        return emit_error(Unavailable("file_trouble", file=_shown(wrong.filename), detail=wrong.strerror))
    except typer.Abort:
        return FAULT
    except typer.TyperException as wrong:
        return emit_error(Refused(FieldError(_what(wrong), "usage", {"detail": _usage(wrong)})))
    finally:
        session.close()
    return answer if isinstance(answer, int) else DONE


def commands(modules: Iterable[str] = WORDS) -> TyperGroup:
    """The tree of the modules' commands, of all without ``modules``, ready to be called."""
    tree = typer.main.get_command(build(modules))
    if not isinstance(tree, TyperGroup):
        raise TypeError("the command line has one command alone")
    for option in tree.params:
        if option.name in _COMPLETION:
            setattr(option, "help", _COMPLETION[option.name])  # noqa: B010 - arguments have no help, options do
    return tree


def build(modules: Iterable[str] = WORDS) -> typer.Typer:
    """The Typer app with the commands of the modules, of all of app.cli.commands without ``modules``."""
    app = typer.Typer(
        name=NAME,
        help=HELP,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
    )
    app.callback(invoke_without_command=True)(_global)
    for module in modules:
        load(module).add(app)
    return app


def _say_version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"{NAME} {VERSION}\n")
        raise typer.Exit


def _global(
    context: typer.Context,
    home: Annotated[
        Path | None,
        typer.Option(
            "--home", envvar=HOME, metavar="DIR", readable=False, help="本台的文件夹，默认在用户数据目录"
        ),
    ] = None,
    user: Annotated[str | None, typer.Option("--as", envvar=USER, metavar="USER", help="账号")] = None,
    _version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_say_version, help="打印版本")
    ] = False,
) -> None:
    here = context.find_object(Session)
    if here is None:
        raise LookupError("the command line was started without a session")
    here.home = absolute(home) if home else default_home()
    here.user = user
    if context.invoked_subcommand is None:
        raise typer.Exit(here.programs.window(here.house, user))


_global.__doc__ = HELP


def _speak_utf8() -> None:
    """Both streams in UTF-8 whatever the terminal's locale says; rare characters must come through.

    Half of a surrogate pair, which UTF-8 cannot say, goes out as the escape that JSON has for it.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _check_letters(arguments: list[str]) -> None:
    """Refuse words that are no text in the terminal's encoding, unless they name a file that is there."""
    for place, word in enumerate(arguments):
        if has_half_letters(word) and not os.path.lexists(word):
            option = arguments[place - 1] if place else ""
            raise Refused(FieldError(option if option.startswith("--") else "command", "broken_text"))


def _shown(name: object) -> str:
    """A file's name as the system gave it: text, bytes or a number."""
    return os.fsdecode(name) if isinstance(name, bytes) else str(name)


def _what(wrong: typer.TyperException) -> str:
    """The option or argument that the usage error is about."""
    parameter = getattr(wrong, "param", None)
    if parameter is not None:
        return str(max(parameter.opts, key=len))
    return str(getattr(wrong, "option_name", "") or "command")


def _named(wrong: typer.TyperException) -> str:
    """The option or argument as --help names it."""
    parameter = getattr(wrong, "param", None)
    metavar = getattr(parameter, "metavar", None)
    return str(metavar) if metavar and not _what(wrong).startswith("-") else _what(wrong)


def _usage(wrong: typer.TyperException) -> str:
    """What is wrong with the call, in Chinese where the kind is known, and how to read on."""
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context is not None else "main.py"
    name = _named(wrong)
    known = {
        "MissingParameter": f"缺少 {name}",
        "NoSuchOption": f"没有 {name} 这个选项",
        "BadOptionUsage": f"{name} 后面要写值",
        "BadParameter": f"{name} 的值不对",
        "NoArgsIsHelpError": "后面还要写子命令",
    }
    plain = str(getattr(wrong, "message", wrong)).rstrip(".")
    reason = known.get(type(wrong).__name__, plain)
    if plain.startswith("No such command"):
        reason = "没有这个命令"
    elif plain.startswith("Got unexpected extra argument"):
        reason = f"多写了 {plain[plain.rfind('(') + 1 : -1]}"
    elif plain == "Missing command":
        reason = "后面还要写子命令"
    return f"{reason}。看用法：{path} --help"
