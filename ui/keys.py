"""The keys that work on every page (PRODUCT.md section 4), as commands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from ui.header import Tab
from ui.page import Command
from ui.theme import Look

if TYPE_CHECKING:  # the window asks this module for its keys
    from ui.window import Window


def own_commands(window: Window, look: Look) -> list[Command]:
    """Keys, look-up, list, back, mend, lock, scale, settings."""
    fixed: tuple[tuple[str, str, tuple[str, ...], Callable[[], None]], ...] = (
        ("window.keys", "看本页按键和日期依据", ("F1",), window.show_keys),
        ("window.find", "查找", ("F3", "Ctrl+F", "/"), window.to_search),
        ("window.commands", "命令列表", ("Ctrl+K",), window.show_commands),
        ("window.back", "退一步，已填的都留着", ("Esc",), window.step_back),
        ("window.mend", "去改正", ("Alt+E",), window.mend),
        ("window.lock", "锁屏", ("Ctrl+L",), window.lock),
        ("window.start", "回到起始页", ("Ctrl+Home",), window.to_start),
        ("window.larger", "放大", ("Ctrl++", "Ctrl+="), look.larger),
        ("window.smaller", "缩小", ("Ctrl+-",), look.smaller),
        ("window.plain", "原大小", ("Ctrl+0",), look.plain_size),
        ("window.folder", "打开存文书的文件夹", ("Alt+Home",), window.open_folder),
        ("window.sync", "同步和待核对", ("Ctrl+H",), window.to_sync),
        ("window.settings", "设置", ("Ctrl+,",), window.to_settings),
    )
    return [Command(name=name, text=text, keys=keys, run=run) for name, text, keys, run in fixed]


def tab_commands(window: Window, tabs: Sequence[Tab]) -> list[Command]:
    """Ctrl+1 … Ctrl+3."""
    return [
        Command(
            name=f"tab.{tab.name}", text=tab.word, keys=(tab.key,), run=partial(window.show_route, tab.route)
        )
        for tab in tabs
    ]
