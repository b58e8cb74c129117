"""Saves a list of cases as a sheet into the desk's folder of papers, for the window."""

from __future__ import annotations

from pathlib import Path

from app.desk import Desk
from app.services.lists.list_files import list_file, write_list_xlsx
from app.services.sheets.export_file import new_file


def save_list(desk: Desk, folder: Path, kind: str, *, only_open: bool) -> Path:
    """A new file in the folder; none is written over. Unavailable: out_unwritable."""
    listed = list_file(desk, kind, only_open=only_open)
    stem = f"{listed.kind.title}台账 {desk.clock.now():%Y-%m-%d}"
    file = new_file(folder, stem)
    write_list_xlsx(desk, listed, file)
    return file
