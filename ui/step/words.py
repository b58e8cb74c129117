"""Puts into words what F1 explains of a step, what another desk did meanwhile, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.domain.case.moves import Move
from app.services.case.open_case import NamedCase
from app.services.handling.advance_matter import Pending
from app.services.handling.preview_step import StepPreview
from app.services.handling.take_step import Advanced
from app.words.regulation import articles_in
from app.words.steps import STEP_WORDS
from ui.forms.effect import open_first
from ui.forms.sheet import CHANGED_MEANWHILE
from ui.forms.why import Reason, moved_reasons, with_others
from ui.step.model import SIGNED, why_words


def step_reasons(opened: NamedCase, move: Move | None, preview: StepPreview | None) -> list[Reason]:
    """The articles of a mode, each date, then why the other modes are barred."""
    brought = moved_reasons(preview.moved) if preview is not None else ()
    dates = with_others(brought, open_first(opened.case.in_sight))
    return [*_articles_of(move), *dates, *_barred(opened.moves)]


def changed_words(chosen: Move | None) -> str:
    """The case has changed; a mode that may not be taken any more is named with its reason."""
    if chosen is None or chosen.why is None:
        return CHANGED_MEANWHILE
    why = why_words(chosen).rstrip("。")
    return f"{chosen.mode.name}现在不能办了：{why}。您填的留在草稿里，请另选一种。"


def done_words(done: Advanced | Pending, leader: str) -> str:
    """What became of the step; ``leader``: who signed it on the spot."""
    if isinstance(done, Pending):
        return f"{done.request.mode}已送带班领导批准。批准以前期限和状态都不变。"
    papers = "、".join(f"{document.kind} {document.number}" for document in done.documents)
    out = f"文书 {papers}，按 P 出纸。" if papers else ""
    by = f"，{leader}当场批准" if done.step.approver else ""
    return f"已办：{done.step.mode}{by}。{out}"


def _barred(moves: Iterable[Move]) -> list[Reason]:
    """Each mode that may not be taken, with its reason."""
    return [(f"不能{move.mode.name}", _why_not(move)) for move in moves if move.why is not None]


def _articles_of(move: Move | None) -> Iterator[Reason]:
    """A mode with its articles word for word."""
    if move is None:
        return
    asked = [STEP_WORDS[key] for key in move.needs if key in STEP_WORDS]
    grounds = [f"{ground.text}（{ground.article}）" for ground in move.grounds]
    parts = (
        move.mode.article or "条例没有这个名称，按工作惯例",
        f"出{move.mode.paper}" if move.mode.paper else "不出文书",
        f"要填 {'、'.join(asked)}" if asked else "",
        f"{SIGNED}：带班领导批准以后才算数" if move.second else "",
        f"依据选一条：{'；'.join(grounds)}" if grounds else "",
    )
    yield move.mode.name, "。".join(part for part in parts if part)
    cited = "、".join((move.mode.article, *(ground.article for ground in move.grounds)))
    yield from articles_in(cited)


def _why_not(move: Move) -> str:
    """The reason with the article that it rests on, where the sentence does not name it."""
    words = why_words(move)
    article = move.why.article if move.why else ""
    short = article.replace("信访工作条例", "")
    return words if not article or short in words else f"{words}（{article}）"
