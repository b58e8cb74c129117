"""One row of a ledger, cell by cell: what is understood, kept as it stands, wrong or asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from app.domain.identity import RESIDENT
from app.domain.ledger.cells import (
    RESIDENT_FORM,
    is_error,
    is_masked,
    is_ruined,
    plain_number,
    read_count,
    read_names,
    read_phones,
)
from app.domain.ledger.headings import CLOSED_ON, FORMS, Columns, without_brackets
from app.domain.ledger.mapping import LedgerMap
from app.domain.ledger.misplaced import holds_id, is_no_name
from app.domain.ledger.moments import CHINA, When, is_serial, read_clock, read_moment
from app.domain.ledger.vocabulary import CHOICES, VISITS, absent_reason, known_word
from app.domain.terms import STATUSES
from app.errors import FieldError

UNKNOWN = "不详"
_SPLIT = re.compile(r"[、，,;；/\s]+")
_TEXTS = {"claim": 4000, "facts": 4000, "address": 200, "nationality": 40, "ethnic": 20}
_ONE_LINE = ("address", "nationality", "ethnic", "name")


@dataclass(slots=True)
class LedgerRow:
    """What one row says. ``people`` has one entry, more only where a cell names several."""

    row: int
    number: str | None = None
    """The old system's own number."""
    arrived: datetime | None = None
    timed: bool = False
    """Whether the ledger has the time of day too."""
    registered: datetime | None = None
    people: list[dict[str, Any]] = field(default_factory=list)
    absent: dict[str, str] = field(default_factory=dict)
    """Of the person: fields whose cell says that there is nothing, with the reason."""
    visit: dict[str, Any] = field(default_factory=dict)
    visit_absent: dict[str, str] = field(default_factory=dict)
    headcount: int | None = None
    status: str | None = None
    unit: str | None = None
    kept: dict[str, str] = field(default_factory=dict)
    """Heading to text that no field holds, or holds in another word."""
    errors: list[FieldError] = field(default_factory=list)
    questions: list[FieldError] = field(default_factory=list)
    warnings: list[FieldError] = field(default_factory=list)
    blank: frozenset[str] = frozenset()
    """Fields whose column is there and whose cell is empty."""
    cells: tuple[str, ...] = ()
    mended: dict[str, str] = field(default_factory=dict)
    """Heading to what stood in a cell before a person put it right."""
    named: str = ""
    """The whole cell of the name, where it seems to name several people."""

    @property
    def goes_on(self) -> bool:
        """Whether the row is one more person of the visit above: a name without number, day, claim."""
        return bool(
            self.people
            and self.people[0].get("name")
            and {"arrived"} <= self.blank
            and self.number is None
            and self.visit.get("claim") is None
        )


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads the rows of one sheet by its columns and the clerk's map."""

    columns: Columns
    ledger_map: LedgerMap
    today: date
    """The desk's day: nothing in a ledger is later."""
    from_1904: bool = False
    """Whether the file counts its days from 1904: a bare number is a day of either count then."""

    def read(
        self, row: int, cells: Sequence[str], rounded: Sequence[int] = (), unsolved: Sequence[int] = ()
    ) -> LedgerRow:
        """One row; nothing is invented, and what no field can hold is kept.

        ``rounded``, ``unsolved``: places of numbers that lost digits, of formulas without a result.
        """
        read = LedgerRow(row)
        known = self._known(cells, read)
        for places, code in ((rounded, "number_rounded"), (unsolved, "formula_unsolved")):
            names = (self.columns.fields.get(place) or self.columns.kept.get(place) for place in places)
            read.errors += [FieldError(name, code) for name in names if name is not None]
        read.number = known.pop("number", None)
        self._read_times(known, read)
        self._read_person(known, read)
        self._read_visit(known, read)
        self._compare_times(read)
        wrong = {error.field for error in read.errors if error.code != "required"}
        read.errors = [error for error in read.errors if error.code != "required" or error.field not in wrong]
        return read

    def _known(self, cells: Sequence[str], read: LedgerRow) -> dict[str, str]:
        """Text by field where there is one; words for nothing become reasons, kept cells are put aside."""
        known: dict[str, str] = {}
        blank = set()
        for place, name in self.columns.fields.items():
            text = cells[place].strip() if place < len(cells) else ""
            if is_error(text):
                read.errors.append(FieldError(name, "cell_is_error", {"given": text}))
                continue
            text = self.ledger_map.value(name, text) or self.ledger_map.defaults.get(name, "")
            reason = absent_reason(text) if name not in ("headcount", "concerned") else None
            if reason is not None and not (name == "id_type" and text == "无"):
                self._note_absent(name, reason, read)
            elif text:
                known[name] = text
            else:
                blank.add(name)
        for name, text in self.ledger_map.defaults.items():
            if name not in self.columns.fields.values():
                known[name] = text
        for place, heading in self.columns.kept.items():
            if place < len(cells) and cells[place].strip():
                read.kept[heading] = cells[place].strip()
                if without_brackets(heading) in FORMS and not any(word in cells[place] for word in VISITS):
                    read.warnings.append(FieldError("form", "form_no_visit", {"given": cells[place].strip()}))
        read.blank = frozenset(blank)
        return known

    def _note_absent(self, name: str, reason: str, read: LedgerRow) -> None:
        if name in ("claim", "facts", "category", "place", "purpose"):
            read.visit_absent[name] = reason
        elif name in ("name", "sex", "birth", "ethnic", "nationality", "id_number", "phone", "address"):
            read.absent[name] = reason

    def _read_times(self, known: dict[str, str], read: LedgerRow) -> None:
        clock_text = known.pop("time", None)
        registered = known.pop("registered", None)
        text = known.pop("arrived", None)
        if text is None:
            read.errors.append(FieldError("arrived", "required"))
        else:
            self._read_arrival(text, clock_text, read)
        if registered is not None:
            when = self._moment(registered)
            if when.code or when.day is None or when.day > self.today:
                self._keep("registered", registered, read)
            else:
                read.registered = when.moment()

    def _moment(self, text: str) -> When:
        """Of a file of 1904 a bare number may have been counted from 1900, by another program before."""
        return When(code="moment_doubtful") if self.from_1904 and is_serial(text) else read_moment(text)

    def _compare_times(self, read: LedgerRow) -> None:
        """A matter is not closed before the visitor came."""
        for heading, text in read.kept.items():
            closed = read_moment(text).day if without_brackets(heading) in CLOSED_ON else None
            if closed is not None and read.arrived is not None and closed < read.arrived.date():
                facts = {"given": text, "arrived": read.arrived.date().isoformat()}
                read.questions.append(FieldError(heading, "closed_before_arrival", facts))

    def _read_arrival(self, text: str, clock_text: str | None, read: LedgerRow) -> None:
        when = self._moment(text)
        facts = {"given": text}
        if when.code == "moment_doubtful":
            read.questions.append(FieldError("arrived", when.code, facts))
        elif when.code is not None or when.day is None:
            read.errors.append(FieldError("arrived", when.code or "moment_unreadable", facts))
        elif when.day > self.today:
            read.errors.append(FieldError("arrived", "moment_future", facts))
        else:
            clock = when.clock
            if clock_text is not None:
                spoken = read_clock(clock_text)
                if spoken is None:
                    self._keep("time", clock_text, read)
                clock = clock or spoken
            if when.rest:
                self._keep("arrived", text, read)
            read.timed = clock is not None
            read.arrived = datetime.combine(when.day, clock or time(), CHINA)

    def _read_person(self, known: dict[str, str], read: LedgerRow) -> None:
        person: dict[str, Any] = {}
        self._read_words(known, person, read)
        self._read_id(known, person, read)
        self._read_phone(known, person, read)
        for name in ("ethnic", "nationality", "address"):
            if name in known:
                person[name] = self._fitting(name, known.pop(name), read)
        if holds_id(person.get("address", "")):
            read.questions.append(FieldError("address", "id_misplaced"))
        if "birth" in known:
            text = known.pop("birth")
            when = self._moment(text)
            if when.day is None:
                self._keep("birth", text, read)
            else:
                person["birth"] = when.day.isoformat()
        self._read_name(known, person, read)

    def _read_words(self, known: dict[str, str], person: dict[str, Any], read: LedgerRow) -> None:
        for name in ("sex", "id_type"):
            word = self._word(name, known, read)
            if word is not None:
                person[name] = word

    def _read_name(self, known: dict[str, str], person: dict[str, Any], read: LedgerRow) -> None:
        text = known.pop("name", None)
        if text is None:
            if "name" not in read.absent:
                read.errors.append(FieldError("name", "required"))
            read.people = [person]
            return
        if holds_id(text):
            read.questions.append(FieldError("name", "id_misplaced"))
        elif is_no_name(text):
            read.questions.append(FieldError("name", "name_doubtful", {"given": text}))
        names = read_names(self._fitting("name", text, read))
        if names.headcount is not None:
            read.headcount = names.headcount
            self._keep("name", text, read)
        if len(names.names) > 1:
            read.questions.append(FieldError("name", "two_names", {"given": text, "count": len(names.names)}))
            read.named = self._fitting("name", text, read)
        first, *others = names.names
        read.people = [person | {"name": first}, *({"name": name} for name in others)]

    def _read_id(self, known: dict[str, str], person: dict[str, Any], read: LedgerRow) -> None:
        text = known.pop("id_number", None)
        if text is None:
            return
        number = plain_number(text)
        if is_ruined(text):
            read.errors.append(FieldError("id_number", "id_ruined"))
        elif is_masked(text):
            read.errors.append(FieldError("id_number", "id_masked"))
        elif person.get("id_type") is None and not (self.columns.resident or RESIDENT_FORM.fullmatch(number)):
            person["id_type"] = "其他"
            read.absent["id_type"] = UNKNOWN
            read.warnings.append(FieldError("id_number", "id_type_unknown"))
        elif person.get("id_type") is None:
            person["id_type"] = RESIDENT
        if person.get("id_type") == RESIDENT and len(number) == 18 and number.endswith("000"):
            read.questions.append(FieldError("id_number", "id_ends_in_zeros"))
        person["id_number"] = number

    def _read_phone(self, known: dict[str, str], person: dict[str, Any], read: LedgerRow) -> None:
        text = known.pop("phone", None)
        if text is None:
            return
        phones = read_phones(text)
        if phones.numbers:
            person["phone"] = phones.numbers[0]
        if holds_id(text):
            read.questions.append(FieldError("phone", "id_misplaced"))
        elif not phones.whole:
            read.warnings.append(FieldError("phone", "phone_kept"))
        if not phones.whole or len(phones.numbers) > 1:
            self._keep("phone", text, read)

    def _read_visit(self, known: dict[str, str], read: LedgerRow) -> None:
        self._read_counts(known, read)
        purpose = self._word("purpose", known, read)
        if purpose is not None:
            read.visit["purpose"] = purpose
        self._read_status(known, read)
        for name in ("claim", "facts"):
            if name in known:
                read.visit[name] = self._fitting(name, known.pop(name), read)
        for name in ("category", "place"):
            if name in known:
                read.visit[name] = known.pop(name)
        read.unit = known.pop("unit", None)
        units = (
            self.ledger_map.value("units", part) for part in _SPLIT.split(known.pop("units", "")) if part
        )
        read.visit["units"] = tuple(units)

    def _read_counts(self, known: dict[str, str], read: LedgerRow) -> None:
        for name in ("headcount", "concerned"):
            text = known.pop(name, None)
            if text is None or absent_reason(text):
                continue
            count = read_count(text)
            if count is None:
                read.errors.append(FieldError(name, "count_unreadable", {"given": text}))
            elif name == "concerned":
                read.visit[name] = count
            elif read.headcount is not None and read.headcount != count:
                read.errors.append(
                    FieldError(name, "headcount_differs", {"given": count, "name": read.headcount})
                )
            else:
                read.headcount = count

    def _read_status(self, known: dict[str, str], read: LedgerRow) -> None:
        read.status = self._word("status", known, read)
        outcome = known.pop("outcome", None)
        if outcome is not None:
            if read.status is None and not self.columns.has("status"):
                read.status = known_word("status", outcome)
            if read.status is None or outcome not in STATUSES:
                self._keep("outcome", outcome, read)

    def _word(self, name: str, known: dict[str, str], read: LedgerRow) -> str | None:
        """The program's word; the ledger's own is kept beside it, an unknown one is asked about."""
        text = known.pop(name, None)
        if text is None:
            return None
        word = known_word(name, text)
        if word is None:
            facts = {"choices": " ".join(CHOICES[name]), "given": text}
            read.questions.append(FieldError(name, "word_unknown", facts))
            self._keep(name, text, read)
        elif word != text and name in ("purpose", "status"):
            self._keep(name, text, read)
        return word

    def _fitting(self, name: str, text: str, read: LedgerRow) -> str:
        """A text that its field can hold; a longer one is cut there and kept whole."""
        plain = " ".join(text.split()) if name in _ONE_LINE else text
        most = _TEXTS.get(name, 60)
        if len(plain) <= most:
            return plain
        self._keep(name, text, read)
        read.warnings.append(FieldError(name, "text_cut", {"most": most, "actual": len(plain)}))
        return plain[:most]

    def _keep(self, name: str, text: str, read: LedgerRow) -> None:
        read.kept[self.columns.heading_of(name)] = text


def row_digest(row: LedgerRow) -> Mapping[str, Any]:
    """What makes a row the same as another: everything it says."""
    return {
        "number": row.number,
        "arrived": row.arrived.isoformat() if row.arrived else None,
        "people": row.people,
        "absent": row.absent,
        "visit": row.visit,
        "headcount": row.headcount,
        "status": row.status,
        "unit": row.unit,
        "kept": row.kept,
    }
