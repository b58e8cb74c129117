"""A database that one history left behind is to the next one as good as a new one."""

from __future__ import annotations

from db.exchange.wire import SCHEMA
from tests.simulation import shelf
from tests.simulation.world import World


def test_a_borrowed_database_is_empty_again() -> None:
    desks, hubs = shelf.Shelf(shelf.desk_store), shelf.Shelf(shelf.hub_store)
    World(3).run(30)
    for kind, used in ((desks, shelf.desks(SCHEMA)), (hubs, shelf.hubs())):
        used.clear()
        taken = used.borrow()
        left, new = shelf.contents(taken), shelf.contents(kind.borrow())
        assert {table for table in new if left[table] != new[table]} <= {"_sqlite_migrations"}  # when made


def test_an_image_is_put_back_as_it_was() -> None:
    """Also the outbox and its numbers, although putting rows back runs the capture triggers."""
    world = World(5)
    for _ in range(30):
        world.step()
    for connection in (*(desk.connection for desk, _ in world.desks), world.hub.storage._writer):
        image = shelf.contents(connection)
        world.desks[0][0].register()
        shelf.put_back(connection, image)
        assert shelf.contents(connection) == image
