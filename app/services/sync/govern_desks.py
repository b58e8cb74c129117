"""Let one more desk into the centre, or stop one, from an administrator's own desk.

The hub does it for the person's signature and roles, not for the desk's word (db.exchange.orders).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from app.desk import Desk
from app.errors import FieldError, JiefangtaiError, Refused
from app.ports.link import Link

CODE_GIVEN, STOPPED = "发加入码", "停用工位"
T = TypeVar("T")


def give_code(desk: Desk, link: Link, letter: str) -> str:
    """A one-time code for a desk of that letter, valid for a day.

    NotAllowed: role_missing, hub_order; Unavailable: hub_unset, hub_unreachable, hub_order_clock …
    """
    desk.require("enrol")
    return _audited(desk, CODE_GIVEN, letter, lambda: link.give_code(letter))


def stop_desk(desk: Desk, link: Link, letter: str) -> int:
    """Cut a desk off at once; how many of that letter there were. Its records stay in its own store.

    NotAllowed: role_missing, hub_order; Refused: desk_own; Unavailable: hub_no_desk, hub_unreachable …
    """
    desk.require("hub revoke")
    if letter == desk.place.letter:
        raise Refused(FieldError("letter", "desk_own"))
    return _audited(desk, STOPPED, letter, lambda: link.stop_desk(letter))


def _audited(desk: Desk, act: str, letter: str, order: Callable[[], T]) -> T:
    """Try it, and write down what came of it."""
    login, about = desk.staff.login, f"{letter} 台"
    try:
        done = order()
    except JiefangtaiError as error:
        code = error.code
        desk.records.write(lambda writes: writes.audit(login, act, about, purpose=code, success=False))
        raise
    desk.records.write(lambda writes: writes.audit(login, act, about))
    return done
