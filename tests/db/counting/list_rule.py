"""The figures of a list counted entry by entry: the SQL of db/counting/lists is held to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.domain.dates.period import Period
from app.domain.lists.entries import ListEntry, fact_order
from app.domain.lists.figures import ListCount, belongs
from app.domain.lists.kinds import ALERT, FIRST, KINDS, RECEIPT, RECEIVERS, SLOTS


def count_entries(entries: Iterable[ListEntry], kind: str, period: Period) -> ListCount:
    """The figures of a kind from its entries."""
    of_period = [entry for entry in entries if entry.kind == kind and belongs(entry, period)]
    off = [entry for entry in of_period if entry.end is not None and entry.end.at.date() < period.after]
    results: dict[str, int] = {}
    for entry in off:
        results[entry.state] = results.get(entry.state, 0) + 1
    return ListCount(
        put_on=sum(entry.at.date() >= period.start for entry in of_period),
        standing=len(of_period) - len(off),
        taken_off=len(off),
        results={result: results[result] for result in KINDS[kind].results if result in results},
        filled=sum(_filled(entry, period.after) for entry in of_period),
    )


def _filled(entry: ListEntry, after: date) -> int:
    """How many parts of the entry are filled by what was noted before a day."""
    end = entry.end
    facts = [
        fact
        for fact in (entry.put_on, *entry.notes)
        if fact.at.date() < after and (end is None or fact_order(fact) < fact_order(end))
    ]
    if entry.kind == FIRST:
        return len({slot for fact in facts for slot in SLOTS if (fact.data.get("slots") or {}).get(slot)})
    if entry.kind == ALERT:
        signed = {fact.data.get("addressee") for fact in facts if fact.data.get("item") == RECEIPT}
        return len(signed & set(RECEIVERS))
    return 0
