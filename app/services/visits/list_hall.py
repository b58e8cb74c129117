"""The hall of a day: who waits, who is in an interview, who has gone; read alike at every desk."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.desk import Desk
from app.domain.case.secrecy import WITHHELD
from app.domain.hall import UNTOUCHED, WAITS, HallState, hall_state
from app.domain.masks import mask_party
from app.domain.rows.centre import Staff
from app.domain.rows.hall import HallAct
from app.ports.records import Reads, WaitingVisit
from app.services.case.case_door import withheld_matters


@dataclass(frozen=True, slots=True)
class HallVisit:
    """A visit of the day and where its visitor is; names masked, guarded content left out."""

    visit: WaitingVisit
    state: HallState = UNTOUCHED
    by_name: str = ""
    """Name of who did what the state tells."""
    to_name: str = ""
    """Name of the colleague or the place that the visitor was handed on to."""
    may_act: bool = True
    """Whether who sits at the desk may call the visitor: not for a guarded case of others (CASE.md 4)."""

    @property
    def visit_id(self) -> str:
        return self.visit.visit_id

    @property
    def number(self) -> str:
        return self.visit.number

    @property
    def name(self) -> str:
        return self.visit.name

    @property
    def claim(self) -> str | None:
        return self.visit.claim

    @property
    def headcount(self) -> int:
        return self.visit.headcount

    @property
    def arrived_at(self) -> datetime:
        return self.visit.arrived_at

    @property
    def waits(self) -> bool:
        return self.state.where == WAITS


def list_hall(desk: Desk, day: date | None = None) -> list[HallVisit]:
    """The standing visits of a day (today), the first comer first. NotAllowed: role_missing."""
    desk.require("show")
    with desk.records.reading() as reads:
        return read_hall(desk, reads, day or desk.clock.now().date())


def read_hall(desk: Desk, reads: Reads, day: date) -> list[HallVisit]:
    """The same within a snapshot."""
    visits = reads.hall_visits(day)
    acts: dict[str, list[HallAct]] = defaultdict(list)
    for act in reads.among(HallAct, "visit_id", [visit.visit_id for visit in visits]):
        acts[act.visit_id].append(act)
    hidden = withheld_matters(desk, reads, [visit.matter_id for visit in visits])
    states = {visit.visit_id: hall_state(acts[visit.visit_id], taken_up=visit.taken_up) for visit in visits}
    logins = {login for state in states.values() for login in (state.by, state.to_whom) if login}
    names = {row.login: row.name for row in reads.among(Staff, "login", logins)}
    return [
        _seen(desk, visit, states[visit.visit_id], names, withheld=visit.matter_id in hidden)
        for visit in visits
    ]


def _seen(
    desk: Desk, visit: WaitingVisit, state: HallState, names: dict[str, str], *, withheld: bool
) -> HallVisit:
    shown = replace(
        visit,
        name=WITHHELD if withheld else mask_party(visit.name, visit.headcount),
        claim=None if withheld else visit.claim,
    )
    return HallVisit(
        shown,
        replace(state, reason=None) if withheld else state,
        names.get(state.by or "", state.by or ""),
        names.get(state.to_whom or "", state.to_whom or ""),
        may_act=not withheld or visit.clerk == desk.staff.login,
    )
