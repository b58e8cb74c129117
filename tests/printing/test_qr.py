"""QR codes: read back by the decoder; a slip's is bit for bit another encoder's under the same mask."""

from __future__ import annotations

import pytest
import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from printing.qr import MASK, QUIET, Matrix, matrix

SLIP = "HTTPS://XF.EXAMPLE.GOV.CN/Q/7KQ4M2XP9T3/" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567" * 4
TEXTS = (
    SLIP[:42],
    SLIP[:119],
    SLIP,
    "JFT:7KQ4M2XP9T3/AEBZ",
    "LF340700-A-261123-001-K",
    "340700",
    "接访台 abc",
)
"""A slip's addresses of several lengths, visit numbers, digits, and text that needs bytes."""


def read(code: Matrix) -> list[str]:
    side = code.modules
    picture = Image.new("L", (side, side), 255)
    for line, row in enumerate(code.rows):
        for place, dark in enumerate(row):
            if dark:
                picture.putpixel((place + QUIET, line + QUIET), 0)
    larger = picture.resize((4 * side, 4 * side), Image.Resampling.NEAREST)
    return [found.text for found in zxingcpp.read_barcodes(larger)]


@pytest.mark.parametrize("text", TEXTS)
def test_a_code_reads_back(text: str) -> None:
    assert read(matrix(text)) == [text]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:/.-", min_size=1, max_size=160))
def test_any_slips_code_reads_back(text: str) -> None:
    assert read(matrix(text)) == [text]


@pytest.mark.parametrize(
    "text", [SLIP, "JFT:7KQ4M2XP9T3/AEBZ", "340700"]
)  # others differ in the bits of filling
def test_a_code_is_that_of_another_encoder(text: str) -> None:
    other = segno.make(text, error="m", micro=False, boost_error=False, mask=MASK)
    assert [list(row) for row in matrix(text).rows] == [list(row) for row in other.matrix]


@pytest.mark.parametrize(
    "text", ["1", "123456789" * 9, "A1", "JFT:/Q/7KQ4M2XP9T3" * 6, "示例：查询码", "x" * 700]
)
def test_the_version_is_the_one_that_a_trial_of_all_finds(text: str) -> None:
    tried = QRCode(error_correction=ERROR_CORRECT_M, mask_pattern=MASK, border=0)
    tried.add_data(text, optimize=0)
    tried.make()
    assert matrix(text).rows == tuple(bytes(map(bool, row)) for row in tried.modules)


def test_a_text_that_no_version_holds_is_refused() -> None:
    with pytest.raises(DataOverflowError):
        matrix("x" * 2400)
