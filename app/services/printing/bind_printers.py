"""A desk binds each kind of paper to a printer once, so that nobody is asked every time."""

from __future__ import annotations

from app.desk import Desk
from app.domain.papers.names import SLIP
from app.domain.papers.sizes import ALIASES
from app.domain.printers import (
    BINDINGS,
    OTHERS,
    PRINTERS,
    ROLL,
    SHEET,
    Binding,
    PrinterEntry,
    joined,
    parse_bindings,
    parse_printers,
)
from app.errors import FieldError, Refused
from app.ports.printers import FOLDER, FoundPrinter
from app.services.desk.change_setting import change_setting


def bound_printer(desk: Desk, kind: str) -> Binding:
    """Where a kind goes: as bound, else the first printer that fits it, else the folder.

    It does not matter whether the printer is ready: a slip that goes elsewhere unasked is not found.
    """
    kind = ALIASES.get(kind, kind)
    bound = {binding.kind: binding for binding in parse_bindings(desk.settings[BINDINGS])}
    named = {printer.name for printer in list_printers(desk)} | {FOLDER}
    for wanted in (bound.get(kind), bound.get(OTHERS)):
        if wanted is not None and wanted.printer in named:
            return Binding(kind=kind, printer=wanted.printer, paper=wanted.paper)
    return _by_itself(desk, kind)


def _by_itself(desk: Desk, kind: str) -> Binding:
    paper: str = desk.settings["回执纸张"] if kind == SLIP else "a4"
    entries = list_printers(desk)
    fitting = next((printer for printer in entries if paper in printer.papers), None)
    if fitting is not None:
        return Binding(kind=kind, printer=fitting.name, paper=paper)
    usual = (ROLL, SHEET) if kind == SLIP else (SHEET,)
    for wanted in usual:
        for printer in entries:
            if printer.kind == wanted:
                return Binding(kind=kind, printer=printer.name, paper=printer.papers[0])
    return Binding(kind=kind, printer=FOLDER, paper=paper)


def fitting_paper(desk: Desk, kind: str, printer: str) -> str:
    """What a kind is printed on at this printer: as bound, else as usual, else the printer's first."""
    bound = bound_printer(desk, kind)
    usual: str = desk.settings["回执纸张"] if kind == SLIP else bound.paper
    wanted = bound.paper if printer == bound.printer else usual
    papers = next((listed.papers for listed in list_printers(desk) if listed.name == printer), ())
    return wanted if not papers or wanted in papers else papers[0]


def list_printers(desk: Desk) -> tuple[PrinterEntry, ...]:
    """The printers of this desk, without the folder."""
    return parse_printers(desk.settings[PRINTERS])


def find_new_printers(desk: Desk) -> tuple[FoundPrinter, ...]:
    """What the machine has and the list has not; on a thread."""
    listed = {entry.address for entry in list_printers(desk)}
    return tuple(printer for printer in desk.printers.of_this_machine() if printer.address not in listed)


def add_printer(desk: Desk, entry: PrinterEntry) -> None:
    """Add a printer, or change the one of that name. Refused as in parse_printers."""
    others = tuple(printer for printer in list_printers(desk) if printer.name != entry.name)
    if entry.name == FOLDER or len(entry.name.split()) != 1 or "；" in entry.name or ";" in entry.name:
        raise Refused(FieldError("name", "printer_entry", {"typed": entry.name}))
    change_setting(desk, PRINTERS, joined((*others, entry)))


def remove_printer(desk: Desk, name: str) -> None:
    """Take a printer off the list; what was bound to it goes where it fits. Refused(printer_not_listed)."""
    entries = list_printers(desk)
    if name not in [printer.name for printer in entries]:
        raise Refused(FieldError("name", "printer_not_listed", {"printer": name}))
    change_setting(desk, PRINTERS, joined(tuple(printer for printer in entries if printer.name != name)))


def bind_printer(desk: Desk, kind: str, printer: str, paper: str | None = None) -> Binding:
    """Send a kind (or 其他) to a printer from now on; without a paper the printer's first.

    Refused: printer_not_listed, printer_papers.
    """
    entry = next((listed for listed in list_printers(desk) if listed.name == printer), None)
    if entry is None and printer != FOLDER:
        raise Refused(FieldError("printer", "printer_not_listed", {"printer": printer}))
    chosen = paper or (entry.papers[0] if entry else "a5")
    if entry is not None and chosen not in entry.papers:
        raise Refused(FieldError("paper", "printer_wrong_media", {"printer": printer, "paper": chosen}))
    binding = Binding(kind=ALIASES.get(kind, kind), printer=printer, paper=chosen)
    others = tuple(other for other in parse_bindings(desk.settings[BINDINGS]) if other.kind != binding.kind)
    change_setting(desk, BINDINGS, joined((*others, binding)))
    return binding


def unbind_printer(desk: Desk, kind: str) -> Binding:
    """A kind (or 其他) goes by itself again, as where nothing is bound. Refused(binding_unknown)."""
    named = ALIASES.get(kind, kind)
    bound = bindings(desk)
    gone = next((binding for binding in bound if binding.kind == named), None)
    if gone is None:
        raise Refused(FieldError("kind", "binding_unknown", {"kind": named}))
    change_setting(desk, BINDINGS, joined(tuple(binding for binding in bound if binding.kind != named)))
    return gone


def bindings(desk: Desk) -> tuple[Binding, ...]:
    """What is bound, as it was typed."""
    return parse_bindings(desk.settings[BINDINGS])
