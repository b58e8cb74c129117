"""三个告知 of a matter as typed (CLI.md notice), read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.domain.entries.case_named import CaseNamed, check_subject, read_number
from app.domain.entries.entry import Checked, Problems, Reader, as_object, json_value
from app.domain.entries.notices import Notices, check_due, require_texts, take_notices
from app.domain.terms import ACKNOWLEDGED, TOLD
from app.domain.value import Value
from app.errors import FieldError

WITNESSED, REFUSED = "见证", "拒签"


class Acknowledgement(Value, frozen=True, kw_only=True):
    """How the visitor took note: by signature, by refusing one, or before a witness."""

    kind: str | None = None
    witness: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "witness": self.witness}


class NoticeEntry(CaseNamed, frozen=True, kw_only=True):
    """The notices of one matter (or of the matter of one visit) before they are stored."""

    notices: Notices = field(default_factory=Notices)
    told: str | None = None
    acknowledged: Acknowledgement | None = None
    at: datetime | None = None
    problems: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The notice JSON that ``parse_notice`` reads back to the same entry."""
        own = {
            name: json_value(getattr(self, name))
            for name in ("matter", "visit", "told", "acknowledged", "at")
        }
        return own | self.notices.as_json()


@dataclass(frozen=True, slots=True)
class CheckedNotice(Checked[NoticeEntry]):
    """Checked notices with the date to tell."""

    due: date | None = None


def parse_notice(data: object) -> NoticeEntry:
    """Read a notice JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = NoticeEntry(
        matter=read_number(reader, "matter"),
        visit=read_number(reader, "visit"),
        notices=take_notices(reader),
        told=reader.choice("told", TOLD),
        acknowledged=_read_acknowledgement(reader.object("acknowledged")),
        at=reader.moment("at"),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def _read_acknowledgement(reader: Reader | None) -> Acknowledgement | None:
    if reader is None:
        return None
    taken = Acknowledgement(kind=reader.choice("kind", ACKNOWLEDGED), witness=reader.text("witness", 60))
    reader.finish()
    return taken


def check_notice(entry: NoticeEntry, now: datetime, engine: date | None) -> CheckedNotice:
    """Check the notices: the three texts, how they were told, a date other than the engine's with its reason.

    engine: the date that stands by itself (the latest open duty of the matter, else its step's date).
    """
    problems = Problems(entry.problems)
    check_subject(entry, problems)
    require_texts(entry.notices, "", problems)
    due = check_due(entry.notices, engine, (entry.at or now).date(), "", problems)
    problems.required("told", entry.told)
    taken = entry.acknowledged
    if taken:
        problems.required("acknowledged.kind", taken.kind)
        if taken.kind == WITNESSED and not problems.has("acknowledged.witness"):
            problems.required("acknowledged.witness", taken.witness)
        unseen = taken.kind == REFUSED and taken.witness is None
        if unseen and not problems.has("acknowledged.witness"):
            problems.add("acknowledged.witness", "refusal_without_witness")
    return CheckedNotice(replace(entry, problems=()), problems.all(), due=due)
