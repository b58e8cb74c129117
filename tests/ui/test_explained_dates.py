"""F1 explains every date on every page and sheet that the law counts: start, article, days passed over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QWidget

from app.domain.case.casefile import CaseFile
from app.domain.dates.derivation import Derivation, with_weekday
from app.domain.entries.step_entry import parse_step
from app.domain.rows.matters import Matter
from app.services.case.case_reader import CaseReader
from app.services.handling.advance_matter import Pending, advance_matter
from app.services.staff.manage_staff import NewStaff, add_staff
from home import Home
from tests.ui.house import CLERK, NOW, PASSWORD, add_visit, rest, sign_in
from tests.ui.test_accessible import EVERYBODY, OWN_WORK, fill, pages
from ui.app import Program
from ui.page import Page
from ui.placing import Placed
from ui.theme import Look
from ui.widgets.rowlist import RowList

OF_ALL = {"start", "approvals", "ledger"}
"""Pages that show the dates of many cases."""
OF_DAYS = {"roster", "figures"}
"""Pages about days of the calendar and sums, not about what a case owes."""
WITH_DATES = {"start", "approvals", "charge", "ledger", "matter", "step"}
"""Pages on which the scene has such dates; without them the walk would prove nothing."""


@pytest.fixture(scope="module")
def program(
    qapp: QApplication, _one_look: Look, home_folder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """A leader who does everything; what is late, due today, in charge, and waits for a signature."""
    folder = tmp_path_factory.mktemp("dates") / "home"
    shutil.copytree(home_folder, folder)
    home = Home(folder)
    admin = home.sign_in("guanli", PASSWORD, NOW)
    new = NewStaff(login=EVERYBODY, name="钱明（示例）", roles=OWN_WORK)
    add_staff(admin, home.vault, home.keys, new, PASSWORD)
    clerk = sign_in(home)
    own = add_visit(clerk.at(NOW - timedelta(days=6)), "李某（示例）", "加装电梯的费用分摊").matter
    accepted = {"matter": own, "mode": "受理告知"}
    advance_matter(clerk.at(NOW - timedelta(days=6)), parse_step(accepted))
    extend = {"matter": own, "mode": "延期", "days": 30, "reason": "鉴定未完（示例）"}
    assert isinstance(advance_matter(clerk, parse_step(extend)), Pending)
    add_visit(clerk.at(NOW - timedelta(days=19)), "孙某（示例）", "晚了的（示例）")
    add_visit(clerk.at(NOW - timedelta(days=15)), "周某（示例）", "今天到期的（示例）")
    desk = home.sign_in(EVERYBODY, PASSWORD, NOW)
    number = fill(desk)
    program = Program(home, _one_look, CLERK)
    program.setProperty("number", number)
    program.open(Placed(0, 0, 1440, 900))
    program.shell.resize(1440, 900)
    program.door.signed_in.emit(desk)
    rest(program.tasks)
    yield program
    program.close()
    program.shell.hide()
    program.shell.deleteLater()


def every_case(program: Program) -> list[CaseFile]:
    desk = program.window.current._desk
    with desk.records.reading() as reads:
        return list(CaseReader(reads).cases([row.id for row in reads.find(Matter)]).values())


def case_of(program: Program) -> CaseFile:
    """The one that sheets and the pages of a matter are about."""
    number = program.property("number")
    return next(case for case in every_case(program) if number in [visit.number for visit in case.visits])


def counted(program: Program, *, of_all: bool) -> set[date]:
    """The last day of everything that is owed or may be asked for, where the law counts it; but today.

    Of every case, or of the one that sheets and the pages of a matter are about. Today stands everywhere.
    """
    cases = every_case(program) if of_all else [case_of(program)]
    found: list[Derivation] = []
    for case in cases:
        found += [owed.counted for owed in case.obligations]
        found += [right.counted for right in case.rights if right.counted is not None]
    return {row.due for row in found if row.span is not None and row.due != NOW.date()}


def words_on(view: QWidget) -> str:
    """What stands on a page: labels, rows of lists, cells of tables."""
    words: list[str] = []
    for widget in view.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            words.append(widget.text())
        elif isinstance(widget, RowList):
            words += [row.spoken for row in widget.rows()]
        elif isinstance(widget, QAbstractItemView) and widget.model() is not None:
            model = widget.model()
            for row in range(min(model.rowCount(), 60)):
                for column in range(model.columnCount()):
                    words.append(str(model.index(row, column).data(Qt.ItemDataRole.DisplayRole) or ""))
    return "\n".join(words)


def shown_dates(page: Page, days: set[date]) -> set[date]:
    words = words_on(page.view)
    return {
        day
        for day in days
        if re.search(rf"(?<![0-9-]){day:%m-%d}(?![0-9])", words) or f"{day.month}月{day.day}日" in words
    }


def explained_on(page: Page) -> str:
    """What F1 says; of the ledger on each row, for it explains the chosen one."""
    if page.name != "ledger":
        return "\n".join(why for _, why in page.reasons())
    reasons: list[str] = []
    for row in range(page.table.rows.rowCount()):
        page.table.choose(row)
        reasons += [why for _, why in page.reasons()]
    return "\n".join(reasons)


def bound_days(program: Program) -> set[date]:
    """What binds the case: the schedule of a 包案 has other days in its head that are those of nothing."""
    case = case_of(program)
    return {owed.due for owed in case.binding if owed.counted.span is not None}


def test_f1_explains_every_date_that_is_counted(program: Program) -> None:
    everywhere, own = counted(program, of_all=True), counted(program, of_all=False)
    bound = bound_days(program)
    missing: dict[str, list[str]] = {}
    met: set[str] = set()
    for _window, page, name in pages(program):
        if name in OF_DAYS:
            continue
        days = everywhere if name in OF_ALL else bound if name == "charge" else own
        shown = shown_dates(page, days)
        if shown:
            met.add(name)
        explained = explained_on(page)
        if left := [str(day) for day in sorted(shown) if with_weekday(day) not in explained]:
            missing[name] = left
    assert missing == {}
    assert met >= WITH_DATES, met
