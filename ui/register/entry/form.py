"""The form keeps a registration as typed, and its errors; no Qt."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

from app.domain.identity import RESIDENT
from app.domain.terms import ABSENT_REASONS, ACCUSATION
from app.errors import FieldError
from app.ports.clock import CENTRE_TIME
from app.ports.records import LikeVisit
from app.services.visits.after_typing import SamePerson
from ui.register.entry.fields import (
    ABSENT_MATTER,
    ABSENT_PARTS,
    GRID_PARTS,
    group_order,
    parse_key,
    person_key,
    single_order,
)
from ui.register.entry.more import LABELS as MORE
from ui.register.entry.more import PERSON_PARTS as MORE_OF_PERSON
from ui.register.entry.more import as_json, put_value, unread, value_of
from ui.register.entry.person_form import NO_ID, PersonForm

REPRESENTATIVES = 5
Check = Callable[[dict[str, Any]], tuple[FieldError, ...]]
"""The core's judgement of the JSON form of a visit: all its errors."""


@dataclass(slots=True)
class RegisterForm:
    """One registration in progress."""

    people: list[PersonForm] = field(default_factory=lambda: [PersonForm()])
    group: bool = False
    headcount: str = "1"
    purpose: str = "求决"
    place: str = ""
    """Name of the division."""
    category: str = ""
    units: str = ""
    claim: str = ""
    facts: str = ""
    written: bool = False
    opinion: str = ""
    contact: str = ""
    contact_is_usual: bool = False
    """Filled in by the program: what was told before counts more."""
    told: bool = False
    absent: dict[str, str] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    """What only some visits have (ui.register.entry.more), by key."""
    matter: str = ""
    """Number of the earlier visit or matter that this visit continues (Alt+J, F4)."""
    matter_due: str = ""
    """The date that already runs for that matter, ISO."""
    matter_category: str = ""
    """What that matter was registered under, in use or not: the visit may keep it."""
    times: int = 1
    """Which visit of the matter this is."""
    dismissed: list[str] = field(default_factory=list)
    """Hints put aside with Alt+N."""

    def leave_matter(self) -> None:
        """A matter of its own after all."""
        self.matter, self.matter_due, self.matter_category, self.times = "", "", "", 1

    # reading and writing single fields ------------------------------------------------

    def value(self, key: str) -> Any:
        """What stands in a field."""
        parsed = parse_key(key)
        if parsed.row is None:
            return value_of(self.more, parsed.part) if parsed.part in MORE else getattr(self, parsed.part)
        person = self.people[parsed.row]
        return (
            person.has_no_id if parsed.part == "no_id" else getattr(person, self._stored(person, parsed.part))
        )

    def _stored(self, person: PersonForm, part: str) -> str:
        """In the batch grid the number's place holds the reason of someone who has no certificate."""
        return "no_id_reason" if self.group and part == "id_number" and person.has_no_id else part

    def put(self, key: str, value: Any) -> None:
        """Take what was typed into a field; a typed field is not absent any more."""
        parsed = parse_key(key)
        if parsed.row is None and parsed.part in MORE:
            put_value(self.more, parsed.part, value)
            return
        if parsed.row is None:
            setattr(self, parsed.part, value)
            self.absent.pop(parsed.part, None)
            return
        person = self.people[parsed.row]
        if parsed.part == "no_id":
            person.id_type = NO_ID if value else RESIDENT
            return
        setattr(person, self._stored(person, parsed.part), value)
        person.recalled.pop(parsed.part, None)
        if value:
            person.absent.pop(parsed.part, None)

    def absence(self, key: str) -> str:
        """不详 …, or empty."""
        parsed = parse_key(key)
        owner = self.absent if parsed.row is None else self.people[parsed.row].absent
        return owner.get(parsed.part, "")

    def cycle_absence(self, key: str) -> str | None:
        """Alt+U: 不详 → 不愿提供 → (当场无证件) → as it was. None where a field may not be absent."""
        parsed = parse_key(key)
        allowed = ABSENT_MATTER if parsed.row is None else ABSENT_PARTS
        if parsed.part not in allowed:
            return None
        reasons = ["", *ABSENT_REASONS] if parsed.part == "id_number" else ["", *ABSENT_REASONS[:2]]
        now = self.absence(key)
        then = reasons[(reasons.index(now) + 1) % len(reasons)]
        self.put(key, "")
        owner = self.absent if parsed.row is None else self.people[parsed.row].absent
        owner.pop(parsed.part, None)
        if then:
            owner[parsed.part] = then
        return then

    # the group ------------------------------------------------------------------------

    def order(self) -> tuple[str, ...]:
        """The keys in the order of talk."""
        return group_order(len(self.people)) if self.group else single_order()

    def turn_group(self) -> None:
        """F7: one visitor to a batch grid and back; nothing typed is lost while a second row has text."""
        self.group = not self.group
        if self.group:
            for person in self.people:
                person.address, person.division = person.full_address() or "", ""
            self.add_person()
        else:
            kept = [person for person in self.people if not person.is_blank()]
            self.people = kept or [PersonForm()]
            self.group = len(self.people) > 1

    def add_person(self) -> bool:
        """A further row for a representative; False when five are there (条例第20条)."""
        if len(self.people) >= REPRESENTATIVES:
            return False
        self.people.append(PersonForm())
        return True

    def filled_rows(self) -> list[int]:
        """The rows with something in them, at least the first."""
        rows = [i for i, person in enumerate(self.people) if not person.is_blank()]
        return rows or [0]

    def heads(self) -> int | None:
        """The head-count as a number, or None."""
        plain = unicodedata.normalize("NFKC", self.headcount).strip()
        return int(plain) if plain.isascii() and plain.isdigit() else None

    # to the core ----------------------------------------------------------------------

    def as_json(self, today: date, now: datetime | None = None) -> dict[str, Any]:
        """The visit in the form of CLI.md; what is missing is null. A typed time is one before ``now``."""
        rows = self.filled_rows()
        data: dict[str, Any] = {
            "people": [self.people[row].as_json(today, True) for row in rows],
            "headcount": self.heads(),
            "purpose": self.purpose or None,
            "category": self.category or None,
            "place": self.place or None,
            "units": [self.units] if self.units else [],
            "claim": self.claim.strip() or None,
            "facts": self.facts.strip() or None,
            "written": self.written,
            "confidential": self.purpose == ACCUSATION,
            **as_json(self.more, now or datetime.combine(today, time.max, CENTRE_TIME)),
        }
        if self.matter:
            data["matter"] = self.matter
        absent = {
            f"people[{i}].{part}": why
            for i, row in enumerate(rows)
            for part, why in self.people[row].absent.items()
        }
        absent |= self.absent
        if absent:
            data["absent"] = absent
        if self.told:
            data["oral_notices"] = {
                "opinion": self.opinion.strip() or None,
                "contact": self.contact.strip() or None,
            }
        return data

    def errors(self, today: date, check: Check, now: datetime | None = None) -> tuple[FieldError, ...]:
        """Everything wrong, by field key of this form, in the order of talk."""
        now = now or datetime.combine(today, time.max, CENTRE_TIME)
        own = [*self._unread(today), *unread(self.more, now)]
        errors = [*own, *check(self.as_json(today, now))]
        seen = {error.field for error in errors if error.code in _OWN}
        kept = [error for error in map(self.placed, errors) if error.field not in seen or error.code in _OWN]
        order = {key: place for place, key in enumerate(self.order())}
        return tuple(sorted(kept, key=lambda error: order.get(error.field, len(order))))

    def _unread(self, today: date) -> list[FieldError]:
        """What this form cannot even turn into JSON."""
        wrong = []
        if self.headcount.strip() and self.heads() is None:
            wrong.append(FieldError("headcount", "headcount_number", {"text": self.headcount.strip()}))
        for index, row in enumerate(self.filled_rows()):
            person = self.people[row]
            problem = None if person.proven(today) else person.birth_problem(today)
            if problem is not None:
                wrong.append(FieldError(f"people[{index}].birth", *problem))
        return wrong

    def placed(self, error: FieldError) -> FieldError:
        """An error of the JSON form under the key of the row it came from."""
        parsed = parse_key(error.field)
        if parsed.row is None:
            return FieldError(parsed.part, error.code, error.facts)
        rows = self.filled_rows()
        row = rows[parsed.row] if parsed.row < len(rows) else 0
        part = "birth" if parsed.part == "birth_year" else parsed.part
        if self.group and part not in GRID_PARTS and part not in MORE_OF_PERSON:
            part = "id_number" if part.startswith("no_id") else "name"
        return FieldError(person_key(row, part), error.code, error.facts)

    def like(self, today: date, place_code: str | None, matter_id: str | None) -> LikeVisit:
        """The question 'has this come before?'."""
        people = [self.people[row] for row in self.filled_rows()]
        numbers = [
            person.id_number.strip() for person in people if (v := person.verdict(today)) and not v.errors
        ]
        births = [v.birth for person in people if (v := person.proven(today)) and v.birth]
        return LikeVisit(
            names=tuple(person.name.strip() for person in people if person.name.strip()),
            id_numbers=tuple(number.upper() for number in numbers),
            phones=tuple(person.phone.strip() for person in people if len(person.phone.strip()) >= 7),
            births=tuple(births),
            place=place_code,
            category=self.category or None,
            words=" ".join(filter(None, (self.claim.strip(), self.facts.strip()))),
            not_matter=matter_id,
        )

    def same_people(self) -> tuple[SamePerson, ...]:
        """The visitors that the clerk has linked to earlier persons."""
        people = [self.people[row] for row in self.filled_rows()]
        return tuple(
            SamePerson(position=place, person_id=person.linked, why=tuple(person.linked_why))
            for place, person in enumerate(people)
            if person.linked
        )

    # drafts ---------------------------------------------------------------------------

    def is_blank(self) -> bool:
        """Whether nothing worth keeping was typed."""
        typed = self.claim or self.facts or self.units or self.more
        return all(person.is_blank() for person in self.people) and not typed

    def title(self) -> str:
        """Who, as the start screen shows it."""
        named = [person.name.strip() for person in self.people if person.name.strip()]
        if not named and (organisation := value_of(self.more, "organisation.name")):
            return str(organisation)
        if self.group:
            return f"集体访 {self.headcount} 人，代表 {len(named)} 人"
        return named[0] if named else "未填姓名"

    def first_words(self) -> str:
        """The beginning of the claim or of the facts."""
        return (self.claim.strip() or self.facts.strip())[:24]

    def as_draft(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_draft(cls, data: dict[str, Any]) -> RegisterForm:
        """The form of a kept draft; what an older program wrote and this one does not know is left out."""
        known = {field.name for field in fields(cls)}
        kept = {key: value for key, value in data.items() if key in known}
        kept["people"] = [PersonForm.from_draft(person) for person in kept.get("people", [{}])]
        return cls(**kept)


_OWN = frozenset(
    {
        *("headcount_number", "birth_unclear", "birth_year_range", "birth_no_year", "birth_future"),
        *("concerned_range", "arrived_unclear", "arrived_future"),
    }
)
