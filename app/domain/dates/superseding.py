"""Picks the rows that no other row supersedes: one rule for window, paper and tracking page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

Link = tuple[str, Any, str | None]
"""A row's id, when it was made (all of one type), and the id of the row it supersedes."""


def standing(links: Iterable[Link]) -> frozenset[str]:
    """The ids of those that none supersedes.

    Where two desks superseded the same one without knowing of each other, as if they had: the later stands.
    """
    rows = sorted(links, key=_when)
    known = {id for id, _, _ in rows}
    after = {before: id for id, _, before in rows if before is not None}
    return frozenset(_last(id, after) for id, _, before in rows if before not in known)


def _last(id: str, after: dict[str, str]) -> str:
    while id in after:
        id = after[id]
    return id


def _when(link: Link) -> tuple[Any, str]:
    return link[1], link[0]
