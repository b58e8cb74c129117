"""检举控告 and other confidential matters: whose eyes the content is for (条例第30条)."""

from __future__ import annotations

from collections.abc import Iterable

from app.desk import Desk
from app.domain.roles import LEADER
from app.domain.rows.matters import Matter, Step
from app.domain.rows.receptions import ReceivedVisit, Reception
from app.domain.rows.visits import Visit
from app.ports.records import Reads


def may_read(desk: Desk, reads: Reads, matter: Matter) -> bool:
    """Whether the content may be shown to who sits at the desk.

    A confidential matter is for the people named in it (who registered a visit, took a step, led or
    recorded a reception) and for 带班领导.
    """
    if not matter.confidential or LEADER in desk.staff.roles:
        return True
    return desk.staff.login in _named(reads, matter)


def _named(reads: Reads, matter: Matter) -> set[str]:
    visits = reads.find(Visit, matter_id=matter.id)
    heard = reads.among(ReceivedVisit, "visit_id", _ids(visits))
    receptions = reads.among(Reception, "id", {one.reception_id for one in heard})
    steps = reads.find(Step, matter_id=matter.id)
    return {one.clerk for one in visits} | {one.clerk for one in receptions} | {one.by for one in steps}


def _ids(rows: Iterable[Visit]) -> list[str]:
    return [row.id for row in rows]
