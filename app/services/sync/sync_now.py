"""Exchange with the hub now, or say how things stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.desk import Desk
from app.domain.dates.clocks import against_hub
from app.ports.link import Aside, Exchanged, Link
from app.services.desk.watch_clock import clock_trouble
from app.words import sentence


def sync_now(desk: Desk, link: Link) -> dict[str, int]:
    """One exchange: {"pushed", "pulled", "set_aside", "conflicts", "audit", "cursor"} (CLI.md).

    NotAllowed: role_missing, hub_token, hub_revoked. Unavailable: hub_unset, hub_unreachable …
    """
    desk.require("sync")
    return exchanged_json(link.exchange())


def sync_watch(desk: Desk, link: Link, report: Callable[[dict[str, int]], None]) -> None:
    """Exchange whenever something is new, until interrupted; ``report`` hears of each that moved anything."""
    desk.require("sync")

    def moved(done: Exchanged) -> None:
        if done.pushed or done.pulled or done.audit:
            report(exchanged_json(done))

    link.watch(moved)


def sync_status(desk: Desk, link: Link) -> dict[str, Any]:
    """How things stand, without asking the hub."""
    desk.require("sync")
    now = link.state()
    return {
        "state": now.state,
        "hub": now.hub,
        "waiting": now.waiting,
        "set_aside": [aside_json(aside) for aside in link.asides()],
        "conflicts": now.conflicts,
        "cursor": now.cursor,
        "behind": now.behind,
        "last_at": now.last_at,
        "history": now.history,
        "contents": now.contents,
        "clock": clock_sentence(link) or clock_trouble(desk),
    }


def clock_sentence(link: Link) -> str | None:
    """The sentence for a clock that is minutes away from the hub's, at the last contact, else None."""
    wrong = against_hub(link.state().clock)
    return sentence(*wrong) if wrong else None


def retry_set_aside(desk: Desk, link: Link) -> dict[str, int]:
    """Send again at the next exchange what the hub set aside; a 带班领导 answers for disabled accounts."""
    desk.require("sync")
    return {"retried": link.retry(desk.staff.login if desk.may("approve") else None)}


def exchanged_json(done: Exchanged) -> dict[str, int]:
    """The figures of one exchange as CLI.md has them."""
    return {
        "pushed": done.pushed,
        "pulled": done.pulled,
        "set_aside": done.set_aside,
        "conflicts": done.conflicts,
        "audit": done.audit,
        "cursor": done.cursor,
    }


def aside_json(aside: Aside) -> dict[str, Any]:
    """A set-aside action for people: its record, and the code that words turn into a sentence."""
    return {"number": aside.number, "table": aside.table, "code": aside.code, "facts": aside.facts}
