"""The second part of the walk: hall, forms of reception, sheets, lists, signatures, administration."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.case import tiles
from app.domain.entries.incident_entry import parse_incident
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.hall import BACK, CALLED, HANDED, HELD, LEFT
from app.domain.lists.kinds import DAILY, KINDS
from app.domain.terms import RECEPTION_FORMS
from app.services.approvals.sign_on_the_spot import sign_on_the_spot
from app.services.handling.advance_matter import advance_matter
from app.services.incidents.note_incident import note_incident
from app.services.staff.manage_staff import NewStaff, add_staff, change_password
from app.services.visits.note_hall import note_hall
from app.services.visits.register_visit import register_visit
from app.words.figures import missing_words
from tests.manual.disagreement import disagreeing
from tests.manual.old_ledger import write_wide_ledger
from tests.manual.scenes import BEGIN, INCIDENT
from tests.ui.house import add_visit
from ui import routes
from ui.demo import script
from ui.routes import Route

if TYPE_CHECKING:  # the tour asks this module for its second part
    from tests.ui.tour import Tour

COLLEAGUE, COLLEAGUE_NAME = "sunjie", "孙洁（示例）"
RIGHT_NAME = "钱漾（示例）"
"""What a visitor's name should have been on a letter."""
OTHERS = (("zhoun", "周宁（示例）", "督办"), ("shener", "沈二（示例）", "审计员"))
"""Login, name and role of those whose start page is looked at."""


