"""Attachments in the window: chosen, dropped, pasted, opened, turned, saved, taken off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.attachments import MATTER
from app.domain.entries.reception_entry import parse_reception
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.attachments import Attachment
from app.domain.rows.audit import AuditEntry
from app.services.attachments.attach_files import AttachWanted, FileGiven, attach_files
from app.services.case.open_case import open_case
from app.services.handling.advance_matter import advance_matter
from app.services.receptions.hold_reception import hold_reception
from app.services.visits.register_visit import Registered, register_visit
from home import Home
from tests.app.services.office import reception_json
from tests.files import packet, pdf, photo
from tests.ui.house import NOW, add_visit, settle, workplace_of
from ui import routes
from ui.app import Program
from ui.attachments.model import EMPTY, places_of
from ui.bridge import Bridge
from ui.matter.page import MatterPage
from ui.tasks import Tasks
from ui.theme import Look
from ui.widgets.picker import Picker

Settle = Callable[[], None]


@pytest.fixture
def visit(desk: Desk) -> Registered:
    return add_visit(desk)


@pytest.fixture
def page(
    qtbot: QtBot, look: Look, tasks: Tasks, bridge: Bridge, real_home: Home, desk: Desk, visit: Registered
) -> MatterPage:
    real_home.listen(bridge.announce)
    made = MatterPage(workplace_of(desk, tasks, bridge, real_home))
    qtbot.addWidget(made.view)
    made.view.resize(1440, 800)
    made.view.show()
    made.come(routes.Matter(visit.visit_number))
    settle(qtbot, tasks)
    return made


@pytest.fixture
def still(qtbot: QtBot, tasks: Tasks) -> Settle:
    return lambda: settle(qtbot, tasks)


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def make(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return make


def put(
    home: Home, desk: Desk, number: str, *files: tuple[str, bytes], place: str | None = None
) -> list[Attachment]:
    wanted = AttachWanted(number=number, files=tuple(FileGiven(*one) for one in files), place=place)
    return [line.row for line in attach_files(desk, home.contents, home.pictures, wanted).lines]


def titles(page: MatterPage) -> list[str]:
    return [row.title for row in page.case_view.attachments.rows.rows()]


def enter(page: MatterPage, still: Settle) -> None:
    """Enter through the sheet's fields."""
    assert page.attaching.sheet is not None
    page.attaching.sheet.asked.emit()
    still()


def test_an_empty_panel_says_what_to_do(page: MatterPage) -> None:
    panel = page.case_view.attachments
    assert panel.empty.text() == EMPTY
    assert not panel.rows.isVisible()


