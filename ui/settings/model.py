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
    shared = [one for one in DECLARED if one.shared]
    own = tuple(one for one in DECLARED if not one.shared and one.act is None and one.key not in BY_PANEL)
    numbers = tuple(one for one in shared if one.type in (int, bool))
    note = "全中心共用" if may_share else "全中心共用，由系统管理员更改"
    return (
        Group(OWN, "只影响这一台", own),
        Group(PAPER, note, printed()),
        Group("期限和规则", note, numbers),
    )


def printed() -> tuple[Declared, ...]:
    """The centre's words that stand on paper."""
    return tuple(one for one in DECLARED if one.shared and one.type is str)


def choices(one: Declared) -> tuple[tuple[Any, str], ...]:
    """(value, words) where there are only some to choose from; empty where one types."""
    if one.type is bool:
        return YES_NO
    return CHOICES.get(one.key, ())


def scales_up_to(most: int) -> list[Choice]:
    """The scales that a screen has room for."""
    return [Choice(step, f"{step} %") for step in STEPS if step <= most]


def scale_help(one: Declared, most: int) -> str:
    """The help; where the screen is too small for the largest scales it says so."""
    if most >= STEPS[-1]:
        return help_line(one)
    return f"100 至 {most}（%）；这块屏幕再大就放不下底下的按键"


def help_line(one: Declared) -> str:
    """The help and the source: 集体访代表最多几人。依据：信访工作条例第20条."""
    source = f"。依据：{one.source}" if one.source else ""
    return f"{one.help}{source}"


def label(one: Declared) -> str:
    """承诺受理_普通 → 承诺受理（普通）."""
    head, line, tail = one.key.partition("_")
    return f"{head}（{tail}）" if line else head
