"""Judges rows that come from elsewhere: each column of a known table holds what its row class declares.

The hub asks it of every operation, a desk of every row it reads. Columns and tables that this program does
not know are a newer program's and are taken as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache, partial
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from app.domain.case.corrected import CORRECTABLE, is_value
from app.domain.entries.entry import YEARS
from app.domain.rows.base import Row
from app.domain.rows.ledger import LEDGER
from app.domain.rows.visits import Amendment, Visit
from app.settings import DECLARED
from db.access.persons import RECOVERER
from db.access.signing import key_id
from db.exchange.frame import MAX_TEXT, Value
from db.exchange.young import YOUNG
from db.json_values import MOST, is_text, json_in
from db.mapping import SYNCED, shape
from db.suites.suite import PUBLIC_KEY

Check = Callable[[Any], bool]
LETTER, SERIES = re.compile(r"[A-Z]"), re.compile(r"([A-Z])(?:[2-9]|[1-9][0-9]{1,3}|[1-5][0-9]{4})?")
LOGIN = re.compile(r"[^\s\x00-\x1f\x7f/\\]{1,80}")
NUMBER = re.compile(r"[^\s\x00-\x1f\x7f/\\.][^\x00-\x1f\x7f/\\]{0,79}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?\+08:00")
MINUTE = re.compile(r"[0-2][0-9]:[0-5][0-9]")
CONTENT = re.compile(r"[0-9a-f]{64}")
MOST_SMALL = 16 * 1024
"""Characters of a small picture: a page of a thousand of them still fits into a message."""
MOST_SIZE = 1 << 30
"""Bytes of an attachment's content; far above what any setting allows."""
_YEARS = frozenset(f"{year:04}" for year in YEARS)
_SETTINGS = {setting.key: setting.type for setting in DECLARED}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is not taken: a code with its facts."""

    code: str
    facts: dict[str, str | int] = field(default_factory=dict)


def faults_of_block(
    table: str, columns: Sequence[str], values: Sequence[Sequence[Value]], filled: Set[str] = frozenset()
) -> dict[int, Fault]:
    """What is wrong with rows given column by column, by the row's place.

    ``filled``: columns that have a value here where the row does not bring one.
    """
    known = _checks(table)
    if known is None or not values:
        return {}
    count = len(values[0])
    if missing := sorted(known.required - filled - {*columns}):
        return dict.fromkeys(range(count), Fault("sync_missing", {"table": table, "column": missing[0]}))
    faults: dict[int, Fault] = {}
    for name, column in zip(columns, values, strict=True):
        check = known.columns.get(name)
        if check is None or not (bad := _bad(check, column)):
            continue
        fault = Fault("sync_value", {"table": table, "column": name})
        faults.update((place, fault) for place, value in enumerate(column) if (type(value), value) in bad)
    if known.whole is not None:
        rows = (dict(zip(columns, row, strict=True)) for row in zip(*values, strict=True))
        wrong = [at for at, row in enumerate(rows) if at not in faults and not known.whole(row)]
        faults.update((at, Fault("sync_row", {"table": table})) for at in wrong)
    return faults


def fault_of_change(table: str, values: Mapping[str, Value]) -> Fault | None:
    """What is wrong with changed fields of a row."""
    known = _checks(table)
    if known is None:
        return None
    for name, value in values.items():
        check = known.columns.get(name)
        if check is not None and not check(value):
            return Fault("sync_value", {"table": table, "column": name})
    return None


FEW = 4
"""Values that are looked at one by one sooner than put in order first."""
_TELLING = frozenset({str, NoneType})
"""Types of which no two values are equal: 1, 1.0 and True are."""


def _bad(check: Check, column: Sequence[Value]) -> set[tuple[type, Value]]:
    """The distinct values that do not pass; most columns repeat few of them."""
    if len(column) <= FEW:
        return {(type(value), value) for value in column if not check(value)}
    if (quick := _QUICK.get(check)) is not None and quick(column):
        return set()
    kinds = {*map(type, column)}
    if kinds <= _TELLING or len(kinds) == 1:
        distinct: Any = {*column}
        return {(type(value), value) for value in distinct if not check(value)}
    return {pair for pair in {(type(value), value) for value in column} if not check(pair[1])}


@dataclass(frozen=True, slots=True)
class _Known:
    columns: Mapping[str, Check]
    required: frozenset[str]
    whole: Check | None


@cache
def _kinds() -> Mapping[str, type[Row]]:
    return {kind.TABLE: kind for kind in SYNCED}


@lru_cache(maxsize=128)
def _checks(table: str) -> _Known | None:
    kind = _kinds().get(table)
    if kind is None:
        return None
    hints = get_type_hints(kind)
    columns = {
        name: _optional(GRAMMARS.get((table, name)) or _typed(hint), NoneType in get_args(hint))
        for name, hint in hints.items()
        if name in shape(kind).names and name != "id"
    }
    required = frozenset(column.name for column in shape(kind).columns if not column.optional)
    required -= YOUNG.get(table, frozenset()) | {"id"}
    return _Known(columns, required, WHOLE.get(table))


def _optional(check: Check, optional: bool) -> Check:
    def whether(value: Any) -> bool:
        return optional if value is None else check(value)

    if check is is_text:
        _QUICK[whether] = partial(_texts_alone, optional=optional)
    return whether


_QUICK: dict[Check, Callable[[Sequence[Value]], bool]] = {}
"""For some checks: whether surely every value of a column passes."""


def _texts_alone(column: Sequence[Any], optional: bool) -> bool:
    some = [value for value in column if value is not None] if optional else column
    if {*map(type, some)} != {str}:
        return not some
    return max(map(len, some)) <= MAX_TEXT and chr(0) not in "".join(some)


def _typed(hint: Any) -> Check:
    """The check of a type as a row class declares it."""
    members = (
        [member for member in get_args(hint) if member is not NoneType]
        if NoneType in get_args(hint)
        else [hint]
    )
    kind = members[0]
    origin = get_origin(kind) or kind
    if origin is dict:
        return _texts if get_args(kind)[1:] == (str,) else _object
    return _BY_TYPE[origin]


def _number(value: Any) -> bool:
    return type(value) is int and -MOST < value < MOST


def _flag(value: Any) -> bool:
    return type(value) is int and value in (0, 1)


def _day(value: Any) -> bool:
    return type(value) is str and DAY.fullmatch(value) is not None and _is_of_our_years(value)


def _instant(value: Any) -> bool:
    return type(value) is str and INSTANT.fullmatch(value) is not None and _is_of_our_years(value)


def _is_of_our_years(value: str) -> bool:
    """Terms are counted from it: at the ends of the calendar there is no day after it."""
    return value[:4] in _YEARS and _parses(datetime.fromisoformat, value)


def _parses(read: Callable[[str], Any], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


def _list(value: Any) -> bool:
    held = json_in(value)
    return isinstance(held, list) and all(isinstance(part, str) for part in held)


def _object(value: Any) -> bool:
    return isinstance(json_in(value), dict)


def _texts(value: Any) -> bool:
    held = json_in(value)
    return isinstance(held, dict) and all(isinstance(part, str) for part in held.values())


_BY_TYPE: Mapping[Any, Check] = {
    str: is_text,
    int: _number,
    bool: _flag,
    date: _day,
    datetime: _instant,
    tuple: _list,
}


def _like(grammar: re.Pattern[str]) -> Check:
    return lambda value: type(value) is str and grammar.fullmatch(value) is not None


def _any_json(value: Any) -> bool:
    return value == "null" or json_in(value) is not None


def is_series(text: object) -> bool:
    """A desk's letter, with a generation from the second on (up to 59999); it becomes a file name."""
    return isinstance(text, str) and SERIES.fullmatch(text) is not None


