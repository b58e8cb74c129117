"""An obligation names who owes what by when; a right names who may ask for what until when (CASE.md 2)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from msgspec.structs import replace

from app.domain.case.names import BINDING, RATE
from app.domain.dates.derivation import Derivation
from app.domain.dates.limits import RULE_RATING
from app.domain.value import Value

NOT_DELIVERED = "自送达之日起算，尚未登记送达"


class Obligation(Value, frozen=True, kw_only=True):
    """One thing that somebody owes by a day."""

    id: str
    """The id of the fact that started it, with what is owed where the fact starts several."""
    what: str
    who: str
    """Name of the unit; the bureau by its own name."""
    kind: str
    """法定, 限期, 承诺 or 安排."""
    counted: Derivation
    source: str
    """Id of the visit, step or duty that started it."""
    text: str | None = None
    """What is to be done, for 交办 and 安排."""
    contact: str | None = None
    assumed: str | None = None
    """Why its start is not certain: 以转送之日暂计，待登记签收."""
    met_at: datetime | None = None
    ended_by: str | None = None
    """Id of the fact that ended it without meeting it, or met it."""
    extended_by: str | None = None

    @property
    def start(self) -> date:
        return self.counted.start

    @property
    def due(self) -> date:
        return self.counted.due

    @property
    def rule(self) -> str:
        return self.counted.rule

    @property
    def provisional(self) -> bool:
        return self.counted.provisional

    @property
    def derivation(self) -> str:
        """The sentence for screen and command line."""
        return self.counted.derivation

    @property
    def running(self) -> bool:
        """Neither met nor ended."""
        return self.met_at is None and self.ended_by is None

    @property
    def binds(self) -> bool:
        """Whether its date is one the matter is bound by."""
        return self.running and self.kind in BINDING

    def met(self, at: datetime, by: str) -> Obligation:
        return replace(self, met_at=at, ended_by=by) if self.running else self

    def ended(self, by: str) -> Obligation:
        return replace(self, ended_by=by) if self.running else self

    def as_json(self) -> dict[str, Any]:
        """As CLI.md's ``obligations`` and ``dates``."""
        return {
            "id": self.id,
            "what": self.what,
            "who": self.who,
            "kind": self.kind,
            "start": self.start.isoformat(),
            "due": self.due.isoformat(),
            "met_at": self.met_at.isoformat() if self.met_at else None,
            "ended_by": self.ended_by,
            "provisional": self.provisional,
            "rule": self.rule,
            "derivation": self.derivation,
            "text": self.text,
            "assumed": self.assumed,
        }


class Right(Value, frozen=True, kw_only=True):
    """What somebody may do until a day; shown, never dunned."""

    what: str
    who: str
    source: str
    """Id of the fact it arises from."""
    counted: Derivation | None
    """None before the paper is delivered that its clock begins with, and where the law names no day."""
    whom: str | None = None
    """信访部门 or 责任单位: who is rated (评价)."""
    waits: str = ""
    """Why there is no last day yet, where more than the delivery of the answer is to be said."""
    used_at: datetime | None = None
    ended_by: str | None = None

    @property
    def until(self) -> date | None:
        return self.counted.due if self.counted else None

    @property
    def is_open(self) -> bool:
        """Neither used nor ended; whether its day has passed is another question."""
        return self.used_at is None and self.ended_by is None

    @property
    def derivation(self) -> str:
        """How its last day is counted, or why there is none."""
        if self.counted is not None:
            return self.counted.derivation
        return f"{RULE_RATING}，没有规定最后一日" if self.what == RATE else self.waits or NOT_DELIVERED

    def ended(self, by: str) -> Right:
        return replace(self, ended_by=by) if self.is_open else self

    def as_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "who": self.who,
            "whom": self.whom,
            "until": self.until.isoformat() if self.until else None,
            "used_at": self.used_at.isoformat() if self.used_at else None,
            "ended_by": self.ended_by,
            "derivation": self.derivation,
        }


class Contradiction(Value, frozen=True):
    """Two acts that cannot both stand: each of two desks decided without knowing of the other."""

    first: str
    """Id of the step that came first."""
    second: str
    modes: tuple[str, str]

    def as_json(self) -> dict[str, Any]:
        return {"steps": [self.first, self.second], "modes": list(self.modes)}


class Holder(Value, frozen=True):
    """A unit that has the matter: one 主办, any 协办 (条例第24条)."""

    unit: str
    role: str
    since: datetime
    step_id: str
    received_at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "unit": self.unit,
            "role": self.role,
            "since": self.since.isoformat(),
            "received_at": self.received_at.isoformat() if self.received_at else None,
        }
