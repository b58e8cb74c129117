"""What the sheet says of moves and their effect, in words; no Qt."""

from __future__ import annotations

from app.domain.case.moves import Move
from app.services.handling.preview_step import StepPreview
from app.words import sentence
from ui.forms.effect import Line, moved_lines, status_line


def article_words(move: Move) -> str:
    """第23条, 出受理告知书."""
    paper = f"出{move.mode.paper}" if move.mode.paper else ""
    article = move.mode.article.replace("信访工作条例", "")
    return "，".join(part for part in (article, paper) if part) or "不出文书"


def why_words(move: Move) -> str:
    """Why a mode may not be taken now."""
    if move.why is None:
        return ""
    return sentence(move.why.code, move.why.facts)


def effect_lines(preview: StepPreview) -> list[Line]:
    """状态 · 变的 · 新的 · 做到了 · 不变, in this order."""
    return [*status_line(preview.status), *moved_lines(preview.moved, preview.kept)]
