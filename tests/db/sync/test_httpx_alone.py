"""Sync loads httpx without what only its command line needs."""

from __future__ import annotations

import subprocess
import sys


def test_no_command_line_comes_along_and_click_stays_as_it_is() -> None:
    script = (
        "import sys, db.sync.http; print(sorted({'rich', 'click', 'pygments'} & set(sys.modules)));"
        "import click; print(click.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "click"]


def test_a_desk_without_a_hub_loads_neither_httpx_nor_asyncio() -> None:
    script = (
        "import sys, db.sync.link; print(sorted({'httpx', 'asyncio', 'db.sync.http'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]"]
