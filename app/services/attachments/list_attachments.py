"""Lists the attachments of a case: what, where put, by whom, and whether the content is here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
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
    place: str
    here: bool
    where: str
    """Where the content is, for one that is not here; empty for one that is."""
    taken_off: Detachment | None = None

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
        lines = lines_of(reads, contents, case, desk.records.series())
        small = _small(reads, contents, (line.row for line in lines)) if pictures else {}
    return Attachments(case=case, lines=lines, small=small)


def lines_of(reads: Reads, contents: Contents, case: CaseFile, series: str) -> tuple[AttachmentLine, ...]:
    """The lines of a case that may be read."""
    wanted = {row.content for row in case.attachments}
    known = {row.id: row for row in reads.among(LocalContent, "id", wanted)}
    return tuple(_line(contents, case, row, known.get(row.content), series) for row in case.attachments)


def _line(
    contents: Contents, case: CaseFile, row: Attachment, known: LocalContent | None, series: str
) -> AttachmentLine:
    here = contents.holds(row.content)
    letter, own = row.desk.rstrip("0123456789"), series.rstrip("0123456789")
    was_here = letter == own or (known is not None and known.here)
    on_hub = known is not None and known.epoch > 0
    where = "" if here else where_words(letter, on_hub=on_hub, was_here=was_here)
    return AttachmentLine(
        row=row, place=place_words(case, row), here=here, where=where, taken_off=case.taken_off(row.id)
    )


def _small(reads: Reads, contents: Contents, rows: Iterable[Attachment]) -> dict[str, bytes]:
    found = reads.among(Thumbnail, "attachment_id", {row.id for row in rows})
    opened = {row.attachment_id: contents.open_small(row.picture) for row in found}
    return {id: picture for id, picture in opened.items() if picture is not None}
