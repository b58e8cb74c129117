"""Judges a push in a transaction: whose it is, of which epoch, by what is known of its centre."""

from __future__ import annotations

from dataclasses import dataclass

from db.exchange.frame import Stale
from db.exchange.scope import Scope
from db.exchange.speaking import Speaking
from db.exchange.wire import Push, Pushed
from db.hub.accounts import read_accounts, speaking_by
from db.hub.judge import judge_push
from db.hub.marks import word_in
from db.hub.memory import Known, Memory
from db.hub.places import Caller, Centre, author_of, centre_of
from db.hub.records import Names
from db.hub.storage import Work


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a desk is told, where its centre stood before it, what is known of the centre after it."""

    answer: Pushed
    centre: int
    before: int
    known: Known


def judge(work: Work, caller: Caller, push: Push, memory: Memory, now: int) -> Judgement:
    """Under the centre's sequencer. Stale if the epochs differ; BadWire, NotAllowed."""
    centre = centre_of(work, caller.centre)
    _, last = author_of(work, caller, push.author)
    if push.epoch != centre.epoch or push.prev > last:
        raise Stale
    known = memory.of(work, centre)
    names = Names(work, known.shapes)
    accounts = known.accounts or read_accounts(work, centre.id, names)
    scope = scope_of(caller, centre, push, speaking_by(work, centre, accounts, push, caller))
    judged = judge_push(work, centre, caller, push, scope, now, names)
    if judged.top > centre.top:
        work.tell(caller.centre)
    after = Known(
        centre.epoch,
        judged.top,
        word_in(judged.mark),
        names.shapes,
        None if scope.speaking.learnt else accounts,
    )
    memory.note(work, centre.id, after)
    return Judgement(judged, centre.id, centre.top, after)


def scope_of(caller: Caller, centre: Centre, push: Push, speaking: Speaking) -> Scope:
    """The limits of what this desk may send, by the hub's own rows as they stand."""
    return Scope(
        caller.letter,
        speaking,
        not centre.closed,
        centre.epoch > 1,
        caller.founder,
        caller.history if push.author in caller.authors else -1,
    )
