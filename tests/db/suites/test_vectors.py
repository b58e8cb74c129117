"""SM2, SM3 and SM4-GCM against the examples of the standards themselves."""

from __future__ import annotations

import pytest
from gmalg.sm2 import SM2Core

from db.suites import sm2
from db.suites.national import NATIONAL_SUITE, seal, unseal

HEX = bytes.fromhex


@pytest.mark.parametrize(
    ("message", "digest"),
    [
        (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
        (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
    ],
)
def test_sm3_examples_of_gb_t_32905(message: bytes, digest: str) -> None:
    assert NATIONAL_SUITE.digest(message).hex() == digest
    fast = sm2.FastSm3()
    fast.update(message[:2])
    fast.update(message[2:])
    assert (fast.value().hex(), fast.value().hex()) == (digest, digest)


def test_sm4_gcm_example_of_rfc_8998() -> None:
    key, nonce = HEX("0123456789abcdeffedcba9876543210"), HEX("00001234567800000000abcd")
    bound = HEX("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    data = b"".join(bytes([one]) * 8 for one in HEX("aabbccddeeffeeaa"))
    sealed = HEX(
        "17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735"
        "d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d"
        "83de3541e4c2b58177e065a9bf7b62ec"
    )
    assert seal(key, nonce, data, bound) == sealed
    assert unseal(key, nonce, sealed, bound) == data
    assert unseal(key, nonce, sealed, b"") is None
    assert unseal(key, nonce, sealed[:-1] + b"x", bound) is None
    assert unseal(key, nonce, b"short", bound) is None


PRIVATE = HEX("3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8")
PUBLIC = HEX(
    "09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
    "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13"
)
ONCE = 0x59276E27D506861A16680F3AD9C02DCCEF3CC1FA3CDBE4CE6D54B80DEAC1BC21
SIGNATURE = HEX(
    "f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
    "b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa"
)


def test_sm2_signature_example_of_gb_t_32918(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sm2.public_of(PRIVATE) == PUBLIC
    assert sm2.verify(PUBLIC, b"message digest", SIGNATURE)
    monkeypatch.setattr(sm2, "_core", lambda: SM2Core(sm2.CURVE, sm2.FastSm3(), lambda _bits: ONCE))
    assert sm2.sign(PRIVATE, b"message digest") == SIGNATURE


def test_sm2_takes_nothing_else_for_the_signature() -> None:
    message = b"message digest"
    for place in range(0, 64, 7):
        changed = bytearray(SIGNATURE)
        changed[place] ^= 1
        assert not sm2.verify(PUBLIC, message, bytes(changed))
    assert not sm2.verify(PUBLIC, message + b".", SIGNATURE)
    assert not sm2.verify(PUBLIC, message, SIGNATURE, b"8765432112345678")
    assert not sm2.verify(PUBLIC, message, SIGNATURE + b"\0")
    for nothing in (bytes(64), b"\xff" * 64, SIGNATURE[:32] + bytes(32), bytes(32) + SIGNATURE[32:]):
        assert not sm2.verify(PUBLIC, message, nothing)


@pytest.mark.parametrize("public", [b"", bytes(64), b"\xff" * 64, PUBLIC[:-1] + b"\0", PUBLIC + b"\0"])
def test_what_is_no_point_of_the_curve_signs_nothing(public: bytes) -> None:
    assert not sm2.verify(public, b"message digest", SIGNATURE)


@pytest.mark.parametrize("private", [bytes(32), b"\xff" * 32, (sm2.ORDER - 1).to_bytes(32, "big"), b"x"])
def test_what_is_no_private_key_signs_nothing(private: bytes) -> None:
    with pytest.raises(ValueError, match="SM2"):
        sm2.sign(private, b"message", PUBLIC)


def test_two_signatures_of_one_message_share_no_number() -> None:
    first, second = (sm2.sign(PRIVATE, b"slip", PUBLIC) for _ in range(2))
    assert first[:32] != second[:32]
    assert sm2.verify(PUBLIC, b"slip", first)
    assert sm2.verify(PUBLIC, b"slip", second)