class TourOfPages:
    """One stop at each page and sheet that the day itself does not come by."""

    def __init__(self, tour: Tour) -> None:
        self._tour = tour
        self._hands = tour.hands
        self._waiting: list[str] = []

    @property
    def scenes(self) -> tuple[Callable[[], None], ...]:
        return (
            self.wait_in_the_hall,
            self.hold_each_form,
            self._tour.correct,
            self.correct_words,
            self._tour.note_an_incident,
            self.sign_the_alert,
            self.ask_for_a_signature,
            self.name_people,
            self._tour.supervise,
            self.keep_lists,
            self._tour.see_the_roster,
            self.mend_a_row,
            self._tour.bring_in_ledger,
            self._tour.count,
            self.turn_to_the_wall,
        )

    @property
    def last(self) -> tuple[Callable[[], None], ...]:
        """After the lock: the start pages of the other roles, then the administrator's pages."""
        return (self.greet_each_role, self.administrate, self.join_and_leave)

    def wait_in_the_hall(self) -> None:
        """One is called, one held, one handed on, one in an interview, one gone."""
        desk = self._tour.desk
        for name in ("陈样（示例）", "李样例（示例）", "周小禾（示例）", "吴示（示例）", "郑例（示例）"):
            self._waiting.append(add_visit(desk, name).visit_number)
        for number, act, more in zip(
            self._waiting,
            (CALLED, HELD, HANDED, LEFT, BACK),
            ({}, {"reason": "等同来的人"}, {"to": "法律咨询室"}, {}, {}),
            strict=True,
        ):
            if act != BACK:
                note_hall(desk, number, act, **more)
        self._show(routes.Waiting(), "候访-暂缓")
        self._hands.press("Alt+A")
        self._hands.settle()
        self._tour.picture("候访-今天全部")
        self._hands.press("Alt+A", "Alt+T")
        self._tour.picture("候访-转交")
        self._tour.page.leave()  # QTest's key-up must not reach a sheet that is gone
        self._tour.window.show_route(routes.Start())

    def hold_each_form(self) -> None:
        """The screen of each form of reception, as it opens."""
        for form in RECEPTION_FORMS:
            self._show(routes.ReceptionOf(visit=self._waiting[0], form=form), f"接访-{form}")

    def correct_words(self) -> None:
        """更正 of a name on a letter that a leader has signed and that is not out yet: 改字."""
        tour, hands = self._tour, self._hands
        made = add_visit(tour.desk, "钱样（示例）")
        step = {"mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
        leader = (script.LEADER_LOGIN, script.PASSWORD)
        sign_on_the_spot(
            tour.house, tour.desk, parse_step(step | {"matter": made.matter}), *leader, draft_id=None
        )
        tour.window.show_route(routes.Act("amend", made.matter))
        hands.settle()
        tour.page.choose("what", "p0")
        hands.settle()
        hands.fill("act.p0.name", RIGHT_NAME)
        hands.until("the effect", lambda: "改字" in tour.page.view.effect.panel.accessibleDescription())
        tour.picture("更正-改字")
        tour.page.draft.switch(keep=False)
        tour.window.show_route(routes.Start())

    def sign_the_alert(self) -> None:
        """预警签收: the three addressees of a grave incident."""
        number = self._number(1)
        words = {key: INCIDENT[key] for key in ("kind", "who", "what", "measures", "police")}
        note_incident(self._tour.desk, parse_incident({"matter": number, "grave": True, **words}))
        self._sheet("alert", number, "预警签收")

    def name_people(self) -> None:
        """首接移交 of a case, and 指定查看人 of one that its visitor wants kept secret."""
        self._sheet("hand", self._waiting[1], "首接移交")
        entry = parse_visit({
            "people": [{"name": "褚样（示例）", "id_type": "无", "no_id_reason": "忘带", "sex": "男",
                        "phone": "13800000000", "address": "枞阳县示例镇样例村"}],
            "headcount": 1, "purpose": "揭发控告", "category": "纪检监察", "claim": "反映示例单位的事",
            "facts": "示例情况。",
        })  # fmt: skip
        number = register_visit(self._tour.desk, entry).matter
        self._sheet("name", number, "指定查看人")
        self._show(routes.Matter(number), "事项-保密")
        self._tour.window.show_route(routes.Start())

    def ask_for_a_signature(self) -> None:
        """审批: nothing to sign, one's own, another's before and after a look at its paper."""
        self._show(routes.Approvals(), "审批-空")
        house = self._tour.house
        admin = house.sign_in(script.ADMIN, script.FIRST_PASSWORD)
        new = NewStaff(login=COLLEAGUE, name=COLLEAGUE_NAME, roles=("接谈员", "登记员"))
        add_staff(admin, house.vault, house.keys, new, script.FIRST_PASSWORD)
        other = house.sign_in(COLLEAGUE, script.FIRST_PASSWORD)
        change_password(other, house.vault, house.keys, COLLEAGUE, script.PASSWORD)
        for desk, name in ((other, "冯样（示例）"), (self._tour.desk, "褚例（示例）")):
            step = {"mode": "不予受理", "ground": "not_remit", "body": "示例市自然资源局"}
            advance_matter(desk, parse_step(step | {"matter": add_visit(desk, name).matter}))
        self._show(routes.Approvals(), "审批")
        self._hands.press("F12")
        self._hands.settle()
        self._tour.picture("审批-下一件")
        self._hands.press("Alt+T")
        self._tour.picture("审批-退回")
        self._tour.window.show_route(routes.Start())

    def keep_lists(self) -> None:
        """Every list, and the sheets 列入, 记一笔, 销账."""
        for kind in KINDS:
            self._show(routes.CaseLists(kind), f"台账-{kind}")
        group, single = self._number(1), self._number(0)
        self._sheet("list.add", self._waiting[1], "列入台账")
        self._sheet("list.add.包案", self._waiting[1], "列入包案")
        self._sheet(f"list.note.包案.{DAILY}", group, "记一笔-日调度")
        self._sheet("list.note.包案", group, "记一笔")
        self._sheet("list.end.积案", single, "销账")

    def mend_a_row(self) -> None:
        """Enter on a row that cannot go in as it is: all its cells, the last one in sight."""
        tour, hands = self._tour, self._hands
        tour.window.show_route(routes.Import())
        hands.until("the import", tour.at("import"))
        tour.page.open_file(write_wide_ledger(Path()))
        hands.settle()
        tour.page.rows.mend()
        tour.picture("导入-改一行")
        list(tour.page.rows.cells.fields.values())[-1].setFocus(Qt.FocusReason.TabFocusReason)
        tour.picture("导入-改一行-末尾")
        tour.page.rows.cells.shut()
        tour.window.show_route(routes.Start())

    def turn_to_the_wall(self) -> None:
        """大字 of the figures, then both with a desk whose records are not there."""
        hands, view = self._hands, self._tour.page.view
        hands.press("W")
        hands.settle()
        self._tour.picture("统计-大字")
        for show in (view.bar.show_missing, view.wall.show_missing):
            show(missing_words("B", self._tour.clock.now()))
        self._tour.picture("统计-大字-缺一台")
        hands.press("W")
        hands.settle()
        self._tour.picture("统计-缺一台")

    def greet_each_role(self) -> None:
        """今天 of a leader, a supervisor and an auditor."""
        house = self._tour.house
        admin = house.sign_in(script.ADMIN, script.FIRST_PASSWORD)
        for login, name, role in OTHERS:
            new = NewStaff(login=login, name=name, roles=(role,))
            add_staff(admin, house.vault, house.keys, new, script.FIRST_PASSWORD)
            first = house.sign_in(login, script.FIRST_PASSWORD)
            change_password(first, house.vault, house.keys, login, script.PASSWORD)
        self._tour.clock.later(17 * 24 * 60)  # by then some dates are over
        for login, role in ((script.LEADER_LOGIN, "带班领导"), *((one[0], one[2]) for one in OTHERS)):
            self._come_in(login, script.PASSWORD)
            self._tour.picture(f"今天-{role}")
            if role == "督办":
                self._show(routes.Ledger(tiles.LATE), "督办台账-逾期")
                self._show(routes.Figures(), "统计-督办")
            self._hands.press("Ctrl+L")
            self._hands.settle()
        self._tour.clock.later(-17 * 24 * 60)

    def _come_in(self, login: str, password: str) -> None:
        """Somebody else signs in at the locked desk."""
        hands = self._hands
        self._tour.program.door.someone_else.emit()
        hands.type(login)
        hands.press("Return")
        hands.type(password)
        hands.press("Return")
        hands.until("the start page", self._tour.at("start"))
        hands.settle()
        QTest.qWait(500)
        hands.settle()

    def administrate(self) -> None:
        """管理 with its lists, by the administrator after the lock."""
        tour, hands = self._tour, self._hands
        self._come_in(script.ADMIN, script.FIRST_PASSWORD)
        tour.picture("管理员-开始")
        self._show(routes.Admin(), "管理")
        for place, section in enumerate(("排班", "单位", "表", "备份", "中心", "打印机", "审计"), 1):
            tour.page.view.list.choose(place)
            hands.settle()
            if section in ("排班", "单位", "备份"):
                tour.picture(f"管理-{section}")
        tour.page.view.list.choose(0)
        hands.press("Alt+V")
        hands.settle()
        tour.picture("管理-核对")
        hands.press("Alt+J")
        tour.picture("管理-加入中心")
        tour.page.leave()
        self._show(routes.StaffList(), "人员")
        hands.press("Alt+N")
        tour.picture("人员-添加")
        tour.page.leave()
        self._show(routes.UnitList(), "单位")
        self._show(routes.AuditList(), "审计")
        self._show(routes.Safety(), "备份和恢复")
        self._show(routes.Tables(), "类别区划日历")
        self._show(routes.Categories(), "内容分类")
        self._show(routes.Divisions(), "行政区划")
        self._show(routes.Calendar(2026), "放假和调休")
        self._show(routes.Roster(), "排班-管理员")

    def join_and_leave(self) -> None:
        """中心和工位 of a desk alone and of one of two, 离开中心, and what two desks wrote differently."""
        tour, hands = self._tour, self._hands
        self._show(routes.Desks(), "中心和工位-单机")
        numbers = [self._number(0), self._number(1)]
        with disagreeing(Path("汇聚点"), tour.house, script.CLERK, script.PASSWORD, numbers):
            tour.clock.moment = datetime.now(BEGIN.tzinfo)  # hub and links live by the machine's clock
            self._show(routes.Desks(), "中心和工位")
            tour.page.view.list.choose(2)
            hands.settle()
            tour.picture("中心和工位-别的台")
            hands.press("Alt+L")
            hands.settle()
            tour.picture("离开中心")
            tour.page.leave()
            self._show(routes.Sync(), "同步")

    def _number(self, visit: int) -> str:
        return str(self._tour.told.visits[visit]["visit_number"])

    def _show(self, route: Route, name: str) -> None:
        self._tour.window.show_route(route)
        self._hands.settle()
        QTest.qWait(120)
        self._hands.settle()
        self._tour.picture(name)

    def _sheet(self, act: str, number: str, name: str) -> None:
        self._show(routes.Act(act, number), name)
        self._tour.page.draft.switch(keep=False)
        self._tour.window.show_route(routes.Start())
