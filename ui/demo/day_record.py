"""The demonstration day writes its results to day.json: numbers, codes, paths, seconds, keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class DayRecord:
    """What day.json says."""

    steps: list[dict[str, Any]] = field(default_factory=list)
    visits: list[dict[str, Any]] = field(default_factory=list)
    reception: dict[str, Any] = field(default_factory=dict)
    closed: dict[str, Any] = field(default_factory=dict)
    """The matter that went its whole way: number, status, steps."""
    papers: list[str] = field(default_factory=list)
    screenshots: list[str] = field(default_factory=list)
    verified: list[dict[str, Any]] = field(default_factory=list)
    sync: dict[str, Any] = field(default_factory=dict)

    def as_json(self, out: Path) -> dict[str, Any]:
        """The content of day.json."""
        registrations = [step for step in self.steps if step["step"].startswith("登记")]
        return {
            "out": str(out),
            "visits": self.visits,
            "reception": self.reception,
            "closed": self.closed,
            "slips": self.papers,
            "screenshots": self.screenshots,
            "verified": self.verified,
            "sync": self.sync,
            "steps": self.steps,
            "keys_per_registration": {step["step"]: step["keys"] for step in registrations},
            "seconds": round(sum(step["seconds"] for step in self.steps), 1),
        }

    def write(self, out: Path) -> dict[str, Any]:
        """Write day.json into the folder; what it says."""
        day = self.as_json(out)
        text = json.dumps(day, ensure_ascii=False, indent=2, default=str)
        (out / "day.json").write_text(text + "\n", encoding="utf-8")
        return day
