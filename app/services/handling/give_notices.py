"""Give the three notices of a matter: opinion, date, contact, and how the visitor took note of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from app.desk import Desk
from app.domain.case.promise import check_lawful, counted_for_notice, date_to_tell
from app.domain.dates.derivation import Derivation
from app.domain.entries.entry import Problems
from app.domain.entries.notice_entry import NoticeEntry, check_notice
from app.domain.papers.dossier import letterhead
from app.domain.papers.kinds import build
from app.domain.papers.notices_sheet import KIND as NOTICES_SHEET
from app.domain.rows.base import new_id
from app.domain.rows.matters import Notice
from app.errors import FieldError, JiefangtaiError, Refused
from app.events import NoticesGiven
from app.ports.records import Reads, Writes
from app.services.case.case_door import OpenCase, act_on_case
from app.services.case.notices import merged
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.papers.first_page import WHEN_ISSUED, first_page
from app.services.papers.step_papers import step_dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesTold:
    """The notices as they are kept."""

    notice: Notice
    matter: str
    visit_number: str
    warnings: tuple[FieldError, ...] = ()


@dataclass(frozen=True, slots=True)
class _Judged:
    """Notices as they would be kept, the case that they are of, and what is wrong with them."""

    opened: OpenCase | None
    notice: Notice | None
    engine: Derivation | None
    """The date that stands by itself."""
    errors: tuple[FieldError, ...]
    warnings: tuple[FieldError, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPreview:
    """Notices as they stand now, nothing stored."""

    errors: tuple[FieldError, ...]
    engine: Derivation | None
    """The date that stands by itself, and how it was counted; None where nothing is owed."""
    due: date | None
    """The date that would be told."""
    before: Notice | None
    """What was told last."""
    picture: bytes | None = None
    """The 三个告知单 as PNG; None while something is missing."""


def give_notices(desk: Desk, entry: NoticeEntry, *, draft_id: str | None = None) -> NoticesTold:
    """Keep the notices told for the matter of a visit or matter number.

    ``draft_id``: the window's draft goes with them. Refused: not_found and whatever
    app.domain.entries.notice_entry finds, all at once; nothing stored.
    """
    desk.require("notice")

    def work(writes: Writes) -> NoticesTold:
        judged = _judge(writes, desk, entry)
        if judged.errors or judged.opened is None or judged.notice is None:
            raise Refused(*judged.errors)
        writes.add(judged.notice)
        writes.audit(desk.staff.login, "三个告知", judged.opened.matter.number)
        end_draft(writes, draft_id)
        return NoticesTold(
            notice=judged.notice,
            matter=judged.opened.matter.number,
            visit_number=judged.opened.newest_visit.number,
            warnings=judged.warnings,
        )

    done = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(NoticesGiven(done.notice.matter_id))
    return done


def preview_notices(desk: Desk, entry: NoticeEntry, *, picture: bool = True) -> NoticesPreview:
    """What giving them now would come to. Refused: not_found. NotAllowed: role_missing, withheld."""
    desk.require("notice")
    with desk.records.reading() as reads:
        judged = _judge(reads, desk, entry)
        opened, notice = judged.opened, judged.notice
        drawn = _draw(desk, reads, opened, notice) if picture and opened and notice else None
        return NoticesPreview(
            errors=judged.errors,
            engine=judged.engine,
            due=notice.due if notice else None,
            before=opened.case.notice if opened else None,
            picture=drawn if not judged.errors else None,
        )


def _judge(reads: Reads, desk: Desk, entry: NoticeEntry) -> _Judged:
    """Check the notices against their case and put together what would be kept."""
    now = desk.clock.now()
    opened, unknown = _about(reads, desk, entry)
    engine = date_to_tell(opened.case) if opened else None
    checked = check_notice(entry, entry.at or now, engine.due if engine else None)
    problems = Problems(checked.errors)
    if opened is not None and checked.due is not None:
        on = (entry.at or now).date()
        check_lawful(checked.due, opened.case, engine.due if engine else None, on, "", problems)
    errors = [*problems.errors, *(error for error in unknown if not problems.has(error.field))]
    shown = tuple(error for error in errors if opened or error.code != "due_required")
    if opened is None:
        return _Judged(None, None, engine, shown, checked.warnings)
    taken = entry.acknowledged
    notice = Notice(
        id=new_id(),
        matter_id=opened.matter.id,
        visit_id=opened.newest_visit.id,
        opinion=entry.notices.opinion,
        due=checked.due,
        due_reason=entry.notices.due_reason,
        contact=entry.notices.contact,
        told=entry.told or "",
        acknowledged=taken.kind if taken else None,
        witness=taken.witness if taken else None,
        at=now,
        by=desk.staff.login,
    )
    kept = merged(notice, opened.case.notice, engine)
    return _Judged(opened, kept, engine, shown, checked.warnings)


def _draw(desk: Desk, reads: Reads, opened: OpenCase, notice: Notice) -> bytes | None:
    """The first page of the 三个告知单 with these notices; None while its words are not all there."""
    try:
        dossier = step_dossier(reads, desk, opened.case, opened.newest_visit, None, WHEN_ISSUED)
        dossier = replace(dossier, notice=notice, told_as=counted_for_notice(opened.case, notice))
        content = build(NOTICES_SHEET, letterhead(desk.place.centre, desk.settings), dossier)
        return first_page(desk, reads, content)
    except JiefangtaiError:
        return None  # the errors beside it say what is missing


def _about(reads: Reads, desk: Desk, entry: NoticeEntry) -> tuple[OpenCase | None, tuple[FieldError, ...]]:
    """The case meant, or the refusal of a number nobody knows."""
    if not entry.record:
        return None, ()
    try:
        return act_on_case(desk, reads, entry.record, entry.subject), ()
    except Refused as unknown:
        return None, unknown.errors
