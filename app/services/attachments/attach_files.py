"""Puts pages and photographs to a case: judged by their content, sealed, stored whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.desk import Desk
from app.domain.attachments import MIB, MOST_AT_ONCE, MOST_FILES, Judged, tidy_name
from app.domain.rows.attachments import Attachment, LocalContent, Thumbnail
from app.domain.rows.base import new_id
from app.errors import FieldError, Refused, Unavailable
from app.events import AttachmentsChanged
from app.ports.contents import Contents, Kept, Pictures
from app.ports.records import Reads, Writes
from app.services.attachments.list_attachments import AttachmentLine, lines_of
from app.services.attachments.places import AttachPlace, find_place
from app.services.case.case_door import OpenCase, act_on_case
from app.services.case.case_reader import CaseReader


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file as it was chosen, dropped or pasted."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachWanted:
    """Which files, to which case, where in it."""

    number: str
    files: tuple[FileGiven, ...]
    place: str | None = None
    note: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """What was put to the case; a file that lay at this place already gives the attachment that is there."""

    number: str
    lines: tuple[AttachmentLine, ...]
    before: frozenset[str]
    """Ids of attachments that were there already."""

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.number,
            "attachments": [
                line.as_json() | {"there_already": line.row.id in self.before} for line in self.lines
            ],
        }


def attach_files(desk: Desk, contents: Contents, pictures: Pictures, wanted: AttachWanted) -> Attached:
    """Put the files to the case, all or none.

    Refused: not_found, visit_voided, attach_place_unknown, step_before_visit, attach_none, attach_too_many,
    attach_case_full, and for each file attach_too_large, attach_empty, attach_kind, attach_damaged ….
    NotAllowed: role_missing, withheld, has_interest. Unavailable: disk_full … and then nothing is stored.
    """
    desk.require("attach")
    with desk.records.reading() as reads:
        opened = act_on_case(desk, reads, wanted.number, "NUMBER")
    _check(desk, opened, wanted)
    judged = _judged(desk, pictures, wanted.files)
    kept: list[Kept] = []
    try:
        for file in wanted.files:
            kept.append(contents.keep(file.content))
        attached, matter_id = desk.records.write(
            lambda writes: _store(writes, desk, contents, wanted, judged, kept)
        )
    except BaseException:
        _take_back(desk, contents, kept)
        raise
    desk.announce(AttachmentsChanged(matter_id))
    return attached


def _check(desk: Desk, opened: OpenCase, wanted: AttachWanted) -> None:
    """What stands against it before a file is judged."""
    if opened.is_voided:
        raise Refused(FieldError("NUMBER", "visit_voided", {"number": opened.number}))
    find_place(opened.case, wanted.place)
    if not wanted.files:
        raise Refused(FieldError("FILE", "attach_none"))
    if len(wanted.files) > MOST_AT_ONCE:
        raise Refused(FieldError("FILE", "attach_too_many", {"most": MOST_AT_ONCE}))
    first = min((visit.registered_at for visit in opened.case.visits), default=None)
    now = wanted.at or desk.clock.now()
    if first is not None and wanted.at is not None and now < first:
        raise Refused(FieldError("at", "step_before_visit", {"opened": f"{first:%Y-%m-%d %H:%M}"}))


def _judged(desk: Desk, pictures: Pictures, files: Sequence[FileGiven]) -> list[Judged]:
    """What each file is. Refused with what is wrong with every one of them."""
    most = int(desk.settings["附件上限"])
    judged: list[Judged] = []
    errors: list[FieldError] = []
    for position, file in enumerate(files):
        field, facts = f"files[{position}]", {"name": tidy_name(file.name)}
        if len(file.content) > most * MIB:
            errors.append(FieldError(field, "attach_too_large", facts | {"most": most}))
            continue
        try:
            judged.append(pictures.judge(file.content))
        except Refused as refused:
            errors += [FieldError(field, error.code, facts | error.facts) for error in refused.errors]
    if errors:
        raise Refused(*errors)
    return judged


def _store(
    writes: Writes,
    desk: Desk,
    contents: Contents,
    wanted: AttachWanted,
    judged: Sequence[Judged],
    kept: Sequence[Kept],
) -> tuple[Attached, str]:
    case = act_on_case(desk, writes, wanted.number, "NUMBER").case
    place = find_place(case, wanted.place)
    standing = [row for row in case.attachments if case.taken_off(row.id) is None]
    there = {row.content: row for row in standing if (row.place, row.place_id) == (place.place, place.id)}
    ids, before, count = [], set(), len(standing)
    for file, checked, sealed in zip(wanted.files, judged, kept, strict=True):
        if sealed.name in there:
            before.add(there[sealed.name].id)
        else:
            row = _row(desk, wanted, case.matter.id, place, file, checked, sealed)
            there[sealed.name] = row
            count += 1
            _add(writes, contents, row, checked)
            writes.audit(
                desk.staff.login, "添加附件", case.matter.number, purpose=f"{row.kind}，{row.size} 字节"
            )
        ids.append(there[sealed.name].id)
    if count > MOST_FILES:
        raise Refused(FieldError("FILE", "attach_case_full", {"most": MOST_FILES, "count": len(standing)}))
    after = CaseReader(writes).case(case.matter.id)
    lines = {line.row.id: line for line in lines_of(desk, writes, contents, after)}
    attached = Attached(
        number=case.matter.number,
        lines=tuple(lines[id] for id in dict.fromkeys(ids)),
        before=frozenset(before),
    )
    return attached, case.matter.id


def _row(
    desk: Desk,
    wanted: AttachWanted,
    matter_id: str,
    place: AttachPlace,
    file: FileGiven,
    judged: Judged,
    sealed: Kept,
) -> Attachment:
    return Attachment(
        id=new_id(),
        matter_id=matter_id,
        visit_id=place.visit_id,
        place=place.place,
        place_id=place.id,
        name=tidy_name(file.name),
        kind=judged.kind,
        size=len(file.content),
        content=sealed.name,
        width=judged.width,
        height=judged.height,
        pages=judged.pages,
        note=(wanted.note or "").strip() or None,
        desk=desk.records.series(),
        at=wanted.at or desk.clock.now(),
        by=desk.staff.login,
    )


def _add(writes: Writes, contents: Contents, row: Attachment, judged: Judged) -> None:
    writes.add(row)
    if judged.thumbnail is not None:
        small = contents.seal_small(judged.thumbnail)
        writes.add(Thumbnail(id=new_id(), attachment_id=row.id, picture=small))
    note_content(writes, row.content, row.at)


def note_content(writes: Writes, name: str, at: datetime) -> None:
    """Note that a content lies at this desk."""
    known = writes.get(LocalContent, name)
    if known is None:
        writes.add(LocalContent(id=name, here=True, at=at))
    elif not known.here:
        writes.change(known, here=True, at=at)


def _take_back(desk: Desk, contents: Contents, kept: Sequence[Kept]) -> None:
    """Nothing half stored: contents that came in with rows that did not are taken away again."""
    with suppress(Unavailable), desk.records.reading() as reads:
        for content in kept:
            if content.is_new and not _is_noted(reads, content.name):
                contents.drop(content.name)


def _is_noted(reads: Reads, name: str) -> bool:
    return reads.get(LocalContent, name) is not None