def is_login(text: object) -> bool:
    """A sign-in name as accounts have it."""
    return isinstance(text, str) and LOGIN.fullmatch(text) is not None


def _account(text: object) -> bool:
    return is_login(text) and text != RECOVERER


def _desk(row: Mapping[str, Any]) -> bool:
    """The series is of the letter, the key's id is of the key."""
    return bool(row["series"][:1] == row["letter"] and row["key_id"] == key_id(row["public_key"]))


def _setting(row: Mapping[str, Any]) -> bool:
    """A declared setting holds a value of its type; one of a newer program holds any."""
    held = json.loads(row["value"])
    wanted = _SETTINGS.get(row["key"])
    return "value" in held and (wanted is None or type(held["value"]) is wanted)


def _amendment(row: Mapping[str, Any]) -> bool:
    """A corrected day or time is one, so that whoever reads the corrected row can read it."""
    if row["table"] == Visit.TABLE:
        return row["field"] not in CORRECTABLE or is_value(row["field"], row["new"])
    kind = _kinds().get(row["table"]) if row["table"] in READ_CORRECTED else None
    hint = get_type_hints(kind).get(row["field"]) if kind else None
    if row["new"] is None or not {date, datetime} & {hint, *get_args(hint)}:
        return True
    return _parses(datetime.fromisoformat, row["new"])


READ_CORRECTED = ("people", "visits", "duties")
"""Tables whose corrections are read over their rows; of others they are told as text."""
GRAMMARS: Mapping[tuple[str, str], Check] = {
    ("staff", "login"): _account,
    ("person_keys", "login"): _account,
    ("person_keys", "by"): is_login,
    ("person_keys", "public_key"): _like(PUBLIC_KEY),
    ("person_keys", "signature"): _like(re.compile(r"[0-9a-f]{128}")),
    ("desks", "letter"): _like(LETTER),
    ("desks", "series"): _like(SERIES),
    ("desks", "key_id"): _like(re.compile(r"[0-9a-f]{8}")),
    ("desks", "public_key"): _like(PUBLIC_KEY),
    ("visits", "desk"): _like(re.compile(f"{SERIES.pattern}|{LEDGER}")),
    ("receptions", "desk"): _like(SERIES),
    ("audit", "desk"): _like(SERIES),
    ("attachments", "desk"): _like(SERIES),
    ("attachments", "content"): _like(CONTENT),
    ("thumbnails", "picture"): lambda value: is_text(value) and len(value) <= MOST_SMALL,
    ("attachments", "size"): lambda value: type(value) is int and 0 <= value <= MOST_SIZE,
    **{(table, "number"): _like(NUMBER) for table in ("visits", "matters", "receptions", "documents")},
    ("lines", "at"): _like(MINUTE),
    ("conflicts", "kept"): _any_json,
    ("conflicts", "lost"): _any_json,
    ("conflicts", "state"): lambda value: value in ("待处理", "已保留", "已恢复"),
    ("holidays", "kind"): lambda value: value in ("休", "班"),
}
"""Columns that are more than their type."""
WHOLE: Mapping[str, Check] = {"desks": _desk, "settings": _setting, Amendment.TABLE: _amendment}
"""Rows whose columns must fit together."""
