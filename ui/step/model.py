"""Puts the sheet's moves and their effect into words; no Qt."""

from __future__ import annotations

from datetime import date

from app.domain.case.moves import Move
from app.services.handling.preview_step import StepPreview
from app.words import sentence
from ui.forms.effect import SIGNED, Line, due_words, moved_lines, open_first, status_line
from ui.widgets.row_item import RowItem

KEYS = "1234567890ABCDFGHIKLMNOPRST"
"""One for each step, without the letters that Alt needs elsewhere in the sheet (LOOK2 B, step)."""
FITS = 14
"""Characters of a ground that its field shows whole."""


def article_words(move: Move) -> str:
    """第23条, 出受理告知书."""
    paper = f"出{move.mode.paper}" if move.mode.paper else ""
    article = move.mode.article.replace("信访工作条例", "")
    return "，".join(part for part in (article, paper) if part) or "不出文书"


def mode_row(place: int, move: Move) -> RowItem:
    """2 延期 · 第34条，出延期办理告知书 · 要批准."""
    return RowItem(
        title=move.mode.name,
        second=article_words(move),
        shape="",
        cap=KEYS[place] if place < len(KEYS) else "",
        tag=("seal", SIGNED, "text2") if move.second else None,
        data=move,
        key=move.mode.name,
    )


def ground_words(move: Move, ground: str | None) -> str:
    """The article of the chosen ground, with its text where the field is too short for it."""
    chosen = next((offered for offered in move.grounds if offered.id == ground), None)
    if chosen is None:
        return ""
    return chosen.article if len(chosen.text) <= FITS else f"{chosen.text}（{chosen.article}）"


def why_words(move: Move) -> str:
    """Why a mode may not be taken now."""
    if move.why is None:
        return ""
    return sentence(move.why.code, move.why.facts)


def effect_lines(preview: StepPreview, today: date) -> list[Line]:
    """状态 · 变的 · 新的 · 做到了 · 不变, in this order."""
    return [*status_line(preview.status), *moved_lines(preview.moved, preview.kept, today)]


def strip_words(mode: str, preview: StepPreview, today: date) -> str:
    """办结 → 01-06 周三，暂定，要批准: the effect in one line, where its panel is out of sight (LOOK2 step).

    The date is the first one that the step makes or moves; a step that makes none leads to its status.
    """
    made = [
        pair.after
        for pair in preview.moved
        if pair.after is not None
        and pair.after.running
        and (pair.before is None or pair.before.due != pair.after.due)
    ]
    parts = [f"{mode} → {due_words(open_first(made)[0], today) if made else preview.status[1]}"]
    if preview.errors:
        parts.append(f"还差 {len(preview.errors)} 处")
    return "，".join([*parts, *([SIGNED] if preview.second else [])])
