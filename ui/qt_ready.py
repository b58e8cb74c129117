"""Says in one sentence what Qt lacks on this machine, before Qt ends the program in English."""

from __future__ import annotations

import ctypes
import gc
import os
import re
import sys
from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from app.errors import Unavailable

_LIBRARY = re.compile(r"([\w.+-]+\.so[.0-9]*|[\w.+-]+\.dll)\b", re.IGNORECASE)


def require_window(environment: Mapping[str, str] = os.environ) -> None:
    """Qt, and a display to open the window on. Unavailable: qt_missing, qt_library, no_display."""
    require_qt()
    if not sys.platform.startswith("linux") or environment.get("QT_QPA_PLATFORM"):
        return
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        raise Unavailable("no_display")
    if not environment.get("WAYLAND_DISPLAY"):
        require_library(_plugins() / "platforms" / "libqxcb.so")
        require_server(environment["DISPLAY"])


def require_qt() -> None:
    """Qt's modules can be loaded. Unavailable: qt_missing (not installed), qt_library (of the system).

    From then on imports are plain ones (``plain_imports``), and nothing is collected before there is a
    window (``ui.garbage``): loading leaves no garbage, looking for it takes time.
    """
    gc.disable()
    if find_spec("PySide6") is None:
        raise Unavailable("qt_missing")
    try:
        import_module("PySide6.QtWidgets")
    except ImportError as error:
        raise Unavailable("qt_library", library=library_of(str(error))) from error
    plain_imports()


def plain_imports() -> None:
    """Keep PySide6 from reading the source of every module that is imported after it.

    It looks for uses of its ``__feature__`` switches, of which this program has none; Python then keeps the
    text of every file (17 MB) and the start takes 0.1 s longer.
    """
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        setattr(feature, "_mod_uses_pyside", _uses_no_feature)  # noqa: B010 - PySide6's own, 6.7 to 6.11


def _uses_no_feature(_module: object) -> bool:
    return False


def require_library(file: Path) -> None:
    """A plug-in of Qt can be loaded. Unavailable(qt_library) names the library of the system it asks for."""
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        raise Unavailable("qt_library", library=library_of(str(error))) from error


def require_server(display: str) -> None:
    """An X server answers under this name; one that is gone, or another account's, would end Qt.

    Unavailable: no_display.
    """
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(display.encode(), None))
    refused = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    if refused:
        raise Unavailable("no_display")


def library_of(reason: str) -> str:
    """The library that the loader's words name; the words themselves where they name none."""
    match = _LIBRARY.search(reason)
    return match[1] if match else reason


def _plugins() -> Path:
    core = import_module("PySide6.QtCore")
    return Path(core.QLibraryInfo.path(core.QLibraryInfo.LibraryPath.PluginsPath))
