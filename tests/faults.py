"""The faults of the first build (CASE.md 8), numbered and not, and the tests that failed while they stood."""

from __future__ import annotations

from dataclasses import dataclass

CASE = "tests/app/domain/case"
HANDLING = "tests/app/services/handling"
RECEPTIONS = "tests/app/services/receptions"
FIGURES = "tests/app/services/figures/test_report_figures.py"
SECRECY = "tests/app/services/secrecy"
VISITS = "tests/app/services/visits"
PAPERS = "tests/app/services/papers"


@dataclass(frozen=True)
class Fault:
    """What was wrong, and where it would be noticed: ``path::test``."""

    said: str
    tests: tuple[str, ...]


FAULTS: dict[int, Fault] = {
    1: Fault(
        "after 受理告知 a 交办, a 转办 or a reception takes the 60 days away",
        (
            f"{CASE}/test_obligations.py::test_the_60_days_run_on_through_everything",
            f"{HANDLING}/test_advance_matter.py::test_accepting_starts_sixty_days_that_every_assignment_leaves_running",
        ),
    ),
    2: Fault(
        "an answered duty stays overdue and is dunned",
        (
            f"{CASE}/test_obligations.py::test_an_answered_duty_is_over",
            f"{CASE}/test_reminding.py::test_who_has_answered_is_not_reminded",
            "tests/app/services/supervision/test_due_matters.py::test_an_answered_duty_is_not_dunned",
        ),
    ),
    3: Fault(
        "accepting 建议意见 or 检举控告 leaves the 转送 date running",
        (
            f"{CASE}/test_obligations.py::test_other_kinds_end_by_their_own_answers_without_60_days",
            f"{HANDLING}/test_advance_matter.py::test_accepting_a_proposal_or_an_accusation_leaves_nothing_running",
        ),
    ),
    4: Fault(
        "closing with an open duty is taken and the duty vanishes",
        (
            f"{CASE}/test_step_check.py::test_nothing_closes_over_an_open_duty",
            f"{CASE}/test_close_calls.py::test_a_mediation_that_did_not_know_of_a_duty_closes_nothing",
        ),
    ),
    5: Fault(
        "及时受理率 counts a step of years ago; imported closed matters count as late",
        (
            f"{FIGURES}::test_handling_of_years_ago_is_none_of_this_visit",
            f"{FIGURES}::test_visits_of_an_old_ledger_are_counted_but_never_late",
        ),
    ),
    6: Fault(
        "two desks, one matter, two answers: no date at all",
        (
            f"{CASE}/test_contradictions.py::test_acceptance_and_refusal_leave_the_matter_open_with_its_60_days",
            f"{CASE}/test_contradictions.py::test_two_closings_that_differ_leave_the_first_obligation",
            f"{CASE}/test_close_calls.py::test_a_mediation_that_closed_is_contradicted_by_what_another_desk_did",
            "tests/db/sync/test_cases_at_two_desks.py::test_both_desks_read_the_same_cases",
        ),
    ),
    7: Fault(
        "an accusation is accepted by, reminded of or printed for the unit it accuses",
        (
            f"{CASE}/test_step_check.py::test_an_accusation_goes_to_nobody_it_accuses_by_whatever_name",
            f"{CASE}/test_reminding.py::test_whom_the_case_accuses_and_who_is_under_it_are_not_reminded",
            f"{RECEPTIONS}/test_hold_reception.py::test_nothing_of_an_accusation_goes_to_the_accused",
            f"{SECRECY}/test_papers_for_units.py::test_a_reception_and_a_reminder_keep_from_the_accused_by_any_name",
        ),
    ),
    8: Fault(
        "who may not read a guarded case acts on it and reads it from then on; its minutes are read beside",
        (
            f"{SECRECY}/test_every_door.py::test_every_act_on_it_is_not_allowed",
            f"{SECRECY}/test_every_door.py::test_an_act_grants_no_reading",
            f"{SECRECY}/test_every_door.py::test_it_is_heard_alone",
        ),
    ),
    9: Fault(
        "a typed name is an approval",
        (
            "tests/cli/test_signatures.py::test_old_keys_of_an_approval_are_refused_as_unknown",
            f"{HANDLING}/test_signatures_and_withdrawals.py::test_nobody_signs_his_own_request",
        ),
    ),
    10: Fault(
        "two families in one reception each get all duties and the other's date",
        (
            f"{RECEPTIONS}/test_several_cases.py::test_each_family_has_its_own_duties_and_date",
            f"{RECEPTIONS}/test_several_cases.py::test_no_paper_of_one_family_speaks_of_the_other",
        ),
    ),
    11: Fault(
        "a voided return visit leaves a closed matter open with a date",
        (f"{CASE}/test_obligations.py::test_a_visit_after_closing_starts_one_and_opens_the_matter",),
    ),
    12: Fault(
        "steps go back in time; replies come before the reception",
        (
            f"{CASE}/test_step_check.py::test_no_step_comes_before_the_visit_or_what_it_answers",
            f"{HANDLING}/test_signatures_and_withdrawals.py::test_a_reply_comes_after_its_duty_and_meets_it",
            f"{HANDLING}/test_signatures_and_withdrawals.py"
            "::test_no_signature_and_no_withdrawal_comes_before_what_it_is_about",
        ),
    ),
    13: Fault(
        "one row of next year's calendar makes the whole year certain",
        ("tests/app/domain/dates/test_calendar.py::test_a_year_without_one_of_its_fixed_days_is_not_whole",),
    ),
    14: Fault(
        "a promise a year past the statutory date counts as told",
        (
            f"{CASE}/test_promise.py::test_a_promise_past_the_statutory_day_is_refused",
            f"{RECEPTIONS}/test_several_cases.py::test_a_promise_past_the_statutory_date_is_refused",
        ),
    ),
    15: Fault(
        "拒签 without a witness",
        ("tests/app/domain/entries/test_notices.py::test_a_refused_signature_needs_its_witness",),
    ),
    16: Fault(
        "带班接访 is counted as 联合接访",
        (f"{FIGURES}::test_each_form_of_a_reception_is_counted_as_itself_alone",),
    ),
    17: Fault(
        "ratings of bureau and unit are pooled",
        (f"{FIGURES}::test_ratings_of_bureau_and_units_are_apart",),
    ),
}
UNNUMBERED: dict[str, Fault] = {
    "a return visit that is gone": Fault(
        "a return visit taken back, split off or joined to another matter leaves a closed matter open",
        (
            f"{VISITS}/test_return_visit_gone.py::test_the_matter_is_closed_and_owes_nothing",
            f"{VISITS}/test_return_visit_gone.py::test_no_page_tells_a_date_of_it",
            f"{CASE}/test_close_calls.py::test_a_case_whose_every_visit_was_voided_owes_nothing",
        ),
    ),
    "papers of one reception": Fault(
        "the old claim stands on two of the three papers of one reception, the corrected one on the third",
        (
            f"{PAPERS}/test_one_reception.py::test_no_paper_tells_what_was_corrected_before_it",
            f"{PAPERS}/test_one_reception.py"
            "::test_what_is_corrected_afterwards_is_on_the_papers_drawn_up_then",
        ),
    ),
    "the start page and other desks": Fault(
        "the start page does not follow what another desk did",
        (
            "tests/ui/sync/test_start_follows.py"
            "::test_a_visit_its_void_a_step_and_its_withdrawal_at_another_desk",
            "tests/app/test_events.py::test_every_fact_of_a_case_is_among_them",
        ),
    ),
    "the daily report and what became confidential": Fault(
        "the daily report names what became confidential, in a new report or printed again",
        (
            f"{PAPERS}/test_daily_report.py::test_what_became_an_accusation_names_no_category",
            f"{PAPERS}/test_daily_report.py"
            "::test_a_report_that_names_what_became_guarded_is_not_put_on_paper_again",
            f"{SECRECY}/test_every_door.py::test_no_page_of_the_day_names_it",
        ),
    ),
    "the machine's clock": Fault(
        "the day's test is bound to the machine's clock",
        ("tests/test_clock.py::test_no_test_reads_the_machines_clock",),
    ),
}
"""Those that issue 7 names beside the numbered ones."""
