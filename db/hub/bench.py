"""The bench of one judgement: rows as they will be, the next revision, operations set aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.domain.merge import Lineage
from db.exchange.batch import Operation
from db.exchange.scope import Scope, SetAside
from db.exchange.wire import Push
from db.hub.places import Caller
from db.hub.records import Kept, Names
from db.hub.storage import Work

Key = tuple[str, str]


@dataclass(slots=True)
class Bench:
    """What one push works on: rows as they will be, the next revision, what was set aside."""

    work: Work
    names: Names
    centre: int
    caller: Caller
    push: Push
    scope: Scope
    lineage: Lineage
    now: int
    top: int
    bound: tuple[str, int] | None
    """The operation (author, sequence) up to which new rows contain changes that this message may lack."""
    later: dict[Key, int]
    """The last change of each row in the message."""
    rows: dict[Key, Kept] = field(default_factory=dict)
    touched: set[Key] = field(default_factory=set)
    stood: list[tuple[int, int, Key | None]] = field(default_factory=list)
    """Sequence, revision, and row; None for a new row that nothing else touches."""
    aside: list[tuple[Operation, SetAside]] = field(default_factory=list)
