"""The words of a QR code are those that qrcode comes to, in every version and mode."""

from __future__ import annotations

import pytest
from qrcode.base import rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, MODE_NUMBER, QRData, create_data

from printing.codewords import codewords

LETTERS = {MODE_NUMBER: "0192837465", MODE_ALPHA_NUM: "JFT1:ABZ9-", MODE_8BIT_BYTE: "来访（示例）#%"}
BITS = {MODE_NUMBER: 10 / 3, MODE_ALPHA_NUM: 5.5, MODE_8BIT_BYTE: 8}
HEAD = 20
"""Bits of mode and length, at most."""


def texts(mode: int, version: int) -> list[bytes]:
    """One letter, a text of half the room, and texts of the last bits, with little or no room for an end."""
    room = 8 * sum(block.data_count for block in rs_blocks(version, ERROR_CORRECT_M))
    longest = int((room - HEAD) / BITS[mode])
    letters = (LETTERS[mode] * (longest + 1)).encode()
    return [letters[:1], letters[: longest // 2], *(letters[: longest - less] for less in range(3))]


@pytest.mark.parametrize("mode", LETTERS)
@pytest.mark.parametrize("version", range(1, 41))
def test_words_are_those_of_the_library(mode: int, version: int) -> None:
    for text in texts(mode, version):
        data = QRData(text, mode=mode)
        assert codewords(data, version) == create_data(version, ERROR_CORRECT_M, [data])


def test_data_to_the_last_bit_has_no_end_and_no_filling() -> None:
    data = QRData(b"A" * 20, mode=MODE_ALPHA_NUM)  # 4 + 9 + 110 of 128 bits
    full = QRData(b"0" * 34, mode=MODE_NUMBER)  # 4 + 10 + 114 of 128 bits
    for exact in (data, full):
        assert codewords(exact, 1) == create_data(1, ERROR_CORRECT_M, [exact])
