"""Two short inputs: a unit's reply to a duty, and a satisfaction rating."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from app.domain.case import names
from app.domain.entries.case_named import CaseNamed, check_subject, read_number
from app.domain.entries.entry import Checked, Problems, Reader, as_object
from app.domain.terms import RATINGS
from app.errors import FieldError

WHOM = (names.RESPONSIBLE, names.OFFICE)


class ReplyEntry(CaseNamed, frozen=True, kw_only=True):
    """A unit's answer to one of a matter's duties, before it is stored."""

    unit: str | None = None
    duty: str | None = None
    text: str | None = None
    done: bool = True
    at: datetime | None = None
    problems: tuple[FieldError, ...] = ()


class RatingEntry(CaseNamed, frozen=True, kw_only=True):
    """A rating before it is stored."""

    whom: str = WHOM[0]
    value: str | None = None
    remark: str | None = None
    at: datetime | None = None
    problems: tuple[FieldError, ...] = ()


def parse_reply(data: object) -> ReplyEntry:
    """Read a reply JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = ReplyEntry(
        matter=read_number(reader, "matter"),
        visit=read_number(reader, "visit"),
        unit=reader.text("unit", 60),
        duty=reader.text("duty", 1000),
        text=reader.text("text"),
        done=reader.truth("done", default=True),
        at=reader.moment("at"),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def check_reply(entry: ReplyEntry) -> Checked[ReplyEntry]:
    """A matter and a text."""
    problems = Problems(entry.problems)
    check_subject(entry, problems)
    problems.required("text", entry.text)
    return Checked(replace(entry, problems=()), problems.all())


def parse_rating(data: object) -> RatingEntry:
    """Read a rating JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = RatingEntry(
        matter=read_number(reader, "matter"),
        visit=read_number(reader, "visit"),
        whom=reader.choice("whom", WHOM, WHOM[0]) or WHOM[0],
        value=reader.choice("value", RATINGS),
        remark=reader.text("remark", 1000),
        at=reader.moment("at"),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def check_rating(entry: RatingEntry) -> Checked[RatingEntry]:
    """A matter and one of the three values."""
    problems = Problems(entry.problems)
    check_subject(entry, problems)
    problems.required("value", entry.value)
    return Checked(replace(entry, problems=()), problems.all())
