"""The keys of a sheet about a matter: F9 stores, F8 shows its paper, a key for each choice of the act."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ui.page import Command

if TYPE_CHECKING:  # the page asks this module for its keys
    from ui.acts.page import ActPage

READING = "还在读这件事"


def act_commands(page: ActPage) -> list[Command]:
    """What may be done with the sheet as it stands."""
    second, draws = page.effect.second, page.effect.draws
    choices = getattr(page.act, "chooses", ()) if page.form.act else ()
    ready = page.facts is not None and not page.busy
    return [
        Command(
            name="act.save",
            text="送带班领导批准" if second else page.act.button if page.form.act else "记下",
            icon="seal" if second else None,
            keys=("F9", "Ctrl+Return"),
            run=page.save,
            bar=True,
            primary=True,
            enabled=ready,
            why_not=READING,
        ),
        Command(
            name="act.paper",
            text="看纸",
            keys=("F8",),
            run=page.view.effect.enlarge,
            bar=draws,
            enabled=page.view.effect.picture is not None,
            why_not="这张单子不出纸" if not draws else "纸还没有排好，填全了就有",
        ),
        *(
            Command(
                name=f"act.choose.{value}", text=text, keys=(keys,), run=partial(page.choose, key, value),
                enabled=ready, why_not=READING, bar=True,
            )
            for keys, text, key, value in choices
        ),
    ]  # fmt: skip
