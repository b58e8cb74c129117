"""The transaction that saves a visit deletes its draft and writes the links to earlier people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.domain.rows.base import new_id
from app.domain.rows.desk import Draft
from app.domain.rows.visits import Link, Person
from app.ports.records import Writes


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePerson:
    """The clerk held a person of this visit to be one who came before (Alt+L); a soft link, undoable."""

    position: int
    """Index in ``people`` of the entry."""
    person_id: str
    """The earlier person row."""
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FromForm:
    """What a form hands over beside the entry itself."""

    draft_id: str | None = None
    same_people: tuple[SamePerson, ...] = ()


def settle(writes: Writes, form: FromForm, people: Sequence[Person], at: datetime, by: str) -> None:
    """In the transaction of the visit: remove its draft, write the links."""
    draft = writes.get(Draft, form.draft_id) if form.draft_id else None
    if draft is not None:
        writes.remove(draft)
    for same in form.same_people:
        if same.position < len(people) and writes.get(Person, same.person_id) is not None:
            writes.add(
                Link(
                    id=new_id(),
                    kind="信访人",
                    one=people[same.position].id,
                    other=same.person_id,
                    why=same.why,
                    at=at,
                    by=by,
                )
            )
