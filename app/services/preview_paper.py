"""The slip as it would look with settings that are still being typed; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.desk import Desk
from app.domain.papers.wording import BY_KEY
from app.domain.visit_entry import parse_visit
from app.services.preview_slip import SlipPreview, lay_out_preview

_SAMPLE = {
    "people": [{"name": "王示例", "id_type": "无", "no_id_reason": "示例", "address": "示例路1号"}],
    "headcount": 1,
    "purpose": "求决",
    "category": "城乡建设",
    "claim": "示例",
    "facts": "示例",
    "oral_notices": {"opinion": "转责任单位核查办理", "contact": "值班室"},
}


def preview_paper(desk: Desk, typed: Mapping[str, Any], paper: str = "a5") -> SlipPreview:
    """A sample slip with these settings in place of the stored ones.

    Refused: wording_braces, wording_unknown, wording_long. Unavailable: no_glyph. NotAllowed: role_missing.
    """
    desk.require("settings")
    settings = desk.settings
    for key, value in typed.items():
        if key in BY_KEY:
            BY_KEY[key].check(str(value))
        settings = settings.replaced(key, value)
    told = dict(_SAMPLE["oral_notices"])  # type: ignore[call-overload]
    told["contact"] = settings["值班联络"] or settings["联系电话"] or told["contact"]
    return lay_out_preview(
        replace(desk, settings=settings), parse_visit(_SAMPLE | {"oral_notices": told}), paper
    )
