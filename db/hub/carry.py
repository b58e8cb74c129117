"""Takes in what a desk without a network sent by courier: proved by its signature, judged in its name."""

from __future__ import annotations

from app.errors import NotAllowed
from db.exchange.wire import Carried
from db.hub.places import Caller, caller_of_desk
from db.hub.records import Names, decoded
from db.hub.storage import Work
from db.suites.suite import verifies


def signer_of(work: Work, bearer: Caller, carried: Carried, author: str) -> Caller:
    """The desk that signed, of the bearer's centre.

    It is the one that this author belongs to; of an author that is new, the one that announced the key. So a
    desk that was cut off does not speak by courier in the name of the machine that has its letter now.
    NotAllowed: courier_foreign (unknown key, wrong signature), hub_revoked.
    """
    key = _key_of(work, bearer.centre, carried)
    if key is None:
        raise NotAllowed("courier_foreign")
    letter, announced = key
    desks = work.all(
        "SELECT d.id, d.revoked_at,"
        " (SELECT count(*) FROM authors a WHERE a.desk = d.id AND a.name = ?),"
        " (SELECT count(*) FROM authors a WHERE a.desk = d.id AND a.id = ?)"
        " FROM desks d WHERE d.centre = ? AND d.letter = ? ORDER BY 3 DESC, 4 DESC, d.enrolled_at DESC",
        (author, announced, bearer.centre, letter),
    )
    if not desks:
        raise NotAllowed("courier_foreign")
    if desks[0][1] is not None:
        raise NotAllowed("hub_revoked")
    return caller_of_desk(work, desks[0][0])


def check_carried(work: Work, bearer: Caller, carried: Carried) -> None:
    """Before a byte of the message is unpacked. NotAllowed: courier_foreign."""
    if _key_of(work, bearer.centre, carried) is None:
        raise NotAllowed("courier_foreign")


def _key_of(work: Work, centre: int, carried: Carried) -> tuple[str, int] | None:
    """The letter of the desk whose published key made the signature, and the author who published it."""
    names = Names(work)
    for shape, body, author in work.all(
        "SELECT shape, body, born_author FROM rows WHERE centre = ? AND tbl = 'desks' ORDER BY born_rev",
        (centre,),
    ):
        desk = decoded(names, shape, body)
        is_named = desk.get("key_id") == carried.key_id
        if is_named and verifies(str(desk.get("public_key")), carried.push, carried.signature):
            return str(desk["letter"]), int(author)
    return None
