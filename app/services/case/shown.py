"""The typed answer of ``show``: a case, a visit of one's own or a reception as it may be seen at this desk.

Whatever of a record is not for these eyes is not in it: names and numbers are masked already, a paper has no
content, an attachment that was taken off no name. Rows stand in it as they are where all of them is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.domain.case.obligations import Contradiction, Holder, Obligation, Right
from app.domain.dates.derivation import Derivation
from app.domain.lists.entries import ListEntry
from app.domain.rows.case import Incident
from app.domain.rows.matters import Matter, Notice, Rating, Reminder, Step
from app.domain.rows.receptions import DutyReply


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPerson:
    """Somebody who came with a visit."""

    visit: str
    """Number of the visit."""
    position: int
    representative: bool
    name: str
    sex: str | None
    birth: date | None
    birth_year: int | None
    ethnic: str | None
    nationality: str | None
    id_type: str
    id_number: str | None
    no_id_reason: str | None
    phone: str | None
    address: str | None
    absent: Mapping[str, str]
    masked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """Who took a step, a visit or an attachment back, when and why."""

    at: datetime
    by: str
    reason: str
    visitor_told: str | None = None
    """What the visitor was told of it."""
    approved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLine:
    """A visit as it stands in a list of visits."""

    number: str
    query_code: str
    arrived_at: datetime
    registered_at: datetime
    desk: str
    clerk: str
    masked_name: str
    headcount: int
    concerned: int | None
    kind: str
    """个体访 or 集体访."""
    first: bool
    void: TakenBack | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownVisit:
    """A visit with what was written down at it."""

    line: VisitLine
    purpose: str
    category: str | None
    place: str | None
    units: tuple[str, ...]
    accused: tuple[str, ...]
    claim: str | None
    facts: str | None
    written: bool
    procedure: str
    proxy: Mapping[str, str] | None
    organisation: Mapping[str, str] | None
    guardian: Mapping[str, str] | None
    interpreter: str | None
    confidential: bool
    urgent: bool
    skipped_levels: bool
    interest: tuple[str, ...]
    absent: Mapping[str, str]
    ledger: Mapping[str, Any] | None
    """What an imported visit keeps of its old ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownMatter:
    """A matter with what the reading of its case says of it."""

    row: Matter
    """Its status, unit and due are those of the case."""
    holders: tuple[Holder, ...]
    contradicted: bool
    owner: str | None
    merged_into: str | None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step, and its withdrawal if there was one."""

    row: Step
    withdrawn: TakenBack | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRequest:
    """An act that waits for a leader's signature, without its input."""

    id: str
    act: str
    mode: str
    ground: str | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDuty:
    """A duty of a reception with its date as the case counts it, and its answers."""

    unit: str
    duty: str
    due: date
    derivation: str
    provisional: bool
    contact: str | None
    replies: tuple[DutyReply, ...]

    @property
    def is_done(self) -> bool:
        return any(reply.done for reply in self.replies)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSeat:
    """A unit that came to a reception, or did not."""

    unit: str
    person: str | None
    title: str | None
    arrived: str | None
    absent: bool


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the minutes."""

    at: str
    """HH:MM."""
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReception:
    """A reception with its seats and minutes; in a case only the lines that are about its visits."""

    number: str
    at: datetime
    form: str
    room: str | None
    lead: str
    leader: str
    recorder: str | None
    status: str
    result: str | None
    ended_at: datetime | None
    units: tuple[ShownSeat, ...]
    lines: tuple[ShownLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPrint:
    """One putting on paper of a document."""

    kind: str
    times: int
    paper: str
    form: str
    reason: str | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PushedTo:
    """An addressee of a 预警单, and when who signed for it."""

    addressee: str
    received_at: datetime | None = None
    person: str | None = None
    feedback: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPaper:
    """A document that was issued, without its content."""

    kind: str
    number: str
    unit: str | None
    at: datetime
    by: str
    is_replaced: bool
    prints: tuple[ShownPrint, ...]
    pushed_to: tuple[PushedTo, ...] = ()
    void: TakenBack | None = None
    """作废: its step or its visit was taken back, or another correction left nothing of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAttachment:
    """An attachment without its content; of one that was taken off the name is not told."""

    id: str
    name: str
    kind: str
    size: int
    place: str
    place_id: str | None
    at: datetime
    by: str
    withdrawn: TakenBack | None


@dataclass(frozen=True, slots=True)
class DateInForce:
    """An obligation that runs, or a right whose clock runs."""

    what: str
    kind: str
    counted: Derivation


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownAmendment:
    """What was corrected; ``*`` for values that are not for these eyes."""

    table: str
    field: str
    old: str | None
    new: str | None
    reason: str | None
    at: datetime
    by: str
    approved_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRecord:
    """What every answer has."""

    number: str
    visits: tuple[VisitLine, ...] = ()
    """In order of registration, those taken back too."""
    people: tuple[ShownPerson, ...] = ()
    papers: tuple[ShownPaper, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """{account: name} of everybody whom the answer names by the account."""

    @property
    def newest_visit(self) -> str | None:
        """Number of the newest visit that was not taken back, for a return visit or a reprint of its slip."""
        return next((line.number for line in reversed(self.visits) if line.void is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCase(ShownRecord):
    """A visit or a matter, with all of its case."""

    visit: ShownVisit | None
    """The visit that was asked for; None where it was a matter."""
    matter: ShownMatter
    steps: tuple[ShownStep, ...]
    receptions: tuple[ShownReception, ...]
    duties: tuple[ShownDuty, ...]
    notices: tuple[Notice, ...]
    notices_complete: bool
    reminders: tuple[Reminder, ...]
    ratings: tuple[Rating, ...]
    obligations: tuple[Obligation, ...]
    rights: tuple[Right, ...]
    pending: tuple[ShownRequest, ...]
    lists: tuple[ListEntry, ...]
    attachments: tuple[ShownAttachment, ...]
    incidents: tuple[Incident, ...]
    contradictions: tuple[Contradiction, ...]
    dates: tuple[DateInForce, ...]
    amendments: tuple[ShownAmendment, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    """{division code: name} of the places that corrections name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVisit(ShownRecord):
    """Of a guarded case, to who registered that its visitor came again, what he wrote himself."""

    visit: ShownVisit


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldReception(ShownRecord):
    """A reception with the visits that it heard."""

    reception: ShownReception
