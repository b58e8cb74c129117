"""Builds the window and its pages for a signed-in desk, in a listed order."""

from __future__ import annotations

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


def build_window(workplace: Workplace, look: Look, keys: KeyWatch) -> tuple[Window, StartPage]:
    """The window with its pages, and the one it begins with."""
    start = StartPage(workplace)
    pages: list[Page] = [start, *_build_pages(workplace, look), SyncPage(workplace)]
    shown = {page.name for page in pages}
    window = Window(look, keys, [tab for tab in TABS if tab.route.page in shown])
    for page in pages:
        window.add_page(page)
        page.setParent(window)
    desk = workplace.desk
    window.header.show_search(routes.Find.page in shown)
    window.status.show_who(desk.place.letter, desk.staff.name)
    return window, start


def _build_pages(workplace: Workplace, look: Look) -> list[Page]:
    """The pages beside the first one, as far as the account may use them."""
    desk = workplace.desk
    pages: list[Page] = []
    if desk.may("register"):
        pages += [RegisterPage(workplace), WaitingPage(workplace)]
    if desk.may("reception"):
        pages.append(ReceptionPage(workplace))
    if desk.may("notice"):
        pages.append(ActPage(workplace))
    if desk.may("step"):
        pages.append(StepPage(workplace))
    if desk.may("approve"):
        pages.append(ApprovalsPage(workplace))
    if desk.may("due"):
        pages.append(LedgerPage(workplace))
    if desk.may("report"):
        pages.append(FiguresPage(workplace))
    if desk.may("import"):
        pages.append(ImportPage(workplace))
    if desk.may("list"):
        pages += [ListsPage(workplace), ChargePage(workplace)]
    if desk.may("search"):
        pages += [FindPage(workplace), MatterPage(workplace)]
    if desk.may("roster"):
        pages.append(RosterPage(workplace))
    pages += _build_administration(workplace)
    pages.append(SettingsPage(workplace, look))
    return pages


def _build_administration(workplace: Workplace) -> list[Page]:
    """管理 for whoever looks after a part of it, and the pages of the parts that are his."""
    desk = workplace.desk
    pages: list[Page] = []
    if any(desk.may(act) for act in ("staff", "tables", "audit")):
        pages.append(AdminPage(workplace))
    if desk.may("backup"):
        pages.append(SafetyPage(workplace))
    if desk.may("staff"):
        pages.append(StaffPage(workplace))
    if desk.may("tables"):
        pages += [UnitsPage(workplace), TablesPage(workplace)]
    if desk.may("enrol") or desk.may("hub revoke"):
        pages.append(DesksPage(workplace))
    if desk.may("audit"):
        pages.append(AuditPage(workplace))
    return pages
