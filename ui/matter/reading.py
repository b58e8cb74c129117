"""Reads all that the page of a matter shows, on a thread."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk import Desk
from app.services.case.open_case import NamedCase, open_case
from app.services.case.show_record import show_record
from app.services.case.shown import ShownRecord
from app.services.handling.open_acts import OpenActs, open_acts
from app.services.papers.papers_to_hand_out import PaperToHandOut, papers_to_hand_out


@dataclass(frozen=True, slots=True)
class MatterRead:
    """The record with its people and papers, the case, and what waits to be done with it."""

    record: ShownRecord
    opened: NamedCase | None
    acts: OpenActs
    papers: tuple[PaperToHandOut, ...]


def read_matter(desk: Desk, number: str, purpose: str | None) -> MatterRead:
    """A purpose shows numbers in full. Refused and NotAllowed as in show_record and open_case."""
    record = show_record(desk, number, unmask=purpose is not None, purpose=purpose)
    opened = open_case(desk, number)
    if opened is None or not opened.readable:
        return MatterRead(record, opened, OpenActs(), ())
    acts = open_acts(opened.case, desk.clock.now())
    papers = papers_to_hand_out(desk, number) if desk.may("print") and opened.case.visits else ()
    return MatterRead(record, opened, acts, papers)
