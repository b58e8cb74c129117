"""The people behind the accounts, and the places behind the codes, that a record names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from app.domain.rows.centre import Division, Staff
from app.ports.records import Reads

_ACCOUNTS = frozenset({"by", "clerk", "approver"})
"""Where the pages of a record say who it was."""


def names_in(reads: Reads, page: Any) -> dict[str, str]:
    """{account: name} of everybody whom a page of ``show`` names by the account."""
    logins = set(_accounts(page))
    return {one.login: one.name for one in reads.among(Staff, "login", logins)}


def places_in(reads: Reads, amendments: Iterable[dict[str, Any]]) -> dict[str, str]:
    """{division code: name} of the places that corrections name by their codes."""
    codes = {one[side] for one in amendments if one["field"] == "place" for side in ("old", "new")}
    return {one.code: one.name for one in reads.among(Division, "code", codes - {None, "*"})}


def _accounts(page: Any) -> Iterator[str]:
    if isinstance(page, dict):
        for key, value in page.items():
            if key in _ACCOUNTS and isinstance(value, str):
                yield value
            else:
                yield from _accounts(value)
    elif isinstance(page, list | tuple):
        for one in page:
            yield from _accounts(one)
