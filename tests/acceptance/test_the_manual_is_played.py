"""The script of the manual's pictures is played from its first scene to its last, offscreen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.desktop import ROOT
from tests.manual.keys import read_tables

pytestmark = pytest.mark.acceptance

MANUAL = ROOT / "docs" / "用户手册.md"
PICTURE = re.compile(r"\]\(images/([^)]+\.png)\)")


def test_every_picture_and_key_table_of_the_manual_is_made_again(tmp_path: Path) -> None:
    shutil.copy(MANUAL, tmp_path)
    played = subprocess.run(
        [sys.executable, "-m", "tests.manual", "play", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert played.returncode == 0, played.stderr[-4000:]
    words = MANUAL.read_text(encoding="utf-8")
    shown = set(PICTURE.findall(words))
    made = {picture.name for picture in (tmp_path / "images").glob("*.png")}
    assert shown
    assert shown - made == set(), "pictures of the manual that no scene makes"
    assert made - shown == set(), "pictures that the manual does not show"
    assert read_tables((tmp_path / MANUAL.name).read_text(encoding="utf-8")) == read_tables(words)
