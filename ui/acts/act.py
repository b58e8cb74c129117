"""An act describes one sheet about a matter: the facts it reads, its fields, effect and result; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Protocol

from app.desk import Desk
from app.errors import FieldError
from app.ports.clock import CENTRE_TIME
from app.services.case.open_case import NamedCase
from ui.forms.effect import Line
from ui.forms.inputs import FormField
from ui.forms.why import Reason

EVENING = time(18)
"""Where only a day is said, and it is not today, the act counts as of its evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActFacts:
    """What is read of a case before anything is typed."""

    opened: NamedCase
    first: Mapping[str, str] = field(default_factory=dict)
    """What stands in the inputs at first."""
    choices: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """By key, value and words: what the case gives to choose from."""
    more: Any = None
    """What the act itself wants to keep of its reading."""

    @property
    def number(self) -> str:
        """Of the matter."""
        return self.opened.case.matter.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What the act would come to as it stands."""

    errors: tuple[FieldError, ...] = ()
    lines: tuple[Line, ...] = ()
    draws: bool = False
    """Whether there is a paper that is worth drawing."""
    picture: bytes | None = None
    second: bool = False
    """Whether a 带班领导 has to sign."""
    reasons: tuple[Reason, ...] = ()
    """Why the dates that it brings are these days (F1)."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What was done, and where one goes then."""

    words: str
    number: str = ""
    """Another matter than the sheet's."""
    handle: bool = False
    """The sheet 办理 comes next."""


class Act(Protocol):
    """One kind of sheet. Its services refuse with their own codes."""

    @property
    def name(self) -> str:
        """In routes and drafts."""
        ...

    @property
    def verb(self) -> str:
        """Title of the sheet."""
        ...

    @property
    def button(self) -> str:
        """What F9 does."""
        ...

    @property
    def returns(self) -> bool:
        """Whether it goes back to where one came from when it is done; else to the matter."""
        ...

    def read(self, desk: Desk, number: str) -> ActFacts:
        """On a thread. Refused: not_found. NotAllowed: role_missing, withheld."""
        ...

    def fields(self, facts: ActFacts, values: Mapping[str, str]) -> tuple[FormField, ...]:
        """The inputs; others where a choice asks for others."""
        ...

    def effect(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], *, picture: bool) -> Effect:
        """On a thread."""
        ...

    def store(self, desk: Desk, facts: ActFacts, values: Mapping[str, str], draft_id: str) -> str | Stored:
        """On a thread; the sentence that says what was done."""
        ...


def moment_of(values: Mapping[str, str], key: str, now: datetime) -> datetime | None:
    """The moment that a typed day means: now for today, else its evening; None where it is no day."""
    try:
        day = date.fromisoformat(values.get(key, ""))
    except ValueError:
        return None
    return now if day == now.date() else datetime.combine(day, EVENING, CENTRE_TIME)


def filled(values: Mapping[str, str], key: str) -> str | None:
    """What was typed, trimmed; None for nothing."""
    return values.get(key, "").strip() or None
