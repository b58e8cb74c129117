"""The names of the schema's steps in order: what a file is held against before a step is loaded."""

from __future__ import annotations

from typing import Final

SET: Final = "jiefangtai"
"""What sqlite-utils records them under."""
NAMES: Final = (
    "m0001_records",
    "m0002_desk",
    "m0003_sync",
    "m0004_courier",
    "m0005_case",
    "m0006_case_cache",
    "m0007_ledger_order",
    "m0020_refused",
    "m0021_persons",
    "m0030_ledger",
    "m0040_reminders",
    "m0031_folded",
    "m0032_entered",
    "m0058_counted",
    "m0053_lists",
    "m0054_attachments",
    "m0050_corrections",
    "m0053_reminded",
    "m0052_hall",
    "m0051_birth_year",
    "m0060_figures",
    "m0061_ledger_blocks",
    "m0062_replies_by_matter",
    "m0063_reports_out",
)
