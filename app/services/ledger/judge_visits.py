"""Says of each visit of a ledger whether it may be stored, is asked about, is there already or is refused."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from app.domain.entries.entry import Problems
from app.domain.entries.known import known_category, known_place, known_unit
from app.domain.entries.people import NO_ID, PersonEntry
from app.domain.entries.visit_entry import VisitEntry, VisitRules, check_visit
from app.domain.ledger.headings import Columns
from app.domain.ledger.mending import LEAVE, SPLIT, TAKE, Mending
from app.domain.ledger.row import UNKNOWN
from app.domain.ledger.visits import LedgerVisit
from app.domain.rows.base import id_at
from app.domain.rows.visits import Visit, Void
from app.domain.text.pinyin import is_named
from app.errors import FieldError
from app.ports.records import Reads

STORED, FINE, HELD, ALREADY, REFUSED = "已导入", "可导入", "要看", "重复", "不能导入"
LEFT_OUT = LEAVE
"""A row that a person decided to leave out."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict; where it is FINE, the entry that may be stored and the id it will have."""

    verdict: str
    visit: LedgerVisit
    errors: tuple[FieldError, ...] = ()
    warnings: tuple[FieldError, ...] = ()
    entry: VisitEntry | None = None
    unit: str | None = None
    visit_id: str = ""
    number: str | None = None
    """Number of the visit that is there already."""
    like_row: int | None = None
    """Row of the same file that says the same."""
    kept: dict[str, str] = field(default_factory=dict)
    """Heading to text that the tables do not know."""


@dataclass(slots=True)
class Judge:
    """Judges the visits of one import in their order; remembers those before."""

    reads: Reads
    rules: VisitRules
    columns: Columns
    accept: frozenset[str]
    now: datetime
    seen: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Visit id to the row and content of this import that has it."""
    units: dict[tuple[str, str], tuple[str | None, tuple[FieldError, ...]]] = field(default_factory=dict)
    """Field and word to the unit it names; the same few words stand in every row."""
    mending: Mending = field(default_factory=Mending)
    """What a person decided about rows of this sheet."""
    olds: Mapping[tuple[str, date], Visit] = field(default_factory=dict)
    """What ``mended_before`` found when the import began."""

    def judge(self, visit: LedgerVisit) -> Judged:
        """The verdict of one visit."""
        decision = self.mending.decided.get(visit.first.row)
        if decision == LEAVE:
            return Judged(LEFT_OUT, visit)
        tables = Problems()
        kept: dict[str, str] = {}
        entry, unit = self._by_tables(visit, tables, kept)
        asked = [question for question in tables.errors if question.code not in self.accept]
        checked = check_visit(entry, visit.arrived or self.now, self.rules)
        errors = (*visit.errors, *(error for error in checked.errors if not _is_noted(visit, error)))
        warnings = (
            *visit.warnings,
            *(warning for warning in checked.warnings if warning.code != "no_certificate"),
        )
        if errors:
            return Judged(REFUSED, visit, (*errors, *visit.questions, *asked), warnings)
        visit_id, before = self._id_of(visit)
        twin = self._twin(visit, visit_id, before)
        if twin is not None:
            return replace(twin, warnings=warnings)
        if (visit.questions or asked) and decision not in (TAKE, SPLIT):
            return Judged(HELD, visit, (*visit.questions, *asked), warnings)
        self.seen[visit_id] = (visit.first.row, visit.content)
        entry = _as_stored(visit, checked.entry, self.columns)
        return Judged(FINE, visit, (), warnings, entry, unit, visit_id, kept=kept)

    def _by_tables(
        self, visit: LedgerVisit, problems: Problems, kept: dict[str, str]
    ) -> tuple[VisitEntry, str | None]:
        """The entry with the names of the centre's tables; a word that they do not know is kept as text."""
        entry, rules = visit.entry, self.rules

        def known(name: str, typed: str | None, value: str | None, before: int) -> str | None:
            if len(problems.errors) == before:
                return value
            kept[self.columns.heading_of(name)] = typed or ""
            return None

        count = len(problems.errors)
        category = known_category(entry.category, rules.categories, "category", problems)
        category = known("category", entry.category, category, count)
        count = len(problems.errors)
        place = known_place(entry.place, rules.divisions, "place", problems)
        place = known("place", entry.place, place, count)
        count = len(problems.errors)
        unit = self._unit(visit.first.unit, "unit", problems) if visit.first.unit else None
        unit = known("unit", visit.first.unit, unit, count)
        count = len(problems.errors)
        named = [self._unit(text, "units", problems) for text in entry.units]
        if len(problems.errors) > count:
            kept[self.columns.heading_of("units")] = "、".join(entry.units)
        units = tuple(dict.fromkeys(name for name in named if name))
        people = tuple(self._ethnic(person, problems, kept) for person in entry.people)
        return replace(entry, category=category, place=place, units=units, people=people), unit

    def _unit(self, text: str, name: str, problems: Problems) -> str | None:
        key = (name, text)
        if key not in self.units:
            own = Problems()
            unit = known_unit(text, self.rules.units, name, own)
            meant = next((candidate for candidate in self.rules.units if candidate.name == unit), None)
            if meant is not None and not is_named(meant, text):
                own.add(name, "unit_guessed", given=text, name=meant.name)
                unit = None
            self.units[key] = (unit, tuple(own.errors))
        unit, errors = self.units[key]
        problems.errors += errors
        return unit

    def _ethnic(self, person: PersonEntry, problems: Problems, kept: dict[str, str]) -> PersonEntry:
        if person.ethnic is None or {person.ethnic, person.ethnic.removesuffix("族")} & set(
            self.rules.ethnics
        ):
            return person
        problems.add("ethnic", "ethnic_unknown", given=person.ethnic)
        kept[self.columns.heading_of("ethnic")] = person.ethnic
        return replace(person, ethnic=None)

    def _id_of(self, visit: LedgerVisit) -> tuple[str, Visit | None]:
        """The id that follows from the visit, and who has it; a visit taken back makes room for the next."""
        for generation in range(1000):
            visit_id = visit_id_of(visit, generation)
            before = self.reads.get(Visit, visit_id)
            if before is None or not self.reads.find(Void, visit_id=visit_id, limit=1):
                return visit_id, before
        raise LookupError("a ledger's visit was taken back a thousand times")

    def _twin(self, visit: LedgerVisit, visit_id: str, before: Visit | None) -> Judged | None:
        """The verdict where the visit is there already, or a row above has its number and day."""
        row, content = self.seen.get(visit_id, (0, ""))
        if before is None and not row and visit.first.number is not None and visit.arrived is not None:
            before = self.olds.get((visit.first.number, visit.arrived.date()))
        if before is not None and not row:
            if (before.ledger or {}).get("content") == visit.content:
                return Judged(ALREADY, visit, number=before.number)
            question = FieldError("number", "ledger_differs", {"number": before.number})
            return Judged(HELD, visit, (question,), number=before.number)
        if not row:
            return None
        if content == visit.content:
            return Judged(ALREADY, visit, number=before.number if before else None, like_row=row)
        return Judged(HELD, visit, (FieldError("number", "number_again", {"row": row}),), like_row=row)


