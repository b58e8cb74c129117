"""The words on papers tell where they are; a file is no print, and its folder can be opened."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.ports.printers import FOLDER
from ui.widgets.printed_words import name_of, printed_words


def printed(printer: str, detail: str = "", problem: str | None = None, times: int = 0) -> Any:
    issued = SimpleNamespace(times=times, document=SimpleNamespace(kind="来访回执"))
    job = SimpleNamespace(printer=printer, detail=detail)
    return SimpleNamespace(job=job, issued=issued, problem=problem, facts={"printer": printer})


def test_a_file_is_named_and_not_called_printed() -> None:
    words = printed_words([printed(FOLDER, "/示例/出单/回执.pdf")], "来访回执")
    assert words.text == "来访回执存成了文件，在 /示例/出单/回执.pdf，还没有打印。"
    assert (words.kind, words.folder) == ("good", "/示例/出单")


def test_several_files_are_counted_and_their_folder_said() -> None:
    words = printed_words([printed(FOLDER, f"/示例/出单/{n}.pdf") for n in range(3)])
    assert words.text == "3 份存成了文件，在 /示例/出单，还没有打印。"


def test_what_a_printer_has_is_to_be_looked_at() -> None:
    words = printed_words([printed("激光"), printed(FOLDER, "/示例/出单/1.pdf")], "来访回执")
    assert words.text == "1 份已发往激光，请看纸出来没有；1 份存成了文件，在 /示例/出单/1.pdf，还没有打印。"
    assert printed_words([printed("激光")], "日报").text == "日报已发往激光，请看纸出来没有。"


def test_a_problem_is_said_first() -> None:
    words = printed_words([printed("激光", problem="printer_unreachable"), printed("激光")])
    assert words.kind == "warning"


def test_a_reprint_says_how_often() -> None:
    assert name_of(printed("激光", times=2)) == "来访回执补打第 2 次"
