"""Check characters of known numbers; the library that counts them is loaded with the first one."""

from __future__ import annotations

import subprocess
import sys

from app.domain.check_digits import check_letter, credit_letter, is_checked, is_county, resident_digit


def test_check_characters_of_known_numbers():
    assert check_letter("A12425GABC1234002") == "M"  # the example of ISO 7064, as python-stdnum has it
    assert is_checked("A12425GABC1234002M")
    assert not is_checked("A12425GABC1234002N")
    assert resident_digit("360426199101010071") == "1"
    assert credit_letter("91110000600037341") == "L"


def test_counties_of_today_and_of_before():
    assert is_county("110101")
    assert is_county("110103")  # 崇文区, abolished in 2010
    assert not is_county("119999")


def test_numbers_are_known_without_what_the_library_brings():
    modules = "app.domain.numbers, app.domain.identity, app.domain.entries.visit_parties"
    script = f"import sys, {modules}; print({{'ssl', 'stdnum'}} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["set()"]
