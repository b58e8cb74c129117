"""A case has one reader, 办理方式 one table: what reads rows raw or spells a mode is listed with its why.

The lists may only become shorter: a file that is not on them, or reads more than is written beside it, fails.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.case.modes import MODES

ROOT = Path(__file__).resolve().parents[1]
READS = {"get", "find", "among", "between", "count"}
RAW = {"Visit", "Attendance", "Person", "Step", "Duty", "Deadline", "Notice", "Document", "Void"}
"""Rows that a correction, a withdrawal, a move or a voiding changes the meaning of."""
WITHOUT_PEOPLE = {
    "app/services/supervision/due_matters.py",
    "db/cases.py",
    "db/hub/tracking/case.py",
    "app/services/staff/staff_holdings.py",
}
"""Where cases are read without the people who came: none of them is named there."""
ONE_ROW = "finds the row of a number that was typed, or of a job"
LISTED = "finds which visits lie in a span of days; each is shown as its case has it"
WHOSE = "asks whose case a row is of, to withhold it or to read it"
CONTENTS = "reads the contents of papers that the case, a number or a day names"
READING: dict[str, tuple[set[str], str]] = {
    "app/services/case/case_door.py": ({"Step", "Visit"}, WHOSE),
    "app/services/case/case_reader.py": ({"Attendance", "Person", "Void"}, "is the reader"),
    "app/services/case/fact_homes.py": ({"Visit", "Void"}, "is a part of the reader"),
    "app/services/case/handling_pages.py": ({"Document"}, CONTENTS),
    "app/services/case/lookups.py": ({"Visit"}, ONE_ROW),
    "app/services/case/supposed_reads.py": ({"Attendance"}, "is a part of the reader"),
    "app/services/case/recount_dates.py": (
        {"Deadline", "Document", "Duty"},
        "finds which cases have a date in a year; their dates are those of the case",
    ),
    "app/services/desk/read_today.py": ({"Visit"}, "asks whether there is any visit at all"),
    "app/services/sync/settle_conflicts.py": ({"Attendance", "Visit"}, ONE_ROW),
    "app/services/figures/export_rows.py": ({"Visit"}, LISTED),
    "app/services/approvals/ask_reissue.py": ({"Document"}, ONE_ROW),
    "app/services/approvals/check_request.py": (
        {"Attendance", "Person", "Visit"},
        "finds the other cases of who shows the same certificate",
    ),
    "app/services/incidents/note_alert_receipt.py": ({"Document"}, ONE_ROW),
    "app/services/receptions/open_lines.py": (
        {"Step"},
        "finds which cases a reception went on with; each step stands as its case has it",
    ),
    "app/services/handling/reply_duty.py": ({"Duty"}, "finds the other cases that a line was given to"),
    "app/services/ledger/list_batches.py": ({"Visit"}, "asks what was done with the visits of an import"),
    "app/services/papers/papers_to_hand_out.py": ({"Document"}, WHOSE),
    "app/services/papers/papers_for_units.py": ({"Visit"}, WHOSE),
    "app/services/ledger/judge_visits.py": ({"Visit", "Void"}, "asks what an import brought in before"),
    "app/services/ledger/undo_import.py": (
        {"Attendance", "Visit", "Void"},
        "takes back the rows of a batch",
    ),
    "app/services/papers/asked_papers.py": ({"Document", "Visit"}, CONTENTS),
    "app/services/papers/daily_report.py": ({"Document", "Visit"}, LISTED),
    "app/services/papers/issue_paper.py": ({"Document", "Visit", "Void"}, ONE_ROW),
    "app/services/papers/listed_visits.py": (
        {"Document", "Visit"},
        "looks up what a frozen list names, to withhold it or to say that it changed",
    ),
    "app/services/papers/paper_subject.py": (
        {"Deadline", "Visit"},
        "asks whose case a paper is of, and which date an amendment counted anew",
    ),
    "app/services/papers/read_paper.py": ({"Document"}, ONE_ROW),
    "app/services/papers/reissue.py": ({"Document"}, CONTENTS),
    "app/services/papers/unit_sheets.py": (
        {"Document", "Visit"},
        "finds which cases a 交办单 speaks of; each stands on it as its case has it",
    ),
    "app/services/papers/verify_paper.py": ({"Document", "Visit", "Void"}, "compares a paper with its row"),
    "app/services/printing/list_jobs.py": ({"Document"}, ONE_ROW),
    "app/services/printing/print_queue.py": ({"Document", "Void"}, ONE_ROW),
    "app/services/printing/slips_owed.py": ({"Visit"}, LISTED),
    "app/services/visits/after_typing.py": ({"Person"}, ONE_ROW),
    "app/services/visits/find_records.py": ({"Visit"}, WHOSE),
    "app/services/visits/look_alike.py": ({"Visit"}, WHOSE),
    "app/services/visits/register_visit.py": ({"Visit"}, ONE_ROW),
    "app/services/visits/tell_apart.py": (
        {"Attendance", "Person"},
        "says whom a hit of the search means; the search drops it where the case is withheld",
    ),
    "app/services/visits/undo_move.py": ({"Visit"}, ONE_ROW),
    "app/services/visits/void_visit.py": ({"Void"}, "asks whether a visit was taken back before"),
}
"""Files that read such rows without the case reader: which, and why."""
SAYS = "says a status, a result or a date of the same word"
SPELLING: dict[str, str] = {
    "app/domain/figures/briefing.py": "names figures and what was done in the words of a report",
    "app/domain/case/names.py": "names statuses and obligations",
    "app/domain/figures/indicators.py": "names figures",
    "app/domain/ledger/vocabulary.py": "reads the words of old ledgers",
    "app/domain/lists/kinds.py": SAYS,
    "app/domain/papers/acceptance_letter.py": SAYS,
    "app/domain/papers/extension_letter.py": SAYS,
    "app/domain/papers/forwarding_notice.py": "is the name of a paper",
    "app/domain/papers/names.py": "is the name of a paper",
    "app/domain/papers/mediation_papers.py": "is the name of a paper",
    "app/domain/papers/return_letter.py": SAYS,
    "app/domain/papers/review_letters.py": "is the name of a paper",
    "app/domain/entries/reception_check.py": "names the results of a reception",
    "app/domain/papers/opinion_letter.py": "is the name of a paper",
    "app/domain/papers/reception_record.py": SAYS,
    "app/domain/papers/rights.py": SAYS,
    "app/domain/entries/reception_entry.py": "names the results of a reception",
    "app/domain/roles.py": "is the name of a role",
    "ui/demo/afternoon.py": "names the scenes and pictures of the demonstration day",
    "app/domain/terms.py": "names statuses and the results of a reception",
    "app/domain/entries/understood.py": SAYS,
    "app/services/desk/simulate_visits.py": "makes up histories",
    "app/services/receptions/reception_plan.py": "names the results of a reception",
    "app/services/receptions/reception_rows.py": "names the results of a reception",
    "app/services/papers/step_papers.py": "names the kinds of an agreement",
    "db/hub/tracking/view.py": SAYS,
    "ui/approvals/commands.py": "is the word of a button",
    "ui/approvals/model.py": "is the word of a button",
    "ui/signin/first_cards.py": "is the word of a button",
    "ui/forms/path.py": SAYS,
    "ui/matter/story.py": SAYS,
    "ui/reception/ended_view.py": SAYS,
    "ui/reception/form.py": "names the results of a reception",
    "ui/register/entry/entry.py": SAYS,
    "ui/register/hints/hinting.py": SAYS,
    "ui/register/layout/notices_view.py": SAYS,
    "ui/step/fields.py": "names the kinds of an agreement",
}
"""Files beside app/domain/case/modes.py in which a mode's name stands, and why."""
WHERE_MODES_STAND = ("app/domain/case/modes.py", "app/words/")


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def raw_reads(tree: ast.AST) -> set[str]:
    """Kinds of rows that are asked of the store by name."""
    return {
        node.args[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in READS
        and node.args
        and isinstance(node.args[0], ast.Name)
        and node.args[0].id in RAW
    }


def spelled_modes(tree: ast.AST) -> set[str]:
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and node.value in set(MODES)
    }


