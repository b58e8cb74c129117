"""Puts a case on a list (台账), notes something on it, takes it off with its result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.reading import read_case
from app.domain.lists.act import ACTS, ListAct, changes_leader, check_list_act, kind_of, parse_list_act
from app.domain.lists.entries import ListEntry, open_entry
from app.domain.lists.kinds import KINDS, PUT_ON, ListKind
from app.domain.roles import LEADER
from app.domain.rows.base import new_id
from app.domain.rows.case import ListFact
from app.domain.rows.centre import Unit
from app.errors import FieldError, NotAllowed, Refused
from app.events import MatterAdvanced
from app.ports.clock import CENTRE_TIME
from app.ports.records import Writes
from app.services.case.case_door import act_on_case
from app.services.case.case_reader import CaseReader
from app.services.desk.keep_draft import announce_draft_ended, end_draft
from app.services.lists.list_json import entry_json


@dataclass(frozen=True, slots=True)
class ListKept:
    """The entry after the act, and the case that it is of."""

    case: CaseFile
    entry: ListEntry
    fact: ListFact

    def as_json(self) -> dict[str, Any]:
        owed = [
            obligation.as_json() for obligation in self.case.in_sight if obligation.source == self.entry.id
        ]
        return {
            "kind": self.entry.kind,
            "matter": self.case.matter.number,
            "act": self.fact.act,
            **entry_json(self.case, self.entry),
            "obligations": owed,
        }


def known_kind(name: str) -> ListKind:
    """The kind of a name. Refused(KIND, list_kind_unknown)."""
    kind = kind_of(name.strip())
    if kind is None:
        raise Refused(FieldError("KIND", "list_kind_unknown", {"given": name, "known": "、".join(KINDS)}))
    return kind


def keep_list(
    desk: Desk, kind: str, act: str, number: str, data: Mapping[str, Any], *, draft_id: str | None = None
) -> ListKept:
    """Do one act of app.domain.lists.act.ACTS with the case of a number; ``draft_id``: its draft goes.

    Refused: list_kind_unknown, not_found, visit_voided and what ``check_list_act`` names, all at once.
    NotAllowed: role_missing, withheld, has_interest, leader_signs (another 包案领导 is named by a leader).
    """
    desk.require("list")
    wanted = parse_list_act(known_kind(kind), ACTS[act], data)

    def work(writes: Writes) -> ListKept:
        kept = _keep(writes, desk, number, wanted)
        end_draft(writes, draft_id)
        return kept

    kept = desk.records.write(work)
    announce_draft_ended(desk, draft_id)
    desk.announce(MatterAdvanced(kept.case.matter.id))
    return kept


@dataclass(frozen=True, slots=True)
class ListPreview:
    """What an act would come to: what is wrong with it, the entry and the case as they would be."""

    errors: tuple[FieldError, ...]
    before: CaseFile
    after: CaseFile
    entry: ListEntry | None


def preview_list(desk: Desk, kind: str, act: str, number: str, data: Mapping[str, Any]) -> ListPreview:
    """The same without storing anything. Refused: list_kind_unknown, not_found. NotAllowed as above."""
    desk.require("list")
    wanted = parse_list_act(known_kind(kind), ACTS[act], data)
    with desk.records.reading() as reads:
        case = act_on_case(desk, reads, number, "number").case
        at = (wanted.at or desk.clock.now()).astimezone(CENTRE_TIME)
        checked = check_list_act(wanted, case, at, reads.find(Unit, disabled=False))
        if checked.errors:
            return ListPreview(checked.errors, case, case, None)
        fact = _fact(desk, case, checked.entry, at)
        facts = replace(CaseReader(reads).facts(case.matter.id), lists=(*case.lists, fact))
        after = read_case(facts, case.rules)
    entry = next(entry for entry in after.entries if fact.id in _facts_of(entry))
    return ListPreview((), case, after, entry)


def _keep(writes: Writes, desk: Desk, number: str, wanted: ListAct) -> ListKept:
    opened = act_on_case(desk, writes, number, "number")
    case = opened.case
    if opened.is_voided:
        raise Refused(FieldError("number", "visit_voided", {"number": opened.number}))
    if changes_leader(wanted) and LEADER not in desk.staff.roles:
        raise NotAllowed("leader_signs", login=desk.staff.login)
    at = (wanted.at or desk.clock.now()).astimezone(CENTRE_TIME)
    units = writes.find(Unit, disabled=False)
    checked = check_list_act(wanted, case, at, units).or_refuse()
    fact = _fact(desk, case, checked, at)
    writes.add(fact)
    writes.audit(desk.staff.login, f"台账{fact.act}", case.matter.number, purpose=fact.kind)
    after = CaseReader(writes).case(case.matter.id)
    entry = next(entry for entry in after.entries if fact.id in _facts_of(entry))
    return ListKept(after, entry, fact)


def _fact(desk: Desk, case: CaseFile, checked: ListAct, at: datetime) -> ListFact:
    entry = open_entry(case.entries, checked.kind.name)
    if checked.act == PUT_ON:
        entry = None
        ended = [
            former.end.at
            for former in case.entries
            if former.kind == checked.kind.name and former.end is not None
        ]
        at = max([at, *(end + timedelta(seconds=1) for end in ended if end == at)])
    return ListFact(
        id=new_id(),
        kind=checked.kind.name,
        matter_id=entry.matter_id if entry is not None else case.matter.id,
        entry_id=entry.id if entry is not None else None,
        act=checked.act,
        data=dict(checked.data),
        at=at,
        by=desk.staff.login,
    )


def _facts_of(entry: ListEntry) -> set[str]:
    return {entry.id, *(fact.id for fact in entry.notes), *([entry.end.id] if entry.end else [])}
