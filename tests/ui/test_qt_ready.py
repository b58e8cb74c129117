"""The program names a machine's missing parts in one sentence, before Qt ends it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.errors import Unavailable
from ui import qt_ready
from ui.qt_ready import library_of, require_library, require_window

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("words", "library"),
    [
        ("libEGL.so.1: cannot open shared object file: No such file or directory", "libEGL.so.1"),
        ("libglib-2.0.so.0: cannot open shared object file", "libglib-2.0.so.0"),
        ("DLL load failed while importing QtCore: VCRUNTIME140.dll was not found", "VCRUNTIME140.dll"),
        ("something else", "something else"),
    ],
)
def test_the_loaders_words_name_the_library(words: str, library: str) -> None:
    assert library_of(words) == library


def test_a_plug_in_without_its_library_names_it(tmp_path: Path) -> None:
    with pytest.raises(Unavailable) as stopped:
        require_library(tmp_path / "libqxcb.so")
    assert (stopped.value.code, stopped.value.facts) == ("qt_library", {"library": "libqxcb.so"})


def test_without_a_display_the_window_is_not_tried() -> None:
    with pytest.raises(Unavailable, match="no_display"):
        require_window({})
    require_window({"QT_QPA_PLATFORM": "offscreen"})


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X servers are Linux's here")
@pytest.mark.parametrize("display", [":7777", "nonsense", "127.0.0.1:7777"])
def test_a_display_that_does_not_answer_is_none(display: str) -> None:
    with pytest.raises(Unavailable, match="no_display"):
        require_window({"DISPLAY": display})


def test_without_pyside_the_rest_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_ready, "find_spec", lambda _name: None)
    with pytest.raises(Unavailable, match="qt_missing"):
        require_window({})


@pytest.mark.parametrize("arguments", [[], ["run"], ["--as", "clerk", "run"]])
def test_the_program_ends_with_the_sentence(tmp_path: Path, arguments: list[str]) -> None:
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in gone}
    environment["JIEFANGTAI_HOME"] = str(tmp_path / "home")
    done = subprocess.run(
        [sys.executable, ROOT / "main.py", *arguments], env=environment, capture_output=True, check=False
    )
    assert done.returncode == 4
    assert json.loads(done.stdout)["error"]["code"] == "no_display"
    assert done.stderr == b""


IMPORTED = """
import sys
from ui.qt_ready import require_qt
require_qt()
import linecache
before = set(linecache.cache)
import ui.app, ui.inside
print(len(set(linecache.cache) - before))
"""


def test_qt_reads_no_source_of_what_is_imported_after_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "0"
