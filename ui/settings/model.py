"""The settings in groups, and what may be chosen for each; no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.domain.papers.sizes import SIZE_WORDS, SLIP_SIZES
from app.domain.printers import BINDINGS, PRINTERS
from app.settings import DECLARED, Declared
from ui.theme.tokens import AUTO, STEPS, THEMES
from ui.widgets.choices import Choice

CHOICES: dict[str, tuple[tuple[Any, str], ...]] = {
    "配色": tuple((name, name) for name in (AUTO, *THEMES)),
    "缩放": tuple((step, f"{step} %") for step in STEPS),
    "回执纸张": tuple((size, SIZE_WORDS[size]) for size in SLIP_SIZES),
}
PAPER, OWN = "纸面和联络", "本台"
BY_PANEL = (PRINTERS, BINDINGS)
"""Settings that the panel of printers reads and writes."""
YES_NO = ((True, "是"), (False, "否"))


@dataclass(frozen=True, slots=True)
class Group:
    """Settings under one heading."""

    title: str
    caption: str
    members: tuple[Declared, ...]


def groups(may_share: bool) -> tuple[Group, ...]:
    """This desk's own first, then the centre's: paper, rules, work."""
    shared = [declared for declared in DECLARED if declared.shared]
    own = tuple(
        declared
        for declared in DECLARED
        if not declared.shared and declared.act is None and declared.key not in BY_PANEL
    )
    numbers = tuple(declared for declared in shared if declared.type in (int, bool))
    note = "全中心共用" if may_share else "全中心共用，由系统管理员更改"
    return (
        Group(OWN, "只影响这一台", own),
        Group(PAPER, note, printed()),
        Group("期限和规则", note, numbers),
    )


def printed() -> tuple[Declared, ...]:
    """The centre's words that stand on paper."""
    return tuple(declared for declared in DECLARED if declared.shared and declared.type is str)


def choices(declared: Declared) -> tuple[tuple[Any, str], ...]:
    """(value, words) where there are only some to choose from; empty where one types."""
    if declared.type is bool:
        return YES_NO
    return CHOICES.get(declared.key, ())


def scales_up_to(most: int) -> list[Choice]:
    """The scales that a screen has room for."""
    return [Choice(step, f"{step} %") for step in STEPS if step <= most]


def scale_help(declared: Declared, most: int) -> str:
    """The help; where the screen is too small for the largest scales it says so."""
    if most >= STEPS[-1]:
        return help_line(declared)
    return f"100 至 {most}（%）；这块屏幕再大就放不下底下的按键"


def help_line(declared: Declared) -> str:
    """The help and the source: 集体访代表最多几人。依据：信访工作条例第20条."""
    source = f"。依据：{declared.source}" if declared.source else ""
    words, _, codes = declared.help.partition("：")
    if codes and codes.isascii() and declared.key in CHOICES:
        return f"{words}{source}"  # the codes are the command line's: here the list shows words
    return f"{declared.help}{source}"


def label(declared: Declared) -> str:
    """承诺受理_普通 → 承诺受理（普通）."""
    head, line, tail = declared.key.partition("_")
    return f"{head}（{tail}）" if line else head
