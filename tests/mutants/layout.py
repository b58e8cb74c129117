"""Papers laid out: lines that are not torn, pages, grids, rolls, what a printer says (GB/T 9704)."""

from __future__ import annotations

from tests.mutants.mutant import Mutant

LINES = "printing/lines.py"
NUMBERED = "printing/numbers.py"
BANDS = "printing/bands.py"
GRID = "printing/grid.py"
SHEET = "printing/document_sheet.py"
FURNITURE = "printing/furniture.py"
ROLL = "printing/slip_roll.py"
SETTING = "printing/setting.py"
BYTES = "printing/escpos.py"
STATUS = "printing/printers/status.py"
REASONS = "printing/printers/reasons.py"
BROKEN = ("tests/printing/test_lines.py", "tests/printing/test_numbers.py")
PAGED = ("tests/printing/test_lines.py", "tests/printing/test_documents.py")
SLIPS = ("tests/printing/test_slip.py",)
ROLLS = ("tests/printing/printers/test_roll_printer.py",)
SHEETS = (
    "tests/printing/printers/test_reasons.py",
    "tests/printing/printers/test_sheet_printer.py",
)

MUTANTS = (
    Mutant("第|22 is torn at a line's end", NUMBERED, "(?:第{_SPACE})?{_DIGITS}(", "{_DIGITS}(", BROKEN),
    Mutant("22|条 is torn at a line's end", NUMBERED, "{_DIGITS}(?:{_SPACE}[{_ABOUT}]?(?:{_LONGEST_FIRST})|[%％‰℃])", "{_DIGITS}[%％‰℃]", BROKEN),
    Mutant("工作|日 is torn at a line's end", NUMBERED, "sorted(UNITS, key=len, reverse=True)", "sorted(UNITS, key=len)", BROKEN),
    Mutant("a line begins with a comma", LINES, "NOT_FIRST = frozenset(\"，。", "NOT_FIRST = frozenset(\"。", BROKEN),
    Mutant("a line ends with an opening bracket", LINES, "char in NOT_FIRST or before in NOT_LAST or", "char in NOT_FIRST or", BROKEN),
    Mutant("a number is torn", LINES, "return _wordy(before) and _wordy(char)", "return False", BROKEN),
    Mutant("a hard space is broken", LINES, "    if _HARD_SPACE in (before, char):\n        return True\n", "", BROKEN),
    Mutant("a space begins a line", LINES, "cluster = cluster[_spaces(cluster) :]", "cluster = cluster[:]", BROKEN),
    Mutant("a space is left at a line's end", LINES, "    while chars and not last and chars[-1][0] == \" \":\n        chars = chars[:-1]\n", "", BROKEN),
    Mutant("the second line is indented too", LINES, "current, taken, room = [], 0.0, width", "current, taken, room = [], 0.0, width - indent", BROKEN),
    Mutant("the first line is as wide as the others", LINES, "room, taken = width - indent, 0.0", "room, taken = width, 0.0", BROKEN),
    Mutant("a word wider than a line runs over the edge", LINES, "if len(cluster) > 1 and _wide(cluster, faces) > width:", "if False:", BROKEN),
    Mutant("the last line is spread", LINES, "if fill is not None and not line.last and gaps > 0:", "if fill is not None and gaps > 0:", PAGED),
    Mutant("a short line is spread however wide", LINES, "        if spread > LOOSEST * line.pieces[0].style.size:\n            spread = 0.0\n", "", PAGED),
    Mutant("a newline ends no line", LINES, "enumerate(text.split(\"\\n\"))", "enumerate([text])", BROKEN),
    Mutant("blank room is kept at the top of a page", BANDS, "            if y == frame.top and not band.marks:\n                continue\n", "", PAGED),
    Mutant("a table's head is not repeated", BANDS, "        return _place(page, band.repeat, y)\n", "        return y\n", PAGED),
    Mutant("what stays together is torn", BANDS, "joined = band.keep", "joined = False", PAGED),
    Mutant("a torn row is not closed by a rule", BANDS, "        pages[-1].box(left, y - RULE / 2, right - left, RULE)\n", "        pass\n", PAGED),
    Mutant("what is pinned stands where it falls", BANDS, "y = max(y, frame.height - frame.bottom - sum(last.height for last in pinned))", "pass", PAGED),
    Mutant("what is pinned stands alone on a page", BANDS, "joined = joined or place > len(bands) or (place == len(bands) and place > 0)", "joined = joined or place > len(bands)", PAGED),
    Mutant("a page is filled over its foot", BANDS, "        if y + need > frame.height - frame.bottom + 0.01 and y > frame.top:", "        if y + need > frame.height and y > frame.top:", PAGED),
    Mutant("a short row is torn", GRID, "if count <= WHOLE:", "if count <= 1:", PAGED),
    Mutant("the head of a table stands alone", GRID, "    top.keep = True\n", "", PAGED),
    Mutant("rows do not know their head", GRID, "            band.repeat = top\n", "", PAGED),
    Mutant("the first line of a long row stands alone", GRID, "keep=first or place == count - 2", "keep=place == count - 2", PAGED),
    Mutant("an empty table has no row", GRID, "block[\"rows\"] or [[\"—\"] * len(block[\"head\"])]", "block[\"rows\"]", PAGED),
    Mutant("a paragraph's first line stands alone at a page's foot", SETTING, "for band in (bands[0], bands[-2]) if len(bands) > 1 else ():", "for band in (bands[-2],) if len(bands) > 1 else ():", PAGED),
    Mutant("a paragraph's last line stands alone on a page", SETTING, "for band in (bands[0], bands[-2]) if len(bands) > 1 else ():", "for band in (bands[0],) if len(bands) > 1 else ():", PAGED),
    Mutant("a few lines make a page of their own", SHEET, "    if 1 < len(pages) <= FEW:", "    if False:", PAGED),
    Mutant("a seal stands on a page without text", SHEET, "        if self.content[\"sealed\"]:\n            bands[-1].keep = True\n", "        if self.content[\"sealed\"]:\n", PAGED),
    Mutant("page numbers of a form are left out", FURNITURE, "        elif not letter and len(pages) > 1:", "        elif False:", PAGED),
    Mutant("the first page of a letter is numbered", FURNITURE, "if letter and number > 1:", "if letter:", PAGED),
    Mutant("even pages are numbered at the right", FURNITURE, "if number % 2 else frame.left + style.size", "if True else frame.left + style.size", PAGED),
    Mutant("a reprint's mark is left out", FURNITURE, "(content.get(\"reprint\"), content.get(\"replaces\")) if mark]", "(None, content.get(\"replaces\")) if mark]", PAGED),
    Mutant("a reprint's mark is left out on the roll", ROLL, "for mark in (self.content.get(\"reprint\"), self.content.get(\"replaces\")):", "for mark in (self.content.get(\"replaces\"),):", SLIPS),
    Mutant("the roll does not say that a notice is missing", ROLL, "        if notices[\"warning\"]:\n", "        if False:\n", SLIPS),
    Mutant("the picture is burnt inverted", BYTES, "bytes(byte ^ 0xFF for byte in strip.tobytes())", "strip.tobytes()", (*SLIPS, *ROLLS)),
    Mutant("the last strip is left out", BYTES, "for top in range(0, height, STRIP):", "for top in range(0, height - STRIP, STRIP):", (*SLIPS, *ROLLS)),
    Mutant("the paper is not cut", BYTES, "*_strips(image), FEED, CUT]", "*_strips(image), FEED]", (*SLIPS, *ROLLS)),
    Mutant("an open cover no longer blocks a roll", STATUS, "        if self.cause & _COVER:\n            return \"printer_cover_open\"\n", "", ROLLS),
    Mutant("an open cover no longer blocks a sheet printer", REASONS, "    \"cover-open\": \"printer_cover_open\",\n", "", SHEETS),
    Mutant("paper that has run out no longer blocks", STATUS, "if self.paper & _END or self.cause & _ENDED:", "if False:", ROLLS),
    Mutant("paper near its end blocks", STATUS, "if self.paper & _END or self.cause & _ENDED:", "if self.paper & (_END | _NEAR_END) or self.cause & _ENDED:", ROLLS),
    Mutant("an empty tray that CUPS calls a warning does not block", REASONS, "_SEVERITIES = (\"-error\", \"-warning\", \"-report\")", "_SEVERITIES = (\"-error\", \"-report\")", SHEETS),
    Mutant("a printer that is off is told as without paper", REASONS, "next((code for reason, code in _BLOCKING.items() if reason in plain_reasons), None)", "next((code for reason, code in reversed(_BLOCKING.items()) if reason in plain_reasons), None)", SHEETS),
)  # fmt: skip