def test_chosen_in_the_dialog_and_put_to_a_place(
    page: MatterPage,
    visit: Registered,
    file: Callable[[str, bytes], Path],
    still: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chosen = [str(file("一（示例）.jpg", photo())), str(file("二（示例）.pdf", pdf(2)))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    next(one for one in page.commands() if one.name == "matter.attach").run()
    assert page.attaching.fields["place"].value() == MATTER
    page.attaching.fields["place"].set_value("证据扎实")
    page.attaching.fields["note"].set_value("原件已还")
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    enter(page, still)
    assert said == ["已添加 2 个附件"]
    assert titles(page) == ["二（示例）.pdf", "一（示例）.jpg"]
    row = page.case_view.attachments.rows.rows()[0]
    assert row.second.startswith("不放过：证据扎实，原件已还，2 页，赵小雨（示例）")
    assert row.picture is not None
    assert page.case_view.attachments.head.title.text() == "附件 2"
    assert "添加附件 2 个" in [one.title for one in page.case_view.timeline.rows()]


def test_dropped_files_are_asked_about(
    page: MatterPage, file: Callable[[str, bytes], Path], still: Settle
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file("拖来（示例）.jpg", photo())))])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    begun = QDragEnterEvent(QPointF(40, 40).toPoint(), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page.case_view.viewport(), begun)
    assert begun.isAccepted()
    dropped = QDropEvent(QPointF(40, 40), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(page.case_view.viewport(), dropped)
    assert page.attaching.sheet is not None
    assert page.attaching.sheet.accessibleName() == "添加附件：拖来（示例）.jpg"
    enter(page, still)
    assert titles(page) == ["拖来（示例）.jpg"]


def test_a_picture_on_the_clipboard_is_pasted(page: MatterPage, still: Settle) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(picture)
    paste = next(one for one in page.commands() if one.name == "matter.paste")
    assert paste.keys == ("Ctrl+V",)
    paste.run()
    enter(page, still)
    assert titles(page) == ["粘贴的图片.png"]
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    QGuiApplication.clipboard().setText("只是字")
    paste.run()
    assert page.attaching.sheet is None
    assert said == ["剪贴板里没有图片或文件。先复制图片，再按 Ctrl+V。"]


def test_files_that_cannot_be_taken_are_named_and_none_is_stored(
    page: MatterPage, desk: Desk, file: Callable[[str, bytes], Path], still: Settle
) -> None:
    said: list[tuple[str, str]] = []
    page.notice.connect(lambda kind, words: said.append((kind, words)))
    page.attaching.ask(
        [file("好.jpg", photo()), file("程序.jpg", b"MZ" + bytes(90)), file("坏.jpg", photo()[:500])]
    )
    enter(page, still)
    ((kind, words),) = said
    assert kind == "warning"
    assert "“程序.jpg”是程序" in words
    assert "“坏.jpg”打不开" in words
    assert words.endswith("这次一个都没有存。")
    assert titles(page) == []
    page.attaching.ask([Path("/没有/这个.jpg")])
    enter(page, still)
    assert "这个.jpg" in said[-1][1]


def test_opened_turned_and_saved(
    page: MatterPage,
    real_home: Home,
    desk: Desk,
    visit: Registered,
    tmp_path: Path,
    still: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(real_home, desk, visit.visit_number, ("信（示例）.pdf", pdf(3)))
    still()
    rows = page.case_view.attachments.rows
    page.to_attachments()
    QTest.keyClick(rows, Qt.Key.Key_Return)
    still()
    view = page.attaching.picture
    assert view is not None
    assert view.accessibleName() == "信（示例）.pdf"
    assert view.where.text() == "第 1 页，共 3 页"
    for key, page_number in (
        (Qt.Key.Key_Right, 2),
        (Qt.Key.Key_PageDown, 3),
        (Qt.Key.Key_Right, 3),
        (Qt.Key.Key_Left, 2),
    ):
        QTest.keyClick(view, key)
        still()
        assert view.where.text() == f"第 {page_number} 页，共 3 页"
    target = tmp_path / "存.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    QTest.keyClick(view, Qt.Key.Key_S)
    still()
    assert target.read_bytes() == pdf(3)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    still()
    assert page.attaching.picture is None
    with desk.records.reading() as reads:
        acts = [row.act for row in reads.find(AuditEntry)]
    assert acts[-2:] == ["查看附件", "导出附件"]


def test_what_is_not_drawn_or_not_here_is_said_in_its_place(
    page: MatterPage, real_home: Home, desk: Desk, visit: Registered, still: Settle
) -> None:
    rows = put(
        real_home, desk, visit.visit_number, ("公文（示例）.ofd", packet()), ("图（示例）.jpg", photo())
    )
    still()
    found = {row.title: row.data for row in page.case_view.attachments.rows.rows()}
    page.attaching.open(found["公文（示例）.ofd"])
    still()
    assert page.attaching.picture is not None
    assert "OFD" in page.attaching.picture.accessibleDescription()
    page.attaching.picture.shut()
    real_home.contents.path(rows[1].content).unlink()
    page.refresh()
    still()
    lost = next(row for row in page.case_view.attachments.rows.rows() if row.title == "图（示例）.jpg")
    assert (lost.second, lost.shape) == ("内容原来在这台，现在找不到了", "warning")
    page.attaching.open(lost.data)
    still()
    assert "找不到了" in page.attaching.picture.accessibleDescription()
    page.go_behind()
    still()
    assert page.attaching.picture is None


def test_taken_off_with_its_reason(
    page: MatterPage, real_home: Home, desk: Desk, visit: Registered, still: Settle
) -> None:
    put(real_home, desk, visit.visit_number, ("错（示例）.jpg", photo()))
    still()
    page.attaching.open(page.case_view.attachments.rows.rows()[0].data)
    still()
    QTest.keyClick(page.attaching.picture, Qt.Key.Key_X)
    enter(page, still)
    assert page.attaching.sheet is not None  # the reason is missing
    page.attaching.fields["reason"].set_value("放错了事项")
    enter(page, still)
    assert titles(page) == []
    assert page.case_view.attachments.head.title.text() == "附件 0，撤下 1"
    page.turn_story()
    still()
    assert page.case_view.attachments.rows.rows()[0].second == "已撤下：放错了事项"


def test_places_are_those_of_the_case(desk: Desk, visit: Registered) -> None:
    opened = open_case(desk, visit.visit_number)
    assert opened is not None
    words = [one.text for one in places_of(opened, NOW.date())]
    assert words[:2] == ["整件事", "首次来访，11-23"]
    assert words[-5:] == [
        f"不放过：{name}"
        for name in ("事实清楚", "证据扎实", "调查结论规范", "处理意见落实", "群众满意并签字")
    ]


def test_a_photograph_goes_to_a_step_a_duty_and_a_check(
    page: MatterPage, visit: Registered, desk: Desk, file: Callable[[str, bytes], Path], still: Settle
) -> None:
    """Each kind of place is offered by its words, stored with its fact and said in the row."""
    step = {"visit": visit.visit_number, "mode": "转送", "unit": "市住建局"}
    advance_matter(desk, parse_step(step))
    sitting = reception_json(visit.visit_number, on="2026-11-23 09:40")
    hold_reception(desk.at(NOW + timedelta(hours=2)), parse_reception(sitting))
    page.refresh()
    still()
    for n, start in enumerate(("步骤 转送", "交办 市住建局", "不放过：事实清楚", "首次来访")):
        page.attaching.ask([file(f"{n}（示例）.jpg", photo(str(n)))])
        place = page.attaching.fields["place"]
        assert isinstance(place, Picker)
        place.set_value(next(one.value for one in place._all if one.text.startswith(start)))
        enter(page, still)
        row = page.case_view.attachments.rows.rows()[0]
        assert row.title == f"{n}（示例）.jpg"
        assert row.second.startswith(start), row.second


def test_nothing_of_a_guarded_case_is_shown(
    page: MatterPage, real_home: Home, desk: Desk, still: Settle, qtbot: QtBot
) -> None:
    entry = parse_visit(
        {
            "people": [{"name": "鲍密（示例）", "id_type": "无", "no_id_reason": "示例", "address": "示例"}],
            "headcount": 1, "purpose": "揭发控告", "category": "城乡建设", "place": "340722",
            "units": ["市住建局"], "claim": "密告示例", "facts": "密告示例",
        }
    )  # fmt: skip
    other = replace(desk, staff=replace(desk.staff, login="other"))
    made = register_visit(other, entry)
    put(real_home, other, made.visit_number, ("密告.jpg", photo()))
    page.enter(routes.Matter(made.matter))
    still()
    assert page.case_view.attachments.isHidden()
    assert titles(page) == []
    assert not next(one for one in page.commands() if one.name == "matter.attach").enabled


def test_a_small_picture_is_drawn_in_its_row(
    page: MatterPage, real_home: Home, desk: Desk, visit: Registered, still: Settle
) -> None:
    put(real_home, desk, visit.visit_number, ("暗（示例）.png", photo("x", (400, 300), "PNG")))
    still()
    shot: QPixmap = page.case_view.attachments.rows.grab()
    colours = {shot.toImage().pixelColor(x, 30).name() for x in range(12, 64)}
    assert len(colours) > 3


def test_ctrl_v_in_a_field_pastes_there_and_elsewhere_makes_an_attachment(
    program: Program, desk: Desk, qtbot: QtBot
) -> None:
    made = add_visit(desk)
    window = program.window
    assert window is not None
    window.show_route(routes.Matter(made.visit_number))
    settle(qtbot, program.tasks)
    page = window.page("matter")
    assert isinstance(page, MatterPage)
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    QGuiApplication.clipboard().setImage(picture)
    page.case_view.timeline.setFocus()
    QTest.keyClick(page.case_view.timeline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, program.tasks)
    assert page.attaching.sheet is not None
    page.attaching.shut()
    search = window.header.search
    QGuiApplication.clipboard().setText("王小明")
    search.setFocus()
    QTest.keyClick(search, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    program.keys.flush()
    assert search.text() == "王小明"
    assert page.attaching.sheet is None
    search.clear()
    settle(qtbot, program.tasks)
