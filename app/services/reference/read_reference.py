"""The centre's tables and desks as whoever looks after them reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.desk import Desk
from app.domain.dates.calendar import OFF, is_whole_year
from app.domain.rows.audit import AuditEntry
from app.domain.rows.centre import Category, Division, Holiday
from app.domain.rows.centre import Desk as DeskRow
from app.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Reference:
    """Categories by path, divisions by code, days off and make-up days in order."""

    categories: tuple[Category, ...]
    divisions: tuple[Division, ...]
    days: tuple[Holiday, ...]

    def is_whole(self, year: int) -> bool:
        """Whether all statutory days off of the year are there: without them its dates are 暂定."""
        return is_whole_year(year, {holiday.day for holiday in self.days if holiday.kind == OFF})

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({holiday.day.year for holiday in self.days}))


def read_reference(desk: Desk) -> Reference:
    """NotAllowed: role_missing."""
    desk.require("tables")
    with desk.records.reading() as reads:
        return Reference(
            tuple(sorted(reads.find(Category), key=lambda category: (category.disabled, category.path))),
            tuple(sorted(reads.find(Division), key=lambda division: division.code)),
            tuple(sorted(reads.find(Holiday), key=lambda holiday: holiday.day)),
        )


@dataclass(frozen=True, slots=True)
class CentreDesk:
    """A desk of the centre as this one knows it."""

    letter: str
    series: str
    since: datetime
    last: datetime | None
    """When something last happened there, as far as it came here."""
    own: bool


def read_desks(desk: Desk) -> tuple[CentreDesk, ...]:
    """By letter, each with its newest series. NotAllowed: role_missing for who looks after no desks."""
    if not desk.may("enrol") and not desk.may("hub revoke"):
        desk.require("enrol")
        raise NotAllowed("role_missing", act="enrol", login=desk.staff.login)
    with desk.records.reading() as reads:
        newest: dict[str, DeskRow] = {}
        first: dict[str, datetime] = {}
        for row in sorted(reads.find(DeskRow), key=lambda row: row.at):
            newest[row.letter] = row
            first.setdefault(row.letter, row.at)
        desks = []
        for letter, row in sorted(newest.items()):
            acts = reads.find(AuditEntry, desk=row.series, newest_first=True, limit=1)
            last = acts[0].at if acts else None
            desks.append(CentreDesk(letter, row.series, first[letter], last, letter == desk.place.letter))
        return tuple(desks)


def free_letter(desks: tuple[CentreDesk, ...]) -> str:
    """The first letter that no desk has; Z where all have one."""
    taken = {desk.letter for desk in desks}
    return next((letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if letter not in taken), "Z")
