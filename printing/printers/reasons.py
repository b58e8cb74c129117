"""Translates a printer's reasons (printer-state-reasons of RFC 8011) into codes and Chinese."""

from __future__ import annotations

from collections.abc import Iterable

NEAR_END = "纸快用完"
WORDS = {
    "printer_unreachable": "没有连上",
    "printer_paper_out": "缺纸",
    "printer_cover_open": "盖子开着",
    "printer_error": "切刀或机头有故障",
    "printer_offline": "脱机",
    "printer_jammed": "卡纸",
    "printer_no_toner": "墨粉用完",
    "printer_tray_full": "出纸盒满了",
    "printer_paused": "已暂停",
    "printer_refuses": "不收任务",
    "printer_denied": "不让本机打印",
}
"""Codes of a printer that cannot print now, as the status bar says them."""
_BLOCKING = {
    "offline": "printer_offline",
    "shutdown": "printer_offline",
    "timed-out": "printer_offline",
    "media-empty": "printer_paper_out",
    "media-needed": "printer_paper_out",
    "input-tray-missing": "printer_paper_out",
    "media-jam": "printer_jammed",
    "cover-open": "printer_cover_open",
    "door-open": "printer_cover_open",
    "interlock-open": "printer_cover_open",
    "toner-empty": "printer_no_toner",
    "marker-supply-empty": "printer_no_toner",
    "developer-empty": "printer_no_toner",
    "output-area-full": "printer_tray_full",
    "paused": "printer_paused",
    "stopped-partly": "printer_error",
    "fuser-over-temp": "printer_error",
}
_HINTS = {
    "media-low": NEAR_END,
    "toner-low": "墨粉快用完",
    "marker-supply-low": "墨粉快用完",
    "output-area-almost-full": "出纸盒快满了",
    "connecting-to-device": "正在连接",
}
_SEVERITIES = ("-error", "-warning", "-report")


def blocking(reasons: Iterable[str]) -> str | None:
    """Code of what keeps it from printing, that it is off before all else: the rest is old news then.

    The severity does not count: CUPS calls an empty tray a warning.
    """
    plain_reasons = set(map(_plain, reasons))
    return next((code for reason, code in _BLOCKING.items() if reason in plain_reasons), None)


def in_words(reasons: Iterable[str]) -> tuple[str, ...]:
    """The reasons as the status bar says them, each once."""
    words = []
    for reason in map(_plain, reasons):
        code = _BLOCKING.get(reason)
        word = WORDS[code] if code else _HINTS.get(reason)
        if word and word not in words:
            words.append(word)
    return tuple(words)


def _plain(reason: str) -> str:
    for severity in _SEVERITIES:
        reason = reason.removesuffix(severity)
    return reason
