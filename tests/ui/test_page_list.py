"""Pages are built when they are first shown, once, and those of the beginning at once."""

from __future__ import annotations

import subprocess
import sys
from functools import partial

import pytest
from PySide6.QtWidgets import QWidget

from app.desk import Desk
from tests.ui.house import workplace_of
from ui import routes
from ui.app import Program
from ui.bridge import Bridge
from ui.inside import ADMIN, DESKS, PAGES_OF_ACTS, SETTINGS, SYNC
from ui.page import Page
from ui.page_list import LaterPage, PageList
from ui.tasks import Tasks
from ui.workplace import Workplace


class Named(Page):
    """A page with nothing on it."""

    def __init__(self, name: str, at: Workplace) -> None:
        super().__init__(at)
        self.name = name
        self.view = QWidget()


def test_a_page_is_built_once_and_only_when_asked_for(desk: Desk, tasks: Tasks, bridge: Bridge) -> None:
    built: list[str] = []
    at = workplace_of(desk, tasks, bridge)
    pages = PageList()
    pages.built.connect(lambda page: built.append(page.name))
    start = Named("start", at)
    pages.put(start)
    for name in ("ledger", "figures"):
        pages.put_later(name, partial(Named, name, at))
    assert built == ["start"]
    assert list(pages) == ["start", "ledger", "figures"]
    assert "ledger" in pages
    assert "admin" not in pages
    assert pages.get("admin") is None
    assert pages.get("start") is start
    assert pages.get("ledger") is pages.get("ledger")
    assert built == ["start", "ledger"]
    assert set(pages) == {"start", "ledger", "figures"}


def test_a_page_that_nobody_opened_costs_nothing_and_comes_when_it_is_asked_for(program: Program) -> None:
    window = program.window
    assert window is not None
    assert "settings" in window._pages
    assert "settings" not in window._kept
    window.show_route(routes.Settings())
    assert window.current is window.page("settings")
    with pytest.raises(KeyError):
        window.page("nowhere")


def test_a_page_that_is_loaded_later_is_there_under_the_name_of_its_route() -> None:
    kinds = [kind for _, kind in PAGES_OF_ACTS if isinstance(kind, LaterPage)]
    for kind in (*kinds, ADMIN, DESKS, SETTINGS, SYNC):
        assert issubclass(kind.load(), Page)
        assert kind.load().name == kind.name


def test_the_window_begins_without_the_modules_of_later_pages() -> None:
    later = {f"ui.{kind.module}" for _, kind in PAGES_OF_ACTS if isinstance(kind, LaterPage)}
    script = f"import sys, ui.inside; print(sorted({later} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]"]
