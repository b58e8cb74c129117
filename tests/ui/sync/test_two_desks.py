"""Two desks and a real hub: what they both changed is listed in the window and settled there in one key."""

from __future__ import annotations

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.domain.rows.base import new_id
from app.domain.rows.centre import Unit
from app.services.staff.manage_staff import change_roles
from db.store import Store
from db.sync.http import HttpHub
from home import Home
from tests.ui.house import CLERK, PASSWORD, add_visit, sign_in
from tests.ui.sync.conftest import HERS, MINE, Colleague, HubOnLoopback, change_phone, window_of
from ui import routes
from ui.app import Program
from ui.sync.page import SyncPage

Wait = Callable[[Callable[[], bool]], None]
Open = Callable[[], Program]
FIRST = "13800000000"


def page_of(program: Program) -> SyncPage:
    page = window_of(program).page("sync")
    assert isinstance(page, SyncPage)
    return page


def light(program: Program) -> str:
    return window_of(program).status.sync.text_shown()


def rows(program: Program) -> list[str]:
    return [one.spoken for one in page_of(program).view.list.rows()]


TAKE_BACK = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def press(
    program: Program, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    window = window_of(program)
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def test_a_clash_is_listed_and_one_key_restores_it_at_both_desks(
    open_window: Open, disputed: str, colleague: Colleague, home_a: Home, wait: Wait
) -> None:
    program = open_window()
    wait(lambda: light(program) == "待同步 0，待核对 1")
    press(program, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: len(rows(program)) == 1)
    (said,) = rows(program)
    assert disputed in said
    assert "电话" in said
    assert "赵小雨" in said
    assert "A 台" in said
    assert "139****2222" in said
    assert "138****1111" in said
    assert "phone" not in said
    assert MINE not in said
    press(program, Qt.Key.Key_R)
    wait(lambda: rows(program) == [])
    wait(lambda: light(program) == "待同步 0")
    assert page_of(program).view.none.isVisible()
    colleague.link.exchange()
    assert colleague.phone(disputed) == MINE
    assert colleague.link.clashes() == []
    checked = home_a.check(sign_in(home_a))
    assert checked["findings"] == []


def test_a_decision_can_be_taken_back(
    open_window: Open, disputed: str, colleague: Colleague, wait: Wait
) -> None:
    program = open_window()
    window_of(program).show_route(routes.Sync())
    wait(lambda: len(rows(program)) == 1)
    press(program, Qt.Key.Key_R)
    wait(lambda: rows(program) == [])
    wait(lambda: any(one.name == "sync.undo" and one.enabled for one in page_of(program).commands()))
    press(program, Qt.Key.Key_Z, TAKE_BACK)
    wait(lambda: len(rows(program)) == 1)
    wait(lambda: light(program) == "待同步 0，待核对 1")
    colleague.link.exchange()
    assert colleague.phone(disputed) == HERS
    assert len(colleague.link.clashes()) == 1
    press(program, Qt.Key.Key_K)
    wait(lambda: light(program) == "待同步 0")
    colleague.link.exchange()
    assert colleague.phone(disputed) == HERS
    assert colleague.link.clashes() == []


def test_the_key_that_the_notice_names_is_there_with_it(open_window: Open, disputed: str, wait: Wait) -> None:
    """It was bound only once the list had been read again: whoever was quicker pressed a dead key."""
    program = open_window()
    window_of(program).show_route(routes.Sync())
    wait(lambda: len(rows(program)) == 1)
    notices: list[str] = []

    def press_at_once(_kind: str, words: str) -> None:
        notices.append(words)
        if "撤回按 Ctrl+Shift+Z" in words:
            press(program, Qt.Key.Key_Z, TAKE_BACK)

    page_of(program).notice.connect(press_at_once)
    press(program, Qt.Key.Key_R)
    wait(lambda: "已撤回，又列在待核对里。" in notices)
    wait(lambda: len(rows(program)) == 1)


def test_the_list_goes_on_with_the_next_one(
    open_window: Open, home_a: Home, colleague: Colleague, wait: Wait
) -> None:
    desk = sign_in(home_a)
    numbers = [
        add_visit(desk, name).visit_number for name in ("王小明（示例）", "汪晓明（示例）", "欧阳丽（示例）")
    ]
    home_a.link(desk).exchange()
    colleague.link.exchange()
    for number in numbers:
        change_phone(desk, number, MINE)
        change_phone(colleague.desk, number, HERS)
        home_a.link(desk).exchange()
        colleague.link.exchange()
    program = open_window()
    window_of(program).show_route(routes.Sync())
    wait(lambda: len(rows(program)) == 3)
    for left in (2, 1, 0):
        assert program.shell.focusWidget() is page_of(program).view.list
        press(program, Qt.Key.Key_K, Qt.KeyboardModifier.AltModifier)
        wait(lambda: len(rows(program)) == left)  # noqa: B023 - waited for within the turn
    wait(lambda: light(program) == "待同步 0")


def test_what_the_other_desk_has_settled_goes_from_the_list(
    open_window: Open, disputed: str, colleague: Colleague, wait: Wait
) -> None:
    program = open_window()
    window_of(program).show_route(routes.Sync())
    wait(lambda: len(rows(program)) == 1)
    (clash,) = colleague.link.clashes()
    colleague.link.settle(clash.id, "zhaoxy", restore=False)
    colleague.link.exchange()
    wait(lambda: rows(program) == [])


def test_a_save_is_pushed_in_the_background(open_window: Open, colleague: Colleague, wait: Wait) -> None:
    program = open_window()
    wait(lambda: light(program) == "待同步 0")
    assert program.desk is not None
    number = add_visit(program.desk).visit_number

    def has_arrived() -> bool:
        colleague.link.exchange()
        with colleague.desk.records.reading() as reads:
            return bool(reads.search(number, 5))

    wait(has_arrived)
    wait(lambda: light(program) == "待同步 0")


def test_the_hub_goes_away_and_comes_back_by_itself(
    open_window: Open, hub: HubOnLoopback, colleague: Colleague, wait: Wait
) -> None:
    program = open_window()
    wait(lambda: light(program) == "待同步 0")
    hub.stop()
    assert program.desk is not None
    number = add_visit(program.desk).visit_number
    wait(lambda: bool(re.fullmatch(r"未连接（.*\d\d:\d\d 起），待同步 [1-9]\d*", light(program))))
    window_of(program).show_route(routes.Sync())
    page = page_of(program)
    wait(lambda: page.view.state.state.text().startswith("未连接中心，"))
    assert page.view.state.why.text() == "中心没有连上。登记照常，连上后自动发出。"
    before = light(program)
    add_visit(program.desk, "汪晓明（示例）")
    wait(lambda: light(program) != before)  # the count follows also while nothing can be sent
    hub.come_back()
    wait(lambda: light(program) == "待同步 0")
    wait(lambda: page.view.state.state.text() == "已连接中心")
    colleague.link.exchange()
    assert colleague.phone(number) == FIRST


def test_the_window_never_waits_for_the_store_or_the_hub(
    open_window: Open, home_a: Home, colleague: Colleague, wait: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While records go out, are judged and come in, nothing of it is done on the window's own thread."""
    program = open_window()
    wait(lambda: light(program) == "待同步 0")
    for turn in range(30):
        add_visit(colleague.desk, claim=f"反映示例小区第 {turn} 号楼供水")
    workers = threads_at_work(monkeypatch, home_a)
    desk = program.desk
    assert desk is not None

    def work() -> None:
        colleague.link.exchange()
        add_visit(desk)

    elsewhere = threading.Thread(target=work, name="elsewhere")
    elsewhere.start()
    wait(lambda: not elsewhere.is_alive() and {"written", "read", "asked"} <= workers.keys())
    wait(lambda: light(program) == "待同步 0")
    window_of(program).show_route(routes.Sync())
    wait(lambda: page_of(program).view.state.state.text() == "已连接中心")
    assert all(threading.main_thread() not in threads for threads in workers.values())


def threads_at_work(monkeypatch: pytest.MonkeyPatch, home: Home) -> dict[str, set[threading.Thread]]:
    """Which threads write to and read from this desk's store, and which ask a hub, from now on."""
    seen: defaultdict[str, set[threading.Thread]] = defaultdict(set)

    def watch(owner: type, name: str, kind: str) -> None:
        real = getattr(owner, name)

        def noted(self: Any, *given: Any, **named: Any) -> Any:
            if owner is HttpHub or self is home.store:
                seen[kind].add(threading.current_thread())
            return real(self, *given, **named)

        monkeypatch.setattr(owner, name, noted)

    watch(Store, "on_writer", "written")
    watch(Store, "reading", "read")
    watch(HttpHub, "_post", "asked")
    return seen


def add_unit(home: Home, name: str) -> None:
    """What a clerk may not do: the hub sets it aside."""
    unit = Unit(id=new_id(), name=name, short=name, kind="部门", initials="slj")
    home.store.write(lambda w: (w.audit(CLERK, "增加单位", name), w.add(unit)))


def test_what_the_hub_set_aside_is_told_and_sent_again_in_one_key(
    open_window: Open, home_a: Home, colleague: Colleague, wait: Wait
) -> None:
    time.sleep(1.1)  # what a desk brought along when it joined is not judged by roles, to the second
    add_unit(home_a, "示例局")
    number = add_visit(sign_in(home_a)).visit_number
    program = open_window()
    wait(lambda: light(program) == "待同步 0，待核对 1")
    colleague.link.exchange()
    assert colleague.phone(number) == FIRST  # the rest went on
    window_of(program).show_route(routes.Sync())
    wait(lambda: len(rows(program)) == 1)
    assert rows(program) == [
        "单位，“zhaoxy”的角色不能做这件事（单位），没有送出。请由有权限的人再做一次。，没有送上"
    ]
    promote_at(colleague)
    press(program, Qt.Key.Key_S)
    wait(lambda: rows(program) == [])

    def has_arrived() -> bool:
        colleague.link.exchange()
        with colleague.desk.records.reading() as reads:
            return len(reads.find(Unit, name="示例局")) == 1

    wait(has_arrived)
    wait(lambda: light(program) == "待同步 0")


def promote_at(colleague: Colleague) -> None:
    """The security administrator signs in at desk B and makes the clerk the administrator."""
    security = colleague.house.sign_in("guanli", PASSWORD)
    change_roles(security, CLERK, ("系统管理员",))
    colleague.house.link(security).exchange()


def test_f5_exchanges_now(open_window: Open, colleague: Colleague, hub: HubOnLoopback, wait: Wait) -> None:
    program = open_window()
    wait(lambda: light(program) == "待同步 0")
    window_of(program).show_route(routes.Sync())
    wait(lambda: page_of(program).view.state.state.text() == "已连接中心")
    press(program, Qt.Key.Key_F5)
    notice = window_of(program).notice
    wait(lambda: notice.text().startswith("已同步：送出 "))
    hub.stop()
    press(program, Qt.Key.Key_F5)
    wait(lambda: notice.text() == "中心没有连上。登记照常，连上后自动发出。")
    hub.come_back()
    press(program, Qt.Key.Key_F5)
    wait(lambda: notice.text().startswith("已同步：送出 "))
    wait(lambda: light(program) == "待同步 0")
