"""The list of the program's commands: every module here offers ``add(app)``, which adds its commands."""

from __future__ import annotations

from app.cli import (
    amend,
    backup,
    init,
    notice,
    register,
    run,
    search,
    show,
    slip,
    staff,
    training,
    verify,
)

MODULES = (run, init, staff, register, notice, amend, show, search, slip, verify, backup, training)
"""In the order in which --help lists them."""
