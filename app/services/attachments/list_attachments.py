"""Lists the attachments of a case: what, where put, by whom, and whether the content is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from app.desk import Desk
from app.domain.attachments import TAKEN_OFF
from app.domain.case.casefile import CaseFile
from app.domain.roles import LEADER
from app.domain.rows.attachments import Attachment, Detachment, LocalContent, Thumbnail
from app.ports.contents import Contents
from app.ports.records import Reads
from app.services.attachments.places import place_words
from app.services.case.case_door import readable_case
from app.words.attachments import where_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    """An attachment as a list shows it."""

    row: Attachment
    """Without its name where it was taken off and is not for who sits here."""
    place: str
    here: bool
    where: str
    """Where the content is, for one that is not here; empty for one that is."""
    taken_off: Detachment | None = None
    may_open: bool = True

    def as_json(self) -> dict[str, Any]:
        row, gone = self.row, self.taken_off
        return {
            "id": row.id,
            "name": row.name,
            "kind": row.kind,
            "bytes": row.size,
            "pages": row.pages,
            "place": row.place,
            "place_id": row.place_id,
            "at": row.at,
            "by": row.by,
            "desk": row.desk,
            "note": row.note,
            "here": self.here,
            "where": self.where or None,
            "withdrawn": {"reason": gone.reason, "by": gone.by, "at": gone.at} if gone else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachments:
    """The attachments of a case in the order in which they were put."""

    case: CaseFile
    lines: tuple[AttachmentLine, ...]
    small: Mapping[str, bytes] = field(default_factory=dict)
    """Id of an attachment to its small picture (JPEG)."""

    @property
    def standing(self) -> tuple[AttachmentLine, ...]:
        return tuple(line for line in self.lines if line.taken_off is None)

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.case.matter.number,
            "attachments": [line.as_json() for line in self.lines],
            "total": len(self.standing),
        }


def list_attachments(desk: Desk, contents: Contents, number: str, *, pictures: bool = False) -> Attachments:
    """The attachments of a visit's or matter's case; ``pictures``: with the small ones.

    Refused: not_found. NotAllowed: role_missing, withheld.
    """
    desk.require("attach")
    with desk.records.reading() as reads:
        case = readable_case(desk, reads, number, "NUMBER").case
        lines = lines_of(desk, reads, contents, case)
        small = _small(reads, contents, (line.row for line in lines if line.may_open)) if pictures else {}
    return Attachments(case=case, lines=lines, small=small)


def lines_of(desk: Desk, reads: Reads, contents: Contents, case: CaseFile) -> tuple[AttachmentLine, ...]:
    """The lines of a case that may be read."""
    wanted = {row.content for row in case.attachments}
    known = {row.id: row for row in reads.among(LocalContent, "id", wanted)}
    return tuple(_line(desk, contents, case, row, known.get(row.content)) for row in case.attachments)


def may_open(desk: Desk, case: CaseFile, row: Attachment) -> bool:
    """Whether who sits here may see this attachment of a case that he may read.

    One that was taken off was perhaps another matter's secret: it is for who put it, who took it off, and the
    带班领导.
    """
    gone = case.taken_off(row.id)
    return gone is None or desk.staff.login in (row.by, gone.by) or LEADER in desk.staff.roles


def _line(
    desk: Desk, contents: Contents, case: CaseFile, row: Attachment, known: LocalContent | None
) -> AttachmentLine:
    here, allowed = contents.holds(row.content), may_open(desk, case, row)
    letter, own = row.desk.rstrip("0123456789"), desk.records.series().rstrip("0123456789")
    was_here = letter == own or (known is not None and known.here)
    on_hub = known is not None and known.epoch > 0
    where = "" if here else where_words(letter, on_hub=on_hub, was_here=was_here)
    return AttachmentLine(
        row=row if allowed else replace(row, name=TAKEN_OFF, note=None),
        place=place_words(case, row),
        here=here,
        where=where,
        taken_off=case.taken_off(row.id),
        may_open=allowed,
    )


def _small(reads: Reads, contents: Contents, rows: Iterable[Attachment]) -> dict[str, bytes]:
    thumbnails = reads.among(Thumbnail, "attachment_id", {row.id for row in rows})
    opened = {row.attachment_id: contents.open_small(row.picture) for row in thumbnails}
    return {id: picture for id, picture in opened.items() if picture is not None}
