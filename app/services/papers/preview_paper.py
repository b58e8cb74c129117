"""The paper as it would look with settings that are still being typed; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from app.desk import Desk
from app.domain.entries.visit_entry import parse_visit
from app.domain.papers.names import NOTICES
from app.domain.papers.wording import GUARDED, OPENING
from app.domain.setting_rules import check_setting
from app.domain.terms import ACCUSATION
from app.services.papers.preview_slip import SLIP, SlipPreview, lay_out_preview

CONTACT = "值班联络"


@dataclass(frozen=True, slots=True)
class Sample:
    """A paper on which a setting is seen, and of what kind of visit."""

    title: str
    kind: str = SLIP
    purpose: str = "求决"


SLIP_SAMPLE = Sample("回执预览（示例）")
NOTICES_SAMPLE = Sample("三个告知单预览（示例）", kind=NOTICES)
GUARDED_SAMPLE = Sample("检举控告回执预览（示例）", purpose=ACCUSATION)
_SEEN_ON = {OPENING: NOTICES_SAMPLE, CONTACT: NOTICES_SAMPLE, GUARDED: GUARDED_SAMPLE}

_SAMPLE = {
    "people": [{"name": "王示例", "id_type": "无", "no_id_reason": "示例", "address": "示例路1号"}],
    "headcount": 1,
    "category": "城乡建设",
    "claim": "示例",
    "facts": "示例",
    "oral_notices": {"opinion": "转责任单位核查办理", "contact": "值班室"},
}


def sample_for(key: str) -> Sample:
    """The paper on which a change of this setting is seen."""
    return _SEEN_ON.get(key, SLIP_SAMPLE)


def preview_paper(
    desk: Desk, typed: Mapping[str, Any], sample: Sample = SLIP_SAMPLE, paper: str = "a5"
) -> SlipPreview:
    """A sample paper with these settings in place of the stored ones.

    Refused: what storing them would refuse. Unavailable: no_glyph. NotAllowed: role_missing.
    """
    desk.require("settings")
    settings = desk.settings
    for key, value in typed.items():
        check_setting(key, value)
        settings = settings.replaced(key, value)
    notices = dict(_SAMPLE["oral_notices"])  # type: ignore[call-overload]
    notices["contact"] = settings[CONTACT] or settings["联系电话"] or notices["contact"]
    entry = parse_visit(_SAMPLE | {"purpose": sample.purpose, "oral_notices": notices})
    return lay_out_preview(replace(desk, settings=settings), entry, paper, sample.kind)
