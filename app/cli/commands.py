"""The list of the program's commands: every module here offers ``add(app)``, which adds its commands."""

from __future__ import annotations

from app.cli import (
    amend,
    backup,
    daily,
    due,
    gaps,
    glyph,
    hub,
    init,
    ledger,
    notice,
    printers,
    printing,
    rate,
    reception,
    register,
    report,
    run,
    search,
    show,
    slip,
    staff,
    step,
    sync,
    tables,
    training,
    update,
    verify,
)

MODULES = (
    *(run, init, staff, tables, register, reception, notice, step, rate, amend),
    *(
        show,
        search,
        slip,
        glyph,
        printing,
        printers,
        verify,
        due,
        daily,
        gaps,
        report,
        ledger,
        backup,
        hub,
        sync,
        update,
        training,
    ),
)
"""In the order in which --help lists them."""
