"""The states of a print job, who may move it where, and the 出单号 that stands on its paper."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from app.domain.rows.base import made_at

QUEUED, SENT, CONFIRMED, FAILED, EXPIRED = "queued", "sent", "confirmed", "failed", "expired"
OPEN = (QUEUED, SENT)
UNSEEN = (QUEUED, SENT, FAILED, EXPIRED)
"""States of a job whose paper nobody has seen."""
BY_PERSON = {SENT: (CONFIRMED,), FAILED: (CONFIRMED,)}
"""A person may say that the paper is there, of a job that went out."""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def job_number(job_id: str) -> str:
    """出单号: six characters of the job's id, for the paper's foot and the list of jobs."""
    value = uuid.UUID(job_id).int
    return "".join(_ALPHABET[value >> 5 * place & 31] for place in reversed(range(6)))


def job_age(job_id: str, now: datetime | None = None) -> float:
    """Seconds since the job was made, by the machine's clock: a desk's stopped clock ages no job."""
    return ((now or datetime.now(UTC)) - made_at(job_id)).total_seconds()
