"""来访 as it is typed at the window or on the command line (CLI.md register), read and checked."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from app.domain.entries.entry import Checked, Problems, Reader, as_object, json_value
from app.domain.entries.known import known_category, known_place, known_units, named_units
from app.domain.entries.notices import Notices, check_due, read_notices
from app.domain.entries.people import (
    ANONYMOUS,
    PersonCheck,
    PersonEntry,
    check_absent_reason,
    check_person,
    read_person,
)
from app.domain.entries.visit_parties import (
    GuardianEntry,
    OrganisationEntry,
    ProxyEntry,
    check_party,
    read_party,
    with_organisation,
)
from app.domain.ethnic import ETHNIC_NAMES
from app.domain.numbers import tidy_number, tidy_query_code
from app.domain.terms import ACCUSATION, GROUP, GROUP_FROM, PROCEDURES, PURPOSES, SINGLE
from app.domain.text.on_paper import warn_of_paper
from app.domain.text.pinyin import UnitLike
from app.errors import FieldError

MOST_HEADS, MOST_CONCERNED = 9999, 9_999_999
_PERSON_FIELDS = frozenset({"name", "sex", "birth", "ethnic", "nationality", "id_number", "phone", "address"})
_VISIT_FIELDS = frozenset({"claim", "facts", "category", "place", "concerned"})
_PERSON_PATH = re.compile(r"people\[(0|[1-9][0-9]{0,3})\]\.([a-z_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """One visit before it is stored; ``problems`` is what its JSON had wrong (``check_visit`` says it)."""

    arrived_at: datetime | None = None
    people: tuple[PersonEntry, ...] = ()
    headcount: int | None = None
    concerned: int | None = None
    proxy: ProxyEntry | None = None
    organisation: OrganisationEntry | None = None
    guardian: GuardianEntry | None = None
    interpreter: str | None = None
    purpose: str | None = None
    category: str | None = None
    place: str | None = None
    units: tuple[str, ...] = ()
    accused: tuple[str, ...] = ()
    """Units that an accusation names; nothing of it goes to them (条例第30条第3款)."""
    claim: str | None = None
    facts: str | None = None
    written: bool = False
    procedure: str = PROCEDURES[0]
    matter: str | None = None
    confidential: bool = False
    urgent: bool = False
    """重大紧急 (条例第25条)."""
    skipped_levels: bool = False
    """越级: not at the level that is competent nor the one above it (条例第20条)."""
    interest: tuple[str, ...] = ()
    """Logins of those with an interest of their own in the matter (条例第28条 回避)."""
    oral_notices: Notices | None = None
    absent: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[FieldError, ...] = ()

    @property
    def kind(self) -> str:
        """集体访 from five persons present, else 个体访."""
        return GROUP if (self.headcount or 0) >= GROUP_FROM else SINGLE

    def as_json(self) -> dict[str, Any]:
        """The register JSON that ``parse_visit`` reads back to the same entry."""
        names = VisitEntry.__dataclass_fields__
        return {name: json_value(getattr(self, name)) for name in names if name != "problems"}

    def absent_of(self, position: int) -> dict[str, str]:
        """Of one person: the fields that were not given, with their reasons."""
        head = f"people[{position}]."
        return {key.removeprefix(head): why for key, why in self.absent.items() if key.startswith(head)}

    def absent_of_visit(self) -> dict[str, str]:
        """Of the visit itself: the fields that were not given, with their reasons."""
        return {key: why for key, why in self.absent.items() if "." not in key}


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRules:
    """What the check is given of the centre's tables and settings; an empty table is not asked."""

    representatives: int = 5
    categories: Collection[str] = ()
    """Paths in use, 城乡建设 or 城乡建设/住房."""
    divisions: Mapping[str, str] = field(default_factory=dict)
    """Six-digit code to name."""
    units: tuple[UnitLike, ...] = ()
    ethnics: Collection[str] = ETHNIC_NAMES
    logins: Collection[str] = ()
    """Accounts of the centre."""
    engine: date | None = None
    """The date that is told if ``oral_notices`` names none; another one needs its reason."""


