"""Prints the recovery key on one sheet for the safe; nothing of it stays on the machine."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

TO_FILES = ("pdf", "xps", "onenote", "fax")
"""Parts of names of the platform's printers that write files: the key belongs into none."""
LINES = (
    "接访台　恢复密钥",
    "",
    "{centre}　{day:%Y年%m月%d日}",
    "",
    "{first}",
    "{second}",
    "",
    "所有人都忘了密码时，只有这串字能打开数据库（命令：recover 账号）。",
    "请装入信封封好，交保险柜，单独保管；不要拍照，不要和备份放在一起。",
)
SIZES = {0: 20.0, 4: 22.0, 5: 22.0}
"""Points of the lines that are larger."""


def paper_printer() -> str | None:
    """The printer that puts it on paper: the platform's usual one, else the first; None without any."""
    usual = QPrinterInfo.defaultPrinterName()
    names = [usual, *QPrinterInfo.availablePrinterNames()]
    return next((name for name in names if name and not _writes_file(name)), None)


def _writes_file(name: str) -> bool:
    return any(part in name.lower() for part in TO_FILES)


def print_key(printer: str, centre: str, key: str, day: date) -> bool:
    """Whether the platform took the sheet."""
    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    device.setDocName("接访台")
    painter = QPainter()
    if not painter.begin(device):
        return False
    draw_key(painter, QRectF(painter.viewport()), centre, key, day)
    return painter.end()


def draw_key(painter: QPainter, sheet: QRectF, centre: str, key: str, day: date) -> None:
    """One line under another, the key in two."""
    parts = key.replace("\n", "-").split("-")
    facts = {"centre": centre, "day": day, "first": "-".join(parts[:4]), "second": "-".join(parts[4:])}
    font = QFont(painter.font())
    high = painter.device().logicalDpiY()
    top = sheet.top() + high
    for place, line in enumerate(LINES):
        font.setPointSizeF(SIZES.get(place, 11.0))
        painter.setFont(font)
        where = QRectF(sheet.left() + high / 2, top, sheet.width() - high, high * 0.5)
        painter.drawText(
            where, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.format(**facts)
        )
        top += high * 0.5
