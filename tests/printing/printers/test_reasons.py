"""Reasons that a printer gives: those that keep it from printing, and hints, each in our words."""

from __future__ import annotations

import pytest

from printing.printers.reasons import NEAR_END, WORDS, blocking, in_words


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("cover-open", "printer_cover_open"),
        ("door-open", "printer_cover_open"),
        ("interlock-open", "printer_cover_open"),
        ("media-empty", "printer_paper_out"),
        ("media-needed", "printer_paper_out"),
        ("input-tray-missing", "printer_paper_out"),
        ("media-jam", "printer_jammed"),
        ("toner-empty", "printer_no_toner"),
        ("output-area-full", "printer_tray_full"),
        ("offline", "printer_offline"),
        ("shutdown", "printer_offline"),
        ("paused", "printer_paused"),
    ],
)
@pytest.mark.parametrize("severity", ["", "-error", "-warning", "-report"])
def test_what_keeps_a_printer_from_printing(reason: str, code: str, severity: str) -> None:
    """RFC 8011 section 5.4.12; CUPS calls an empty tray a warning, so the severity says nothing."""
    assert blocking([reason + severity]) == code
    assert in_words([reason + severity]) == (WORDS[code],)


@pytest.mark.parametrize(
    "reason", ["media-low", "toner-low", "none", "connecting-to-device", "moving-to-paused"]
)
def test_a_hint_blocks_nothing(reason: str) -> None:
    assert blocking([reason]) is None


def test_that_it_is_off_is_told_before_all_else() -> None:
    assert blocking(["media-empty", "cover-open-error", "offline-report"]) == "printer_offline"


def test_each_word_is_said_once() -> None:
    assert in_words(["media-low-warning", "media-low-report", "cover-open", "door-open"]) == (
        NEAR_END,
        "盖子开着",
    )
