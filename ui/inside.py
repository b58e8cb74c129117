"""Builds the window and its pages for a signed-in desk, in a listed order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui import routes
from ui.acts.page import ActPage
from ui.admin.audit_page import AuditPage
from ui.admin.desks_page import DesksPage
from ui.admin.page import AdminPage
from ui.admin.safety_page import SafetyPage
from ui.admin.staff_page import StaffPage
from ui.admin.tables_page import TablesPage
from ui.admin.units_page import UnitsPage
from ui.approvals.page import ApprovalsPage
from ui.charge.page import ChargePage
from ui.figures.page import FiguresPage
from ui.find.page import FindPage
from ui.header import Tab
from ui.imports.page import ImportPage
from ui.keyboard import KeyWatch
from ui.ledger.page import LedgerPage
from ui.lists.page import ListsPage
from ui.matter.page import MatterPage
from ui.page import Page
from ui.reception.page import ReceptionPage
from ui.register.page import RegisterPage
from ui.roster.page import RosterPage
from ui.settings.page import SettingsPage
from ui.start.page import StartPage
from ui.step.page import StepPage
from ui.sync.page import SyncPage
from ui.theme import Look
from ui.waiting.page import WaitingPage
from ui.window import Window
from ui.workplace import Workplace

TABS = (
    Tab("register", "登记", "Ctrl+1", routes.Registration()),
    Tab("reception", "联合接访", "Ctrl+2", routes.Reception()),
    Tab("ledger", "督办台账", "Ctrl+3", routes.Ledger()),
    Tab("approvals", "审批", "Ctrl+4", routes.Approvals()),
)

PAGES_OF_ACTS: tuple[tuple[str, tuple[type[Page], ...]], ...] = (
    ("register", (RegisterPage, WaitingPage)),
    ("reception", (ReceptionPage,)),
    ("notice", (ActPage,)),
    ("step", (StepPage,)),
    ("approve", (ApprovalsPage,)),
    ("due", (LedgerPage,)),
    ("report", (FiguresPage,)),
    ("import", (ImportPage,)),
    ("list", (ListsPage, ChargePage)),
    ("search", (FindPage, MatterPage)),
    ("roster", (RosterPage,)),
    ("backup", (SafetyPage,)),
    ("staff", (StaffPage,)),
    ("tables", (UnitsPage, TablesPage)),
    ("audit", (AuditPage,)),
)
"""What an account that may do an act has of pages."""
AT_ONCE: tuple[type[Page], ...] = (RegisterPage, FindPage, ApprovalsPage)
"""Built at sign-in, for who has them: what everybody opens first, and the count in a tab."""


def build_window(workplace: Workplace, look: Look, keys: KeyWatch) -> tuple[Window, StartPage]:
    """The window with its pages, and the one it begins with."""
    start = StartPage(workplace)
    later = _pages(workplace, look)
    shown = {start.name, *later}
    window = Window(look, keys, [tab for tab in TABS if tab.route.page in shown])
    window.add_page(start)
    for name, make in later.items():
        window.add_later(name, make)
    for page in AT_ONCE:
        if page.name in later:
            window.page(page.name)
    desk = workplace.desk
    window.header.show_search(routes.Find.page in shown)
    window.status.show_who(desk.place.letter, desk.staff.name)
    return window, start


def _pages(workplace: Workplace, look: Look) -> dict[str, Callable[[], Page]]:
    """How to build each page beside the first one, as far as the account may use it."""
    may = workplace.desk.may
    kinds: list[type[Page]] = []
    for act, some in PAGES_OF_ACTS:
        if may(act):
            kinds += some
    if any(may(act) for act in ("staff", "tables", "audit")):
        kinds.append(AdminPage)
    if may("enrol") or may("hub revoke"):
        kinds.append(DesksPage)
    pages: dict[str, Callable[[], Page]] = {kind.name: partial(kind, workplace) for kind in kinds}
    pages[SettingsPage.name] = partial(SettingsPage, workplace, look)
    pages[SyncPage.name] = partial(SyncPage, workplace)
    return pages
