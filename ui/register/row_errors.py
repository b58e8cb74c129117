"""One sentence under each row of a form that has something wrong; every wrong field red."""

from __future__ import annotations

from collections.abc import Sequence

from ui.register.binder import Binder
from ui.widgets import FormGrid

PERSON_ROWS = (
    ("id_type", "id_number", "no_id", "no_id_reason"),
    ("name", "sex", "birth"),
    ("phone", "division", "address"),
)
MATTER_ROWS = (("headcount", "purpose", "place"), ("category", "units"), ("claim",), ("facts",))


def show_row_errors(
    grid: FormGrid, binder: Binder, rows: Sequence[Sequence[str]], sentences: dict[str, str]
) -> None:
    """The first error of a row gives its sentence; a row without one is clean again."""
    for row in rows:
        wrong = [key for key in row if key in sentences]
        for key in row:
            field = binder.fields[key]
            if key in wrong[:1]:
                grid.show_error(field, sentences[key])
            elif wrong:
                field.set_error(key in wrong)
            else:
                grid.clear_error(field)
