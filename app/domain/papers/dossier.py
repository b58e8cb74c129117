"""A dossier gathers the centre's letterhead and the rows that a paper may need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from app.domain.case.obligations import Obligation
from app.domain.dates.derivation import Derivation
from app.domain.lists.entries import ListEntry
from app.domain.papers.wording import WORDINGS, worded
from app.domain.rows.matters import Matter, Notice, Reminder, Step
from app.domain.rows.receptions import Duty, Line, Reception, Seat
from app.domain.rows.visits import Person, Visit
from app.domain.terms import ACCUSATION


class SettingsLike(Protocol):
    def __getitem__(self, key: str) -> Any: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What the centre prints of itself on every paper."""

    heading: str
    phone: str = ""
    contact: str = ""
    hours: str = ""
    address: str = ""
    host: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    """The fixed sentences as set (app.domain.papers.wording)."""

    def say(self, key: str, **facts: str) -> str:
        """A fixed sentence with its facts; telephone and address are filled in."""
        return worded(self.words, key, **{"电话": self.phone, "地址": self.address, **facts})


def hidden(record: Visit | Matter) -> bool:
    """Whether a visit or matter is 检举控告 or confidential."""
    return record.purpose == ACCUSATION or record.confidential


@dataclass(frozen=True, slots=True)
class DateInForce:
    """A date that binds or until which somebody may ask: what it is for and how it was counted."""

    what: str
    kind: str
    """法定, 限期, 承诺, 安排; a right's is 法定."""
    counted: Derivation
    source: str | None = None
    """Id of the step or duty that started it, or extended it last."""

    @property
    def due(self) -> date:
        return self.counted.due

    @property
    def provisional(self) -> bool:
        return self.counted.provisional


@dataclass(frozen=True, slots=True)
class Heard:
    """A visit heard in a reception, with who came (main visitor first)."""

    visit: Visit
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """Everything a paper may speak of; a builder raises Refused(paper_needs) for what it lacks."""

    at: datetime
    number: str
    matter: Matter | None = None
    visit: Visit | None = None
    people: tuple[Person, ...] = ()
    representatives: tuple[str, ...] = ()
    """Ids of the people who are representatives."""
    place_name: str | None = None
    desk: str = ""
    clerk: str = ""
    steps: tuple[Step, ...] = ()
    step: Step | None = None
    """The step this paper is about."""
    notice: Notice | None = None
    dates: tuple[DateInForce, ...] = ()
    may_rate: tuple[str, ...] = ()
    """Whom the visitor may rate now: 信访部门, 责任单位."""
    told_as: Derivation | None = None
    """How the date that the notice tells was counted, where the engine counted it."""
    reception: Reception | None = None
    seats: tuple[Seat, ...] = ()
    lines: tuple[Line, ...] = ()
    duties: tuple[Duty, ...] = ()
    counted: Mapping[str, Derivation] = field(default_factory=dict)
    """How the date of each duty was counted, by its id."""
    duty_visits: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By duty, the numbers of the visits it is about; empty where every duty is about all who were heard."""
    heard: tuple[Heard, ...] = ()
    unit: str | None = None
    """Whom a 交办单 goes to."""
    reminder: Reminder | None = None
    obligation: Obligation | None = None
    """What the unit of a reminder owes."""
    entries: tuple[ListEntry, ...] = ()
    """The lists (台账) that the case is or was on."""
    owed: tuple[Obligation, ...] = ()
    """Everything that is or was owed in the case, for a paper that tells how a plan was kept."""
    document: tuple[str, str] | None = None
    """Kind and number of the paper whose delivery a 送达回证 proves."""
    code: str | None = None
    """The QR text, where the paper carries one."""
    replaces: datetime | None = None
    """When the slip was issued that this one replaces."""
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What a paper asks beyond the rows."""

    @property
    def guarded(self) -> bool:
        """Whether nothing of the content may stand on paper (检举控告 and confidential matters)."""
        return any(hidden(record) for record in (self.visit, self.matter) if record is not None)

    @property
    def notices_complete(self) -> bool:
        """Whether all three notices have been given: opinion, date, contact."""
        notice = self.notice
        return bool(notice and notice.opinion and notice.due and notice.contact)


def letterhead(centre: str, settings: SettingsLike) -> Letterhead:
    """The letterhead by the centre's settings."""
    return Letterhead(
        heading=settings["纸面抬头"] or centre,
        phone=settings["联系电话"],
        contact=settings["值班联络"],
        hours=settings["接待时间"],
        address=settings["接待地址"],
        host=settings["查询地址"],
        words={wording.key: settings[wording.key] for wording in WORDINGS},
    )
