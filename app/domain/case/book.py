"""The book keeps a case's obligations and rights while it is read: started, met, ended, used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

from msgspec.structs import replace

from app.domain.case import names
from app.domain.case.obligations import Obligation, Right


@dataclass(slots=True)
class Book:
    """Obligations and rights by their ids, as they stand after the facts read so far."""

    obligations: dict[str, Obligation] = field(default_factory=dict)
    rights: dict[str, Right] = field(default_factory=dict)

    def carried_over(self, running: Collection[str]) -> Book:
        """What goes on when a closed case is opened anew: what is over, and what runs on (by ``what``)."""
        kept = {id: owed for id, owed in self.obligations.items() if not owed.running or owed.what in running}
        return Book(kept, self.rights)

    def owe(self, *obligations: Obligation) -> None:
        """Start obligations; one that was started already stays as it is."""
        for owed in obligations:
            self.obligations.setdefault(owed.id, owed)

    def meet(self, at: datetime, by: str, *whats: str) -> None:
        """Meet what is running of these kinds, whoever owes it."""
        self._change(lambda owed: owed.met(at, by), whats, None)

    def meet_of(self, unit: str, at: datetime, by: str, *whats: str) -> None:
        """Meet what the unit owes of these kinds."""
        self._change(lambda owed: owed.met(at, by), whats, unit)

    def end(self, by: str, unit: str, *whats: str) -> None:
        """End what the unit owes of these kinds without its being met."""
        self._change(lambda owed: owed.ended(by), whats, unit)

    def end_all(self, by: str, but: Collection[str]) -> None:
        """End everything but these kinds, and the units' right of 异议."""
        for id, owed in self.obligations.items():
            if owed.what not in but:
                self.obligations[id] = owed.ended(by)
        for id, right in self.rights.items():
            if right.what == names.OBJECT and right.ended_by is None:
                self.rights[id] = replace(right, ended_by=by)

    def grant(self, right: Right) -> None:
        self.rights[f"{right.source}:{right.what}:{right.whom or right.who}"] = right

    def use(self, what: str, at: datetime, whom: str | None = None) -> None:
        """Mark the unused rights of a kind as used; of 评价 those to rate ``whom``."""
        for id, right in self.rights.items():
            if right.what == what and right.whom == whom and right.used_at is None:
                self.rights[id] = replace(right, used_at=at)

    def end_rights(self, by: str, what: str) -> None:
        """End the unused rights of a kind."""
        for id, right in self.rights.items():
            if right.what == what:
                self.rights[id] = right.ended(by)

    def may_be_rated(self, whom: str) -> bool:
        """Whether a right to rate ``whom`` is open."""
        return any(
            right.what == names.RATE and right.whom == whom and right.is_open
            for right in self.rights.values()
        )

    def _change(
        self, change: Callable[[Obligation], Obligation], whats: Collection[str], unit: str | None
    ) -> None:
        for id, owed in self.obligations.items():
            if owed.what in whats and unit in (None, owed.who):
                self.obligations[id] = change(owed)
