"""The desk's printers and bindings as rows, and what is typed for a new one; no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.papers.names import SLIP
from app.domain.papers.sizes import SIZE_WORDS
from app.domain.printers import OTHERS, Binding, PrinterEntry, parse_printers
from app.errors import FieldError, Refused
from app.ports.printers import FOLDER, PrinterState
from app.services.papers.number_document import MARKS
from ui.widgets.printer_words import printer_words
from ui.widgets.row_item import RowItem

KINDS = (SLIP, *MARKS, OTHERS)
IN_THE_FOLDER = "存成 PDF，放在“出单”文件夹"


def printer_rows(entries: Sequence[PrinterEntry], states: Sequence[PrinterState]) -> list[RowItem]:
    """Each printer with its address, its papers, and a green or red dot with what it says."""
    known = {entry.name: entry for entry in entries}
    return [
        RowItem(
            title=state.name,
            second=known[state.name].address if state.name in known else IN_THE_FOLDER,
            middle="、".join(SIZE_WORDS.get(paper, paper) for paper in state.papers),
            right=printer_words(state),
            shape="check" if state.ready else "error",
            token="ok" if state.ready else "err",
            data=state.name,
        )
        for state in states
    ]


def binding_rows(bound: Sequence[Binding]) -> list[RowItem]:
    """Which kind goes where; in the order in which they were bound."""
    return [
        RowItem(
            title=binding.kind,
            second=f"{binding.printer}，{SIZE_WORDS.get(binding.paper, binding.paper)}",
            shape="forward",
            data=binding,
        )
        for binding in bound
    ]


def entry_of(name: str | None, address: str | None, papers: str | None) -> PrinterEntry:
    """What was typed for a new printer. Refused with the fields name, address, papers."""
    missing = [
        FieldError(field, f"printer_{field}_missing")
        for field, typed in (("name", name), ("address", address), ("papers", papers))
        if not typed
    ]
    if missing or name is None or address is None or papers is None:
        raise Refused(*missing)
    if len(name.split()) != 1 or name == FOLDER:
        raise Refused(FieldError("name", "printer_entry", {"typed": name}))
    sizes = ",".join(papers.replace("，", ",").replace("、", ",").replace(" ", ",").lower().split(","))
    try:
        return parse_printers(f"{name} {address} {sizes}")[0]
    except Refused as refused:
        raise Refused(
            *(FieldError(_field(error.code), error.code, error.facts) for error in refused.errors)
        ) from None


def _field(code: str) -> str:
    return "papers" if "paper" in code else "address"
