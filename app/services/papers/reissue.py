"""A paper that a correction made wrong: whether it is so, and the one of a step that is handed out for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.facts import Paper
from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.papers.say import full_date
from app.domain.rows.case import VisitMove, Withdrawal
from app.domain.rows.papers import Document
from app.domain.rows.visits import Void
from app.ports.records import Reads
from app.services.papers.draw_up import draw_up
from app.services.papers.hindsight import Change, case_without, changes_of
from app.services.papers.outdated_papers import cannot_be_drawn, says_otherwise
from app.services.papers.paper_words import SeenCase, may_be_reissued, paper_dossier, words_of
from app.services.papers.reminder_letters import is_over, is_reminder_letter

_SAYS = ("addressee", "blocks", "notes")
"""Parts of a letter that speak of the case; a slip has none of them, it is made anew by its basis."""
UNSIGNED = "letter_unsigned"
"""The refusal of a letter whose new words wait for a signature (app.services.approvals.ask_reissue)."""


def is_reworded(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> bool:
    """Whether a correction that a paper knows nothing of lets it say something else to visitor or unit.

    Corrections are those of fields, visits that were moved or voided, steps that were taken back. The paper
    is drawn up twice as of now, with them and without them: what happened to the case otherwise does not
    count. One that was replaced or is void already is left alone, and so is a 催办单 or 督办函 for what is
    done: nobody is reminded of it.
    """
    if _is_settled(case, paper) or is_over(case, paper):
        return False
    seen = SeenCase(reads, case)
    changes = _missing_on(desk, seen, paper)
    return _differs(desk, seen, paper, changes) and not cannot_be_drawn(desk, seen, paper)


def made_void_by(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> Change | None:
    """The newest correction without which the paper could be drawn up; with it nothing of it is left.

    Its visit or its step was taken back, what a unit was asked for is owed by nobody any more, what the
    letter tells is nowhere in the case. None for one in force, and for one that was replaced.
    """
    if _is_settled(case, paper):
        return next((row for row in changes_of(case) if _takes_back(row, paper)), None)
    seen = SeenCase(reads, case)
    if not changes_of(case) or not cannot_be_drawn(desk, seen, paper):
        return None
    changes = _missing_on(desk, seen, paper)
    if not _differs(desk, seen, paper, changes):
        return None
    alone = (row for row in reversed(changes) if _differs(desk, seen, paper, [row]))
    return next(alone, changes[-1])


def has_unsigned_words(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> bool:
    """Whether the successor of a letter that a 带班领导 signed would say what no leader has signed.

    A desk that had not got the letter yet stored such a correction at once: its new words wait for a
    signature all the same, in whatever order the rows came (CASE.md 3).
    """
    signed = any(step.id == paper.step_id and step.approver is not None for step in case.standing_steps)
    if not signed or not is_reworded(desk, reads, case, paper):
        return False
    seen = SeenCase(reads, case)
    return _differs(desk, seen, paper, [row for row in _missing_on(desk, seen, paper) if _is_unsigned(row)])


def _is_settled(case: CaseFile, paper: Paper) -> bool:
    """Whether it gets no successor: of no such kind, replaced, or taken back with its step or its visit."""
    taken_back = any(_takes_back(row, paper) for row in changes_of(case))
    return taken_back or not may_be_reissued(paper) or replacing(case, paper) is not None


def _takes_back(row: Change, paper: Paper) -> bool:
    """Whether it takes back the step that drew the paper up, or the visit that the paper was given to."""
    if isinstance(row, Withdrawal):
        return row.step_id == paper.step_id
    return isinstance(row, Void) and row.visit_id == paper.visit_id


def _is_unsigned(row: Change) -> bool:
    """A leader signs corrections of fields and what is taken back; a visit is moved without him."""
    return isinstance(row, VisitMove) or row.approved_by is None


def _differs(desk: Desk, seen: SeenCase, paper: Paper, changes: Sequence[Change]) -> bool:
    """Whether the paper says something else with these corrections than without them, or nothing at all."""
    if not changes:
        return False
    before = case_without(seen.reads, seen.case, paper, changes)
    return says_otherwise(desk, before, seen, paper)


def _missing_on(desk: Desk, seen: SeenCase, paper: Paper) -> list[Change]:
    """The corrections that a paper does not say: made after it, or before it at a desk it knew nothing of."""
    changes = changes_of(seen.case)
    since = [row for row in changes if row.id > paper.id]
    return [*_unknown_to(desk, seen, paper, changes), *since]


def _unknown_to(desk: Desk, seen: SeenCase, paper: Paper, changes: Sequence[Change]) -> Sequence[Change]:
    """Of the corrections made before a paper those that it does not say.

    Where the case reads otherwise without them, the paper says what stands there without them, word for word.
    Where it reads the same, nothing is compared: a term may be extended, a telephone be another since.
    """
    earlier = [row for row in changes if row.id < paper.id]
    document = seen.reads.get(Document, paper.id) if earlier else None
    if document is None:
        return ()
    since = [row for row in changes if row.id > paper.id]

    def parts_without(gone: Sequence[Change]) -> list[Any] | None:
        before = case_without(seen.reads, seen.case, paper, [*gone, *since])
        words = words_of(desk, before, paper)
        return None if words is None else _parts(words)

    written, known = _parts(document.content), parts_without(())
    if written == known:
        return ()
    newest_first = [earlier[start:] for start in range(len(earlier) - 1, -1, -1)]
    candidates = [*newest_first, *([row] for row in earlier)]
    return next((gone for gone in candidates if _knows_not(written, known, parts_without(gone))), ())


def _knows_not(written: list[Any], known: list[Any] | None, without: list[Any] | None) -> bool:
    """Whether a paper says the one and not the other where these differ."""
    if without is None or known == without:
        return False
    if known is None or not len(written) == len(known) == len(without):
        return written == without
    return all(
        standing_part == old
        for standing_part, new, old in zip(written, known, without, strict=True)
        if new != old
    )


def _parts(content: Mapping[str, Any]) -> list[Any]:
    """The addressee, each block, each note."""
    parts: list[Any] = []
    for key in _SAYS:
        value = content.get(key)
        parts += value if isinstance(value, list) else [value]
    return parts


def reissued(
    desk: Desk, reads: Reads, case: CaseFile, old: Document, paper: Paper, now: datetime
) -> Document:
    """The paper that takes the place of an old one of a step or for a unit; ``paper`` has the new number.

    Refused as the kind's builder: paper_needs, paper_guarded.
    """
    dossier = paper_dossier(desk, reads, case, paper)
    if dossier is None:
        raise LookupError(f"paper {paper.id} has no visit in its case")
    if is_reminder_letter(paper):  # it tells the days that are left from its own date
        dossier = replace(dossier, at=now)
    made = draw_up(
        desk, reads, old.kind, replace(dossier, code=None), at=now, matter_id=old.matter_id,
        visit_id=old.visit_id, reception_id=old.reception_id, step_id=old.step_id, unit=old.unit,
        replaces=old.id,
    )  # fmt: skip
    return replace(made, content=made.content | instead_of(old))


def words_anew(desk: Desk, reads: Reads, case: CaseFile, old: Paper, number: str) -> dict[str, Any] | None:
    """What the paper that takes the place of an old one says of the case; None where it is of another case.

    Refused as the kind's builder: paper_needs, paper_guarded.
    """
    dossier = paper_dossier(desk, reads, case, replace(old, number=number))
    if dossier is None:
        return None
    return build(old.kind, letterhead(desk.place.centre, desk.settings), dossier) | instead_of(old)


def instead_of(old: Document | Paper) -> dict[str, str]:
    """The line by which the new paper names the old one."""
    return {"replaces": f"本件换发，{full_date(old.at.date())}的 {old.number} 作废。"}


def replacing(case: CaseFile, paper: Paper) -> Paper | None:
    """The paper that was handed out for this one; None where it is in force."""
    return next((later for later in case.papers if later.replaces == paper.id), None)
