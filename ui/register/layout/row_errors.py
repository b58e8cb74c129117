"""Marks the wrong fields of a form on this screen, each with its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from ui.register.layout.binder import Binder
from ui.widgets import FormGrid

PERSON_PARTS = (
    "id_type",
    "id_number",
    "no_id",
    "no_id_reason",
    "name",
    "sex",
    "birth",
    "phone",
    "division",
    "address",
)
MATTER_KEYS = ("headcount", "purpose", "place", "category", "units", "claim", "facts")


def show_grid_errors(grid: FormGrid, binder: Binder, keys: Sequence[str], sentences: dict[str, str]) -> None:
    """The fields of ``keys`` that have a sentence are wrong, the others right."""
    fields = {key: binder.fields[key] for key in keys}
    grid.show_errors({fields[key]: sentences[key] for key in keys if key in sentences}, fields.values())
