"""Who acts, where, when and with what: the parts every use case is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from app.domain.roles import allows
from app.domain.rows.centre import Staff
from app.domain.value import Value
from app.errors import NotAllowed, Unavailable
from app.events import Event
from app.ports.clock import CENTRE_TIME, Clock
from app.ports.paper import Papers
from app.ports.printers import Printers
from app.ports.records import Records
from app.ports.signing import Signer
from app.settings import Settings

OF_THE_CASE = frozenset(
    {
        "withheld",
        "has_interest",
        "unmask_role",
        "unmask_own_day",
        "own_request",
        "other_leader",
        "leader_signs",
    }
    | {"leader_signs", "leader_settles"}
)
"""Refusals that hang on the case or the request, not on the role alone."""


class MachineClock:
    """The machine's own clock, in the centre's time."""

    def now(self) -> datetime:
        return datetime.now(CENTRE_TIME).replace(microsecond=0)


class StoppedClock(Value, frozen=True):
    """A clock that always says the same moment: the time a check stands in for (CLI.md)."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment.astimezone(CENTRE_TIME).replace(microsecond=0)


class Place(Value, frozen=True, kw_only=True):
    """The desk's fixed facts, from ``init`` or ``enrol``."""

    centre: str
    """Name of the centre, e.g. 铜陵市人民来访接待中心."""
    code: str
    """Six-digit division code of the centre."""
    letter: str
    """The desk's letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A signed-in desk; services take it as their first argument."""

    place: Place
    staff: Staff
    records: Records
    clock: Clock
    settings: Settings
    signer: Signer
    papers: Papers
    printers: Printers
    announce: Callable[[Event], None]
    salt: bytes = field(default=b"", repr=False)
    """A secret that every desk of the centre derives alike: codes that follow from a record lean on it."""

    def may(self, act: str) -> bool:
        """Whether one of the staff member's roles covers the act (app.domain.roles)."""
        return allows(self.staff.roles, act)

    def require(self, act: str) -> None:
        """Raise NotAllowed unless the account, as it is now, may do the act: role_missing, account_disabled.

        An account that was disabled, or lost the role, meanwhile has lost its powers here too. A refusal is
        audited.
        """
        with self.records.reading() as reads:
            now = reads.get(Staff, self.staff.id) or self.staff
        if allows(now.roles, act) and not now.disabled:
            return
        self._audit_refusal(act)
        if now.disabled:
            raise NotAllowed("account_disabled", login=self.staff.login)
        raise NotAllowed("role_missing", act=act, login=self.staff.login)

    def let_go(self) -> None:
        """Give back what reading the store keeps in memory; it is read anew where it is wanted again."""
        self.records.let_go()

    def note_refusal(self, refusal: NotAllowed) -> None:
        """Audit that the person was refused; of what ``require`` refused, it was done there.

        For who hands a refusal on to the person (command line, window): a service may be in the middle of a
        transaction when it refuses.
        """
        if refusal.code in OF_THE_CASE and not refusal.facts.get("audited"):
            self._audit_refusal(refusal.code)

    def _audit_refusal(self, act: str) -> None:
        """A store that takes nothing more is no reason to say otherwise to whoever asked."""
        try:
            self.records.write(lambda writes: writes.audit(self.staff.login, "无权", act, success=False))
        except Unavailable:
            return

    def at(self, moment: datetime | None) -> Desk:
        """The same desk with ``moment`` standing for the clock; itself where none is given.

        It rules dates, numbers and deadlines; audit and sign-in lock keep the machine's clock (CLI.md).
        """
        return self if moment is None else replace(self, clock=StoppedClock(moment))
