"""Bounds a desk's rows by table, role, desk and size; what is beyond is set aside with its reason."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from app.domain.merge import MayFollow
from app.domain.roles import ACTS
from app.domain.rows.attachments import Attachment, LocalContent
from app.domain.rows.audit import AuditEntry
from app.domain.rows.base import Keep, Row
from app.domain.rows.case import READER, Appointment, CaseObligation, CaseState, CountedVisit, Decision
from app.domain.rows.centre import Desk, PersonKey, Staff
from app.domain.rows.clashes import Conflict
from app.domain.rows.desk import DeviceSetting, Draft
from app.domain.rows.ledger import LEDGER, LedgerBatch, LedgerBatchVisit, RememberedMap
from app.domain.rows.matters import Matter, Step
from app.domain.rows.papers import PrintJob
from app.domain.rows.receptions import Reception
from app.domain.rows.visits import Visit
from db.exchange.batch import Operation
from db.exchange.frame import MAX_COLUMNS, MAX_TEXT, Value
from db.exchange.own import ACT_OF_OWN, ACT_OF_TABLE, REGISTERED, is_anothers
from db.exchange.speaking import Speaking
from db.exchange.wire import INSERT, Block

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_NAMES = 2_000
"""Characters of a row's column names, a key in the hub's database; the widest table has 300."""
MAX_INTEGER = 1 << 63
MUTABLE = frozenset(
    {"people", "links", "matters", "receptions", "staff", "desks", "units", "categories", "divisions"}
    | {"holidays", "roster", "settings", Conflict.TABLE}
)
LOCAL: tuple[type[Row], ...] = (
    *(Draft, DeviceSetting, PrintJob, CaseState, CaseObligation, CountedVisit),
    *(LedgerBatch, LedgerBatchVisit, RememberedMap, LocalContent),
)
LOCAL_TABLES = frozenset(kind.TABLE for kind in LOCAL if kind.KEEP is Keep.LOCAL) | {
    *(
        "outbox",
        "meta",
        "serials",
        "desk_secrets",
        "action",
        "sent",
        "set_aside",
        "boots",
        "refused_rows",
        "sealed",
    ),
}
COMPUTED: Mapping[str, frozenset[str]] = {Matter.TABLE: Matter.COMPUTED}
"""Columns that follow from other rows. Desks of an earlier version send them: taken as they come."""
OF_A_DESK = frozenset({Visit.TABLE, Reception.TABLE, AuditEntry.TABLE, Attachment.TABLE})
"""Tables whose ``desk`` names the series of the desk that made the row."""
OF_THE_DESK = frozenset({AuditEntry.TABLE, Desk.TABLE})
"""Tables that the desk itself writes: its token speaks for them."""
SIGNED_ALWAYS = frozenset({Staff.TABLE, PersonKey.TABLE})
"""Tables of which nothing is believed unsigned, whatever else of older desks still is."""
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


EMPTY: Mapping[str, Value] = {}
MOVES: Mapping[str, MayFollow] = {Reception.TABLE: _reception_moves}


@dataclass(slots=True)
class Scope:
    """The limits of one desk's batch; ``speaking`` knows the accounts and who has signed."""

    letter: str
    speaking: Speaking
    open: bool = True
    """Whether what nobody signed is taken: history of desks that have not been upgraded."""
    carries: bool = False
    """After the hub went back in time a desk may bring rows of other desks."""
    founder: bool = False
    brought: int = -1
    """Last sequence of what the desk brought along when it joined; -1 for an author that brought nothing."""

    def brings(self, seq: int) -> bool:
        """Whether the desk offers what others may have offered before it."""
        return self.carries or seq <= self.brought

    def check(self, operation: Operation) -> None:
        """SetAside unless the operation is within bounds."""
        table, new, values = operation.table, operation.new, operation.values
        if not names_table(table):
            raise SetAside("sync_table", table=table[:40])
        if not new and table not in MUTABLE:
            raise SetAside("sync_append_only", table=table)
        others = self.carries or self._founds(operation.seq)
        if new and table == Conflict.TABLE and not others:
            raise SetAside("sync_hub_only", table=table)
        if not new and table == Conflict.TABLE and not set(values) <= DECISION:
            raise SetAside("sync_hub_only", table=table)
        _check_values(values)
        if operation.fault is not None:
            raise SetAside(operation.fault.code, **operation.fault.facts)
        if table == Desk.TABLE:
            self._check_key(new, values, others)
        if new and table in OF_A_DESK and not others and not _is_of_a_ledger(table, values):
            self._check_desk(values)
        if not self._is_beginning(operation.seq):
            self._check_person(operation)

    def is_of_the_desk(self, table: str, block: Block) -> bool:
        """Whether ``check`` would find nothing wrong with the desks that new rows name."""
        if table not in OF_A_DESK or self.carries:
            return True
        at = dict(zip(block.columns, block.values, strict=True))
        desks = at.get("desk", ())
        return bool(desks) and all(
            isinstance(desk, str) and re.fullmatch(re.escape(self.letter) + r"[0-9]*", desk)
            for desk in {*desks}
        )

    def standing(self, seq: int) -> tuple[bool, bool]:
        """What of an operation's sequence decides who may have made it."""
        return self._is_beginning(seq), self.brings(seq)

    def takes_from(
        self, table: str, login: str | None, seq: int, deciding: Mapping[str, Value] = EMPTY
    ) -> bool:
        """Whether the account may make a new row of which no values but the ``deciding`` decide anything."""
        if self._is_beginning(seq):
            return True
        try:
            self._check_person(Operation(seq, table, "", INSERT, 0, 0, login, dict(deciding)))
        except SetAside:
            return False
        return True

    def _check_desk(self, values: Mapping[str, Value]) -> None:
        desk = values.get("desk")
        if not isinstance(desk, str) or not re.fullmatch(re.escape(self.letter) + r"[0-9]*", desk):
            raise SetAside("sync_other_desk", desk=str(desk)[:8], letter=self.letter)

    def _check_key(self, new: bool, values: Mapping[str, Value], others: bool) -> None:
        """A desk announces its own keys alone, and nobody changes one: slips and couriers rest on it."""
        if not new:
            raise SetAside("sync_append_only", table=Desk.TABLE)
        if values.get("letter") != self.letter and not others:
            raise SetAside("sync_other_desk", desk=str(values.get("letter"))[:8], letter=self.letter)

    def _is_beginning(self, seq: int) -> bool:
        """The store that brought the centre along is its beginning: there is nobody yet to judge it by."""
        return self._founds(seq) or (self.open and not self.speaking.roles)

    def _founds(self, seq: int) -> bool:
        """Rows of other desks too: a centre whose hub was lost is founded anew by one of its desks."""
        return self.founder and seq <= self.brought

    def _check_person(self, operation: Operation) -> None:
        who = self._speaker(operation)
        own = who is not None and who == operation.login and self.speaking.is_proved(who)
        own = own and operation.table not in OF_THE_DESK
        if own and not self.speaking.roles.get(str(who)):
            raise SetAside("sync_disabled", login=str(who))
        if operation.table == PersonKey.TABLE:
            self._check_person_key(who, operation.values)
        elif operation.table == Staff.TABLE:
            if operation.new or not set(operation.values) <= {"must_change_password"}:
                self._require("staff", who)
        elif operation.table in ACT_OF_TABLE and who is not None:
            self._require(ACT_OF_TABLE[operation.table], who)
        if (
            operation.table == Appointment.TABLE
            and operation.values.get("part") == READER
            and who is not None
        ):
            self._require("name", who)
        if own:
            self._check_own(operation, str(who))

    def _check_own(self, operation: Operation, who: str) -> None:
        """What a person did himself: with the role for it, in nobody else's name.

        A leader's signature does what another asked for, in that one's name.
        """
        if act := ACT_OF_OWN.get(operation.table):
            self._require(act, who)
        if operation.new and operation.table == Step.TABLE and operation.values.get("mode") != REGISTERED:
            self._require("step", who)
        by_leave = operation.table != Decision.TABLE and self.speaking.may(who, "approve")
        if (
            not by_leave
            and operation.table != PersonKey.TABLE
            and is_anothers(operation.table, operation.values, who)
        ):
            raise SetAside("sync_not_own", login=who)

    def _speaker(self, operation: Operation) -> str | None:
        """Who says so: the account that signed, else who vouches for what a desk brings along.

        Of an open centre the claimed login, except of accounts and their keys.
        """
        if self.speaking.is_proved(operation.login):
            return operation.login
        if self.brings(operation.seq) and (voucher := self.speaking.voucher()) is not None:
            return voucher
        if operation.table in OF_THE_DESK or (self.open and operation.table not in SIGNED_ALWAYS):
            return operation.login
        if operation.table == PersonKey.TABLE:
            return None  # it carries its own signature
        raise SetAside("sync_unsigned", login=operation.login or "—")

    def _check_person_key(self, who: str | None, values: Mapping[str, Value]) -> None:
        if self.speaking.introduces(values) or (who is not None and self.speaking.may(who, "staff")):
            return
        if not (self.open and self.speaking.presents_itself(values)):
            raise SetAside("sync_key_unknown", login=str(values.get("login"))[:80])

    def _require(self, act: str, login: str | None) -> None:
        if act in ACTS and not self.speaking.may(login, act):
            raise SetAside("sync_role", login=login or "—", act=act)

    def learn(self, table: str, values: Mapping[str, Value]) -> None:
        """Take an accepted account or key into account for what follows."""
        if table == Staff.TABLE:
            self.speaking.learn_staff(values, roles_in)
        elif table == PersonKey.TABLE:
            self.speaking.learn_key(values)


