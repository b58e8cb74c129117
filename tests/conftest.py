"""Most tests share these fixtures: a folder, cheap keys, and a real encrypted store in it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from app.devices.escpos_printer import EscposPrinter
from db.access.keys import FileVault
from db.access.wraps import Cost
from db.store import Store
from tests.tidy import no_thread_is_left_running, no_warning_is_logged

__all__ = ["no_thread_is_left_running", "no_warning_is_logged"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
"""Properties are about what is true, not about how busy the machine is: nothing of them is timed."""

CHEAP = Cost(memory=64, time=1, lanes=1)
"""Argon2id at a cost for tests alone."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def device() -> Iterator[EscposPrinter]:
    """A thermal printer that listens on this machine."""
    made = EscposPrinter()
    made.start()
    yield made
    made.stop()


@pytest.fixture
def vault(home: Path) -> FileVault:
    """A vault of the home that does not exist yet."""
    return FileVault(home, CHEAP)


@pytest.fixture
def key() -> bytes:
    """A store key."""
    return os.urandom(32)


@pytest.fixture
def store(home: Path, key: bytes) -> Iterator[Store]:
    """A new store of desk A."""
    made = Store.create(home / "store.db", key, "A")
    yield made
    made.close()
