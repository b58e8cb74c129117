"""What lies behind the door: the window and its pages, in a listed order, for a signed-in desk."""

from __future__ import annotations

from collections.abc import Callable

from app.desk import Desk
from app.ports.link import Link
from ui.bridge import Bridge
from ui.find.page import FindPage
from ui.header import Tab
from ui.keyboard import KeyWatch
from ui.matter.page import MatterPage
from ui.page import Page
from ui.reception.page import ReceptionPage
from ui.register.page import RegisterPage
from ui.settings.page import SettingsPage
from ui.start.page import StartPage
from ui.sync.page import SyncPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.waiting.page import WaitingPage
from ui.window import Window

TABS = (
    Tab("register", "登记", "Ctrl+1", "register"),
    Tab("reception", "联合接访", "Ctrl+2", "reception"),
    Tab("ledger", "督办台账", "Ctrl+3", "ledger"),
)


def build_window(
    desk: Desk, tasks: Tasks, bridge: Bridge, look: Look, keys: KeyWatch, link_of: Callable[[], Link]
) -> tuple[Window, StartPage]:
    """The window with its pages, and the one it begins with; ``link_of`` is asked on a thread."""
    start = StartPage(desk, tasks, bridge)
    sync = SyncPage(desk, tasks, bridge, link_of)
    pages: list[Page] = [start, *_build_pages(desk, tasks, bridge, look), sync]
    shown = {page.name for page in pages}
    window = Window(look, keys, [tab for tab in TABS if tab.page in shown])
    for page in pages:
        window.add_page(page)
        page.setParent(window)
    window.status.show_who(desk.place.letter, desk.staff.name)
    return window, start


def _build_pages(desk: Desk, tasks: Tasks, bridge: Bridge, look: Look) -> list[Page]:
    """The pages beside the first one, as far as the account may use them."""
    pages: list[Page] = []
    if desk.may("register"):
        pages += [RegisterPage(desk, tasks, bridge), WaitingPage(desk, tasks, bridge)]
    if desk.may("reception"):
        pages.append(ReceptionPage(desk, tasks, bridge))
    if desk.may("search"):
        pages += [FindPage(desk, tasks, bridge), MatterPage(desk, tasks, bridge)]
    pages.append(SettingsPage(desk, tasks, bridge, look))
    return pages
