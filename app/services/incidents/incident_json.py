"""An incident (现场情况) as the command line prints it."""

from __future__ import annotations

from typing import Any

from app.domain.rows.case import Incident


def incident_json(row: Incident) -> dict[str, Any]:
    """What was noted of it."""
    return {
        "id": row.id,
        "kinds": list(row.kinds),
        "what": row.what,
        "who": row.who,
        "measures": row.measures,
        "police": row.police,
        "grave": row.grave,
        "at": row.at,
        "noted_at": row.noted_at,
        "by": row.by,
    }
