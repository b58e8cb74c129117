"""The sentences of this screen's errors: what is missing is said by its name here; no Qt."""

from __future__ import annotations

from app.errors import FieldError
from app.words import sentence

LABELS = {
    "leader": "带班领导",
    "recorder": "记录人",
    "lead": "牵头单位",
    "visits": "批次",
    "units": "到场单位",
    "lines": "记录",
}


def error_sentence(error: FieldError) -> str:
    """What is needed; 不详 is for visitors, not for who sits here."""
    label = LABELS.get(error.field.partition("[")[0])
    if error.code == "required" and label is not None:
        return sentence("reception_required", {"label": label})
    return sentence(error.code, error.facts)
