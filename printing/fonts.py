"""The paper's typefaces: static TrueType files made once from the font packages, for paper and screen."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from app.errors import Unavailable

FILES = {
    "serif": "NotoSerifSC-Regular.ttf",
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-Bold.ttf",
}
"""Which file each role is in, slowest to make first."""


def folder() -> Path:
    """Where the made fonts are kept: JIEFANGTAI_FONTS, else the share folder of this Python environment."""
    chosen = os.environ.get("JIEFANGTAI_FONTS")
    return Path(chosen) if chosen else Path(sys.prefix) / "share" / "jiefangtai" / "fonts"


def font_files(where: Path | None = None) -> dict[str, Path]:
    """Paths of the TrueType files by role: sans, sans-bold, serif, serif-bold; made first if missing.

    No serif bold is to be had as a package: serif-bold is the regular file, which paper thickens by stroke.
    """
    made = build(where)
    return made | {"serif-bold": made["serif"]}


def build(where: Path | None = None) -> dict[str, Path]:
    """Make whatever is missing, each in a process of its own, and return the path of each role.

    Unavailable('fonts_unwritable') if the folder cannot be written to.
    """
    target = where or folder()
    paths = {role: target / name for role, name in FILES.items()}
    missing = [role for role, path in paths.items() if not path.exists()]
    if missing:
        try:
            target.mkdir(parents=True, exist_ok=True)
            _build_missing({role: paths[role] for role in missing})
        except OSError as error:
            raise Unavailable("fonts_unwritable", folder=str(target)) from error
    return paths


def _build_missing(paths: dict[str, Path]) -> None:
    from printing.font_making import MAKERS  # start-up: fontTools loads for a fifth of a second

    begun = time.monotonic()
    _say(f"正在准备字体（{len(paths)} 个，只做一次）…")
    workers = min(len(paths), os.cpu_count() or 1)
    # spawn, not fork: the caller may already hold threads of a window
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        jobs = {pool.submit(MAKERS[role], str(path)): path for role, path in paths.items()}
        for job in as_completed(jobs):
            job.result()
            _say(f"{jobs[job].name} 已好，{time.monotonic() - begun:.0f} 秒")


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


if __name__ == "__main__":
    for file in font_files().values():
        sys.stdout.write(f"{file}\n")