def test_rows_of_a_case_are_read_by_its_reader() -> None:
    found = {
        path: beyond
        for path, tree in sources("app", "ui")
        if (beyond := raw_reads(tree) - READING.get(path, (set(), ""))[0])
    }
    assert not found, "take the CaseFile of app/services/case/case_reader in their place"


def test_people_are_left_out_only_where_nobody_is_named() -> None:
    def leaves_out(tree: ast.AST) -> bool:
        return any(
            isinstance(node, ast.keyword)
            and node.arg == "people"
            and isinstance(node.value, ast.Constant)
            and node.value.value is False
            for node in ast.walk(tree)
        )

    assert {path for path, tree in sources("app", "db", "ui") if leaves_out(tree)} == WITHOUT_PEOPLE


def test_modes_are_spelled_in_their_table_alone() -> None:
    found = {
        path: modes
        for path, tree in sources("app", "db", "ui")
        if (modes := spelled_modes(tree)) and not path.startswith(WHERE_MODES_STAND) and path not in SPELLING
    }
    assert not found, "take the constants of app/domain/case/modes in their place"


@pytest.mark.parametrize("line", ["reads.find(Duty, matter_id=id)", "writes.among(Void, 'visit_id', ids)"])
def test_that_watch_sees_a_raw_read(line: str) -> None:
    assert raw_reads(ast.parse(line))


def test_that_watch_sees_a_spelled_mode() -> None:
    assert spelled_modes(ast.parse("if step.mode == '受理告知': pass")) == {"受理告知"}
    assert not spelled_modes(ast.parse("'受理告知的日期'"))


def test_what_is_listed_is_there_and_says_why() -> None:
    """No entry outlives what it was written for."""
    assert all(why for _, why in READING.values())
    assert all(SPELLING.values())
    reads = {path: raw_reads(tree) for path, tree in sources("app", "ui")}
    assert {path: kinds for path, (kinds, _) in READING.items()} == {
        path: reads.get(path) for path in READING
    }
    spelling = {path: spelled_modes(tree) for path, tree in sources("app", "db", "ui")}
    assert not [path for path in SPELLING if not spelling.get(path)]
