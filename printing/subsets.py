"""Subsets of fonts: files that hold no more than the characters of one paper."""

from __future__ import annotations

import io
from collections.abc import Set

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from printing.faces import Face

_LEFT_OUT = ("GSUB", "GPOS", "GDEF", "BASE", "DSIG", "vhea", "vmtx", "VORG", "STAT")


def subset(face: Face, characters: Set[str]) -> bytes:
    """The face as a TrueType file with these characters alone; the same ones give the same bytes."""
    options = Options(
        drop_tables=[*Options().drop_tables, *_LEFT_OUT],
        notdef_outline=True,
        recalc_timestamp=False,
        hinting=False,
        name_IDs=[1, 2, 4, 6],
    )
    with TTFont(face.path, fontNumber=face.index, lazy=True, recalcTimestamp=False) as font:
        cutter = Subsetter(options)
        cutter.populate(unicodes=sorted(map(ord, characters)))
        cutter.subset(font)
        out = io.BytesIO()
        font.save(out, reorderTables=None)
    return out.getvalue()
