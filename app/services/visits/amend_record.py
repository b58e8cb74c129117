"""Correct a person's or a matter's fields; who, when, what it was and what it is are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.desk import Desk
from app.domain.entry import Problems
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment, Person, Visit
from app.errors import FieldError, Refused
from app.events import RecordAmended
from app.ports.records import Reads, Writes
from app.services.case.case_door import open_record, require_no_interest
from app.services.case.lookups import find_record, newest_visit
from app.services.case.record_pages import people_of, shown_masked
from app.services.visits.amend_fields import Amended, amended_matter, amended_person, read_amendment
from app.services.visits.visit_rules import rules_for_place


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCorrected:
    """The corrections as they are kept."""

    number: str
    amendments: tuple[Amendment, ...]
    warnings: tuple[FieldError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Personal values masked, as everywhere on the command line."""
        return {
            "number": self.number,
            "amended": [
                {
                    "table": one.table,
                    "field": one.field,
                    "old": shown_masked(one.field, one.old),
                    "new": shown_masked(one.field, one.new),
                    "at": one.at,
                    "by": one.by,
                }
                for one in self.amendments
            ],
        }


def amend_record(desk: Desk, number: str, data: Mapping[str, Any]) -> RecordCorrected:
    """Correct ``{"person": 0, "phone": …}`` of a visit, or ``{"claim": …}`` of its matter.

    Checked as when registering, all errors at once. Refused: not_found, not_a_visit, person_unknown,
    nothing_amended, unknown_key … NotAllowed: role_missing, withheld.
    """
    desk.require("amend")
    problems = Problems()
    asked = read_amendment(data, problems)
    if problems.has("person"):
        raise Refused(*problems.all())

    def work(writes: Writes) -> tuple[RecordCorrected, str]:
        record = find_record(writes, number)
        if not isinstance(record, Visit | Matter):
            raise Refused(FieldError("number", "not_a_visit", {"number": record.number}))
        opened = open_record(desk, writes, record)
        require_no_interest(desk, opened.case)
        matter = opened.matter
        if asked.person is None:
            rules = rules_for_place(writes, desk.settings, asked.changes)
            row: Person | Matter = matter
            changed = amended_matter(matter, asked, rules, problems)
        else:
            visit = record if isinstance(record, Visit) else newest_visit(writes, record)
            row = _person(writes, visit, asked.person)
            changed = amended_person(row, asked, desk.clock.now().date(), problems)
        if not changed.values and not problems.all():
            problems.add("json", "nothing_amended")
        if problems.all():
            raise Refused(*problems.all())
        amendments = tuple(_amendments(desk, matter, row, changed))
        writes.change(row, **changed.values)
        writes.add(*amendments)
        fields = " ".join(one.field for one in amendments)
        writes.audit(desk.staff.login, "更正", record.number, purpose=fields)
        done = RecordCorrected(number=record.number, amendments=amendments, warnings=changed.warnings)
        return done, matter.id

    done, matter_id = desk.records.write(work)
    desk.announce(RecordAmended(matter_id))
    return done


def _person(reads: Reads, visit: Visit, position: int) -> Person:
    people = people_of(reads, visit)
    if not 0 <= position < len(people):
        raise Refused(FieldError("person", "person_unknown", {"last": len(people) - 1}))
    return people[position][1]


def _amendments(desk: Desk, matter: Matter, row: Person | Matter, changed: Amended) -> list[Amendment]:
    return [
        Amendment(
            id=new_id(),
            matter_id=matter.id,
            table=row.TABLE,
            row_id=row.id,
            field=name,
            old=_text(getattr(row, name)),
            new=_text(value),
            at=desk.clock.now(),
            by=desk.staff.login,
        )
        for name, value in changed.values.items()
        if name != "absent"
    ]


def _text(value: Any) -> str | None:
    """A value as an amendment keeps it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else value
