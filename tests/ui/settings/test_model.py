"""Words beside a setting are those of the window: none of the command line's codes."""

from __future__ import annotations

from app.settings import DECLARED
from ui.settings.model import CHOICES, help_line


def test_the_papers_of_a_slip_are_named_by_the_list_and_not_by_codes():
    by_key = {declared.key: declared for declared in DECLARED}
    assert help_line(by_key["回执纸张"]) == "保存后回执用的纸"
    for key in CHOICES:
        assert "a5" not in help_line(by_key[key])
