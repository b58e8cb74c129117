"""The demonstration's words on the way: for who looks, not for a log."""

from __future__ import annotations

import os
import pty

import pytest

from ui.demo.day import say


def test_progress_is_for_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say("登录")
    assert capsys.readouterr().err == ""
    reading, writing = pty.openpty()
    with os.fdopen(writing, "w", encoding="utf-8") as terminal, monkeypatch.context() as patch:
        patch.setattr("sys.stderr", terminal)
        say("登录")
        terminal.flush()
        assert os.read(reading, 100).decode().strip() == "登录"
    os.close(reading)
