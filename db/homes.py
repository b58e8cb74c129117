"""Where a visit belongs, as SQL: the matter of its last join or split, else the one it was registered to."""

from __future__ import annotations

HOME = (
    "coalesce((SELECT mv.matter_id FROM visit_moves mv WHERE mv.visit_id = v.id"
    " ORDER BY mv.at DESC, mv.by DESC, mv.id DESC LIMIT 1), v.matter_id)"
)
"""Id of the matter of visit ``v`` (app.domain.case.corrected.home_at)."""
