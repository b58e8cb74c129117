"""Opens an attachment: its content for who may read the case; each opening is an entry of the audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.rows.attachments import Attachment, LocalContent
from app.errors import FieldError, NotAllowed, Refused, Unavailable
from app.events import AttachmentsChanged
from app.ports.contents import Contents
from app.ports.records import Reads, Writes
from app.services.attachments.attach_files import note_content
from app.services.attachments.list_attachments import may_open
from app.services.case.case_door import case_of_fact, may_read_case

Fetch = Callable[[str], bool]
"""Fetches a content from the hub by its name; whether it lies here now."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An attachment with its content."""

    row: Attachment
    content: bytes


def open_attachment(
    desk: Desk, contents: Contents, id: str, fetch: Fetch | None = None, *, saved: bool = False
) -> Opened:
    """The content; one that is not here is fetched where a hub has it. ``saved``: it goes to a file.

    Refused: attachment_unknown. NotAllowed: role_missing, withheld, detached_withheld. Unavailable:
    content_elsewhere, content_at_hub, content_lost, content_damaged, content_foreign.
    """
    desk.require("attach")

    def look(writes: Writes) -> tuple[Attachment, CaseFile] | NotAllowed:
        row, case = attachment_of(writes, id)
        refusal = _refusal(desk, case, row)
        act = "导出附件" if saved else "查看附件"
        writes.audit(desk.staff.login, act, case.matter.number, purpose=f"附件 {row.id}", success=not refusal)
        return NotAllowed(refusal, login=desk.staff.login) if refusal else (row, case)

    answer = desk.records.write(look)
    if isinstance(answer, NotAllowed):  # raised only now, so that the audit of the attempt stays
        raise answer
    row, case = answer
    try:
        return Opened(row, contents.read(row.content))
    except Unavailable as error:
        if error.code not in ("content_missing", "content_damaged"):
            raise
        if fetch is None or not fetch(row.content):
            raise _missing(desk, row, error.code) from error
    desk.records.write(lambda writes: note_content(writes, row.content, desk.clock.now()))
    desk.announce(AttachmentsChanged(case.matter.id))
    return Opened(row, contents.read(row.content))


def _refusal(desk: Desk, case: CaseFile, row: Attachment) -> str:
    """Why it is not for who sits here; empty where it is."""
    if not may_read_case(desk, case):
        return "withheld"
    return "" if may_open(desk, case, row) else "detached_withheld"


def attachment_of(reads: Reads, id: str) -> tuple[Attachment, CaseFile]:
    """An attachment and the case that it belongs to now, whoever asks. Refused(id, attachment_unknown)."""
    row = reads.get(Attachment, id.strip())
    if row is None:
        raise Refused(FieldError("ID", "attachment_unknown", {"id": id}))
    case = case_of_fact(reads, row.matter_id, row.visit_id)
    if case is None:
        raise Refused(FieldError("ID", "attachment_unknown", {"id": id}))
    return row, case


def _missing(desk: Desk, row: Attachment, code: str) -> Unavailable:
    """Why it cannot be opened here: it never came, it is lost, it was changed."""
    letter = row.desk.rstrip("0123456789")
    if code == "content_damaged":
        return Unavailable("content_damaged")
    with desk.records.reading() as reads:
        known = reads.get(LocalContent, row.content)
    if letter == desk.place.letter or (known is not None and known.here):
        return Unavailable("content_lost")
    if known is not None and known.epoch:
        return Unavailable("content_at_hub")
    return Unavailable("content_elsewhere", desk=letter)
