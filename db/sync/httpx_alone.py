"""httpx without its own command line, which would load rich, click and pygments (6 MB, 45 ms of CPU).

httpx goes on without that command line where click is not installed; so it seems to it here.
"""

from __future__ import annotations

import sys
from typing import Any, cast

_modules = cast(dict[str, Any], sys.modules)
_has_click = "click" in _modules
if not _has_click:
    _modules["click"] = None  # an import of it fails
try:
    import httpx
finally:
    if not _has_click:
        del _modules["click"]

__all__ = ["httpx"]
