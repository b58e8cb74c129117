"""I16: two windows write down the same person while apart; nothing is refused, both rows are shown."""

from __future__ import annotations

from dataclasses import replace

from app.ports.records import LikeVisit
from tests.db.hub.people import MakeWindow
from tests.db.rows import came

ID = "340722190103200019"


def test_the_same_id_at_two_desks_is_two_people_and_a_hint(window: MakeWindow) -> None:
    desks = [window("A"), window("B")]
    for serial, desk in enumerate(desks, 1):
        one = came(serial=serial, id_number=ID, code=f"7KQ4M-2XP9T-{serial}")
        visit = replace(one.visit, desk=desk.letter, number=f"LF340700-{desk.letter}-261123-001-K")
        desk.add(*replace(one, visit=visit).rows)
    for desk in (*desks, desks[0]):
        desk.sync()
    for desk in desks:
        with desk.store.reading() as reads:
            found = reads.same_people(LikeVisit(id_numbers=(ID,)))
        assert len({match.visit_number for match in found}) == 2
        assert desk.conflicts() == []
        assert desk.ask("SELECT count(*) FROM people") == [(2,)]
