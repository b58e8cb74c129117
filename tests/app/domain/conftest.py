"""Properties are about what is true, not about how busy the machine is: no time limit for one example."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("rules", deadline=None)
settings.load_profile("rules")
