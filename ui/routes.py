"""The ways through the window: small frozen values that name a page and what it is to show."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a page; ``Page.enter`` takes it."""

    page: ClassVar[str] = ""

    def again(self) -> Route:
        """The way back to the same page later: what was begun then is not begun once more."""
        return self


@dataclass(frozen=True, slots=True)
class Start(Route):
    page: ClassVar[str] = "start"


@dataclass(frozen=True, slots=True)
class Registration(Route):
    """The registration as it stands."""

    page: ClassVar[str] = "register"

    def again(self) -> Route:
        return Registration()


@dataclass(frozen=True, slots=True)
class NewVisit(Registration):
    """F2: an empty form, whatever is in the old one; with a name that need not be typed twice."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class ReturnVisit(Registration):
    """F4: the people and the matter of that visit again."""

    number: str = ""


@dataclass(frozen=True, slots=True)
class VisitDraft(Registration):
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Waiting(Route):
    """The waiting list; ``call_next``: F12, the first visitor is called."""

    page: ClassVar[str] = "waiting"
    call_next: bool = False

    def again(self) -> Route:
        return Waiting()


@dataclass(frozen=True, slots=True)
class Reception(Route):
    """The reception as it stands."""

    page: ClassVar[str] = "reception"

    def again(self) -> Route:
        return Reception()


@dataclass(frozen=True, slots=True)
class ReceptionOf(Reception):
    """A reception with this visit among its batches; with ``form`` a new one of that form."""

    visit: str = ""
    form: str = ""


@dataclass(frozen=True, slots=True)
class ReceptionDraft(Reception):
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Find(Route):
    """A look-up; ``to_list``: ↓, the keys go to the hits; ``open_only``: Enter, the only hit opens."""

    page: ClassVar[str] = "find"
    text: str | None = None
    """None: the look-up as it stands."""
    to_list: bool = False
    open_only: bool = False

    def again(self) -> Route:
        return Find()


@dataclass(frozen=True, slots=True)
class Matter(Route):
    """The record behind a number; None: the one that was shown last."""

    page: ClassVar[str] = "matter"
    number: str | None = None
    among: tuple[str, ...] = field(default=(), compare=False)
    """The numbers of the list one comes from: Alt+← and Alt+→ go along it."""


@dataclass(frozen=True, slots=True)
class Ledger(Route):
    """The 督办台账; ``tile``: one of app.domain.case.tiles, else the one that was shown last."""

    page: ClassVar[str] = "ledger"
    tile: str = ""

    def again(self) -> Route:
        return Ledger()


@dataclass(frozen=True, slots=True)
class Figures(Route):
    """统计: the figures of a period and the briefing."""

    page: ClassVar[str] = "figures"


@dataclass(frozen=True, slots=True)
class Import(Route):
    """导入旧台账."""

    page: ClassVar[str] = "import"


@dataclass(frozen=True, slots=True)
class CaseLists(Route):
    """The lists of cases (台账); ``kind``: one of app.domain.lists.kinds, else the one shown last."""

    page: ClassVar[str] = "lists"
    kind: str = ""

    def again(self) -> Route:
        return CaseLists()


@dataclass(frozen=True, slots=True)
class Charge(Route):
    """The file of a 包案; empty: the one that was shown last."""

    page: ClassVar[str] = "charge"
    number: str = ""

    def again(self) -> Route:
        return Charge()


@dataclass(frozen=True, slots=True)
class Step(Route):
    """The sheet 办理 for a case; empty: the one that was open last."""

    page: ClassVar[str] = "step"
    number: str = ""

    def again(self) -> Route:
        return Step()


@dataclass(frozen=True, slots=True)
class StepDraft(Step):
    draft_id: str = ""


WRONG_STEP = "step"
"""What a correction is about: a step that was wrong."""


@dataclass(frozen=True, slots=True)
class Act(Route):
    """A sheet of ui.acts about a matter; empty: the one that was open last."""

    page: ClassVar[str] = "act"
    act: str = ""
    number: str = ""
    chosen: str = ""
    """What a correction is about (ui.acts.amend_fields), where that is known."""

    def again(self) -> Route:
        return Act()


@dataclass(frozen=True, slots=True)
class ActDraft(Act):
    draft_id: str = ""


@dataclass(frozen=True, slots=True)
class Approvals(Route):
    """What waits for the leader's signature."""

    page: ClassVar[str] = "approvals"


@dataclass(frozen=True, slots=True)
class Roster(Route):
    """Who leads on which day of the month."""

    page: ClassVar[str] = "roster"


@dataclass(frozen=True, slots=True)
class Settings(Route):
    page: ClassVar[str] = "settings"


@dataclass(frozen=True, slots=True)
class Admin(Route):
    """管理: the sections an administrator looks after."""

    page: ClassVar[str] = "admin"


@dataclass(frozen=True, slots=True)
class StaffList(Route):
    page: ClassVar[str] = "staff"


@dataclass(frozen=True, slots=True)
class UnitList(Route):
    page: ClassVar[str] = "units"


@dataclass(frozen=True, slots=True)
class Safety(Route):
    """Backups: place, how often, drill, check."""

    page: ClassVar[str] = "safety"


@dataclass(frozen=True, slots=True)
class Tables(Route):
    """Categories, divisions, calendar."""

    page: ClassVar[str] = "tables"


@dataclass(frozen=True, slots=True)
class Categories(Route):
    """What a visit may be about, one by one."""

    page: ClassVar[str] = "categories"


@dataclass(frozen=True, slots=True)
class Divisions(Route):
    """Divisions one by one."""

    page: ClassVar[str] = "divisions"


@dataclass(frozen=True, slots=True)
class Calendar(Route):
    """Days off and make-up days of a year; 0 for the one that was shown last."""

    page: ClassVar[str] = "calendar"
    year: int = 0


@dataclass(frozen=True, slots=True)
class Desks(Route):
    """The centre's hub and its desks."""

    page: ClassVar[str] = "desks"


@dataclass(frozen=True, slots=True)
class AuditList(Route):
    page: ClassVar[str] = "audit"


@dataclass(frozen=True, slots=True)
class Sync(Route):
    page: ClassVar[str] = "sync"


DRAFTS: dict[str, type[VisitDraft] | type[ReceptionDraft] | type[StepDraft] | type[ActDraft]] = {
    "登记": VisitDraft,
    "联合接访": ReceptionDraft,
    "办理": StepDraft,
    "事项": ActDraft,
}
"""By the screen that a draft is kept for."""
