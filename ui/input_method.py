"""Chooses the side of an input method that PySide6 can speak to, before Qt starts."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

from PySide6.QtCore import QLibraryInfo


def prepare_input(
    environment: MutableMapping[str, str] = os.environ,
    plugins: Path | None = None,
    running: str | None = None,
) -> None:
    """With fcitx5 running and no plug-in of it in PySide6, use the ibus side of fcitx5 (before QApplication).

    Sessions of Chinese desktops set QT_IM_MODULE=fcitx for every program; Qt then finds no plug-in of that
    name and letters go in raw. Tests give ``plugins`` (Qt's folder) and ``running`` (the program looked for).
    """
    if not sys.platform.startswith("linux") or not _runs(running or "fcitx5"):
        return
    folder = plugins or Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    if any((folder / "platforminputcontexts").glob("*fcitx*")):
        return
    if environment.get("QT_IM_MODULE", "") in ("", "fcitx", "fcitx5"):
        environment["QT_IM_MODULE"] = "ibus"
    modules = [name for name in environment.get("QT_IM_MODULES", "").split(";") if name]
    if modules and "ibus" not in modules:  # Qt 6.7 and later ask this list first
        environment["QT_IM_MODULES"] = ";".join([*modules, "ibus"])
    environment.setdefault("IBUS_USE_PORTAL", "1")


def _runs(program: str) -> bool:
    """Whether a program of this name is running (Linux)."""
    for entry in Path("/proc").glob("[0-9]*/comm"):
        try:
            if entry.read_text().strip() == program:
                return True
        except OSError:  # it ended between listing and reading
            continue
    return False
