"""A file that somebody takes out is written whole: a full disk leaves the one before as it was."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest

from app.domain.dates.period import Period
from app.errors import Refused, Unavailable
from app.services.figures.export_tables import Table, write_table
from app.services.figures.report_figures import report_figures
from app.services.figures.report_files import write_ofd, write_pdf, write_xlsx
from app.services.ledger.bad_rows import save_bad_rows
from app.services.ledger.look_at_ledger import look_at_ledger
from app.services.lists.list_files import list_file, write_list_ofd, write_list_pdf, write_list_xlsx
from app.services.sheets.export_file import new_file, write_whole

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))


@contextmanager
def full_disk(most: int = 1_000) -> Iterator[None]:
    """No file grows beyond ``most`` bytes: the system refuses the rest, as a full disk does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize(
    ("write", "ending"),
    [
        (write_xlsx, "xlsx"),
        (write_pdf, "pdf"),
        (write_ofd, "ofd"),
        (write_list_xlsx, "xlsx"),
        (write_list_pdf, "pdf"),
        (write_list_ofd, "ofd"),
    ],
)
def test_a_full_disk_leaves_the_one_before(office, tmp_path, write, ending):
    desk = office.desk("leader", "2026-11-30 09:00")
    is_list = "list" in write.__name__
    content = list_file(desk, "包案") if is_list else report_figures(desk, NOVEMBER.start, NOVEMBER.end)
    folder = tmp_path / "out"
    folder.mkdir()
    file = folder / f"taken out.{ending}"
    write(desk, content, file)
    before = file.read_bytes()
    with full_disk(), pytest.raises(Unavailable) as caught:
        write(desk, content, file)
    assert (caught.value.code, caught.value.facts["file"]) == ("out_unwritable", str(file))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {file.name: before}
    with pytest.raises(Refused) as refused:
        write(desk, content, folder / "taken out.txt")
    assert [error.code for error in refused.value.errors] == ["export_format"]


def test_rows_put_right_in_a_sheet_are_not_written_over(office, tmp_path):
    ledger = tmp_path / "old.csv"
    ledger.write_text("来访日期,姓名,诉求\n2025-13-01,孙示例,坏日期\n", encoding="utf-8")
    desk = office.desk("host", "2026-11-23 09:00")
    look = look_at_ledger(desk, ledger)
    kept, count = save_bad_rows(desk, look, tmp_path / "out", "没有导的行")
    assert count == 1
    kept.write_bytes(b"put right")
    again, _ = save_bad_rows(desk, look, tmp_path / "out", "没有导的行")
    assert (kept.read_bytes(), again.name) == (b"put right", "没有导的行 (2).xlsx")


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    file = tmp_path / "a file"
    file.write_bytes(b"")
    with pytest.raises(Unavailable) as caught:
        new_file(file / "folder", "x")
    assert (caught.value.code, caught.value.facts["file"]) == ("out_unwritable", str(file / "folder"))


def test_a_link_is_followed_and_stays(tmp_path):
    place = tmp_path / "on the share.pdf"
    link = tmp_path / "link.pdf"
    link.symlink_to(place)
    write_whole(link, b"paper")
    assert link.is_symlink()
    assert place.read_bytes() == b"paper"


@pytest.mark.parametrize("ending", ["xlsx", "csv", "tsv", "jsonl"])
@pytest.mark.parametrize("wrong", [Unavailable("keys_damaged"), OSError(28, "No space left on device")])
def test_rows_that_cannot_be_read_to_the_end_leave_nothing_of_those_that_were(tmp_path, ending, wrong):
    """Visitors' rows in a file that nobody asked for would lie there for whoever opens the folder."""

    def rows():
        yield {"诉求": "示例诉求"}
        yield {"诉求": "第二件"}
        raise wrong

    with pytest.raises(Unavailable):
        write_table(tmp_path / f"台账.{ending}", Table(("诉求",), rows(), "host 2026-11-30"))
    assert list(tmp_path.iterdir()) == []


def test_a_place_under_a_file_is_told_as_one_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("示例", encoding="utf-8")
    with pytest.raises(Unavailable) as caught:
        write_whole(tmp_path / "file" / "台账.pdf", b"x")
    assert caught.value.code == "out_unwritable"
