"""Leave the centre's hub: what waits is sent first, and what is recorded here stays here."""

from __future__ import annotations

from app.desk import Desk
from app.errors import JiefangtaiError
from app.ports.link import Left, Link

LEFT = "离开中心"


def leave_hub(desk: Desk, link: Link, *, unheard: bool = False) -> Left:
    """This desk stops syncing until it joins again; other desks' records stay in its store.

    The entry in the audit is written first, so that the hub gets it too. NotAllowed: role_missing;
    Unavailable: hub_unset, and without ``unheard`` whatever keeps the hub from hearing it.
    """
    desk.require("enrol")
    hub = link.state().hub
    if hub is not None:
        desk.records.write(lambda writes: writes.audit(desk.staff.login, LEFT, hub))
    try:
        return link.leave(unheard)
    except JiefangtaiError as error:
        code = error.code
        desk.records.write(
            lambda writes: writes.audit(desk.staff.login, LEFT, hub, purpose=code, success=False)
        )
        raise
