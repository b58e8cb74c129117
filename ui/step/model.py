"""What the sheet says of moves and their effect, in words; no Qt."""

from __future__ import annotations

from app.domain.case.moves import Move
from app.services.handling.preview_step import StepPreview
from app.words import sentence
from ui.forms.effect import Line, moved_lines, status_line

FITS = 14
"""Characters of a ground that its field shows whole."""


def article_words(move: Move) -> str:
    """第23条, 出受理告知书."""
    paper = f"出{move.mode.paper}" if move.mode.paper else ""
    article = move.mode.article.replace("信访工作条例", "")
    return "，".join(part for part in (article, paper) if part) or "不出文书"


def ground_words(move: Move, ground: str | None) -> str:
    """The article of the chosen ground, with its text where the field is too short for it."""
    chosen = next((one for one in move.grounds if one.id == ground), None)
    if chosen is None:
        return ""
    return chosen.article if len(chosen.text) <= FITS else f"{chosen.text}（{chosen.article}）"


def why_words(move: Move) -> str:
    """Why a mode may not be taken now."""
    if move.why is None:
        return ""
    return sentence(move.why.code, move.why.facts)


def effect_lines(preview: StepPreview) -> list[Line]:
    """状态 · 变的 · 新的 · 做到了 · 不变, in this order."""
    return [*status_line(preview.status), *moved_lines(preview.moved, preview.kept)]
