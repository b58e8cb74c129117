"""The words of a QR code, data and error correction: as qrcode comes to them, but sooner."""

from __future__ import annotations

from functools import cache
from itertools import chain, cycle, islice, zip_longest

from qrcode.base import gexp, glog, rs_blocks
from qrcode.constants import ERROR_CORRECT_M
from qrcode.LUT import rsPoly_LUT
from qrcode.util import PAD0, PAD1, BitBuffer, QRData, length_in_bits

END_BITS = 4
"""Zero bits that end the data where there is room for them."""


def codewords(data: QRData, version: int) -> list[int]:
    """Data and error correction of level M, the blocks' bytes in turns (ISO/IEC 18004, 7.4 to 7.6)."""
    blocks = rs_blocks(version, ERROR_CORRECT_M)
    words = _filled(data, version, sum(block.data_count for block in blocks))
    parts, corrections, start = [], [], 0
    for block in blocks:
        part = words[start : start + block.data_count]
        parts.append(part)
        corrections.append(_correction(part, block.total_count - block.data_count))
        start += block.data_count
    return [word for turn in chain(zip_longest(*parts), zip(*corrections, strict=True))
            for word in turn if word is not None]  # fmt: skip


def _filled(data: QRData, version: int, room: int) -> bytes:
    """The data with its mode and length, its end and the filling, ``room`` bytes in all."""
    bits = BitBuffer()
    bits.put(data.mode, 4)
    bits.put(len(data), length_in_bits(data.mode, version))
    data.write(bits)
    ended = min(room, (len(bits) + END_BITS + 7) // 8)
    words = bytes(bits.buffer).ljust(ended, b"\0")
    return words + bytes(islice(cycle((PAD0, PAD1)), room - ended))


def _correction(part: bytes, count: int) -> bytes:
    """The remainder of a block's bytes divided by the generator: a whole row is added at each step."""
    rows, first, all_of_it = _rows(count), 8 * (count - 1), (1 << 8 * count) - 1
    rest = 0
    for word in part:
        rest = (rest << 8 & all_of_it) ^ rows[word ^ rest >> first]
    return rest.to_bytes(count, "big")


@cache
def _rows(count: int) -> tuple[int, ...]:
    """The generator of so many correction bytes, without its first term, times each byte."""
    terms = [glog(term) for term in rsPoly_LUT[count][1:]]
    products = (bytes(gexp(glog(factor) + term) for term in terms) for factor in range(1, 256))
    return (0, *(int.from_bytes(product, "big") for product in products))
