"""Between a row of app.domain.rows and the columns of its table, one value at a time."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from app.domain.rows.attachments import Attachment, Detachment, LocalContent, Thumbnail
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import Keep, Row
from app.domain.rows.case import (
    Appointment,
    CaseObligation,
    CaseState,
    CountedVisit,
    Decision,
    Delivery,
    Incident,
    ListFact,
    Receipt,
    Request,
    VisitMove,
    Withdrawal,
)
from app.domain.rows.centre import (
    Category,
    Desk,
    Division,
    Gap,
    Holiday,
    PersonKey,
    Roster,
    Setting,
    Staff,
    Unit,
)
from app.domain.rows.clashes import Conflict
from app.domain.rows.desk import DeviceSetting, Draft
from app.domain.rows.figures import EnteredFigure, ReportOut
from app.domain.rows.hall import AlertReceipt, HallAct
from app.domain.rows.ledger import LedgerBatch, LedgerBatchVisit, RememberedMap
from app.domain.rows.matters import Deadline, Matter, Notice, Rating, Reminder, Step
from app.domain.rows.papers import Document, Printing, PrintJob
from app.domain.rows.receptions import Duty, DutyReply, Line, ReceivedVisit, Reception, Seat
from app.domain.rows.visits import Amendment, Attendance, Link, Person, Visit, Void
from app.domain.value import Value
from app.ports.clock import CENTRE_TIME

R = TypeVar("R", bound=Row)
CENTRE_ZONE = CENTRE_TIME

KINDS: tuple[type[Row], ...] = (
    *(Person, Visit, Attendance, Void, Link, Amendment),
    *(Matter, Deadline, Step, Notice, Reminder, Rating),
    *(Reception, ReceivedVisit, Seat, Line, Duty, DutyReply, HallAct, AlertReceipt),
    *(Request, Decision, Withdrawal, Receipt, Delivery, Appointment, VisitMove, Incident, ListFact),
    *(CaseState, CaseObligation, CountedVisit),
    *(Attachment, Detachment, Thumbnail, LocalContent),
    *(Document, Printing, PrintJob),
    *(Staff, PersonKey, Desk, Unit, Category, Division, Holiday, Roster, Setting, Gap),
    *(AuditEntry, Conflict, Draft, DeviceSetting),
    *(LedgerBatch, LedgerBatchVisit, RememberedMap, EnteredFigure, ReportOut),
)
"""Every kind of row that has a table."""
SYNCED: tuple[type[Row], ...] = tuple(kind for kind in KINDS if kind.KEEP is not Keep.LOCAL)


def instant_text(value: datetime) -> str:
    """An instant as text of the centre's zone, so that text order is time order. TypeError if naive."""
    if value.tzinfo is None:
        raise TypeError("a stored time needs its offset")
    return (value if value.tzinfo is CENTRE_ZONE else value.astimezone(CENTRE_ZONE)).isoformat()


_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_text(value: Any) -> str:
    """Compact JSON with its keys in order and Chinese as it is."""
    return _JSON.encode(value)


def _tuple_of(text: str) -> tuple[Any, ...]:
    return () if text == "[]" else tuple(json.loads(text))


def _dict_of(text: str) -> Any:
    return {} if text == "{}" else json.loads(text)


_TO_SQL: Mapping[type, Callable[[Any], Any]] = {
    date: date.isoformat,
    datetime: instant_text,
    tuple: json_text,
    dict: json_text,
}
"""Text and numbers are stored as they are."""
_FROM_SQL: Mapping[type, Callable[[Any], Any]] = {
    bool: bool,
    date: date.fromisoformat,
    datetime: datetime.fromisoformat,
    tuple: _tuple_of,
    dict: _dict_of,
}


class Column(Value, frozen=True):
    """One column: its name, the Python type of its values, and whether it may be NULL."""

    name: str
    type: type
    optional: bool

    def to_sql(self, value: Any) -> Any:
        """The stored value. A day given for a time means its first moment."""
        if value is None:
            return None
        if self.type is datetime and not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day, tzinfo=CENTRE_ZONE)
        convert = _TO_SQL.get(self.type)
        return convert(value) if convert else value


@dataclass(frozen=True, slots=True)
class Shape(Generic[R]):
    """A kind of row as its table sees it."""

    kind: type[R]
    columns: tuple[Column, ...]
    converted: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of the columns that are stored otherwise than they are, with how."""
    read: tuple[tuple[int, Callable[[Any], Any]], ...]
    """Places of the columns that are read otherwise than they are stored, with how."""
    names: tuple[str, ...]
    selected: str
    """The column list of a SELECT, quoted, in field order."""
    insert: str
    fields_of: Callable[[Any], tuple[Any, ...]]
    """The row's fields in column order, as they are in Python."""

    def column(self, name: str) -> Column:
        """KeyError for a name that is no field of the kind."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.kind.TABLE}.{name}")

    def values(self, row: R) -> tuple[Any, ...]:
        """The row's values in column order, as they are stored."""
        if not self.converted:
            return self.fields_of(row)
        values = list(self.fields_of(row))
        for place, convert in self.converted:
            if values[place] is not None:
                values[place] = convert(values[place])
        return tuple(values)

    def row(self, values: Iterable[Any]) -> R:
        """A row from values in column order."""
        held = list(values)
        for place, convert in self.read:
            if held[place] is not None:
                held[place] = convert(held[place])
        return self.kind(**dict(zip(self.names, held, strict=True)))


def shape(kind: type[R]) -> Shape[R]:
    """The shape of a kind of row."""
    return _shape(kind)  # type: ignore[arg-type]  # a class is hashable


@cache
def _shape(kind: type[Any]) -> Shape[Any]:
    hints = get_type_hints(kind)
    columns = tuple(_column(name, hints[name]) for name in kind.__struct_fields__)
    names = tuple(column.name for column in columns)
    selected = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return Shape(
        kind,
        columns,
        converted=tuple(
            (at, _TO_SQL[column.type]) for at, column in enumerate(columns) if column.type in _TO_SQL
        ),
        read=tuple(
            (at, _FROM_SQL[column.type]) for at, column in enumerate(columns) if column.type in _FROM_SQL
        ),
        names=names,
        selected=selected,
        insert=f'INSERT INTO "{kind.TABLE}" ({selected}) VALUES ({marks})',  # noqa: S608 - our own names
        fields_of=attrgetter(*names),
    )


def _column(name: str, hint: Any) -> Column:
    members = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    kept = [member for member in members if member is not type(None)]
    bare = get_origin(kept[0]) or kept[0]
    return Column(name, bare, len(kept) < len(members))
