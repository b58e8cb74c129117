"""A reception as it is typed (CLI.md reception): form, attendance, minutes, results, notices."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.entries.entry import Problems, Reader, as_object, json_value
from app.domain.entries.lines import fold_width
from app.domain.entries.notices import Notices, read_notices
from app.domain.numbers import tidy_number, tidy_query_code
from app.domain.terms import RECEPTION_FORMS, RECEPTION_RESULTS
from app.errors import FieldError

CONTINUED = "继续协调"
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::[0-5][0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEntry:
    """One of the X: who came for a unit and when, or that nobody did."""

    unit: str | None = None
    person: str | None = None
    title: str | None = None
    arrived: str | None = None
    """HH:MM."""
    absent: bool = False

    def as_json(self) -> dict[str, Any]:
        return {name: json_value(getattr(self, name)) for name in SeatEntry.__dataclass_fields__}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineEntry:
    """One line of the minutes with its time."""

    at: str | None = None
    """HH:MM."""
    text: str | None = None
    visits: tuple[str, ...] = ()
    """Numbers of the visits it is about (``for``); empty for all of them."""

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {"at": self.at, "text": self.text}
        return line | ({"for": list(self.visits)} if self.visits else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionEntry:
    """A reception before it is stored; ``problems`` is what its JSON had wrong."""

    at: datetime | None = None
    form: str = RECEPTION_FORMS[0]
    room: str | None = None
    lead: str | None = None
    leader: str | None = None
    recorder: str | None = None
    roster_reason: str | None = None
    visits: tuple[str, ...] = ()
    """Canonical visit numbers (or as typed where they are none)."""
    units: tuple[SeatEntry, ...] = ()
    lines: tuple[LineEntry, ...] = ()
    result: str | None = None
    results: Mapping[str, str] = field(default_factory=dict)
    """Results by visit where several cases are heard; ``result`` serves for the others."""
    notices: Notices | None = None
    notices_by_visit: Mapping[str, Notices] = field(default_factory=dict)
    """Notices by visit; ``notices`` serves for the others."""
    confirm: tuple[str, ...] = ()
    """Codes of the questions that were answered with yes."""
    continues: str | None = None
    """Number of the reception whose open lines this one carries on."""
    problems: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The reception JSON that ``parse_reception`` reads back to the same entry."""
        left_out = ("problems", "notices_by_visit")
        names = [name for name in ReceptionEntry.__dataclass_fields__ if name not in left_out]
        data = {name: json_value(getattr(self, name)) for name in names}
        if self.notices_by_visit:
            data["notices"] = {visit: notices.as_json() for visit, notices in self.notices_by_visit.items()}
        return data


def parse_reception(data: object) -> ReceptionEntry:
    """Read a reception JSON without stopping: what is wrong with single keys goes to ``problems``."""
    problems = Problems()
    reader = Reader(as_object(data), problems)
    plain, by_visit = _read_notices(reader)
    entry = ReceptionEntry(
        at=reader.moment("at"),
        form=reader.choice("form", RECEPTION_FORMS, RECEPTION_FORMS[0]) or RECEPTION_FORMS[0],
        room=reader.text("room", 60),
        lead=reader.text("lead", 60),
        leader=reader.text("leader", 60),
        recorder=reader.text("recorder", 60),
        roster_reason=reader.text("roster_reason", 200),
        visits=_numbers(reader.texts("visits")),
        units=tuple(_read_seat(seat) for seat in reader.objects("units")),
        lines=tuple(_read_line(line) for line in reader.objects("lines")),
        result=reader.choice("result", RECEPTION_RESULTS),
        results=_read_results(reader),
        notices=plain,
        notices_by_visit=by_visit,
        confirm=reader.texts("confirm"),
        continues=reader.text("continues", 60),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def _numbers(typed: Sequence[str]) -> tuple[str, ...]:
    return tuple(tidy_number(number) or tidy_query_code(number) or number for number in typed)


def _read_results(reader: Reader) -> dict[str, str]:
    """The results by visit."""
    results = {}
    for number, result in reader.words("results").items():
        if result not in RECEPTION_RESULTS:
            choices = " ".join(RECEPTION_RESULTS)
            reader.problems.add(f"results.{number}", "not_a_choice", choices=choices, given=result)
        else:
            results[_numbers([number])[0]] = result
    return results


def _read_notices(reader: Reader) -> tuple[Notices | None, dict[str, Notices]]:
    """The plain notices, or those by visit: an object of which a key is a visit's number."""
    raw = reader.raw("notices")
    if not isinstance(raw, Mapping) or not any(tidy_number(str(key)) for key in raw):
        return read_notices(reader.object("notices")), {}
    inner = Reader(raw, reader.problems, reader.field("notices"))
    read = {_numbers([str(key)])[0]: read_notices(inner.object(str(key))) for key in raw}
    return None, {number: notices for number, notices in read.items() if notices is not None}


def _read_seat(reader: Reader) -> SeatEntry:
    seat = SeatEntry(
        unit=reader.text("unit", 60),
        person=reader.text("person", 60),
        title=reader.text("title", 60),
        arrived=_clock(reader, "arrived"),
        absent=reader.truth("absent"),
    )
    reader.finish()
    return seat


def _read_line(reader: Reader) -> LineEntry:
    line = LineEntry(
        at=_clock(reader, "at"), text=reader.text("text", 1000), visits=_numbers(reader.texts("for"))
    )
    reader.finish()
    return line


def _clock(reader: Reader, key: str) -> str | None:
    """A time of day as HH:MM, in either width."""
    text = reader.text(key, 20)
    if text is None:
        return None
    match = _CLOCK.fullmatch(fold_width(text).replace("：", ":"))
    if not match:
        reader.problems.add(reader.field(key), "bad_clock", given=text)
        return None
    return f"{int(match[1]):02d}:{match[2]}"