Mended = Mapping[tuple[str, date], Visit]
"""Old number and day to the visit that was put right while it was imported."""


def mended_before(reads: Reads) -> Mended:
    """The visits of earlier imports that do not have the id that follows from their file."""
    mended: dict[tuple[str, date], Visit] = {}
    for visit_id in reads.mended_visits():
        visit = reads.get(Visit, visit_id)
        number = (visit.ledger or {}).get("number") if visit is not None else None
        if visit is not None and number and not reads.find(Void, visit_id=visit_id, limit=1):
            mended[number, visit.arrived_at.date()] = visit
    return mended


def visit_id_of(visit: LedgerVisit, generation: int = 0) -> str:
    """The id of the visit: its time and a digest of what it says, the same at every desk."""
    key = visit.key if not generation else f"{visit.key}#{generation}"
    noise = int.from_bytes(hashlib.sha256(key.encode()).digest()[:10], "big")
    return id_at(int(visit.arrived.timestamp() * 1000) if visit.arrived else 0, noise)


def _is_noted(visit: LedgerVisit, error: FieldError) -> bool:
    """Whether a cell's own error has said it already."""
    name = error.field.rpartition(".")[2]
    return any(noted.field == name for noted in visit.errors)


def _as_stored(visit: LedgerVisit, entry: VisitEntry, columns: Columns) -> VisitEntry:
    """The entry as it is stored: what the ledger does not say is marked as unknown, nothing is made up."""
    absent = {path: why for path, why in entry.absent.items() if path not in visit.not_said}
    if not visit.first.timed:
        absent["arrived_time"] = UNKNOWN
    if visit.first.headcount is None:
        absent["headcount"] = UNKNOWN
    if "purpose" not in visit.first.visit:
        absent["purpose"] = visit.first.visit_absent.get("purpose", UNKNOWN)
    for place, person in enumerate(entry.people):
        for path in [path for path in absent if path.startswith(f"people[{place}].")]:
            name = path.rpartition(".")[2]
            if name != "name" and getattr(person, name, None) is not None:
                del absent[path]
        if person.id_type == NO_ID and not columns.has("id_number"):
            absent.setdefault(f"people[{place}].id_number", UNKNOWN)
    return replace(entry, absent=absent, arrived_at=visit.arrived)
