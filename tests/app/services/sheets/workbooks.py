"""Workbooks with the faults that other programs write, made from a sound one."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

HEADS = ("编号", "来访日期", "姓名", "身份证号", "联系电话", "住址", "人数", "信访目的", "诉求", "情况")
NUMBERS = (
    *("340722190103200019", "340602190307129137", "340621190211058847"),
    *("340711190402290019", "34070519020304001X"),
)
SHEET = "xl/worksheets/sheet1.xml"


def visit_row(n: int, name: str = "王示例", **over: Any) -> list[Any]:
    """A whole row of a ledger."""
    cells = {
        "编号": f"2025-{n:03}",
        "来访日期": datetime(2025, 3, n),
        "姓名": name,
        "身份证号": NUMBERS[n % 5],
        "联系电话": "13800001234",
        "住址": "示例县示例镇1号",
        "人数": 1,
        "信访目的": "求决",
        "诉求": f"事项{n}",
        "情况": "至今未办证",
    }
    return list((cells | over).values())


def workbook(sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> bytes:
    """An .xlsx of these sheets; days are days."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
            if name in hidden:
                sheet.hide()
            elif hidden:
                sheet.activate()
                sheet.set_first_sheet()
    return raw.getvalue()


def ledger(count: int = 3) -> bytes:
    return workbook({"台账": [HEADS, *(visit_row(n) for n in range(1, count + 1))]})


def changed(raw: bytes, member: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts written otherwise."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename == member:
                content = change(content.decode()).encode()
            new.writestr(info.filename, content)
    return made.getvalue()


def with_dimension(raw: bytes, reference: str) -> bytes:
    return changed(
        raw, SHEET, lambda xml: re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{reference}"/>', xml)
    )


def strict(raw: bytes) -> bytes:
    """In the namespaces of ISO 29500 Strict."""
    for member in ("xl/workbook.xml", SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "_rels/.rels",
                   "xl/_rels/workbook.xml.rels"):  # fmt: skip
        raw = changed(
            raw,
            member,
            lambda xml: xml.replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            ).replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ),
        )
    return raw


def put(folder: Path, raw: bytes, name: str = "old.xlsx") -> Path:
    file = folder / name
    file.write_bytes(raw)
    return file
