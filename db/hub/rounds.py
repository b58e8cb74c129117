"""Answers a round: hello, push and the question for a page in one transaction, as each would be answered."""

from __future__ import annotations

from db.exchange.frame import Stale
from db.exchange.wire import PAGE_ROWS, ROUND_ROWS, Page, Pull, Push, Round, Rounded
from db.hub.greet import greet, greet_again
from db.hub.judging import Judgement, judge
from db.hub.memory import Memory
from db.hub.pages import read_page
from db.hub.places import Caller
from db.hub.recent import Recent
from db.hub.storage import Work


def read_round(
    work: Work, caller: Caller, asked: Round, memory: Memory, recent: Recent, now: int
) -> Rounded | None:
    """The answer where nothing was sent; None where the hello has something to note, which takes a write."""
    welcome = greet_again(work, caller, asked.hello, now)
    if welcome is None or welcome.epoch != asked.hello.epoch:
        return None
    return Rounded(welcome, None, _page(work, caller, asked.pull, welcome.top, memory, recent))


def judge_round(
    work: Work, caller: Caller, asked: Round, push: Push, memory: Memory, recent: Recent, now: int
) -> tuple[Judgement, Rounded]:
    """The answer where something was sent. Stale in another epoch: what the hello wrote is then undone."""
    welcome = greet_again(work, caller, asked.hello, now) or greet(work, caller, asked.hello, now)
    if welcome.epoch != asked.hello.epoch:
        raise Stale
    judgement = judge(work, caller, push, memory, now)
    page = _page(work, caller, asked.pull, judgement.answer.top, memory, recent)
    return judgement, Rounded(welcome, judgement.answer, page)


def _page(work: Work, caller: Caller, asked: Pull, top: int, memory: Memory, recent: Recent) -> Page | None:
    """None where more is new than a round holds."""
    if top - asked.since > ROUND_ROWS:
        return None
    return read_page(work, caller, asked.since, asked.mine, PAGE_ROWS, memory, recent)
