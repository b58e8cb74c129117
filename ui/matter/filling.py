"""Fills the view of a case: head, who owes what, what has happened, who works on it, its papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.services.case.open_case import NamedCase
from app.services.case.shown import ShownRecord
from app.services.papers.papers_to_hand_out import PaperToHandOut
from ui.matter import model
from ui.matter.case_view import CaseView
from ui.matter.head import show_head
from ui.matter.owed import met_words, owed_rows
from ui.matter.side import duty_lines, notice_lines, who_lines
from ui.matter.story import SHOWN, story_of
from ui.widgets.basics import name_widget


def fill_case(
    view: CaseView,
    opened: NamedCase,
    record: ShownRecord,
    today: date,
    *,
    papers: Sequence[PaperToHandOut],
    all_story: bool,
    all_owed: bool,
) -> None:
    """``all_story``, ``all_owed``: everything that happened and was met, else the last of it."""
    case = opened.case
    show_head(view.head, opened, model.person_rows(record), today)
    view.show_owed(owed_rows(case, today, all_owed), met_words(case))
    story = story_of(opened)
    view.show_story([moment.row(today) for moment in (story if all_story else story[:SHOWN])], len(story))
    view.who.show_lines(who_lines(opened, today))
    view.duties.show_lines(duty_lines(opened, today))
    view.told.show_lines(notice_lines(opened, today))
    view.show_papers(model.paper_rows(record, today, papers) if opened.readable else [])
    name_widget(view, f"信访事项 {opened.number}", "matter")
