"""A paper that a correction made wrong: whether it is so, and the one of a step that is handed out for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import read_value, with_person
from app.domain.case.facts import Paper
from app.domain.case.reading import read_case
from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.papers.say import full_date
from app.domain.rows.matters import Matter
from app.domain.rows.papers import Document
from app.domain.rows.receptions import Duty
from app.domain.rows.visits import Amendment, Person, Visit
from app.ports.records import Reads
from app.services.case.case_reader import CaseReader
from app.services.papers.draw_up import draw_up
from app.services.papers.outdated_papers import (
    Outdating,
    may_be_reissued,
    paper_dossier,
    says_otherwise,
    words_of,
)
from app.services.papers.reminder_letters import is_reminder_letter, obligation_of

_CORRECTED = frozenset({Person.TABLE, Visit.TABLE, Matter.TABLE, Duty.TABLE})
"""Whose corrections papers say; a duty's date was corrected so by earlier versions."""


_SAYS = ("addressee", "blocks", "notes")
"""Parts of a letter that speak of the case; a slip has none of them, it is made anew by its basis."""
UNSIGNED = "letter_unsigned"
"""The refusal of a letter whose new words wait for a signature (app.services.approvals.ask_reissue)."""


def is_reworded(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> bool:
    """Whether a correction that a paper knows nothing of lets it say something else to visitor or unit.

    The paper is drawn up twice as of now, with these corrections and without them: what happened
    to the case otherwise does not count. One that was replaced or taken back already is left alone, and so
    is a 催办单 or 督办函 for what is done or owed by nobody any more: nobody is reminded of it.
    """
    if not may_be_reissued(paper) or _is_over(case, paper):
        return False
    taken_back = paper.step_id is not None and case.is_withdrawn(paper.step_id)
    if taken_back or replacing(case, paper) is not None:
        return False
    return _differs(desk, reads, case, paper, _missing_on(desk, reads, case, paper))


def has_unsigned_words(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> bool:
    """Whether the successor of a letter that a 带班领导 signed would say what no leader has signed.

    A desk that had not got the letter yet stored such a correction at once: its new words wait for a
    signature all the same, in whatever order the rows came (CASE.md 3).
    """
    signed = any(step.id == paper.step_id and step.approver is not None for step in case.standing_steps)
    if not signed or not is_reworded(desk, reads, case, paper):
        return False
    rows = _missing_on(desk, reads, case, paper)
    return _differs(desk, reads, case, paper, [row for row in rows if row.approved_by is None])


def _differs(desk: Desk, reads: Reads, case: CaseFile, paper: Paper, rows: Sequence[Amendment]) -> bool:
    """Whether the paper says something else with these corrections than without them."""
    if not rows:
        return False
    before = _without(reads, case.matter.id, rows)
    return says_otherwise(desk, reads, Outdating(before, case), paper)


def _missing_on(desk: Desk, reads: Reads, case: CaseFile, paper: Paper) -> list[Amendment]:
    """The corrections that a paper does not say: made after it, or before it at a desk it knew nothing of."""
    rows = [row for row in case.amendments if row.table in _CORRECTED]
    since = [row for row in rows if row.id > paper.id]
    return [*_unknown_to(desk, reads, case, paper, rows), *since]


def _unknown_to(
    desk: Desk, reads: Reads, case: CaseFile, paper: Paper, rows: Sequence[Amendment]
) -> Sequence[Amendment]:
    """Of the corrections made before a paper those that it does not say.

    Where the case reads otherwise without them, the paper says what stands there without them, word for word.
    Where it reads the same, nothing is compared: a term may be extended, a telephone be another since.
    """
    earlier = [row for row in sorted(rows, key=lambda row: row.id) if row.id < paper.id]
    document = reads.get(Document, paper.id) if earlier else None
    if document is None:
        return ()
    since = [row for row in rows if row.id > paper.id]

    def parts_without(gone: Sequence[Amendment]) -> list[Any] | None:
        words = words_of(desk, reads, _without(reads, case.matter.id, [*gone, *since]), paper)
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


def _is_over(case: CaseFile, paper: Paper) -> bool:
    owed = obligation_of(case, paper) if is_reminder_letter(paper) else None
    return is_reminder_letter(paper) and (owed is None or not owed.running)


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
    return replace(made, content=made.content | _instead_of(old))


def words_anew(desk: Desk, reads: Reads, case: CaseFile, old: Paper, number: str) -> dict[str, Any] | None:
    """What the paper that takes the place of an old one says of the case; None where it is of another case.

    Refused as the kind's builder: paper_needs, paper_guarded.
    """
    dossier = paper_dossier(desk, reads, case, replace(old, number=number))
    if dossier is None:
        return None
    return build(old.kind, letterhead(desk.place.centre, desk.settings), dossier) | _instead_of(old)


def _instead_of(old: Document | Paper) -> dict[str, str]:
    """The line by which the new paper names the old one."""
    return {"replaces": f"本件换发，{full_date(old.at.date())}的 {old.number} 作废。"}


def replacing(case: CaseFile, paper: Paper) -> Paper | None:
    """The paper that was handed out for this one; None where it is in force."""
    return next((later for later in case.papers if later.replaces == paper.id), None)


def _without(reads: Reads, matter_id: str, since: Sequence[Amendment]) -> CaseFile:
    """The case as it reads without these corrections; a field that was corrected later stays so."""
    reader = CaseReader(reads)
    facts = reader.facts(matter_id)
    gone = {row.id for row in since}
    kept = tuple(row for row in facts.amendments if row.id not in gone)
    standing = {(row.row_id, row.field): row.id for row in sorted(kept, key=lambda row: row.id)}
    undone = [row for row in since if standing.get((row.row_id, row.field), "") < row.id]
    own = [row for row in undone if row.table == Matter.TABLE and row.row_id == facts.matter.id]
    matter = replace(facts.matter, **_old_values(own))
    facts = replace(facts, matter=matter, amendments=kept)
    for person in [came.person for came in facts.people]:
        before = _person_before(person, undone)
        facts = with_person(facts, before) if before != person else facts
    return read_case(facts, reader.rules)


def _person_before(person: Person, since: Sequence[Amendment]) -> Person:
    return replace(person, **_old_values([row for row in since if row.row_id == person.id]))


def _old_values(rows: Sequence[Amendment]) -> dict[str, Any]:
    """By field, what stood there before the first of these corrections."""
    old_values: dict[str, Any] = {}
    for row in sorted(rows, key=lambda row: row.id, reverse=True):
        old_values[row.field] = _value(row)
    return old_values


def _value(row: Amendment) -> Any:
    if row.field == "birth":
        return date.fromisoformat(row.old) if row.old else None
    if row.field == "birth_year":
        return int(row.old) if row.old else None
    return read_value(row.field, row.old)
