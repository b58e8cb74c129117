"""The store's schema, step by step; a step is never edited after it lands."""

from __future__ import annotations

from collections.abc import Callable

from sqlite_utils import Database, Migrations

from db.migrations.m0001_records import m0001_records
from db.migrations.m0002_desk import m0002_desk
from db.migrations.m0003_sync import m0003_sync
from db.migrations.m0004_courier import m0004_courier
from db.migrations.m0005_case import m0005_case
from db.migrations.m0006_case_cache import m0006_case_cache
from db.migrations.m0007_ledger_order import m0007_ledger_order
from db.migrations.m0020_refused import m0020_refused
from db.migrations.m0021_persons import m0021_persons
from db.migrations.m0030_ledger import m0030_ledger
from db.migrations.m0031_folded import m0031_folded
from db.migrations.m0032_entered import m0032_entered
from db.migrations.m0040_reminders import m0040_reminders
from db.migrations.m0050_corrections import m0050_corrections
from db.migrations.m0051_birth_year import m0051_birth_year
from db.migrations.m0052_hall import m0052_hall
from db.migrations.m0053_lists import m0053_lists
from db.migrations.m0053_reminded import m0053_reminded
from db.migrations.m0054_attachments import m0054_attachments
from db.migrations.m0058_counted import m0058_counted
from db.migrations.m0060_figures import m0060_figures
from db.migrations.m0061_ledger_blocks import m0061_ledger_blocks
from db.migrations.m0062_replies_by_matter import m0062_replies_by_matter
from db.migrations.m0063_reports_out import m0063_reports_out
from db.step_names import SET

STEPS: tuple[Callable[[Database], None], ...] = (
    m0001_records,
    m0002_desk,
    m0003_sync,
    m0004_courier,
    m0005_case,
    m0006_case_cache,
    m0007_ledger_order,
    m0020_refused,
    m0021_persons,
    m0030_ledger,
    m0040_reminders,
    m0031_folded,
    m0032_entered,
    m0058_counted,
    m0053_lists,
    m0054_attachments,
    m0050_corrections,
    m0053_reminded,
    m0052_hall,
    m0051_birth_year,
    m0060_figures,
    m0061_ledger_blocks,
    m0062_replies_by_matter,
    m0063_reports_out,
)


def migrations() -> Migrations:
    """All steps in order, as sqlite-utils applies and records them."""
    steps = Migrations(SET)
    for step in STEPS:
        steps(name=step.__name__)(step)
    return steps
