"""The paper's and the screen's typefaces: static TrueType files that lie beside this module."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).with_name("typefaces")
FILES = {
    "sans": "NotoSansSC-Regular.ttf",
    "sans-bold": "NotoSansSC-Bold.ttf",
    "serif": "NotoSerifSC-Regular.ttf",
}
"""Which file each role is in (packaging/make_typefaces.py made them)."""


def font_files() -> dict[str, Path]:
    """Paths of the TrueType files by role: sans, sans-bold, serif, serif-bold.

    There is no serif bold: serif-bold is the regular file, which paper thickens by stroke.
    """
    files = {role: FOLDER / name for role, name in FILES.items()}
    return files | {"serif-bold": files["serif"]}
