"""Drafts: written behind every key, restored with the caret's field, gone when the visit is saved."""

from __future__ import annotations

from app.domain.rows.desk import Draft
from app.services.desk.keep_draft import discard_draft, list_drafts
from tests.ui.register.conftest import CTRL, Clerk, Key, open_page
from ui import routes
from ui.tasks import Tasks


def drafts(clerk: Clerk) -> list[Draft]:
    with clerk.desk.records.reading() as reads:
        return reads.find(Draft)


def test_a_draft_is_on_disk_without_a_further_key(clerk):
    clerk.type("340722")
    clerk.rest()
    assert drafts(clerk)[0].form["fields"]["people"][0]["id_number"] == "340722"


def test_saved_is_said_only_after_the_commit(clerk):
    clerk.type("340722")
    assert not any(text.startswith("草稿已存") for text in clerk.states)
    clerk.rest()
    assert clerk.states[-1] == "草稿已存 09:31:07"
    assert len(drafts(clerk)) == 1


def test_an_empty_form_leaves_none(clerk):
    clerk.enter(3)
    clerk.key(Key.Key_S, CTRL)
    clerk.rest()
    assert drafts(clerk) == []


def test_several_at_once_and_each_comes_back(clerk):
    clerk.enter()
    clerk.type("王小明（示例）", enter=True)
    clerk.enter(2)
    clerk.type("138")
    clerk.key(Key.Key_F2)
    clerk.rest()
    clerk.enter()
    clerk.type("李四（示例）")
    clerk.rest()
    kept = {one.title: one for one in drafts(clerk)}
    assert set(kept) == {"王小明（示例）", "李四（示例）"}
    assert kept["王小明（示例）"].stopped_at == "电话"
    clerk.page.come(routes.VisitDraft(draft_id=kept["王小明（示例）"].id))
    clerk.rest()
    assert clerk.at == "people[0].phone"
    assert (clerk.shown("register.name"), clerk.shown("register.phone")) == ("王小明（示例）", "138")
    clerk.type("00001234")
    clerk.rest()
    assert len(drafts(clerk)) == 2


def test_a_draft_survives_the_end_of_the_program(qtbot, look, desk, tasks):
    first = Tasks()
    clerk = open_page(qtbot, look, desk, first)
    clerk.type("340722190103200019", enter=True)
    clerk.type("王小明（示例）")
    clerk.page.leave()
    first.close()
    clerk.over = True
    kept = list_drafts(desk)
    assert kept[0].title == "王小明（示例）"
    later = open_page(qtbot, look, desk, tasks)
    later.page.come(routes.VisitDraft(draft_id=kept[0].id))
    later.rest()
    assert later.at == "people[0].name"
    assert later.shown("register.id_number") == "340722********0019"


def test_a_draft_that_was_thrown_away_does_not_come_back(clerk):
    """It is the one of the open form: the form goes too, and further typing begins a draft of its own."""
    clerk.enter()
    clerk.type("王小明（示例）")
    clerk.rest()
    gone = drafts(clerk)[0].id
    discard_draft(clerk.desk, gone)
    clerk.rest()
    assert clerk.shown("register.name") == ""
    clerk.page.draft.flush()
    clerk.rest()
    assert drafts(clerk) == []
    clerk.enter()
    clerk.type("李四（示例）")
    clerk.rest()
    assert [one.title for one in drafts(clerk)] == ["李四（示例）"]
    assert drafts(clerk)[0].id != gone


def test_a_draft_row_shows_no_whole_number(clerk):
    """The list lies open on the desk; the form itself keeps what was typed."""
    clerk.page.form_view.focus_key("people[0].name")
    clerk.type("340705190203120013")
    clerk.page.form_view.focus_key("claim")
    clerk.type("13800001234")
    clerk.rest()
    kept = drafts(clerk)[0]
    assert kept.title == "340705********0013"
    assert kept.words == "138****1234"
    assert kept.form["fields"]["claim"] == "13800001234"
