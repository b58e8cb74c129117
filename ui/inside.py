"""Builds the window and its pages for a signed-in desk, in a listed order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ui import routes
from ui.approvals.page import ApprovalsPage
from ui.find.page import FindPage
from ui.header import Tab
from ui.keyboard import KeyWatch
from ui.page import Page
from ui.page_list import LaterPage
from ui.register.page import RegisterPage
from ui.start.page import StartPage
from ui.theme import Look
from ui.window import Window
from ui.workplace import Workplace

TABS = (
    Tab("register", "登记", "Ctrl+1", routes.Registration()),
    Tab("reception", "联合接访", "Ctrl+2", routes.Reception()),
    Tab("ledger", "督办台账", "Ctrl+3", routes.Ledger()),
    Tab("approvals", "审批", "Ctrl+4", routes.Approvals()),
)

PAGES_OF_ACTS: tuple[tuple[str, type[Page] | LaterPage], ...] = (
    ("register", RegisterPage),
    ("register", LaterPage(routes.Waiting, "waiting.page", "WaitingPage")),
    ("reception", LaterPage(routes.Reception, "reception.page", "ReceptionPage")),
    ("notice", LaterPage(routes.Act, "acts.page", "ActPage")),
    ("step", LaterPage(routes.Step, "step.page", "StepPage")),
    ("approve", ApprovalsPage),
    ("due", LaterPage(routes.Ledger, "ledger.page", "LedgerPage")),
    ("report", LaterPage(routes.Figures, "figures.page", "FiguresPage")),
    ("import", LaterPage(routes.Import, "imports.page", "ImportPage")),
    ("list", LaterPage(routes.CaseLists, "lists.page", "ListsPage")),
    ("list", LaterPage(routes.Charge, "charge.page", "ChargePage")),
    ("search", FindPage),
    ("search", LaterPage(routes.Matter, "matter.page", "MatterPage")),
    ("roster", LaterPage(routes.Roster, "roster.page", "RosterPage")),
    ("backup", LaterPage(routes.Safety, "admin.safety_page", "SafetyPage")),
    ("staff", LaterPage(routes.StaffList, "admin.staff_page", "StaffPage")),
    ("tables", LaterPage(routes.UnitList, "admin.units_page", "UnitsPage")),
    ("tables", LaterPage(routes.Tables, "admin.tables_page", "TablesPage")),
    ("tables", LaterPage(routes.Categories, "admin.categories_page", "CategoriesPage")),
    ("tables", LaterPage(routes.Divisions, "admin.divisions_page", "DivisionsPage")),
    ("tables", LaterPage(routes.Calendar, "admin.calendar_page", "CalendarPage")),
    ("audit", LaterPage(routes.AuditList, "admin.audit_page", "AuditPage")),
)
"""What an account that may do an act has of pages."""
ADMIN = LaterPage(routes.Admin, "admin.page", "AdminPage")
DESKS = LaterPage(routes.Desks, "admin.desks_page", "DesksPage")
SETTINGS = LaterPage(routes.Settings, "settings.page", "SettingsPage")
SYNC = LaterPage(routes.Sync, "sync.page", "SyncPage")
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
    kinds = [kind for act, kind in PAGES_OF_ACTS if may(act)]
    if any(may(act) for act in ("staff", "tables", "audit")):
        kinds.append(ADMIN)
    if may("enrol") or may("hub revoke"):
        kinds.append(DESKS)
    pages: dict[str, Callable[[], Page]] = {kind.name: partial(kind, workplace) for kind in kinds}
    pages[SETTINGS.name] = partial(SETTINGS, workplace, look)
    pages[SYNC.name] = partial(SYNC, workplace)
    return pages