class CheckedVisit(Checked[VisitEntry]):
    """A checked visit; ``people`` are the normalised persons."""

    @property
    def people(self) -> tuple[PersonEntry, ...]:
        return self.entry.people


def parse_visit(data: object) -> VisitEntry:
    """Read a register JSON without stopping: what is wrong with single keys goes to ``problems``.

    Refused(not_object) if it is no JSON object.
    """
    problems = Problems()
    reader = Reader(as_object(data), problems)
    entry = VisitEntry(
        arrived_at=reader.moment("arrived_at"),
        people=tuple(read_person(person) for person in reader.objects("people")),
        headcount=reader.whole("headcount"),
        concerned=reader.whole("concerned"),
        proxy=read_party(ProxyEntry, reader.object("proxy")),
        organisation=read_party(OrganisationEntry, reader.object("organisation")),
        guardian=read_party(GuardianEntry, reader.object("guardian")),
        interpreter=reader.text("interpreter", 200),
        purpose=reader.choice("purpose", PURPOSES),
        category=reader.text("category", 200),
        place=reader.text("place", 60),
        units=reader.texts("units"),
        accused=reader.texts("accused"),
        claim=reader.text("claim"),
        facts=reader.text("facts"),
        written=reader.truth("written"),
        procedure=reader.choice("procedure", PROCEDURES, PROCEDURES[0]) or PROCEDURES[0],
        matter=reader.text("matter", 60),
        confidential=reader.truth("confidential"),
        urgent=reader.truth("urgent"),
        skipped_levels=reader.truth("skipped_levels"),
        interest=reader.texts("interest"),
        oral_notices=read_notices(reader.object("oral_notices")),
        absent=reader.words("absent"),
    )
    reader.finish()
    return replace(entry, problems=problems.all())


def check_visit(entry: VisitEntry, now: datetime, rules: VisitRules) -> CheckedVisit:
    """Check a visit against the rules, all its errors at once (CLI.md register; 条例第19、20条).

    The entry comes back normalised: numbers tidied, sex and birth from the number, names of places and units
    as the tables have them, 揭发控告 made confidential.
    """
    problems, warnings = Problems(entry.problems), Problems()
    today = (entry.arrived_at or now).date()
    _check_absent(entry, problems)
    organisation = check_party(entry.organisation, "organisation", problems, warnings)
    entry = replace(entry, people=_named_people(entry))
    people = _check_people(entry, today, rules, problems, warnings)
    _check_counts(entry, rules, problems)
    _check_words(entry, problems, warnings)
    check_interest(entry.interest, rules.logins, problems)
    if entry.oral_notices and entry.oral_notices.due:
        check_due(entry.oral_notices, rules.engine, today, "oral_notices.", problems)
    entry = replace(
        entry,
        people=people,
        category=known_category(entry.category, rules.categories, "category", problems),
        place=known_place(entry.place, rules.divisions, "place", problems),
        units=known_units(entry.units, rules.units, "units", problems),
        accused=_accused(entry, rules, problems, warnings),
        organisation=organisation,
        proxy=check_party(entry.proxy, "proxy", problems, warnings),
        guardian=check_party(entry.guardian, "guardian", problems, warnings),
        interest=tuple(dict.fromkeys(entry.interest)),
        matter=_matter(entry, problems),
        confidential=entry.confidential or entry.purpose == ACCUSATION,
        problems=(),
    )
    return CheckedVisit(entry, problems.all(), warnings.all())


def _check_absent(entry: VisitEntry, problems: Problems) -> None:
    for path, reason in entry.absent.items():
        check_absent_reason(path, reason, problems)
        match = _PERSON_PATH.fullmatch(path)
        if match and match[2] in _PERSON_FIELDS and int(match[1]) < len(entry.people):
            entered = getattr(entry.people[int(match[1])], match[2])
        elif path in _VISIT_FIELDS:
            entered = getattr(entry, path)
        else:
            problems.add(f"absent.{path}", "absent_unknown", name=path)
            continue
        if entered is not None:
            problems.add(path, "absent_but_given")


