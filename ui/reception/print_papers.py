"""Puts every document of a reception on paper, each on the printer that its kind is bound to."""

from __future__ import annotations

from app.desk import Desk
from app.services.printing.bind_printers import bound_printer
from app.services.printing.print_paper import Printed, print_paper
from app.services.receptions.hold_reception import ReceptionHeld


def print_papers(desk: Desk, held: ReceptionHeld) -> list[Printed]:
    """Each to the printer that its kind is bound to."""
    printed = []
    for document in held.documents:
        bound = bound_printer(desk, document.kind)
        printed.append(print_paper(desk, document.number, document.kind, bound.paper, bound.printer))
    return printed
