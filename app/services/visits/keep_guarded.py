"""Keeps what is left of a guarded case guarded when a visit leaves it; opening it is signed for."""

from __future__ import annotations

from app.desk import Desk
from app.domain.case.casefile import CaseFile
from app.domain.case.corrected import NO, YES
from app.domain.rows.base import new_id
from app.domain.rows.matters import Matter
from app.domain.rows.visits import Amendment
from app.ports.records import Writes
from app.services.case.case_reader import CaseReader


def keep_guarded(writes: Writes, desk: Desk, before: CaseFile) -> None:
    """Correct the matter to confidential where the visit that went was all that guarded it.

    ``before`` is the case with the visit; call in the transaction, after the move or the voiding.
    """
    after = CaseReader(writes).case(before.matter.id)
    if not before.guarded or after.guarded or not after.visits:
        return
    writes.change(after.matter, confidential=True)
    writes.add(
        Amendment(
            id=new_id(),
            matter_id=after.matter.id,
            table=Matter.TABLE,
            row_id=after.matter.id,
            field="confidential",
            old=NO,
            new=YES,
            at=desk.clock.now(),
            by=desk.staff.login,
        )
    )
