"""The manual page jiefangtai(1), made of what --help says, and the completion for bash."""

from __future__ import annotations

from typing import Any

from app.cli.program import HELP, commands
from app.version import VERSION

ENVIRONMENT = (
    ("JIEFANGTAI_HOME", "本台的文件夹（--home）"),
    ("JIEFANGTAI_USER", "账号（--as）"),
    ("JIEFANGTAI_PASSWORD", "密码；没有就在终端问"),
    ("JIEFANGTAI_NEW_PASSWORD", "init、staff 要的新密码"),
    ("JIEFANGTAI_SECOND_PASSWORD", "第二个人（第二名管理员、在场的领导）的密码"),
    ("JIEFANGTAI_PIN", "令牌的 PIN；第二个人的是 JIEFANGTAI_SECOND_PIN"),
    ("JIEFANGTAI_HUB_…", "汇聚点的每个选项，见 jiefangtai hub --help"),
)
BREAKS = (
    r".class [CJK] \[u2E80]-\[u9FFF] \[uFF00]-\[uFFEF]",
    r".cflags 66 \C'[CJK]'",
    ".ad l",
)
"""Chinese has no spaces: a line may break after any of its characters, and its right edge stays ragged."""
COMPLETION = """_jiefangtai_completion() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
                   _JIEFANGTAI_COMPLETE=complete_bash "$1" ) )
    return 0
}
complete -o default -F _jiefangtai_completion jiefangtai
"""


def page() -> str:
    """The page in roff, UTF-8."""
    tree: Any = commands()
    lines = [
        f'.TH JIEFANGTAI 1 "" "jiefangtai {VERSION}" "接访台"',
        *BREAKS,
        ".SH 名称",
        "jiefangtai \\- 接访台：来访接待窗口的程序",
    ]
    lines += [
        ".SH 用法",
        ".B jiefangtai",
        "[选项] [命令] …",
        ".SH 说明",
        *_text(HELP),
        ".SH 选项",
        *_options(tree),
    ]
    lines.append(".SH 命令")
    for name, command in tree.commands.items():
        lines += _command(name, command)
    lines.append(".SH 环境变量")
    for name, meaning in ENVIRONMENT:
        lines += [".TP", f".B {name}", meaning]
    return "\n".join(lines) + "\n"


def _command(path: str, command: Any) -> list[str]:
    lines = [f'.SS "{path}"', *_text(command.help or ""), *_options(command)]
    for name, inner in getattr(command, "commands", {}).items():
        lines += _command(f"{path} {name}", inner)
    return lines


def _options(command: Any) -> list[str]:
    lines = []
    for parameter in command.params:
        name = ", ".join(parameter.opts) if parameter.param_type_name == "option" else str(parameter.metavar)
        meaning = str(getattr(parameter, "help", None) or "")
        lines += [".TP", f".B {_plain(name)}", _plain(meaning)]
    return lines


def _text(text: str) -> list[str]:
    """Paragraphs; what follows ``\\b`` keeps its lines."""
    lines = []
    for place, paragraph in enumerate(text.split("\n\n")):
        kept = paragraph.lstrip("\n").startswith("\b")
        parted = [".PP"] if place else []  # a heading is a paragraph by itself
        lines += [".nf"] if kept else parted
        lines += [_plain(line) for line in paragraph.replace("\b", "").strip("\n").splitlines()]
        lines += [".fi"] if kept else []
    return lines


def _plain(line: str) -> str:
    """A line that roff takes for nothing but text."""
    escaped = line.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
