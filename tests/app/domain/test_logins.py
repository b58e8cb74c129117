"""Sign-in names: folded, plain, bounded, and no two that look alike (sign-in names of a public report)."""

from __future__ import annotations

import pytest

from app.domain.logins import folded, login_as_known, looking_like, wrong_with


@pytest.mark.parametrize("typed", ["u1", "U1", "ｕ1", "Ｕ１"])
def test_one_name_however_it_is_typed(typed: str) -> None:
    assert folded(typed) == "u1"


def test_composed_and_decomposed_letters_are_one_name() -> None:
    assert folded("caf\u00e9") == folded("cafe\u0301") == folded("CAF\u00c9")


@pytest.mark.parametrize("login", ["u1", "zhang.san-2", "张三", "li@xf", "caf\u00e9", "a" * 32])
def test_plain_names_will_do(login: str) -> None:
    assert wrong_with(login) is None


@pytest.mark.parametrize(
    ("login", "code"),
    [
        ("", "login_missing"),
        (" u1", "login_missing"),
        ("u\u30001", "login_missing"),
        ("../x", "login_letters"),
        ("a/b", "login_letters"),
        ("..", "login_letters"),
        ("\u0430dmin", "login_letters"),
        ("u1\u200b", "login_letters"),
        ("\u202eu1", "login_letters"),
        ("u1🙏", "login_letters"),
        ("x" * 33, "login_long"),
        ("x" * 300, "login_long"),
    ],
)
def test_others_are_told_why(login: str, code: str) -> None:
    assert wrong_with(folded(login)) == code


@pytest.mark.parametrize(
    ("one", "other"), [("u1", "ul"), ("user0", "usero"), ("cafe", "caf\u00e9"), ("U1", "uL")]
)
def test_names_that_look_alike_are_found(one: str, other: str) -> None:
    assert looking_like(folded(one), [folded(other)]) == folded(other)


def test_a_name_does_not_look_like_itself_or_another() -> None:
    assert looking_like("u1", ["u1", "u2", "v1"]) is None


def test_an_exact_name_goes_before_a_folded_one() -> None:
    assert login_as_known("Clerk", ["clerk"]) == "clerk"
    assert login_as_known("Clerk", ["clerk", "Clerk"]) == "Clerk"
    assert login_as_known("CLERK", ["clerk", "Clerk"]) == "CLERK"
    assert login_as_known("nobody", ["clerk"]) == "nobody"
