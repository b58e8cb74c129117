"""The ways through the window: small frozen values that name a page and what it is to show."""

from __future__ import annotations

from typing import ClassVar

from app.domain.value import Value


class Route(Value, frozen=True):
    """A way to a page; ``Page.enter`` takes it."""

    page: ClassVar[str] = ""

    def again(self) -> Route:
        """The way back to the same page later: what was begun then is not begun once more."""
        return self


class Start(Route, frozen=True):
    page: ClassVar[str] = "start"


class Registration(Route, frozen=True):
    """The registration as it stands."""

    page: ClassVar[str] = "register"

    def again(self) -> Route:
        return Registration()


class NewVisit(Registration, frozen=True):
    """F2: an empty form, whatever is in the old one; with a name that need not be typed twice."""

    name: str = ""


class ReturnVisit(Registration, frozen=True):
    """F4: the people and the matter of that visit again."""

    number: str = ""


class VisitDraft(Registration, frozen=True):
    draft_id: str = ""


class Waiting(Route, frozen=True):
    """The waiting list; ``call_next``: F12, the first visitor is called."""

    page: ClassVar[str] = "waiting"
    call_next: bool = False

    def again(self) -> Route:
        return Waiting()


class Reception(Route, frozen=True):
    """The reception as it stands."""

    page: ClassVar[str] = "reception"

    def again(self) -> Route:
        return Reception()


class ReceptionOf(Reception, frozen=True):
    """A reception with this visit among its batches; with ``form`` a new one of that form."""

    visit: str = ""
    form: str = ""


class ReceptionDraft(Reception, frozen=True):
    draft_id: str = ""


class Find(Route, frozen=True):
    """A look-up; ``to_list``: ↓, the keys go to the hits; ``open_only``: Enter, the only hit opens."""

    page: ClassVar[str] = "find"
    text: str | None = None
    """None: the look-up as it stands."""
    to_list: bool = False
    open_only: bool = False

    def again(self) -> Route:
        return Find()


class Matter(Route, frozen=True):
    """The record behind a number; None: the one that was shown last."""

    page: ClassVar[str] = "matter"
    number: str | None = None
    among: tuple[str, ...] = ()
    """The numbers of the list one comes from: Alt+← and Alt+→ go along it; the way is the same without."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matter) and self.number == other.number

    def __hash__(self) -> int:
        return hash((Matter, self.number))


class Ledger(Route, frozen=True):
    """The 督办台账; ``tile``: one of app.domain.case.tiles, else the one that was shown last."""

    page: ClassVar[str] = "ledger"
    tile: str = ""

    def again(self) -> Route:
        return Ledger()


class Figures(Route, frozen=True):
    """统计: the figures of a period and the briefing."""

    page: ClassVar[str] = "figures"


class Import(Route, frozen=True):
    """导入旧台账."""

    page: ClassVar[str] = "import"


class CaseLists(Route, frozen=True):
    """The lists of cases (台账); ``kind``: one of app.domain.lists.kinds, else the one shown last."""

    page: ClassVar[str] = "lists"
    kind: str = ""

    def again(self) -> Route:
        return CaseLists()


class Charge(Route, frozen=True):
    """The file of a 包案; empty: the one that was shown last."""

    page: ClassVar[str] = "charge"
    number: str = ""

    def again(self) -> Route:
        return Charge()


class Step(Route, frozen=True):
    """The sheet 办理 for a case; empty: the one that was open last."""

    page: ClassVar[str] = "step"
    number: str = ""

    def again(self) -> Route:
        return Step()


class StepDraft(Step, frozen=True):
    draft_id: str = ""


WRONG_STEP = "step"
"""What a correction is about: a step that was wrong."""


class Act(Route, frozen=True):
    """A sheet of ui.acts about a matter; empty: the one that was open last."""

    page: ClassVar[str] = "act"
    act: str = ""
    number: str = ""
    chosen: str = ""
    """What a correction is about (ui.acts.amend_fields), where that is known."""

    def again(self) -> Route:
        return Act()


class ActDraft(Act, frozen=True):
    draft_id: str = ""


class Approvals(Route, frozen=True):
    """What waits for the leader's signature."""

    page: ClassVar[str] = "approvals"


class Roster(Route, frozen=True):
    """Who leads on which day of the month."""

    page: ClassVar[str] = "roster"


class Settings(Route, frozen=True):
    """With ``printers``: where the printers stand; else at the first setting."""

    page: ClassVar[str] = "settings"
    printers: bool = False


class Admin(Route, frozen=True):
    """管理: the sections an administrator looks after."""

    page: ClassVar[str] = "admin"


class StaffList(Route, frozen=True):
    page: ClassVar[str] = "staff"


class UnitList(Route, frozen=True):
    page: ClassVar[str] = "units"


class Safety(Route, frozen=True):
    """Backups: place, how often, drill, check."""

    page: ClassVar[str] = "safety"


class Tables(Route, frozen=True):
    """Categories, divisions, calendar."""

    page: ClassVar[str] = "tables"


class Categories(Route, frozen=True):
    """What a visit may be about, one by one."""

    page: ClassVar[str] = "categories"


class Divisions(Route, frozen=True):
    """Divisions one by one."""

    page: ClassVar[str] = "divisions"


class Calendar(Route, frozen=True):
    """Days off and make-up days of a year; 0 for the one that was shown last."""

    page: ClassVar[str] = "calendar"
    year: int = 0


class Desks(Route, frozen=True):
    """The centre's hub and its desks."""

    page: ClassVar[str] = "desks"


class AuditList(Route, frozen=True):
    page: ClassVar[str] = "audit"


class Sync(Route, frozen=True):
    page: ClassVar[str] = "sync"


DRAFTS: dict[str, type[VisitDraft] | type[ReceptionDraft] | type[StepDraft] | type[ActDraft]] = {
    "登记": VisitDraft,
    "联合接访": ReceptionDraft,
    "办理": StepDraft,
    "事项": ActDraft,
}
"""By the screen that a draft is kept for."""
