"""The set-up makes an environment anew that cannot be used: never finished, or its Python is gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(sys.platform == "win32", reason="the set-up is a shell script")
@pytest.mark.parametrize("fault", ["no pip", "no python"])
def test_an_unusable_environment_is_made_anew(tmp_path: Path, fault: str) -> None:
    made, lock = tmp_path / "venv", tmp_path / "empty.lock"
    lock.write_text("# nothing\n")
    if fault == "no pip":
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", made], check=True)
    else:
        (made / "bin").mkdir(parents=True)
        (made / "bin/python").symlink_to("/nowhere/python3")
    subprocess.run(["sh", ROOT / ".ci/environment", made, lock], check=True, capture_output=True)
    subprocess.run([made / "bin/python", "-c", "import pip"], check=True)
