"""This port reads the store, writes in one transaction and answers questions across tables."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from app.domain.rows.base import Row
from app.domain.value import Value

if TYPE_CHECKING:  # start-up: everything names this port, few at the door need what it speaks of
    from app.domain.case.facts import Paper
    from app.domain.case.tiles import Only
    from app.domain.dates.period import Period
    from app.domain.figures.figure_question import FigureRow, Narrowed, Question, Total
    from app.domain.figures.indicators import Counts, Measured, Owed, Tally
    from app.domain.lists.figures import ListCount, ListRow
    from app.domain.paging import Block, PageAsked
    from app.domain.rows.visits import Person

R = TypeVar("R", bound=Row)
T = TypeVar("T")


class Hit(Value, frozen=True):
    """One search hit: a visit, matter or reception, best first."""

    kind: str
    """来访, 信访事项 or 联合接访."""
    id: str
    number: str
    name: str
    """First person's name, unmasked: callers mask."""
    claim: str | None
    at: datetime
    status: str | None
    why: tuple[str, ...]
    """What matched, e.g. 姓名拼音 / 证件号末四位 / 词语: 办证."""


class PersonMatch(Value, frozen=True):
    """A person row that may be the same human being, with the visit it came with."""

    person: Person
    visit_id: str
    visit_number: str
    arrived_at: datetime
    why: tuple[str, ...]


class MatterMatch(Value, frozen=True):
    """A matter that may be the same affair."""

    matter_id: str
    visit_id: str
    visit_number: str
    claim: str | None
    status: str
    unit: str | None
    due: date | None
    why: tuple[str, ...]


class LikeVisit(Value, frozen=True):
    """What has been typed so far, for the question 'has this come before?'; empty fields ask nothing."""

    names: tuple[str, ...] = ()
    id_numbers: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    births: tuple[date, ...] = ()
    place: str | None = None
    category: str | None = None
    words: str = ""
    not_matter: str | None = None
    """Id of the matter this visit continues, which is not a hint any more."""


class OwedDate(Value, frozen=True):
    """A running obligation of a matter with its date."""

    obligation_id: str
    matter_id: str
    due: date


class WaitingVisit(Value, frozen=True):
    """A standing visit of a day."""

    visit_id: str
    matter_id: str
    number: str
    name: str
    headcount: int
    claim: str | None
    arrived_at: datetime
    taken_up: bool = False
    """Whether a reception or a step has taken the visit up."""
    clerk: str = ""
    """Login of who registered it."""


