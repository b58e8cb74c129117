"""Table files as offices keep them: what is in them is read, what is damaged or hostile is a sentence."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Refused
from app.services.sheets import book as limits
from app.services.sheets.open_book import open_book
from app.services.sheets.text_book import TextBook
from app.words import SENTENCES
from tests.app.services.sheets.workbooks import (
    HEADS,
    SHEET,
    changed,
    ledger,
    put,
    strict,
    visit_row,
    with_dimension,
    workbook,
)

HERE = Path(__file__).parent


def rows_of(file: Path, sheet: int = 0) -> list[tuple[str, ...]]:
    book = open_book(file)
    return [row.cells for row in book.rows(book.sheets[sheet].name)]


def code_of(file: Path) -> str:
    with pytest.raises(Refused) as caught:
        rows_of(file)
    (error,) = caught.value.errors
    assert SENTENCES[error.code].format(**error.facts)
    return error.code


SOUND = {
    "as Excel writes it": lambda raw: raw,
    "a dimension of one cell": lambda raw: with_dimension(raw, "A1"),
    "a dimension that ends early": lambda raw: with_dimension(raw, "A1:H2"),
    "a dimension of the whole sheet": lambda raw: with_dimension(raw, "A1:XFD1048576"),
    "a fill that is none": lambda raw: changed(
        raw,
        "xl/styles.xml",
        lambda xml: xml.replace('<fill><patternFill patternType="none"/></fill>', "<fill/>"),
    ),
    "a fill with an extension": lambda raw: changed(
        raw,
        "xl/styles.xml",
        lambda xml: xml.replace('patternType="none"/>', 'patternType="none"><extLst/></patternFill>'),
    ),
    "a date of making that is none": lambda raw: changed(
        raw, "docProps/core.xml", lambda xml: re.sub(r"(<dcterms:created[^>]*>)[^<]*", r"\1gestern", xml)
    ),
    "strict namespaces": strict,
    "no styles": lambda raw: changed(raw, "xl/_rels/workbook.xml.rels", lambda xml: xml),
    "a broken defined name": lambda raw: changed(
        raw,
        "xl/workbook.xml",
        lambda xml: xml.replace(
            "</sheets>", '</sheets><definedNames><definedName name="_x">#REF!</definedName></definedNames>'
        ),
    ),
}


@pytest.mark.parametrize("how", SOUND)
def test_what_is_in_the_file_is_read(tmp_path: Path, how: str, recwarn: pytest.WarningsRecorder) -> None:
    rows = rows_of(put(tmp_path, SOUND[how](ledger(12))))
    assert len(rows) == 13
    assert rows[0] == HEADS
    assert rows[12][:3] == ("2025-012", "2025-03-12", "王示例")
    assert rows[12][6] == "1"
    assert not recwarn.list


def test_cells_say_what_a_person_reads(tmp_path: Path) -> None:
    raw = workbook(
        {"s": [[datetime(2025, 3, 5, 9, 30), 2.0, 0.1, True, 13800001234, 340602190307129137, "  x "]]}
    )
    file = put(tmp_path, raw)
    (row,) = open_book(file).rows("s")
    assert row.cells == ("2025-03-05T09:30", "2", "0.1", "是", "13800001234", row.cells[5], "x")
    assert row.rounded == (5,)


def test_hidden_sheets_and_charts_are_known_as_such(tmp_path: Path) -> None:
    book = open_book(put(tmp_path, workbook({"字典": [["a"]], "2025年": [["b"]]}, hidden=["字典"])))
    assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("字典", True), ("2025年", False)]


def test_an_xls_of_old_excel_is_read(tmp_path: Path) -> None:
    """ledger.xls was written by xlwt: two sheets, one hidden, a date, a number that Excel rounded."""
    for name in ("ledger.xls", "ledger.et", "no ending"):
        file = put(tmp_path, (HERE / "ledger.xls").read_bytes(), name)
        book = open_book(file)
        assert [(sheet.name, sheet.hidden) for sheet in book.sheets] == [("台账", False), ("隐", True)]
        head, first, second = book.rows("台账")
        assert head.cells == ("来访日期", "姓名", "身份证号")
        assert first.cells == ("2025-03-05", "王示例", "340722190103200019")
        assert second.rounded == (2,)


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        with zipfile.ZipFile(io.BytesIO(ledger())) as old:
            for info in old.infolist():
                if info.filename != SHEET:
                    new.writestr(info.filename, old.read(info))
        with new.open(SHEET, "w", force_zip64=True) as part:
            part.write(b"<worksheet><sheetData>")
            for _ in range(700):
                part.write(b" " * 1024 * 1024)
    return made.getvalue()


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def with_damaged_member(raw: bytes) -> bytes:
    at = raw.index(b"sheet1.xml") + 30
    return raw[:at] + bytes(255 - byte for byte in raw[at : at + 60]) + raw[at + 60 :]


ENTITY = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
BROKEN = {
    "cut in the middle": (lambda: cut(ledger()), "sheet_unreadable"),
    "no workbook at all": (lambda: b"PK\x03\x04junk", "sheet_unreadable"),
    "a damaged part": (lambda: with_damaged_member(ledger()), "sheet_damaged"),
    "a character that XML has not": (
        lambda: changed(ledger(), SHEET, lambda xml: xml.replace('<row r="3"', '<row r="3" a="\x01"')),
        "sheet_damaged_after",
    ),
    "entities": (
        lambda: changed(ledger(), SHEET, lambda xml: xml.replace("<worksheet", ENTITY + "<worksheet", 1)),
        "sheet_entities",
    ),
    "a string that is not there": (
        lambda: changed(ledger(), SHEET, lambda xml: xml.replace('t="s"><v>0<', 't="s"><v>9999<')),
        "sheet_damaged_after",
    ),
    "a bomb": (bomb, "sheet_bomb"),
    "a web page": (lambda: b"<html><table><tr><td>x</td></tr></table></html>", "sheet_html"),
    "a table of 2003 in XML": (lambda: b'<?xml version="1.0"?><Workbook/>', "sheet_xml"),
    "a PDF": (lambda: b"%PDF-1.7", "sheet_other"),
    "an old workbook, cut": (lambda: cut((HERE / "ledger.xls").read_bytes()), "sheet_damaged"),
    "a workbook with a password": (
        lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"),
        "sheet_locked",
    ),
    "nothing": (lambda: b" \n", "sheet_empty"),
    "bytes": (lambda: bytes(range(1, 256)) * 9, "sheet_unreadable"),
}


@pytest.mark.parametrize("how", BROKEN)
def test_damaged_and_hostile_files_are_a_sentence(tmp_path: Path, how: str) -> None:
    make, code = BROKEN[how]
    assert code_of(put(tmp_path, make())) == code


def test_rows_without_end_are_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("xlsx_book", "text_book", "binary_book"):
        monkeypatch.setattr(f"app.services.sheets.{module}.MOST_ROWS", 2)
    assert limits.MOST_ROWS > 100_000
    assert code_of(put(tmp_path, ledger())) == "too_many_rows"
    assert code_of(put(tmp_path, b"a\nb\nc\n", "x.csv")) == "too_many_rows"
    assert code_of(put(tmp_path, (HERE / "ledger.xls").read_bytes())) == "too_many_rows"


def text_rows(raw: bytes) -> list[tuple[int, tuple[str, ...], str | None]]:
    return [(row.number, row.cells, row.fault and row.fault[0]) for row in TextBook(raw, "x.csv").rows("")]


HEAD = "日期,姓名\n"


@pytest.mark.parametrize(
    "raw",
    [
        f"{HEAD}1,王㛃䶮\n".encode(),
        f"{HEAD}1,王㛃䶮\n".encode("utf-8-sig"),
        f"{HEAD}1,王㛃䶮\n".encode("gb18030"),
        b"\x84\x31\x95\x33" + f"{HEAD}1,王㛃䶮\n".encode("gb18030"),
        f"{HEAD}1,王㛃䶮\n".replace(",", "\t").encode("utf-16"),
        f"{HEAD}1,王㛃䶮\n".replace("\n", "\r").encode(),
        f"{HEAD}1,王㛃䶮\n".replace("\n", "\r\n").encode(),
        f"{HEAD}1,王㛃䶮".encode(),
    ],
)  # fmt: skip
def test_every_encoding_and_line_end(raw: bytes) -> None:
    assert text_rows(raw) == [(1, ("日期", "姓名"), None), (2, ("1", "王㛃䶮"), None)]


def test_a_line_in_the_other_encoding_is_read_and_a_damaged_one_named() -> None:
    mixed = HEAD.encode() + "1,王小明\n".encode("gbk")
    assert text_rows(mixed)[1] == (2, ("1", "王小明"), None)
    damaged = (HEAD + "1,王小明\n2,李\n3,赵\n").encode("utf-8-sig").replace("李".encode(), b"\xe6\x9d")
    assert [(row[0], row[2]) for row in text_rows(damaged)] == [
        (1, None),
        (2, None),
        (3, "row_bytes"),
        (4, None),
    ]


def test_a_character_of_an_old_private_place_stands_in_its_own() -> None:
    assert text_rows(f"{HEAD}1,龚".encode("gb18030") + b"\xfe\x9f\xfe\x51\n")[1][1][1] == "龚䶮\U00020087"


def test_separators_are_found_and_said() -> None:
    assert text_rows(b"sep=;\na;b\n1;2\n") == [(2, ("a", "b"), None), (3, ("1", "2"), None)]
    assert text_rows(b"\n\na,b;c;d;e;f\n1,2\n")[1] == (4, ("1", "2"), None)
    assert text_rows(b"a;b;c;d\n1,2,3,4\n")[1][1] == ("1", "2", "3", "4")


def test_one_quote_spoils_one_row() -> None:
    rows = text_rows('a,b\n1,说"二期"的\n2,"二期"办证\n3,"跨\n行"\n4,"没有完\n5,x\n'.encode())
    assert rows == [
        (1, ("a", "b"), None),
        (2, ("1", '说"二期"的'), None),
        (3, ("2", '"二期"办证'), "row_quote"),
        (4, ("3", "跨\n行"), None),
        (6, ("4", '"没有完'), "row_quote"),
        (7, ("5", "x"), None),
    ]


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"), max_size=8)


@given(st.lists(st.lists(CELL | st.just('a"b,c\nd'), min_size=2, max_size=4), min_size=1, max_size=8))
def test_what_a_csv_writer_writes_is_read_back(table: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(table)
    read = [row.cells for row in TextBook(("k,k\r\n" + text.getvalue()).encode(), "x").rows("")]
    wanted = [tuple(cell.strip() for cell in row) for row in table]
    assert read[1:] == [row for row in wanted if any(row)]


def test_a_row_that_is_longer_than_the_headings_keeps_its_cells(tmp_path: Path) -> None:
    raw = workbook({"s": [["a"], ["1", "2"], visit_row(1)]})
    assert rows_of(put(tmp_path, raw))[1] == ("1", "2")
