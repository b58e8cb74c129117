"""Giving memory back does no harm, also where the C library has no way to."""

from __future__ import annotations

import ctypes

import pytest

from ui.memory import give_back


def test_it_may_be_asked_for_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    give_back()
    for library in (lambda _: object(), lambda _: (_ for _ in ()).throw(OSError())):
        monkeypatch.setattr(ctypes, "CDLL", library)
        give_back()