class Reads(Protocol):
    """Reads within one snapshot of the store."""

    def get(self, kind: type[R], id: str) -> R | None: ...

    def find(
        self, kind: type[R], /, *, newest_first: bool = False, limit: int | None = None, **equal: Any
    ) -> list[R]:
        """Rows whose columns equal the given values (None matches NULL), in id order, which is time order."""
        ...

    def among(self, kind: type[R], column: str, values: Iterable[str]) -> list[R]:
        """Rows whose column is one of the values, in id order."""
        ...

    def between(self, kind: type[R], column: str, start: datetime | date, end: datetime | date) -> list[R]:
        """Rows with start <= column < end, ordered by the column; datetimes compare as instants."""
        ...

    def count(self, kind: type[Row], /, **equal: Any) -> int: ...

    def search(self, text: str, limit: int = 20) -> tuple[list[Hit], int]:
        """Number, query code, name, pinyin, initials, last 4 of ID or phone, words; also 1-2 characters.

        Returns the best hits and how many there are (counted no further than 1,000).
        """
        ...

    def same_people(self, like: LikeVisit, limit: int = 5) -> list[PersonMatch]: ...

    def same_matters(self, like: LikeVisit, limit: int = 5) -> list[MatterMatch]: ...

    def hall_visits(self, day: date) -> list[WaitingVisit]:
        """The standing visits of a day, the first comer first."""
        ...

    def visit_counts(self, basis: str, period: Period, only: Narrowed = ...) -> Counts:
        """批次 and 人次 of each kind of the report; basis 登记日期 or 信访日期."""
        ...

    def daily_counts(self, basis: str, period: Period, only: Narrowed = ...) -> dict[date, Counts]:
        """The same for each day that has visits, in one pass."""
        ...

    def newest_by_desk(self, since: datetime) -> dict[str, datetime]:
        """When the newest visit of each desk was registered, of those since a moment."""
        ...

    def visit_groups(
        self,
        basis: str,
        period: Period,
        figure: str = ...,
        tables: Sequence[str] = ...,
        only: Narrowed = ...,
    ) -> dict[str, dict[str, Tally]]:
        """批次 and 人次 of a figure (来访 if none is named) by the cells of tables (all if none are)."""
        ...

    def figure_rows(self, asked: Question, first: int = 0, most: int = -1) -> list[FigureRow]:
        """Visits or matters behind a figure, so many from a place on. KeyError for a figure without."""
        ...

    def figure_total(self, asked: Question) -> Total:
        """The rows behind a figure, added up. KeyError for a figure without."""
        ...

    def measured(
        self, period: Period, today: date, limits: tuple[int, int, int], only: Narrowed = ...
    ) -> Measured:
        """What the rates are made of; limits: days for the bureau, for the unit, for rating."""
        ...

    def owed(self, period: Period, today: date, only: Narrowed = ...) -> Owed:
        """How the obligations of a period were kept, and the steps that were taken in it."""
        ...

    def mended_visits(self) -> list[str]:
        """Ids of the visits of old ledgers that a person put right while they were imported."""
        ...

    def last_serial(self, series: str) -> int:
        """How far a series has been counted in this store; 0 for one not begun."""
        ...

    def missing_documents(self, series: str, year: int) -> list[tuple[str, int]]:
        """Document numbers of a desk's series and year that no document and no gap stands for."""
        ...

    def ledger_counts(self, on: date) -> dict[str, int]:
        """How many cases each tile of the 督办台账 has on a day (app.domain.case.tiles)."""
        ...

    def ledger_values(self) -> dict[str, list[str]]:
        """What open cases name, each once: unit and what of what binds, category (first level), place."""
        ...

    def ledger_block(
        self, tile: str, on: date, asked: PageAsked, only: Only, reader: str | None
    ) -> Block[str]:
        """Ids of a tile's cases as narrowed, contradicted ones first, then by the key: due, number, unit.

        ``reader``: a login, whose narrowed lists have no guarded case that he may not read; None reads all.
        """
        ...

    def list_counts(self) -> dict[str, int]:
        """How many cases stand on each list (app.domain.lists.kinds) now."""
        ...

    def list_block(
        self, kind: str, only_open: bool, asked: PageAsked, counted: bool = True
    ) -> Block[tuple[str, str]]:
        """(entry, matter) ids of a list by the day of 列入 (key: at); its total with the first block."""
        ...

    def list_figures(self, period: Period) -> Mapping[str, ListCount]:
        """Each list's figures of a period (app.domain.lists.figures)."""
        ...

    def list_rows(self, kind: str, period: Period) -> list[ListRow]:
        """The entries behind a list's figure."""
        ...

    def papers_of(
        self, matter_ids: Collection[str], reception_ids: Collection[str]
    ) -> list[tuple[str | None, Paper]]:
        """Papers of the matters with the matter's id, and of the receptions those of no single matter."""
        ...

    def identified(self, visit_ids: Collection[str]) -> frozenset[str]:
        """Visits whose first person gave a name and an address (条例第23条第2款)."""
        ...

    def owed_dates(self, until: date, kinds: Sequence[str], limit: int) -> tuple[list[OwedDate], int]:
        """Running obligations of these kinds due no later, the nearest first; and of how many matters."""
        ...


class Writes(Reads, Protocol):
    """One transaction on the writer thread; reads see what it has written."""

    def add(self, *rows: Row) -> None:
        """Insert rows; outbox entries come by trigger, search entries with them."""
        ...

    def change(self, row: R, **fields: Any) -> R:
        """Update fields of a MUTABLE or LOCAL row, return the new row. TypeError for APPEND kinds."""
        ...

    def remove(self, row: Row) -> None:
        """Delete a LOCAL row. TypeError for any other kind."""
        ...

    def serial(self, series: str) -> int:
        """The next number of a series (1, 2, 3 …) in this store, kept with the transaction."""
        ...

    def begin_action(self) -> None:
        """What is written from here on is a business action of its own to the hub, in the same transaction.

        The hub takes an action whole or sets it aside whole: rows that do not need each other go apart.
        """
        ...

    def audit(
        self,
        who: str,
        act: str,
        record: str | None = None,
        *,
        purpose: str | None = None,
        success: bool = True,
    ) -> None:
        """Append to this desk's hash chain, in this transaction."""
        ...


class Records(Protocol):
    """The store as the services see it."""

    def reading(self) -> AbstractContextManager[Reads]:
        """A read-only snapshot on its own connection; usable on any thread."""
        ...

    def write(self, work: Callable[[Writes], T]) -> T:
        """Run work in one BEGIN IMMEDIATE transaction on the writer thread and return after the commit.

        Whatever work raises rolls everything back and is raised here.
        Unavailable(code='disk_full' | 'store_locked' | 'store_read_only') if the world says no.
        """
        ...

    def writing_much(self) -> AbstractContextManager[None]:
        """Around very many writes, one after another: they may use more memory until the end."""
        ...

    def let_go(self) -> None:
        """Give back what reading keeps in memory; it is read anew where it is wanted again."""
        ...

    def series(self) -> str:
        """This desk's series in numbers: its letter, with the generation after a restore (A, A2, …)."""
        ...