def _check_people(
    entry: VisitEntry, today: date, rules: VisitRules, problems: Problems, warnings: Problems
) -> tuple[PersonEntry, ...]:
    if not entry.people:
        problems.required("people", None)
        return ()
    checked = tuple(
        check_person(
            person,
            PersonCheck(f"people[{n}]", today, entry.absent_of(n), rules.ethnics, problems, warnings),
        )
        for n, person in enumerate(entry.people)
    )
    addressed = any(person.address or "address" in entry.absent_of(n) for n, person in enumerate(checked))
    if not addressed:
        problems.required("people[0].address", None, or_absent=True)
    _check_repeated(checked, problems)
    return checked


def _named_people(entry: VisitEntry) -> tuple[PersonEntry, ...]:
    """The organisation's name stands for a first person's that was not given (条例第17条)."""
    if entry.organisation is None or "name" in entry.absent_of(0):
        return entry.people
    return with_organisation(entry.people, entry.organisation.name or ANONYMOUS)


def _accused(entry: VisitEntry, rules: VisitRules, problems: Problems, warnings: Problems) -> tuple[str, ...]:
    """The accused units by their names in the table; one that the table does not have stays as typed."""
    if entry.accused and entry.purpose is not None and entry.purpose != ACCUSATION:
        warnings.add("accused", "accused_no_accusation", purpose=entry.purpose)
    return named_units(entry.accused, rules.units, "accused", problems, warnings)


def check_interest(interest: Sequence[str], logins: Collection[str], problems: Problems) -> None:
    """Who has to keep away (回避) is named by an account of the centre; without accounts none is asked."""
    for n, login in enumerate(interest):
        if logins and login not in logins:
            problems.add(f"interest[{n}]", "interest_unknown", login=login)


def _check_repeated(people: tuple[PersonEntry, ...], problems: Problems) -> None:
    """One certificate cannot stand for two people of a visit."""
    seen: set[tuple[str | None, str]] = set()
    for n, person in enumerate(people):
        if person.id_number is None:
            continue
        key = (person.id_type, person.id_number)
        if key in seen:
            problems.add(f"people[{n}].id_number", "id_repeated")
        seen.add(key)


def _check_counts(entry: VisitEntry, rules: VisitRules, problems: Problems) -> None:
    present = [n for n, person in enumerate(entry.people) if person.representative]
    for n in present[rules.representatives :]:
        problems.add(
            f"people[{n}].representative", "too_many_representatives", most=rules.representatives, nth=n + 1
        )
    problems.required("headcount", entry.headcount)
    if entry.headcount is not None:
        if not 1 <= entry.headcount <= MOST_HEADS:
            problems.add("headcount", "headcount_range", most=MOST_HEADS)
        elif entry.headcount < len(entry.people):
            problems.add("headcount", "headcount_below_people", people=len(entry.people))
    if entry.concerned is not None and not 1 <= entry.concerned <= MOST_CONCERNED:
        problems.add("concerned", "concerned_range", most=MOST_CONCERNED)


def _check_words(entry: VisitEntry, problems: Problems, warnings: Problems) -> None:
    problems.required("purpose", entry.purpose)
    if "claim" not in entry.absent:
        problems.required("claim", entry.claim, or_absent=True)
    if (
        not entry.written
        and "facts" not in entry.absent
        and entry.facts is None
        and not problems.has("facts")
    ):
        problems.add("facts", "facts_required")
    warn_of_paper(_texts(entry), warnings)


def _texts(entry: VisitEntry) -> dict[str, str | None]:
    """By field: the texts that papers show as they were typed."""
    texts = {"claim": entry.claim, "facts": entry.facts}
    if entry.organisation:
        texts["organisation.name"] = entry.organisation.name
    for n, person in enumerate(entry.people):
        texts |= {f"people[{n}].name": person.name, f"people[{n}].address": person.address}
    return texts


def _matter(entry: VisitEntry, problems: Problems) -> str | None:
    """The earlier visit's or matter's number, or a query code; whether it exists the service asks."""
    if entry.matter is None:
        return None
    number = tidy_number(entry.matter) or tidy_query_code(entry.matter)
    if number is None:
        problems.add("matter", "not_found", number=entry.matter)
    return number
