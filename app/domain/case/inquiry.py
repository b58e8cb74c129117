"""咨询 of an old ledger: kept as 其他 here, promised by the 100 rule (CASE.md 2; DOMAIN.md 2)."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.rows.visits import Visit
from app.domain.terms import OTHER

WORDS = frozenset({"咨询", "政策咨询", "咨询类"})


def is_inquiry(purpose: str, visits: Iterable[Visit]) -> bool:
    """Whether a matter is 其他 because an old ledger called it 咨询, and was not corrected since."""
    return purpose == OTHER and any(
        not WORDS.isdisjoint(visit.ledger.get("cells", {}).values()) for visit in visits if visit.ledger
    )
