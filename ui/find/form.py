"""The look-up box takes the query code out of a scanned text, else the text as typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

_PATH = re.compile(r"(?:HTTPS?://[^/]+/Q/|JFT:/?(?:Q/)?)([0-9A-Z-]{11,13})(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FindForm:
    """A text to look up."""

    text: str

    @property
    def wanted(self) -> str:
        """The query code out of a slip's QR text, else the text itself."""
        match = _PATH.match(self.text.strip())
        return match[1] if match else self.text.strip()

    @property
    def empty(self) -> bool:
        return not self.wanted