def _is_of_a_ledger(table: str, values: Mapping[str, Value]) -> bool:
    """An imported visit is no desk's: the same ledger makes the same row at each."""
    return table == Visit.TABLE and values.get("desk") == LEDGER and values.get("ledger") is not None


def known_roles(staff: Iterable[Mapping[str, Value]]) -> dict[str, tuple[str, ...]]:
    """The roles of every account of these rows; a disabled one has none."""
    speaking = Speaking({})
    for values in staff:
        speaking.learn_staff(values, roles_in)
    return speaking.roles


def roles_in(text: str) -> tuple[str, ...]:
    """The roles of an account row's JSON."""
    try:
        roles: Any = json.loads(text)
    except ValueError:
        return ()
    return tuple(role for role in roles if isinstance(role, str)) if isinstance(roles, list) else ()


def names_table(table: str) -> bool:
    """Whether rows of it may travel, as far as its name tells."""
    return table not in LOCAL_TABLES and NAME.fullmatch(table) is not None


def wrong_columns(columns: Sequence[str]) -> bool:
    """Whether there are too many columns, or one that is none."""
    return too_wide(columns) or _wrong_name(tuple(columns)) is not None


def too_wide(columns: Collection[str]) -> bool:
    """Whether a row has more columns, or longer names of them, than one may have."""
    return len(columns) > MAX_COLUMNS or sum(map(len, columns)) > MAX_NAMES


def _check_values(values: Mapping[str, Value]) -> None:
    if too_wide(values):
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
