"""A real home in a temporary folder, with a clerk, for tests and screenshots; visibly synthetic people."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.visit_entry import parse_visit
from app.domain.lists.act import ACTS as LIST_ACTS
from app.domain.lists.kinds import KINDS
from app.domain.roles import allows
from app.domain.rows.base import new_id
from app.domain.rows.centre import Roster
from app.domain.terms import RECEPTION_FORMS
from app.services.desk.keep_draft import DraftForm, keep_draft
from app.services.staff.manage_staff import NewStaff, add_staff, change_password
from app.services.visits.register_visit import Registered, register_visit
from home import Home
from ui import routes
from ui.acts.keep import LISTS
from ui.acts.page import ACTS
from ui.bridge import Bridge
from ui.inside import PAGES_OF_ACTS
from ui.routes import Route
from ui.tasks import Tasks
from ui.workplace import Workplace

PASSWORD, GIVEN = "Shili-2026", "Kaitai-2026"
"""What a person chose, and what she was given at first."""
CLERK, OF_THE_CLERK = "zhaoxy", ("登记员", "接谈员")
LEADER = "liju"
NOW = datetime(2026, 11, 23, 9, 31, 7, tzinfo=ZoneInfo("Asia/Shanghai"))
ID_NUMBER = "340705190203120013"


def make_home(folder: Path, *, ready: bool = True) -> Home:
    """A home with its administrator and the clerk 赵小雨; ``ready``: she has chosen her password."""
    home = Home(folder)
    home.create("示例市人民来访接待中心", "340700", "A", "guanli", PASSWORD)
    admin = home.sign_in("guanli", PASSWORD, NOW)
    new = NewStaff(login=CLERK, name="赵小雨（示例）", roles=OF_THE_CLERK)
    add_staff(admin, home.vault, home.keys, new, GIVEN)
    if ready:
        clerk = home.sign_in(CLERK, GIVEN, NOW)
        change_password(clerk, home.vault, home.keys, CLERK, PASSWORD)
    return home


ROUTES = {
    route.page: route
    for route in (
        routes.Start(),
        routes.Registration(),
        routes.Waiting(),
        routes.Reception(),
        routes.Ledger(),
        routes.Figures(),
        routes.Import(),
        routes.CaseLists(),
        routes.Charge(),
        routes.Step(),
        routes.Act(),
        routes.Approvals(),
        routes.Find(),
        routes.Matter(),
        routes.Sync(),
        routes.Roster(),
        routes.Admin(),
        routes.StaffList(),
        routes.UnitList(),
        routes.Safety(),
        routes.Tables(),
        routes.Categories(),
        routes.Divisions(),
        routes.Calendar(),
        routes.Desks(),
        routes.AuditList(),
        routes.Settings(),
    )
}
"""The plain way to each page, by the page's name."""
CLERKS_PAGES = [
    routes.Start.page,
    routes.Sync.page,
    *sorted({kind.name for act, kind in PAGES_OF_ACTS if allows(OF_THE_CLERK, act)}),
]
"""The pages that the clerk has, the settings apart."""


def every_screen(number: str) -> dict[str, Route]:
    """Each page, and each sheet, form of reception and list on it; what belongs to a matter, of this one."""
    of_matter: dict[str, Route] = {
        "matter": routes.Matter(number),
        "step": routes.Step(number),
        "charge": routes.Charge(number),
    }
    plain = {name: route for name, route in ROUTES.items() if name not in ("reception", "act", "lists")}
    sheets = [*ACTS, f"{LISTS}.add", *(f"{LISTS}.{act}.{kind}" for kind in KINDS for act in LIST_ACTS)]
    return {
        **(plain | of_matter),
        **{f"act {name}": routes.Act(name, number) for name in sheets},
        **{f"reception {form}": routes.ReceptionOf(form=form) for form in RECEPTION_FORMS},
        **{f"list {kind}": routes.CaseLists(kind) for kind in KINDS},
    }


def workplace_of(desk: Desk, tasks: Tasks, bridge: Bridge, home: Home | None = None) -> Workplace:
    """What a page is given; a page that asks nothing of its house needs no real one."""
    return Workplace(desk, tasks, bridge, home or Home(Path("没有这个目录")))


def sign_in(home: Home, at: datetime = NOW) -> Desk:
    return home.sign_in(CLERK, PASSWORD, at)


CLAIM = "要求尽快办理示例花园 3 幢不动产权证"


def add_visit(
    desk: Desk, name: str = "王小明（示例）", claim: str = CLAIM, matter: str | None = None
) -> Registered:
    """One registered visit; ``matter``: he comes again."""
    entry = parse_visit(
        {
            "people": [
                {
                    "name": name,
                    "sex": "男",
                    "id_type": "无",
                    "no_id_reason": "当场无证件",
                    "phone": "13800000000",
                    "address": "枞阳县示例镇样例村 1 组 8 号",
                }
            ],
            "matter": matter,
            "headcount": 1,
            "purpose": "求决",
            "category": "城乡建设",
            "place": "340722",
            "units": ["市住建局"],
            "claim": claim,
            "facts": "去年十二月购入示例花园 3 幢住房，合同约定 2026 年 6 月 30 日前办理不动产权证。",
        }
    )
    return register_visit(desk, entry)


def add_drafts(desk: Desk) -> None:
    """Three forms in progress."""
    for minutes, title, words, stop in (
        (4000, "未填姓名", "咨询异地医保报销比例", "姓名"),
        (3900, "集体访 12 人，代表 2 人", "拖欠工资，涉及示例建筑工地", "代表 3"),
        (14, "王小明（示例）", "去年十二月购入示例花园 3 幢住房，合同约定", "情况"),
    ):
        earlier = desk.at(desk.clock.now() - timedelta(minutes=minutes))
        keep_draft(earlier, DraftForm(screen="登记", title=title, words=words, stopped_at=stop))


def add_leader(desk: Desk) -> None:
    row = Roster(id=new_id(), day=desk.clock.now().date(), leader="李大为（示例）")
    desk.records.write(_Adding(row))


def settle(qtbot: QtBot, tasks: Tasks, rest: int = 20) -> None:
    """Until nothing is under way any more, and a moment longer for timers."""
    qtbot.wait(rest)
    qtbot.waitUntil(lambda: tasks.under_way == 0)
    qtbot.wait(1)


def rest(tasks: Tasks, seconds: float = 0.02) -> None:
    """The same without a qtbot."""
    until = time.monotonic() + seconds
    while time.monotonic() < until or tasks.under_way:
        QApplication.processEvents()
        time.sleep(0.002)
    QApplication.processEvents()


class _Adding:
    def __init__(self, row: Roster) -> None:
        self._row = row

    def __call__(self, writes: object) -> None:
        writes.add(self._row)  # type: ignore[attr-defined]
