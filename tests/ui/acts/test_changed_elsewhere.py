"""Another desk acts on the case of a sheet that is open or kept as a draft: it says so, nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk import Desk
from app.domain.entries.step_entry import parse_step
from app.domain.entries.visit_entry import parse_visit
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Visit
from app.events import Changes, MatterAdvanced
from app.services.desk.keep_draft import list_drafts
from app.services.handling.advance_matter import advance_matter
from app.services.visits.amend_record import amend_record
from app.services.visits.register_visit import register_visit
from tests.ui.acts.test_act_page import lines, open_sheet, press_f9, type_in
from tests.ui.house import NOW, add_visit, settle
from ui import routes
from ui.acts.page import ActPage
from ui.forms.sheet import CHANGED_MEANWHILE

THEIRS, OURS = "要求退还多交的契税（示例）", "要求退还契税并道歉（示例）"


@pytest.fixture
def visit(desk: Desk) -> str:
    made = add_visit(desk.at(NOW - timedelta(days=2)))
    step = {"matter": made.matter, "mode": "转送", "unit": "市住建局"}
    advance_matter(desk.at(NOW - timedelta(days=1)), parse_step(step))
    return made.visit_number


@pytest.fixture
def notices(page: ActPage) -> list[str]:
    said: list[str] = []
    page.notice.connect(lambda _kind, words: said.append(words))
    return said


def amendments(desk: Desk) -> list[tuple[str, str | None]]:
    with desk.records.reading() as reads:
        return [(row.field, row.new) for row in reads.find(Amendment)]


def come_again(desk: Desk, visit: str, days: float) -> str:
    """A return visit of the same matter."""
    entry = parse_visit(
        {
            "people": [
                {"name": "王小明（示例）", "id_type": "无", "no_id_reason": "当场无证件", "address": "枞阳"}
            ],
            "headcount": 5,
            "purpose": "求决",
            "claim": "再来问进展",
            "facts": "没有新情况",
            "matter": visit,
        }
    )
    return str(register_visit(desk.at(NOW - timedelta(days=days)), entry).visit_number)


@pytest.mark.parametrize("way", ["left and opened again", "opened from its draft", "in front all the while"])
def test_a_correction_of_another_desk_is_not_put_back(
    qtbot: QtBot, page: ActPage, visit: str, desk: Desk, notices: list[str], way: str
) -> None:
    """What nobody touched in the sheet follows the record; it used to be corrected back silently."""
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="m")
    type_in(qtbot, page, **{"m.purpose": "申诉", "reason": "记错了目的"})
    if way != "in front all the while":
        page.go_behind()
        qtbot.waitUntil(lambda: len(list_drafts(desk)) == 1)
    amend_record(desk, visit, {"claim": THEIRS})
    if way == "opened from its draft":
        draft = list_drafts(desk)[0].id
        page.come(routes.Act("rate", visit))
        settle(qtbot, page._tasks)
        page.come(routes.ActDraft(draft_id=draft))
    elif way == "left and opened again":
        page.come(routes.Act("amend", visit))
    else:
        page.follow()
    qtbot.waitUntil(lambda: page.form.values.get("m.claim") == THEIRS)
    settle(qtbot, page._tasks)
    assert CHANGED_MEANWHILE in notices
    assert page.form.values["m.purpose"] == "申诉"
    assert "诉求" not in lines(page)
    press_f9(qtbot, page)
    assert amendments(desk) == [("claim", THEIRS), ("purpose", "申诉")]


def test_where_both_changed_the_same_both_values_are_said(
    qtbot: QtBot, page: ActPage, visit: str, desk: Desk, notices: list[str]
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="m")
    type_in(qtbot, page, **{"m.claim": OURS})
    amend_record(desk, visit, {"claim": THEIRS})
    page.follow()
    settle(qtbot, page._tasks)
    assert any("诉求" in words and THEIRS in words for words in notices)
    assert page.view.fields.values()["m.claim"] == OURS
    press_f9(qtbot, page)
    assert amendments(desk) == [("claim", THEIRS), ("claim", OURS)]


def test_a_visit_that_comes_between_does_not_take_the_correction(
    qtbot: QtBot, page: ActPage, visit: str, desk: Desk
) -> None:
    """The choices count visits by time: a sync may put one before the visit that is being corrected."""
    second = come_again(desk, visit, days=0.5)
    open_sheet(qtbot, page, "amend", visit)
    type_in(qtbot, page, what="v1")
    type_in(qtbot, page, **{"v1.headcount": "36", "reason": "数错了"})
    come_again(desk, visit, days=0.8)
    page.follow()
    settle(qtbot, page._tasks)
    assert page.form.values["what"] == "v2"
    press_f9(qtbot, page)
    with desk.records.reading() as reads:
        (row,) = reads.find(Amendment)
        (corrected,) = (corrected for corrected in reads.find(Visit) if corrected.id == row.row_id)
    assert (row.field, row.new, corrected.number) == ("headcount", "36", second)


def test_typing_goes_on_where_it_was(qtbot: QtBot, page: ActPage, visit: str, desk: Desk) -> None:
    """Neither the caret nor what an input method composes is lost when the sheet is filled anew."""
    open_sheet(qtbot, page, "tell", visit)
    type_in(qtbot, page, opinion="转市住建局办理")
    page.view.activateWindow()
    field = page.view.fields.inputs["opinion"]
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    QApplication.sendEvent(field, QInputMethodEvent("banli", []))
    page.follow()
    amend_record(desk, visit, {"claim": THEIRS})
    page.follow()
    settle(qtbot, page._tasks)
    now = page.view.fields.inputs["opinion"]
    assert now.hasFocus()
    qtbot.keyClicks(now, "x")
    assert sorted(str(now.value())) == sorted("转市住建局办理banlix")


def test_another_case_is_no_news(
    qtbot: QtBot, page: ActPage, visit: str, desk: Desk, notices: list[str]
) -> None:
    other = add_visit(desk, name="李红（示例）")
    open_sheet(qtbot, page, "reply", visit)
    amend_record(desk, other.visit_number, {"claim": THEIRS})
    page.follow()
    settle(qtbot, page._tasks)
    assert notices == []


def test_what_happens_in_other_matters_is_none_of_the_sheet(
    qtbot: QtBot, page: ActPage, visit: str, desk: Desk
) -> None:
    open_sheet(qtbot, page, "amend", visit)
    assert page.facts is not None
    own = page.facts.opened.case.matter.id
    other = add_visit(desk, "李四（示例）").matter
    with desk.records.reading() as reads:
        (row,) = reads.find(Matter, number=other)
    assert page.concerns(MatterAdvanced(own).changes)
    assert not page.concerns(MatterAdvanced(row.id).changes)
    assert page.concerns(Changes(frozenset({"steps"}))), "rows of another desk came in: they may be its own"
    assert not page.concerns(Changes(frozenset({"print_jobs"})))
