"""What a desk may send: which tables, by whose roles, for which desk, how large; the rest is set aside."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.domain.merge import MayFollow
from app.domain.roles import ACTS, allows
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import Keep, Row
from app.domain.rows.case import CaseObligation, CaseState
from app.domain.rows.centre import Desk
from app.domain.rows.clashes import Conflict
from app.domain.rows.desk import DeviceSetting, Draft
from app.domain.rows.ledger import LEDGER, LedgerBatch, LedgerBatchVisit, RememberedMap
from app.domain.rows.matters import Matter
from app.domain.rows.papers import PrintJob
from app.domain.rows.receptions import Duty, Line, Reception, Seat
from app.domain.rows.visits import Visit
from app.domain.transitions import may_follow
from db.sync.wire import MAX_TEXT, Value
from db.typed import Fault

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_COLUMNS = 100
MAX_INTEGER = 1 << 63
MUTABLE = frozenset(
    {"people", "links", "matters", "receptions", "staff", "desks", "units", "categories", "divisions"}
    | {"holidays", "roster", "settings", Conflict.TABLE}
)
LOCAL: tuple[type[Row], ...] = (
    *(Draft, DeviceSetting, PrintJob, CaseState, CaseObligation),
    *(LedgerBatch, LedgerBatchVisit, RememberedMap),
)
LOCAL_TABLES = frozenset(kind.TABLE for kind in LOCAL if kind.KEEP is Keep.LOCAL) | {
    *("outbox", "meta", "serials", "desk_secrets", "action", "sent", "set_aside", "boots", "refused_rows"),
}
ACT_OF_TABLE = {
    "units": "tables",
    "categories": "tables",
    "divisions": "tables",
    "holidays": "tables",
    "settings": "settings",
    **dict.fromkeys((kind.TABLE for kind in (Reception, Seat, Line, Duty)), "reception"),
}
"""Tables whose rows need a role beyond having an account."""
COMPUTED: Mapping[str, frozenset[str]] = {Matter.TABLE: frozenset({"status", "unit", "due"})}
"""Columns that follow from other rows: they say nothing that those do not say."""
OF_A_DESK = frozenset({Visit.TABLE, Reception.TABLE, AuditEntry.TABLE})
"""Tables whose ``desk`` names the series of the desk that made the row."""
DECISION = frozenset({"state", "decided_by", "decided_at"})
"""What a desk may change of a conflict."""


class SetAside(Exception):
    """An operation the hub will not put: kept in quarantine with its reason, the rest go on."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def _reception_moves(old: str, new: str) -> bool:
    return old == new or new == "已结束"


MOVES: Mapping[str, MayFollow] = {Matter.TABLE: may_follow, Reception.TABLE: _reception_moves}


@dataclass(slots=True)
class Scope:
    """The limits of one desk's batch; ``roles`` are the accounts the hub knows, kept current within it."""

    letter: str
    enrolled_at: int
    roles: dict[str, tuple[str, ...]] = field(default_factory=dict)
    carries: bool = False
    """After the hub went back in time a desk may bring rows of other desks."""

    @property
    def brings(self) -> bool:
        """Whether the desk offers rows that others may have offered before it."""
        return self.carries

    def check(
        self,
        table: str,
        new: bool,
        values: Mapping[str, Value],
        login: str | None,
        ms: int,
        fault: Fault | None = None,
    ) -> None:
        """SetAside unless the operation is within bounds."""
        if table in LOCAL_TABLES or not NAME.fullmatch(table):
            raise SetAside("sync_table", table=table[:40])
        if not new and table not in MUTABLE:
            raise SetAside("sync_append_only", table=table)
        if new and table == Conflict.TABLE and not self.carries:
            raise SetAside("sync_hub_only", table=table)
        if not new and table == Conflict.TABLE and not set(values) <= DECISION:
            raise SetAside("sync_hub_only", table=table)
        _check_values(values)
        if fault is not None:
            raise SetAside(fault.code, **fault.facts)
        if table == Desk.TABLE:
            self._check_key(new, values)
        if new and table in OF_A_DESK and not self.carries and not _is_of_a_ledger(table, values):
            self._check_desk(values)
        self._check_role(table, new, values, login, ms)

    def _check_desk(self, values: Mapping[str, Value]) -> None:
        desk = values.get("desk")
        if not isinstance(desk, str) or not re.fullmatch(re.escape(self.letter) + r"\d*", desk):
            raise SetAside("sync_other_desk", desk=str(desk)[:8], letter=self.letter)

    def _check_key(self, new: bool, values: Mapping[str, Value]) -> None:
        """A desk announces its own keys alone, and nobody changes one: slips and couriers rest on it."""
        if not new:
            raise SetAside("sync_append_only", table=Desk.TABLE)
        if values.get("letter") != self.letter and not self.carries:
            raise SetAside("sync_other_desk", desk=str(values.get("letter"))[:8], letter=self.letter)

    def _check_role(
        self, table: str, new: bool, values: Mapping[str, Value], login: str | None, ms: int
    ) -> None:
        if not self.roles or ms <= self.enrolled_at or self.carries:
            return  # the first store of a centre, or history that a desk brought along when it joined
        if table == "staff":
            if not new and set(values) <= {"must_change_password"}:
                return
            self._require("staff", login)
        elif login is not None and table in ACT_OF_TABLE:
            self._require(ACT_OF_TABLE[table], login)

    def _require(self, act: str, login: str | None) -> None:
        roles = [role for role in self.roles.get(login or "", ()) if role]
        if not allows(roles, act) and act in ACTS:
            raise SetAside("sync_role", login=login or "—", act=act)

    def learn(self, values: Mapping[str, Value]) -> None:
        """Take an accepted account row into account for what follows."""
        login, roles = values.get("login"), values.get("roles")
        if isinstance(login, str) and isinstance(roles, str):
            known = _roles(roles)
            self.roles[login] = () if values.get("disabled") else known


def _is_of_a_ledger(table: str, values: Mapping[str, Value]) -> bool:
    """An imported visit is no desk's: the same ledger makes the same row at each."""
    return table == Visit.TABLE and values.get("desk") == LEDGER and values.get("ledger") is not None


def known_roles(staff: Iterable[Mapping[str, Value]]) -> dict[str, tuple[str, ...]]:
    """The roles of every account the hub knows; a disabled one has none."""
    scope = Scope("", 0)
    for values in staff:
        scope.learn(values)
    return scope.roles


def _roles(text: str) -> tuple[str, ...]:
    try:
        found: Any = json.loads(text)
    except ValueError:
        return ()
    return tuple(role for role in found if isinstance(role, str)) if isinstance(found, list) else ()


def _check_values(values: Mapping[str, Value]) -> None:
    if len(values) > MAX_COLUMNS:
        raise SetAside("sync_columns")
    if (wrong := _wrong_name(tuple(values))) is not None:
        raise SetAside("sync_column", column=wrong[:40])
    for name, value in values.items():
        kind = type(value)
        if kind is str:
            if len(value) > MAX_TEXT:  # type: ignore[arg-type]
                raise SetAside("sync_too_long", column=name, limit=MAX_TEXT)
        elif kind is int:
            if not -MAX_INTEGER <= value < MAX_INTEGER:  # type: ignore[operator]
                raise SetAside("sync_number", column=name)
        elif kind is float and not math.isfinite(value):  # type: ignore[arg-type]
            raise SetAside("sync_number", column=name)


@lru_cache(maxsize=512)
def _wrong_name(names: tuple[str, ...]) -> str | None:
    """The first of the names that is no column's; most rows bring the same ones."""
    return next((name for name in names if not NAME.fullmatch(name)), None)
